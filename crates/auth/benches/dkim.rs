//! What verifying one signed mail costs: `cargo bench -p mekiki-auth --bench dkim`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking")]

use auth::{
    dkim::{self, Outcome, Signer, SigningKey},
    lookup::{Lookup, Off, Recorded},
};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
    signature::Ed25519KeyPair,
};
use divan::{Bencher, counter::BytesCount};
use futures::executor::block_on;
use jiff::Timestamp;
use mail::{DomainName, Limits};

const SIZES: [usize; 3] = [2_000, 30_000, 1_000_000];

fn main() {
    divan::main();
}

/// HTML such as mail carries: indented lines, some trailing space, some Japanese.
fn unsigned(octets: usize) -> Vec<u8> {
    let head = "From: Shop <news@shop.example>\r\nTo: Hana <hana@home.example>\r\n\
                Subject: =?utf-8?B?44GK55+l44KJ44Gb?=\r\nDate: Sun, 15 Jun 2025 15:06:40 +0000\r\n\
                Message-ID: <1@shop.example>\r\nMIME-Version: 1.0\r\n\
                Content-Type: text/html; charset=utf-8\r\nList-Id: <news.shop.example>\r\n\r\n";
    let lines = [
        "    <td style=\"padding:0 4px;font-size:14px\" align=\"left\"> \r\n",
        "<a href=\"https://shop.example/c?id=0123456789abcdef\">See the offer</a>\r\n",
        "ご注文ありがとうございます。発送のご連絡です。\r\n",
        "      </tr>\r\n",
    ];
    let body = lines.iter().cycle().scan(0, |sum, line| {
        *sum += line.len();
        (*sum < octets).then_some(*line)
    });
    head.bytes().chain(body.collect::<String>().bytes()).collect()
}

fn rsa() -> SigningKey {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    SigningKey::rsa(AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).unwrap().as_ref()).unwrap()
}

fn ed25519() -> SigningKey {
    SigningKey::ed25519(Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap().as_ref()).unwrap()
}

fn verify(bencher: Bencher<'_, '_>, key: SigningKey, octets: usize, expected: Outcome) {
    let now = Timestamp::from_second(1_750_000_000).unwrap();
    let [domain, selector] = ["shop.example", "s1"].map(|name| DomainName::parse(name).unwrap());
    let signer = Signer::new(domain, selector, key);
    let raw = unsigned(octets);
    let field = signer.sign(&mail::parse(&raw, &Limits::default()).0, now).unwrap();
    let raw = [field.as_bytes(), &raw].concat();
    let dns = serde_json::json!({"s1._domainkey.shop.example": {"TXT": [signer.key.record()]}});
    let recorded = Recorded::from_value(dns).unwrap();
    let lookup: &dyn Lookup = if expected == Outcome::NotLooked { &Off } else { &recorded };
    let (mail, _) = mail::parse(&raw, &Limits::default());
    bencher.counter(BytesCount::new(raw.len())).bench(|| {
        let signatures = block_on(dkim::verify(&mail, lookup, now));
        assert!(signatures.iter().all(|signature| signature.outcome() == expected));
    });
}

#[divan::bench(args = SIZES)]
fn rsa_2048(bencher: Bencher<'_, '_>, octets: usize) {
    verify(bencher, rsa(), octets, Outcome::Pass);
}

#[divan::bench(args = SIZES)]
fn ed25519_sha256(bencher: Bencher<'_, '_>, octets: usize) {
    verify(bencher, ed25519(), octets, Outcome::Pass);
}

#[divan::bench(args = SIZES)]
fn body_hash_alone_with_dns_off(bencher: Bencher<'_, '_>, octets: usize) {
    verify(bencher, ed25519(), octets, Outcome::NotLooked);
}
