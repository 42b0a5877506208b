//! What the tests of this crate share: a checker and messages of our own.
#![allow(dead_code, reason = "each test file is a crate of its own and uses a part")]

use std::sync::Arc;

use auth::lookup::Recorded;
use check::{Checker, Given, Report};
use jiff::{Timestamp, tz::TimeZone};
use reading::Brands;

/// Messages by name.
pub(crate) const MESSAGES: [(&str, &[u8]); 8] = [
    ("coupon", include_bytes!("../../../../examples/coupon.eml")),
    ("coupon-forged", include_bytes!("../../../../examples/coupon-forged.eml")),
    ("empty", b""),
    ("text only", "パスワードを https://evil.example/ に入力してください".as_bytes()),
    ("odd", b"From: a@b.example, c@d.example\r\nFrom: <e@f.example>\r\nSubject: \x80\xff\r\n\r\n\0"),
    ("markup", b"From: \"<script>alert(1)</script>\" <a@b.example>\r\nSubject: <img src=x>\x1b[2J\r\nContent-Type: text/html\r\n\r\n<a href='https://x.example/\"><script>'>a</a>"),
    ("many links", b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<a href=http://1.2.3.4/>a</a><a href=mailto:a@b.example>b</a><a href=tel:0120>c</a><a href=javascript:x>d</a><a href='data:text/html,x'>e</a><img src=https://t.example/p.png>"),
    ("no fields", b"just words\r\nand more\r\n"),
];

/// The moment of the story.
pub(crate) fn now() -> Timestamp {
    "2021-11-18T12:00:00+09:00".parse().unwrap()
}

/// A checker that asks the examples' recorded DNS.
pub(crate) fn checker() -> Checker {
    let dns = include_str!("../../../../examples/coupon.dns.json");
    let dns = Recorded::from_json(dns).unwrap();
    Checker::new(Brands::built_in(), Arc::new(dns), TimeZone::get("Asia/Tokyo").unwrap())
}

/// The report about a message.
pub(crate) fn check(raw: &[u8]) -> Report {
    futures::executor::block_on(checker().check(&Given::at(now()), raw))
}
