//! What reading one mail costs: a newsletter of about 60 KB such as delivery services send.

use std::fmt::Write;

use divan::{Bencher, counter::BytesCount};
use reading::{Brands, Limits, html::read_html};

fn main() {
    divan::main();
}

/// Nested tables, inline styles, a sheet with media queries, a preheader, tracked links.
fn newsletter() -> String {
    let mut html = String::from(
        "<!DOCTYPE html><html lang=\"ja\"><head><meta charset=\"utf-8\"><title>秋のセール</title><style>\
         body{margin:0;padding:0;background:#f4f4f4}.preheader{display:none!important;max-height:0}\
         a{color:#0a58ca}.btn a{color:#ffffff}.footer p{color:#777777;font-size:11px}\
         @media only screen and (max-width:600px){.col{width:100%!important;display:block!important}}\
         </style></head><body><div class=\"preheader\">今だけ全品20%オフ</div>\
         <table width=\"100%\" bgcolor=\"#f4f4f4\"><tr><td align=\"center\">",
    );
    for item in 0..42 {
        let _ = write!(
            html,
            "<table width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"border-collapse:collapse;background-color:#ffffff;margin:0 auto;\">\
             <tr><td class=\"col\" valign=\"top\" style=\"padding:16px 24px;font-family:'Hiragino Sans',Meiryo,sans-serif;font-size:14px;line-height:1.6;color:#333333;\">\
             <a href=\"https://click.shop.example/c/{item}?m=20261124&amp;u=https%3A%2F%2Fwww.shop.example%2Fitems%2F{item}\" style=\"text-decoration:none;color:#333333;\">\
             <img src=\"https://img.shop.example/items/{item}.jpg\" width=\"240\" height=\"180\" alt=\"商品 {item}\" style=\"display:block;border:0;\"></a></td>\
             <td class=\"col\" valign=\"top\" style=\"padding:16px 24px;font-family:'Hiragino Sans',Meiryo,sans-serif;font-size:14px;line-height:1.6;color:#333333;\">\
             <h2 style=\"font-size:18px;margin:0 0 8px;\">あたたかいセーター {item}</h2><p style=\"margin:0 0 8px;\">軽くてあたたかい、毎日着たくなる一枚です。<b>通常価格 ¥{item},980</b>&nbsp;から 20% オフ。</p>\
             <table class=\"btn\" bgcolor=\"#c0392b\" style=\"border-radius:4px;\"><tr><td style=\"padding:10px 20px;\"><a href=\"https://click.shop.example/b/{item}\" style=\"color:#ffffff;font-weight:bold;text-decoration:none;\">詳しく見る</a></td></tr></table>\
             </td></tr></table>",
        );
    }
    html.push_str("</td></tr></table><div class=\"footer\"><p>お問い合わせ 0120-000-000 info@shop.example</p></div></body></html>");
    html
}

fn mail() -> Vec<u8> {
    let mut mail = String::from(
        "From: Shop <news@shop.example>\r\nTo: reader@example.net\r\nSubject: Autumn sale\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
    );
    mail.push_str(&newsletter());
    mail.into_bytes()
}

#[divan::bench]
fn html_newsletter(bencher: Bencher) {
    let html = newsletter();
    let limits = Limits::default();
    bencher
        .counter(BytesCount::of_str(&html))
        .bench_local(|| read_html(divan::black_box(&html), &limits));
}

#[divan::bench]
fn whole_newsletter(bencher: Bencher) {
    let raw = mail();
    let brands = Brands::built_in();
    bencher.counter(BytesCount::of_slice(&raw)).bench_local(|| {
        let (mail, _) = mail::parse(divan::black_box(&raw), &mail::Limits::default());
        reading::read(&mail, &brands)
    });
}

/// Ten megabytes of tags that never close.
#[divan::bench(sample_count = 5)]
fn nested_tags(bencher: Bencher) {
    let html = "<div style='color:#fff'><b>".repeat(370_000);
    let limits = Limits { html_octets: 10 << 20, ..Limits::default() };
    bencher.bench_local(|| read_html(divan::black_box(&html), &limits));
}

/// Rules and elements chosen to be dear.
#[divan::bench(sample_count = 5)]
fn dear_rules(bencher: Bencher) {
    let mut html = String::from("<style>");
    for _ in 0..2_000 {
        html.push_str(".a .a .a .a b{display:none}");
    }
    html.push_str("</style>");
    html.push_str(&"<p class=a>".repeat(100));
    html.push_str(&"<div class=a><b>x".repeat(50_000));
    let limits = Limits::default();
    bencher.bench_local(|| read_html(divan::black_box(&html), &limits));
}
