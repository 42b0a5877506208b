//! Whose statements count (RFC 8601 §1.6, §5, §7.1), through the public door, with DNS off.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its case has failed")]

use auth::{Authentication, How, Method, lookup::Off};
use mail::Limits;

const OUTSIDE: &str = "Received: from shop.example (shop.example [192.0.2.1]) by mx.example.jp \
                       (Postfix) with ESMTPS id 1 for <hanako@example.jp>; Tue, 16 Nov 2021 10:51:07 +0900";
const EXCHANGE: &str = "Received: from shop.example (192.0.2.1) by D1.mail.protection.outlook.com \
                        (10.0.0.1) with Microsoft SMTP Server id 15.20; Tue, 16 Nov 2021 01:51:07 +0000";
const GOOGLE: &str = "Received: from shop.example (shop.example. [192.0.2.1]) by mx.google.com with \
                      ESMTPS id d2e1 for <hanako@gmail.com>; Mon, 15 Nov 2021 17:51:07 -0800 (PST)";
const PROTON: &str = "Received: from shop.example (shop.example [192.0.2.1]) by mailin034.protonmail.ch \
                      (Postfix) with ESMTPS id 1; Tue, 16 Nov 2021 01:51:07 +0000";
const AUTHOR: &str = "From: Bank <info@bank.example>";
const PASS: &str = "dkim=pass header.d=bank.example; dmarc=pass header.from=bank.example";

fn authenticate(fields: &[&str]) -> Authentication {
    let raw = format!("{}\r\n\r\nHello\r\n", fields.join("\r\n"));
    let (mail, _) = mail::parse(raw.as_bytes(), &Limits::default());
    let now = "2021-11-18T03:00:00Z".parse().unwrap();
    futures::executor::block_on(auth::authenticate(&mail, &mail.arrival(), &Off, now))
}

/// Statements by who wrote them: the receiver, others, the sender.
fn told(fields: &[&str]) -> (usize, usize, usize) {
    let found = authenticate(fields);
    (found.stated.len(), found.stated_by_others.len(), found.pretended.len())
}

#[test]
fn results_above_the_border_count_when_they_bear_the_receivers_name() {
    for (id, expected) in [
        ("mx.example.jp", (2, 0, 0)),
        ("example.jp", (2, 0, 0)),
        ("other.example", (0, 2, 0)),
        ("mx.example.jp.evil.example", (0, 2, 0)),
    ] {
        let results = format!("Authentication-Results: {id}; {PASS}");
        assert_eq!(told(&[&results, OUTSIDE, AUTHOR]), expected, "{id}");
    }
}

#[test]
fn results_below_the_border_prove_nothing_whatever_name_they_bear() {
    for id in ["mx.example.jp", "other.example"] {
        let results = format!("Authentication-Results: {id}; {PASS}");
        for fields in [[OUTSIDE, &results, AUTHOR], [OUTSIDE, AUTHOR, &results]] {
            let found = authenticate(&fields);
            assert!(found.stated.is_empty() && found.proven.is_empty(), "{fields:?}");
        }
    }
}

#[test]
fn a_receiver_that_has_spoken_does_not_speak_again_below() {
    let own = "Authentication-Results: mx.example.jp; dkim=none";
    let forged = format!("Authentication-Results: mx.example.jp; {PASS}");
    let found = authenticate(&[own, OUTSIDE, &forged, AUTHOR]);
    assert_eq!(found.stated.len(), 1);
    assert!(found.pretended.iter().all(|pretended| pretended.claims_receiver));
    assert_eq!(found.pretended.len(), 2);
    assert!(found.aligned.is_empty());
}

#[test]
fn exchange_counts_without_a_name_above_its_border_only() {
    let results = format!("Authentication-Results: spf=fail (sender IP is 192.0.2.1); {PASS}");
    assert_eq!(told(&[&results, EXCHANGE, AUTHOR]), (3, 0, 0));
    assert_eq!(told(&[EXCHANGE, &results, AUTHOR]), (0, 0, 3));
    assert_eq!(told(&[&results, OUTSIDE, AUTHOR]), (0, 3, 0));
}

#[test]
fn google_counts_directly_below_its_border_and_only_once() {
    let results = format!("Authentication-Results: mx.google.com; {PASS}");
    let spf = "Received-SPF: pass (google.com: domain of a@shop.example designates 192.0.2.1 as \
               permitted sender) client-ip=192.0.2.1;";
    assert_eq!(told(&[GOOGLE, spf, &results, AUTHOR]), (3, 0, 0));
    let own = "Authentication-Results: mx.google.com; dkim=none";
    let found = authenticate(&[GOOGLE, own, &results, AUTHOR]);
    assert_eq!((found.stated.len(), found.aligned.len()), (1, 0));
    let found = authenticate(&[GOOGLE, "Subject: in between", &results, AUTHOR]);
    assert!(found.stated.is_empty());
}

#[test]
fn proton_counts_below_the_received_fields_once_a_method() {
    let submitted = "Received: from pc ([203.0.113.1]) by shop.example with ESMTPSA id 2";
    let dmarc = "Authentication-Results: mail.protonmail.ch; dmarc=fail header.from=bank.example";
    let dkim = "Authentication-Results: mail.protonmail.ch; dkim=none";
    let forged = "Authentication-Results: mail.protonmail.ch; dmarc=pass header.from=bank.example";
    let found = authenticate(&[PROTON, submitted, dmarc, dkim, forged, AUTHOR]);
    assert_eq!(found.stated.len(), 2);
    assert!(found.proven.is_empty());
}

#[test]
fn a_stated_pass_aligns_by_the_public_suffix_list() {
    let results = "Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=a@mail.bank.co.jp; \
                   dkim=pass header.d=esp.example; dmarc=pass header.from=bank.co.jp";
    let found = authenticate(&[results, OUTSIDE, "From: <info@news.bank.co.jp>"]);
    let aligned: Vec<_> =
        found.aligned.iter().map(|a| (a.method(), a.identifier().as_str())).collect();
    assert_eq!(aligned, [(Method::Spf, "mail.bank.co.jp"), (Method::Dmarc, "bank.co.jp")]);
    assert!(found.proven.iter().all(|proven| proven.how() == How::Stated));
}

#[test]
fn a_dmarc_pass_for_another_author_proves_nothing() {
    let results = "Authentication-Results: mx.example.jp; dmarc=pass header.from=evil.example";
    let found = authenticate(&[results, OUTSIDE, AUTHOR]);
    assert!(found.proven.is_empty());
    let results = "Authentication-Results: mx.example.jp; dmarc=pass header.from=co.jp";
    let found = authenticate(&[results, OUTSIDE, "From: <a@bank.co.jp>"]);
    assert!(found.proven.is_empty());
}

#[test]
fn two_authors_are_aligned_with_by_nobody() {
    let results = format!("Authentication-Results: mx.example.jp; {PASS}");
    let found = authenticate(&[&results, OUTSIDE, AUTHOR, "From: <a@evil.example>"]);
    assert!(found.author.is_none() && found.aligned.is_empty());
}
