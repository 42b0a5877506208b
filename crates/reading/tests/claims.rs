//! Whom a mail speaks as, by what its reader sees.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use mail::DomainName;
use reading::{
    Brands, Claim, ClaimPlace,
    claim::{Texts, find},
};

fn domain(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

fn top(texts: &Texts<'_>) -> Option<Claim> {
    find(texts, &Brands::built_in()).into_iter().next().filter(|claim| claim.strength >= 50)
}

#[test]
fn text_and_subject_make_a_claim_when_the_author_hides() {
    for (subject, visible, expected) in [
        (
            "【重要】お支払い方法の確認",
            "いつもアマゾンをご利用いただきありがとうございます。\n\nAmazon カスタマーサービス",
            Some("amazon"),
        ),
        (
            "Your account is limited",
            "Dear PayPal customer,\nwe limited your PayPal account.\n\n© 2024 PayPal, Inc.",
            Some("paypal"),
        ),
        (
            "[えきねっと]ご利用の確認",
            "えきねっとをご利用いただきありがとうございます。",
            Some("ekinet"),
        ),
        ("日曜の予定", "オンラインで話しましょう。東京都の天気は晴れです。", None),
        ("Next meeting", "Please box up the orange chairs and post the target list.", None),
    ] {
        let claim = top(&Texts { subject, visible, ..Texts::default() });
        assert_eq!(claim.map(|claim| claim.brand.0).as_deref(), expected, "{subject}");
    }
}

#[test]
fn the_brands_own_domain_speaks_as_the_brand_and_a_subscribers_does_not() {
    for (local, host, expected) in [
        ("no-reply", "amazon.co.jp", Some("amazon")),
        ("notifications", "github.com", Some("github")),
        ("taro", "docomo.ne.jp", None),
        ("info", "gmail.com", None),
        ("taro.yamada", "google.com", None),
    ] {
        let host = domain(host);
        let claim = top(&Texts { address: Some((local, &host)), ..Texts::default() });
        assert_eq!(claim.map(|claim| claim.brand.0).as_deref(), expected, "{local}@{host}");
    }
}

#[test]
fn where_the_name_stands_is_told() {
    let host = domain("amazon-login.example");
    let claim = top(&Texts {
        display: "Amazon",
        address: Some(("info", &host)),
        subject: "Amazon: お支払い",
        alts: &["Amazon"],
        ..Texts::default()
    })
    .unwrap();
    for place in [
        ClaimPlace::DisplayName,
        ClaimPlace::AuthorAddressWord,
        ClaimPlace::Subject,
        ClaimPlace::PictureText,
    ] {
        assert!(claim.places.contains(&place), "{place:?} in {:?}", claim.places);
    }
    assert!(!claim.disguised);
}

#[test]
fn a_list_of_many_brands_speaks_as_none() {
    let visible = "Amazon, Rakuten, PayPal, Netflix, Coinbase, Mercari, Costco, Walmart and Spotify \
                   published their figures.";
    assert_eq!(top(&Texts { subject: "Markets today", visible, ..Texts::default() }), None);
}

#[test]
fn a_hidden_name_is_told_as_hidden() {
    for visible in [
        "Your Nеtflix account",
        "Your Net\u{200b}flix account",
        "Your N e t f l i x account",
        "Your 𝗡𝗲𝘁𝗳𝗹𝗶𝘅 account",
        "Your Netfl1x account",
    ] {
        let claim = top(&Texts { visible, ..Texts::default() }).unwrap();
        assert_eq!((claim.brand.0.as_str(), claim.disguised), ("netflix", true), "{visible}");
    }
}
