//! A second signer, written plainly and apart from the crate's, to test against: relaxed
//! canonicalization by splitting into words, Ed25519 with a fixed key, any tags one likes.
#![allow(dead_code, reason = "each test file uses its part")]

use auth::lookup::Recorded;
use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::json;

pub(crate) const NOW: i64 = 1_750_000_000;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

pub(crate) fn key() -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap()
}

/// The key record of [`key`].
pub(crate) fn record() -> String {
    format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(key().public_key().as_ref()))
}

/// DNS in which `s1` of these domains is the key.
pub(crate) fn dns(domains: &[&str], record: &str) -> Recorded {
    let names =
        domains.iter().map(|domain| (format!("s1._domainkey.{domain}"), json!({"TXT": [record]})));
    Recorded::from_value(serde_json::Value::Object(names.collect())).unwrap()
}

pub(crate) fn relaxed_field(raw: &str) -> String {
    let (name, value) = raw.split_once(':').unwrap();
    format!("{}:{}", name.trim_end().to_lowercase(), words(value))
}

pub(crate) fn relaxed_body(body: &str) -> String {
    let lines: Vec<String> = body.split("\r\n").map(relaxed_line).collect();
    let text = lines.join("\r\n");
    let text = text.trim_end_matches("\r\n");
    if text.is_empty() { String::new() } else { format!("{text}\r\n") }
}

fn relaxed_line(line: &str) -> String {
    let space = if line.starts_with([' ', '\t']) { " " } else { "" };
    let words = words(line);
    if words.is_empty() { words } else { format!("{space}{words}") }
}

fn words(text: &str) -> String {
    text.split([' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(crate) fn body_hash(canonical: &str) -> String {
    STANDARD.encode(digest(&SHA256, canonical.as_bytes()))
}

/// The `b=` value for these canonical octets.
pub(crate) fn sign(canonical: &str) -> String {
    STANDARD.encode(key().sign(digest(&SHA256, canonical.as_bytes()).as_ref()))
}

/// `fields` and `body` with a signature on top: `tags` come before `bh=` and `b=`; `signed` are
/// the fields in the order of the `h=` that `tags` has.
pub(crate) fn signed(
    tags: &str,
    signed: &[&str],
    fields: &str,
    body: &str,
    covered: &str,
) -> String {
    let own = format!("DKIM-Signature: {tags}; bh={}; b=", body_hash(covered));
    let mut canonical: String = signed.iter().map(|field| relaxed_field(field) + "\r\n").collect();
    canonical += &relaxed_field(&own);
    format!("{own}{}\r\n{fields}\r\n{body}", sign(&canonical))
}
