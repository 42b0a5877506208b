use std::sync::Arc;

use auth::{
    dkim::{Signer, SigningKey},
    lookup::Recorded,
};
use futures::executor::block_on;
use jiff::{Timestamp, tz::TimeZone};

use super::*;

const NOW: &str = "2026-11-16T09:00:00+09:00";

/// A mail with nothing to change, in parts that tests replace.
const GOOD: &str = "From: Kita Store <news@shop.example>\r\n\
To: hanako@mailbox.example\r\n\
Subject: Your invitation of November\r\n\
Date: Mon, 16 Nov 2026 09:00:00 +0900\r\n\
Message-ID: <1.invite@shop.example>\r\n\
List-Id: <invitations.shop.example>\r\n\
List-Unsubscribe: <https://www.shop.example/stop?c=1>\r\n\
List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\
CFBL-Address: fbl@shop.example; report=arf\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/alternative; boundary=\"b\"\r\n\
\r\n\
--b\r\n\
Content-Type: text/plain; charset=utf-8\r\n\
\r\n\
Dear customer, we are open on Sunday from ten to six, and have new tea from Uji.\r\n\
All about it: https://www.shop.example/tea\r\n\
--b\r\n\
Content-Type: text/html; charset=utf-8\r\n\
\r\n\
<p>Dear customer, we are open on Sunday from ten to six, and have new tea from Uji.</p>\r\n\
<p><a href=\"https://www.shop.example/tea\">All about it</a></p>\r\n\
--b--\r\n";

fn key() -> SigningKey {
    let mut pkcs8 = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
    pkcs8.extend(b"shop.example, which is no secret");
    SigningKey::ed25519(&pkcs8).unwrap()
}

fn zone() -> Recorded {
    Recorded::from_value(serde_json::json!({
        "shop.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"], "MX": ["10 mx.shop.example"]},
        "mx.shop.example": {"A": ["192.0.2.1"]},
        "m1._domainkey.shop.example": {"TXT": [key().record()]},
        "_dmarc.shop.example": {"TXT": ["v=DMARC1; p=reject; rua=mailto:dmarc@shop.example"]},
    }))
    .unwrap()
}

/// The mail with the shop's signature above it.
fn signed(mail: &str) -> String {
    let name = |text| DomainName::parse(text).unwrap();
    let signer = Signer::new(name("shop.example"), name("m1"), key());
    let (parsed, _) = mail::parse(mail.as_bytes(), &mail::Limits::default());
    signer.sign(&parsed, NOW.parse().unwrap()).unwrap() + mail
}

fn presend(mail: &str, own: Option<&str>) -> Presend {
    let brands = Brands::built_in();
    let own = own.map(|own| Own::parse(own, &brands).unwrap());
    let zone_of_days = TimeZone::get("Asia/Tokyo").unwrap();
    let checker = Checker::new(brands, Arc::new(zone()), zone_of_days);
    let now: Timestamp = NOW.parse().unwrap();
    block_on(examine(&checker, &Given::at(now), mail.as_bytes(), own))
}

fn names(mail: &str) -> Vec<String> {
    presend(mail, None).advice.iter().map(Advice::name).collect()
}

#[test]
fn a_mail_that_is_well_made_and_signed_needs_no_change() {
    let presend = presend(&signed(GOOD), Some("shop.example"));
    let told: Vec<_> = presend.advice.iter().map(Advice::name).collect();
    // A few English lines read like anything to the learnt model; that is a hint and no more.
    assert!(told.iter().all(|name| name == "counted-wording"), "{told:?}");
    assert!(!presend.needs_change());
}

