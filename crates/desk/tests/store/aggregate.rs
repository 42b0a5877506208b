use desk::aggregate::{AggregateReport, Limits, Standing, read};
use jiff::{SignedDuration, Timestamp};

use crate::databases::on_both;

pub(crate) const OLD: &[u8] = include_bytes!("../../src/aggregate/tests/rfc7489.xml");
const NEW: &[u8] = include_bytes!("../../src/aggregate/tests/rfc9990.xml");

pub(crate) fn report(xml: &[u8]) -> AggregateReport {
    read(xml, &Limits::default()).remove(0).report.unwrap()
}

fn now() -> Timestamp {
    "2025-11-18T12:00:00+09:00".parse().unwrap()
}

fn long_ago() -> Timestamp {
    now() - SignedDuration::from_hours(24 * 30)
}

on_both! {
    async fn a_report_that_comes_twice_counts_once(store: Store) {
        let old = report(OLD);
        assert!(store.add_aggregate_report(&old, now()).await.unwrap());
        assert!(!store.add_aggregate_report(&old, now()).await.unwrap());
        let others_with_its_number = AggregateReport { reporter: "other".into(), ..old.clone() };
        assert!(store.add_aggregate_report(&others_with_its_number, now()).await.unwrap());
        let traffic = store.traffic(&old.domain, long_ago()).await.unwrap();
        assert_eq!((traffic.reports, traffic.messages()), (2, 214));
        assert_eq!(traffic.reporters, ["other", "receiver.example"]);
    }

    async fn reports_are_summed_up_by_source_and_day(store: Store) {
        for xml in [OLD, NEW] {
            store.add_aggregate_report(&report(xml), now()).await.unwrap();
        }
        let domain = report(OLD).domain;
        let traffic = store.traffic(&domain, long_ago()).await.unwrap();
        assert_eq!((traffic.messages(), traffic.passed(), traffic.days.len()), (119, 109, 1));
        let told: Vec<_> = traffic
            .sources
            .iter()
            .map(|s| (s.address.to_string(), s.messages, s.passed, s.stopped))
            .collect();
        let source = |address: &str, messages, passed, stopped| {
            (address.to_owned(), messages, passed, stopped)
        };
        assert_eq!(
            told,
            [
                source("192.0.2.25", 109, 109, 0),
                source("2001:db8::77", 5, 0, 0),
                source("203.0.113.77", 3, 0, 3),
                source("198.51.100.9", 2, 0, 0),
            ]
        );
        let standings: Vec<&str> =
            traffic.sources.iter().map(|source| (&source.standing).into()).collect();
        assert_eq!(standings, ["good", "proves-nothing", "proves-another", "forwarded"]);
        assert_eq!(traffic.sources[0].proved.as_ref().unwrap().as_str(), "shop.example");
        assert!(matches!(&traffic.sources[2].standing, Standing::ProvesAnother { domain }
            if domain.as_str() == "coupon-get.test"));
        let domains = store.reported_domains().await.unwrap();
        assert_eq!(domains.len(), 1);
        assert_eq!((domains[0].domain.as_str(), domains[0].messages), ("shop.example", 119));
    }

    async fn only_days_that_are_asked_for_count(store: Store) {
        store.add_aggregate_report(&report(OLD), now()).await.unwrap();
        let domain = report(OLD).domain;
        let traffic = store.traffic(&domain, now() + SignedDuration::from_hours(24)).await.unwrap();
        assert_eq!((traffic.reports, traffic.messages(), traffic.days.len()), (0, 0, 0));
    }

    async fn reports_go_when_cases_of_their_time_do(store: Store) {
        store.add_aggregate_report(&report(OLD), now()).await.unwrap();
        let domain = report(OLD).domain;
        store.retain(now()).await.unwrap();
        assert_eq!(store.traffic(&domain, long_ago()).await.unwrap().messages(), 107);
        store.retain(now() + SignedDuration::from_hours(24 * 400)).await.unwrap();
        assert_eq!(store.traffic(&domain, long_ago()).await.unwrap().messages(), 0);
        assert_eq!(store.reported_domains().await.unwrap(), []);
    }

    async fn many_rows_and_absurd_counts_are_kept(store: Store) {
        let mut many = report(OLD);
        let row = many.rows[0].clone();
        many.rows = (0..2_500_u32)
            .map(|n| {
                let mut row = row.clone();
                row.source = std::net::Ipv4Addr::from(0x0a00_0000 + n).into();
                row
            })
            .collect();
        many.rows[0].messages = u64::MAX;
        assert!(store.add_aggregate_report(&many, now()).await.unwrap());
        let traffic = store.traffic(&many.domain, long_ago()).await.unwrap();
        assert_eq!(traffic.sources.len(), 2_500);
        assert_eq!(traffic.sources[0].messages, 1 << 40);
    }
}
