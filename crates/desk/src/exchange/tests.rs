//! One report, for the tests of every form.

use check::{Bilingual, report::Ruling};

use super::{Sent, Shared, SharedBrand, xarf::Contact};
use crate::{DecisionKind, event::SeenUrl};

pub(super) fn desk() -> Contact {
    Contact {
        org: "みほんデスク".to_owned(),
        contact: "abuse@desk.example".to_owned(),
        domain: "desk.example".to_owned(),
    }
}

pub(super) fn shared() -> Shared {
    let addresses = ["https://evil.example/login", "https://evil.example/r/[token:abcdefgh]"];
    Shared {
        id: "r1".to_owned(),
        received_at: "2026-11-24T00:30:00.5Z".parse().unwrap(),
        seen_at: "2026-11-23T23:00:00Z".parse().ok(),
        brand: Some(SharedBrand {
            key: "mihon-bank".to_owned(),
            name: Bilingual { ja: "みほん銀行".to_owned(), en: "Mihon Bank".to_owned() },
        }),
        ruling: Some(Ruling::Phishing),
        subject: Some("[name]様 ログインの確認".to_owned()),
        text: Some("ログインしてください。".to_owned()),
        sent: Sent {
            author: Some("みほん銀行 <news@evil.example>".to_owned()),
            author_domain: Some("evil.example".to_owned()),
            mail_from_domain: Some("evil.example".to_owned()),
            source_ip: "198.51.100.7".parse().ok(),
            facts: None,
        },
        pages: addresses.iter().map(|address| SeenUrl::masked(address).unwrap()).collect(),
        message: Some("From: news@evil.example\r\nSubject: x\r\n\r\ny\r\n".to_owned()),
        outcome: Some(DecisionKind::Fraud),
        attack: None,
    }
}

#[test]
fn a_report_is_kept_as_json_and_read_back() {
    let json = serde_json::to_string(&shared()).unwrap();
    assert_eq!(serde_json::from_str::<Shared>(&json).unwrap(), shared());
}
