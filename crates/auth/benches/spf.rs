//! What one SPF check costs, its DNS being at hand.

#![expect(clippy::unwrap_used, reason = "a bench that cannot start should stop")]

use auth::{
    lookup::Recorded,
    spf::{Client, Limits, check_mail_from},
};
use futures::executor::block_on;
use jiff::Timestamp;
use mail::{DomainName, MailFrom};

fn main() {
    divan::main();
}

/// A record like those of large senders: networks, two services included, and the host that sent
/// found in the second.
#[divan::bench]
fn check_host_through_two_includes(bencher: divan::Bencher<'_, '_>) {
    let networks = |third: u8| {
        let terms: String = (0..16).map(|i| format!("ip4:198.51.{third}.{}/28 ", i * 16)).collect();
        format!("v=spf1 {terms}~all")
    };
    let zone = serde_json::json!({
        "news.example.com": {"TXT": [
            "site-verification=abcdefghijklmnop",
            "v=spf1 ip4:192.0.2.0/24 mx include:_spf.one.example include:_spf.two.example -all",
        ], "MX": ["10 mx.example.com"]},
        "mx.example.com": {"A": ["192.0.2.1"]},
        "_spf.one.example": {"TXT": [networks(100)]},
        "_spf.two.example": {"TXT": [networks(101)]},
    });
    let recorded = Recorded::from_value(zone).unwrap();
    let client = Client {
        ip: "198.51.101.250".parse().unwrap(),
        helo: "out.two.example",
        receiver: None,
        at: Timestamp::UNIX_EPOCH,
    };
    let domain = DomainName::parse("news.example.com").ok();
    let mail_from = MailFrom::Address { local: "bounce".to_owned(), domain };
    let limits = Limits::default();
    bencher.bench(|| block_on(check_mail_from(&client, &mail_from, &recorded, &limits)));
}
