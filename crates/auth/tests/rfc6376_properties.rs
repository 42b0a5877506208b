//! Laws of RFC 6376 that hold for every message.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod oracle;

use auth::dkim::{self, Canonicalization, Outcome, SignError, Signer, SigningKey};
use auth::lookup::Recorded;
use aws_lc_rs::{
    encoding::AsDer,
    rsa::{KeyPair, KeySize},
    signature::Ed25519KeyPair,
};
use futures::executor::block_on;
use mail::{DomainName, Limits};
use oracle::now;
use proptest::prelude::*;
use std::sync::LazyLock;

static RSA: LazyLock<Signer> = LazyLock::new(|| {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let pkcs8 = AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'_>>::as_der(&pair).unwrap();
    signer(SigningKey::rsa(pkcs8.as_ref()).unwrap())
});
static ED25519: LazyLock<Signer> = LazyLock::new(|| {
    let pkcs8 = Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap();
    signer(SigningKey::ed25519(pkcs8.as_ref()).unwrap())
});

fn signer(key: SigningKey) -> Signer {
    let [domain, selector] = ["news.example", "s1"].map(|name| DomainName::parse(name).unwrap());
    Signer::new(domain, selector, key)
}

fn sign(signer: &Signer, raw: &[u8]) -> Vec<u8> {
    let (mail, _) = mail::parse(raw, &Limits::default());
    [signer.sign(&mail, now()).unwrap().as_bytes(), raw].concat()
}

fn verify(signer: &Signer, raw: &[u8]) -> Vec<Outcome> {
    let dns = serde_json::json!({"s1._domainkey.news.example": {"TXT": [signer.key.record()]}});
    let (mail, _) = mail::parse(raw, &Limits::default());
    let lookup = Recorded::from_value(dns).unwrap();
    block_on(dkim::verify(&mail, &lookup, now())).iter().map(dkim::Signature::outcome).collect()
}

/// Subject and body of any octets, lines ended by CRLF as they are on the wire.
fn message() -> impl Strategy<Value = Vec<u8>> {
    let text = prop::collection::vec(
        prop_oneof![
            Just(b" ".to_vec()),
            Just(b"\t".to_vec()),
            Just(b"\r\n".to_vec()),
            Just("日本".as_bytes().to_vec()),
            (33_u8..=255).prop_map(|b| vec![b]),
        ],
        0..80,
    );
    ("[ -9;-~]{0,30}", text).prop_map(|(subject, body)| {
        let head = format!("From: a@news.example\r\nSubject: {subject}\r\nTo: b@c.example\r\n\r\n");
        [head.into_bytes(), body.concat()].concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_signed_verifies(raw in message()) {
        for signer in [&*ED25519, &*RSA] {
            prop_assert_eq!(verify(signer, &sign(signer, &raw)), [Outcome::Pass]);
        }
    }

    #[test]
    fn a_body_octet_flipped_fails(raw in message(), place in any::<prop::sample::Index>()) {
        let mut sent = sign(&ED25519, &raw);
        let body = memchr::memmem::find(&sent, b"\r\n\r\n").unwrap() + 4;
        // White space may be folded away; everything else is signed.
        let octets: Vec<usize> = (body..sent.len()).filter(|&at| sent[at] > b' ').collect();
        prop_assume!(!octets.is_empty());
        sent[octets[place.index(octets.len())]] ^= 0x80;
        prop_assert_eq!(verify(&ED25519, &sent), [Outcome::Fail]);
    }

    #[test]
    fn bare_line_feeds_in_storage_change_nothing(raw in message()) {
        let sent = sign(&ED25519, &raw);
        let stored: Vec<u8> = sent.iter().copied().filter(|&b| b != b'\r').collect();
        prop_assert_eq!(verify(&ED25519, &stored), [Outcome::Pass]);
    }

    #[test]
    fn the_plain_canonicalization_agrees(lines in prop::collection::vec("[ \ta-c]{0,6}", 0..6)) {
        let body = lines.join("\r\n");
        let tags = "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=news.example; s=s1; h=from";
        let from = ["From: a@news.example\r\n"];
        let raw = oracle::signed(tags, &from, from[0], &body, &oracle::relaxed_body(&body));
        let (mail, _) = mail::parse(raw.as_bytes(), &Limits::default());
        let lookup = oracle::dns(&["news.example"], &oracle::record());
        let outcome = block_on(dkim::verify(&mail, &lookup, now()))[0].outcome();
        prop_assert_eq!(outcome, Outcome::Pass);
    }

    #[test]
    fn any_octets_can_be_verified(raw in prop::collection::vec(any::<u8>(), 0..300)) {
        let raw = [b"DKIM-Signature:", raw.as_slice()].concat();
        let (mail, _) = mail::parse(&raw, &Limits::default());
        block_on(dkim::verify(&mail, &auth::lookup::Off, now()));
        block_on(auth::arc::validate(&mail, &auth::lookup::Off, now()));
    }
}

#[test]
fn every_pair_of_canonicalizations_signs_and_verifies() {
    use Canonicalization::{Relaxed, Simple};
    let raw = b"From: a@news.example\r\nSubject:  x\r\n\ty \r\n\r\n a\tb \r\n\r\nc\r\n\r\n";
    for header in [Simple, Relaxed] {
        for body in [Simple, Relaxed] {
            let pkcs8 = Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap();
            let mut signer = signer(SigningKey::ed25519(pkcs8.as_ref()).unwrap());
            signer.canonicalization = (header, body);
            assert_eq!(verify(&signer, &sign(&signer, raw)), [Outcome::Pass]);
        }
    }
}

#[test]
fn no_field_that_a_reader_is_shown_can_be_added_to_what_we_sign() {
    let raw = b"From: a@news.example\r\nSubject: x\r\n\r\ntext\r\n";
    let sent = sign(&ED25519, raw);
    for field in ["From: b@c.example", "Subject: y", "Reply-To: b@c.example", "To: b@c.example"] {
        let changed = [field.as_bytes(), b"\r\n", &sent].concat();
        assert_eq!(verify(&ED25519, &changed), [Outcome::Fail], "{field}");
    }
    let traced = [b"Received: from x\r\n", sent.as_slice()].concat();
    assert_eq!(verify(&ED25519, &traced), [Outcome::Pass]);
}

#[test]
fn what_has_no_author_is_not_signed() {
    let (mail, _) = mail::parse(b"Subject: x\r\n\r\ntext\r\n", &Limits::default());
    assert_eq!(ED25519.sign(&mail, now()), Err(SignError::NoFrom));
    assert_eq!(SigningKey::rsa(b"no key").err(), Some(SignError::NotAKey));
}