#[test]
fn each_slip_is_named() {
    for (from, to, expected) in [
        ("List-Id: <invitations.shop.example>\r\n", "", "header-no-list-id"),
        ("CFBL-Address: fbl@shop.example; report=arf\r\n", "", "header-no-feedback"),
        ("Date: Mon, 16 Nov 2026 09:00:00 +0900\r\n", "", "header-no-date"),
        ("Message-ID: <1.invite@shop.example>\r\n", "", "header-no-message-id"),
        ("Subject: Your invitation of November\r\n", "", "header-no-subject"),
        ("Subject: Your", "Subject: Re: Your", "header-answers-nothing"),
        ("To: hanako", "Reply-To: a@other.example\r\nTo: hanako", "header-replies-elsewhere"),
        ("List-Unsubscribe: <https://www.shop.example/stop?c=1>\r\n", "", "header-no-unsubscribe"),
        ("<https://www.shop.example/stop?c=1>", "<mailto:a@shop.example>", "header-not-one-click"),
        ("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "", "header-not-one-click"),
        ("https://www.shop.example/tea\"", "http://www.shop.example/tea\"", "link-not-encrypted"),
        ("www.shop.example/tea\"", "tea.other.example/\"", "link-foreign"),
        ("www.shop.example/tea\"", "bit.ly/3abc\"", "link-shortened"),
        ("https://www.shop.example/tea\"", "https://192.0.2.7/tea\"", "link-to-address"),
        ("www.shop.example/tea\"", "xn--hq1b2a.example/\"", "link-punycode"),
        ("www.shop.example/tea\"", "www.arnazon.co.jp/\"", "link-looks-like-brand"),
        (
            "https://www.shop.example/tea\">All about it",
            "https://x.other.example/tea\">www.kita-store.jp",
            "link-shown-elsewhere",
        ),
        ("<p>Dear", "<img src=\"https://www.shop.example/o.gif\" width=1 height=1><p>Dear", {
            "link-tracking"
        }),
        (
            "<p>Dear",
            "<form action=\"https://www.shop.example/\"><input type=password name=p></form><p>Dear",
            { "content-form" },
        ),
        ("<p>Dear", "<script>alert(1)</script><p>Dear", "content-script"),
        ("</p>\r\n--b--", "<p>Enter your password and card number at once.</p>\r\n--b--", {
            "content-asks-secret"
        }),
        ("</p>\r\n--b--", "<p>Act now, this ends within 24 hours.</p>\r\n--b--", {
            "content-hurries"
        }),
        ("</p>\r\n--b--", "<p>Your account will be suspended within 24 hours.</p>\r\n--b--", {
            "content-presses"
        }),
        (
            "Dear customer, we are open on Sunday from ten to six, and have new tea from Uji.\r\nAll about it",
            "This text speaks of quite different matters, such as the weather in the mountains of Nagano, \
             which is fine, and of nothing that the page has: clouds, wind, snow, sunshine, mushrooms, birds, \
             rivers, railways, bridges, inns, hot springs and all their guests.\r\nMore",
            "content-plain-differs",
        ),
        (
            "text/html; charset=utf-8\r\n\r\n",
            "text/html\r\n\r\n新しいお茶",
            "content-charset-missing",
        ),
        ("text/html; charset=utf-8", "text/html; charset=no-such", "content-charset-wrong"),
        ("news@shop.example", "news@gmail.com", "proof-free-mailbox"),
        ("From: Kita Store", "From: Amazon.co.jp", "proof-speaks-as-another"),
        ("To: hanako", "From: Other <a@b.example>\r\nTo: hanako", "header-many-authors"),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let found = names(&GOOD.replacen(from, to, 1));
        assert!(found.iter().any(|name| name == expected), "{to:?}: {found:?} lacks {expected}");
    }
}

#[test]
fn a_long_page_is_told_to_be_cut() {
    let long = GOOD.replace("<p>Dear", &format!("<!-- {} --><p>Dear", "x ".repeat(60_000)));
    assert!(names(&long).contains(&"content-too-long".to_owned()));
    assert!(!names(GOOD).contains(&"content-too-long".to_owned()));
}

#[test]
fn html_alone_lacks_its_plain_text() {
    let mail = GOOD.replace("multipart/alternative; boundary=\"b\"", "text/html; charset=utf-8");
    let (head, _) = mail.split_once("\r\n\r\n").unwrap();
    let alone = format!("{head}\r\n\r\n<p>New tea is here.</p>\r\n");
    assert!(names(&alone).contains(&"content-plain-missing".to_owned()));
}

#[test]
fn what_is_attached_is_looked_at() {
    let file = |name: &str, octets: &str| {
        GOOD.replace(
            "--b--\r\n",
            &format!(
                "--b\r\nContent-Type: application/octet-stream\r\n\
                 Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{octets}\r\n--b--\r\n"
            ),
        )
    };
    for (name, octets, expected) in [
        ("terms.exe", "MZ\u{1}\u{2}", true),
        ("page.html", "<html><body>hello</body></html>", true),
        ("notes.txt", "hello", false),
    ] {
        let found = names(&file(name, octets)).contains(&"content-file".to_owned());
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn proof_is_told_from_no_signature_to_one_that_does_not_cover_unsubscribing() {
    let of = |mail: &str| {
        let mut names = names(mail);
        names.retain(|name| name.starts_with("proof-") || name == "header-unsubscribe-not-signed");
        names
    };
    assert_eq!(of(GOOD), ["proof-unsigned-and-refused"]);
    assert_eq!(of(&signed(GOOD)), Vec::<String>::new());
    assert_eq!(of(&signed(GOOD).replace("new tea", "old tea")), ["proof-signature-fails"]);
    let other = signed(GOOD).replace("From: Kita Store <news@shop.example>", "From: <a@b.test>");
    assert_eq!(of(&other), ["proof-signature-fails"]);
    let without = GOOD.replace("List-Unsubscribe", "X-Later");
    let later = signed(&without).replace("X-Later", "List-Unsubscribe");
    assert_eq!(of(&later), ["header-unsubscribe-not-signed"]);
}

#[test]
fn a_mail_in_anothers_name_is_told_first() {
    let presend = presend(&signed(GOOD), Some("amazon"));
    let first = presend.advice.first().unwrap();
    assert_eq!(first.name(), "proof-from-not-own");
    assert!(presend.needs_change());
}

#[test]
fn what_the_domain_publishes_is_part_of_it() {
    let elsewhere = GOOD.replace("shop.example", "new-shop.example");
    let found = names(&elsewhere);
    for expected in ["domain-spf-missing", "domain-dmarc-missing", "domain-mx-nowhere"] {
        assert!(found.iter().any(|name| name == expected), "{found:?}");
    }
}

#[test]
fn the_worst_comes_first_and_nothing_is_without_words() {
    let mail = GOOD.replace("www.shop.example/tea\"", "www.arnazon.co.jp/\"");
    let presend = presend(&mail.replace("List-Id", "X-List-Id"), None);
    let severities: Vec<_> = presend.advice.iter().map(Advice::severity).collect();
    assert!(severities.is_sorted() && severities.len() > 2, "{severities:?}");
    for advice in &presend.advice {
        let told = advice.advised();
        for text in [told.what, told.why, told.change] {
            assert!(!text.ja.is_empty() && !text.en.is_empty(), "{advice:?}");
        }
    }
}

#[test]
fn what_other_advice_covers_is_evidence_that_there_is() {
    for name in advice::COVERED {
        let is_kind = verdict::EvidenceKind::all().any(|kind| {
            let kind: &'static str = kind.into();
            kind == name
        });
        assert!(is_kind, "{name}");
    }
}

#[test]
fn any_octets_get_advice() {
    for octets in ["", "\u{0}", "From: \r\n\r\n", "hello", "From: a@b, c@d\r\nFrom: e\r\n\r\n"] {
        let names = names(octets);
        assert!(!names.is_empty(), "{octets:?}");
    }
}
