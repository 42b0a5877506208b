//! A code in a message is judged by where it leads and by who is proven to send it.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk;

use check::Report;
use qrcode::{QrCode, render::unicode::Dense1x2};

fn code(text: &str) -> String {
    let code = QrCode::new(text).unwrap();
    code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build()
}

/// A message whose path proves its author, or does not.
fn mail(author: &str, address: &str, subject: &str, words: &str, code_text: &str) -> Report {
    let raw = format!(
        "Return-Path: <{address}>\r\n\
         Received: from out1.mihon-store.example (out1.mihon-store.example [192.0.2.25])\r\n\
         \tby mx.mailbox.example (Postfix) with ESMTPS id 1\r\n\
         \tfor <hanako@mailbox.example>; Tue, 16 Nov 2021 09:00:04 +0900 (JST)\r\n\
         From: {author} <{address}>\r\nSubject: {subject}\r\n\
         Date: Tue, 16 Nov 2021 09:00:00 +0900\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n\r\n{}\r\n",
        code(code_text)
    );
    desk::check(raw.as_bytes())
}

fn has(report: &Report, evidence: &str) -> bool {
    report.reasons.iter().any(|reason| reason.evidence == evidence)
}

const STRANGER: &str = "https://mihon-coupon.example.net/get";

#[test]
fn a_proven_brand_may_print_codes() {
    for to in ["https://www.mihon-store.example/app", "https://apps.apple.com/jp/app/id1", STRANGER]
    {
        let report =
            mail("みほんストア", "news@mihon-store.example", "App", "みほんストアです。", to);
        assert!(has(&report, "brand-proven"), "{:?}", report.reasons);
        assert!(!has(&report, "qr-leads-to-stranger"), "{to}");
    }
}

#[test]
fn whoever_only_speaks_as_a_brand_may_not_send_readers_elsewhere() {
    let words = "みほんストアです。アカウントを確認してください。QRコードを読み取ってください。";
    let report = mail("みほんストア", "info@coupon-get.test", "みほんストア", words, STRANGER);
    assert!(has(&report, "qr-leads-to-stranger"), "{:?}", report.reasons);
    let own = "https://www.mihon-store.example/app";
    let report = mail("みほんストア", "info@coupon-get.test", "みほんストア", words, own);
    assert!(!has(&report, "qr-leads-to-stranger"), "{:?}", report.reasons);
}

#[test]
fn a_code_as_the_only_way_on_needs_a_proven_author() {
    let to = |text| mail("Taro", "taro@coupon-get.test", "Hello", "Please have a look.", text);
    assert!(has(&to(STRANGER), "qr-leads-to-stranger"));
    for fine in
        ["WIFI:T:WPA;S:guest;P:open;;", "https://coupon-get.test/x", "https://maps.google.com/"]
    {
        assert!(!has(&to(fine), "qr-leads-to-stranger"), "{fine}");
    }
}

#[test]
fn a_code_is_listed_among_the_links() {
    let report = mail("Taro", "taro@coupon-get.test", "Hello", "Look.", STRANGER);
    let link = report.links.iter().find(|link| link.place == "qr-code").unwrap();
    assert_eq!(link.end_host.as_deref(), Some("mihon-coupon.example.net"));
}
