//! A report replays to itself.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk;

use std::sync::Arc;

use check::{Checker, Given, Report};
use futures::executor::block_on;
use mail::MailFrom;
use proptest::prelude::*;

fn replayed(checker: &Checker, report: &Report, raw: &[u8]) -> Report {
    // A report is replayed from where it was stored.
    let stored: Report = serde_json::from_str(&serde_json::to_string(report).unwrap()).unwrap();
    let again = block_on(checker.replay(&stored, raw)).unwrap();
    Report { elapsed_us: report.elapsed_us, ..again }
}

#[test]
fn replay_of_a_report_is_the_report() {
    let checker = desk::checker();
    for (name, raw) in desk::MESSAGES {
        let report = desk::check(raw);
        assert_eq!(replayed(&checker, &report, raw), report, "{name}");
    }
}

#[test]
fn replay_without_dns_is_the_report() {
    let off = Checker { lookup: Arc::new(auth::lookup::Off), ..desk::checker() };
    for (name, raw) in desk::MESSAGES {
        let report = block_on(off.check(&Given::at(desk::now()), raw));
        // Whoever replays has DNS or not; the report's own recording is what counts.
        assert_eq!(replayed(&desk::checker(), &report, raw), report, "{name}");
    }
}

#[test]
fn replay_refuses_other_octets() {
    let report = desk::check(b"From: a@b.example\r\n\r\n");
    assert!(block_on(desk::checker().replay(&report, b"From: a@c.example\r\n\r\n")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn replay_holds_whatever_arrives_and_however(
        which in 0..desk::MESSAGES.len(),
        cut in any::<prop::sample::Index>(),
        octet in any::<u8>(),
        ip in prop::option::of(any::<std::net::IpAddr>()),
        path in prop::option::of("[a-z]{1,5}@(mihon-store\\.example|b\\.example)|"),
        border in any::<bool>(),
    ) {
        let mut raw = desk::MESSAGES[which].1.to_vec();
        if !raw.is_empty() {
            let at = cut.index(raw.len());
            raw[at] = octet;
        }
        let given = Given {
            ip,
            mail_from: path.map(|path| MailFrom::parse(&path)),
            handover: if border { check::Handover::Border } else { check::Handover::Mailbox },
            ..Given::at(desk::now())
        };
        let checker = desk::checker();
        let report = block_on(checker.check(&given, &raw));
        prop_assert_eq!(replayed(&checker, &report, &raw), report);
    }

    #[test]
    fn any_octets_get_a_report(raw in prop::collection::vec(any::<u8>(), 0..2000)) {
        let report = desk::check(&raw);
        prop_assert!((0.0..=1.0).contains(&report.probability));
    }
}
