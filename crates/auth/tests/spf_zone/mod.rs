//! A zone written as JSON, and SPF checks over it.

#![expect(clippy::unwrap_used, reason = "tests, outside of test functions")]

use auth::{
    lookup::Recorded,
    spf::{CheckedMailbox, Client, Identity, Limits, Spf, check_host},
};
use futures::executor::block_on;
use jiff::Timestamp;
use mail::DomainName;
use serde_json::Value;

/// Checks MAIL FROM `local@domain` from `ip`, which said HELO mail.example.net.
pub(crate) fn check(zone: &Value, ip: &str, mail_from: &str) -> Spf {
    let recorded = Recorded::from_value(zone.clone()).unwrap();
    let receiver = DomainName::parse("receiver.example").unwrap();
    let client = Client {
        ip: ip.parse().unwrap(),
        helo: "mail.example.net",
        receiver: Some(&receiver),
        at: Timestamp::from_second(1_700_000_000).unwrap(),
    };
    let (local, domain) = mail_from.rsplit_once('@').unwrap();
    let mailbox = CheckedMailbox::new(local, DomainName::parse(domain).ok());
    block_on(check_host(&client, Identity::MailFrom, &mailbox, &recorded, &Limits::default()))
}

/// The result alone.
pub(crate) fn result(zone: &Value, ip: &str, mail_from: &str) -> &'static str {
    check(zone, ip, mail_from).result.as_str()
}
