use check::Bilingual;
use desk::{
    Access, DecisionKind, NewDecision, Role, Store, StoreError, Traits,
    event::{Counting, Reporter, SeenUrl, Source},
    exchange::Shared,
    report::{Matter, NewReport, Prepared, Received, Recipient, Recipients, WhoReports},
    store::ReportFilter,
};
use reading::Brands;
use verdict::words::Language;

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, agent_in, asked, minute, report, user},
};

fn somebody(store: &Store, last: u8) -> Reporter {
    store.reporter(WhoReports::Network(std::net::IpAddr::from([192, 0, 2, last])))
}

/// Somebody reports the message of a case.
async fn reports(
    store: &Store,
    access: &Access,
    raw: &[u8],
    reporter: Reporter,
    minutes: i64,
) -> Result<Received, StoreError> {
    let found = report(raw).await;
    let now = minute(minutes);
    let prepared = Prepared::of(raw, &found, &store.redactor(), &Brands::built_in(), now);
    let fingerprint = desk::Fingerprint::of(raw);
    let new = NewReport {
        source: Source::Case,
        language: Language::Ja,
        reporter: Some(reporter),
        recipients: [Recipient::Brand].into_iter().collect(),
        seen_at: None,
        words: "電話は 03-1234-5678 です。",
        matter: Matter::Message {
            case: access,
            prepared: &prepared,
            fingerprint: fingerprint.as_ref(),
        },
    };
    store.report(&new, now).await
}

/// Somebody reports a page.
async fn reports_page(store: &Store, address: &str, reporter: Reporter, minutes: i64) -> Received {
    let (now, redactor) = (minute(minutes), store.redactor());
    let page = SeenUrl::of(address, &redactor).unwrap();
    let shared = Shared::of_page("", now, address, &redactor).unwrap();
    let traits = Traits::of_url(address, Some("amazon"), &Brands::built_in());
    let new = NewReport {
        source: Source::Web,
        language: Language::Ja,
        reporter: Some(reporter),
        recipients: Recipients::default(),
        seen_at: None,
        words: "",
        matter: Matter::Page {
            page: &page,
            brand: Some("amazon"),
            shared: &shared,
            traits: &traits,
        },
    };
    store.report(&new, now).await.unwrap()
}

fn decision(kind: DecisionKind) -> NewDecision {
    let words = Bilingual { ja: "決めました。".into(), en: "Decided.".into() };
    NewDecision { kind, words, fault: None }
}

on_both! {
    async fn a_report_is_kept_as_it_is_shared(store: Store) {
        let access = asked(&store, FORGED).await;
        let received = reports(&store, &access, FORGED, somebody(&store, 1), 1).await.unwrap();
        assert_eq!((received.counting, received.same_as), (Counting::Counted, None));
        let entered = store.enter_report(&received.key).await.unwrap();
        let kept = store.reported(&entered).await.unwrap();
        assert_eq!(kept.case.as_ref(), Some(access.case()));
        assert!(kept.recipients.has(Recipient::Brand) && !kept.recipients.has(Recipient::Host));
        assert!(!kept.words.contains("1234"), "{}", kept.words);
        assert!(kept.shared.unwrap().message.is_some());
        assert_eq!(store.report_of(&access).await.unwrap().unwrap().report(), &received.key.id);
    }

    async fn a_case_is_reported_once(store: Store) {
        let access = asked(&store, FORGED).await;
        reports(&store, &access, FORGED, somebody(&store, 1), 1).await.unwrap();
        let again = reports(&store, &access, FORGED, somebody(&store, 1), 2).await;
        assert!(matches!(again, Err(StoreError::Reported)));
    }

    async fn the_same_reporter_counts_once_and_another_counts_too(store: Store) {
        let mut counted = Vec::new();
        for (reporter, minutes) in [(1, 1), (1, 2), (2, 3)] {
            let access = asked(&store, FORGED).await;
            let reporter = somebody(&store, reporter);
            let received = reports(&store, &access, FORGED, reporter, minutes).await.unwrap();
            counted.push(received);
        }
        let counting: Vec<_> = counted.iter().map(|received| received.counting).collect();
        assert_eq!(counting, [Counting::Counted, Counting::Duplicate, Counting::Counted]);
        assert_eq!(counted[1].same_as.as_ref(), Some(&counted[0].key.id));
    }

    async fn a_bomb_of_one_reporter_is_kept_and_held(store: Store) {
        let most = store.settings().limits.reports_a_day;
        let bomb = somebody(&store, 1);
        let mut last = None;
        for number in 0..=most {
            let address = format!("https://fake{number}.example/");
            last = Some(reports_page(&store, &address, bomb, 1).await.counting);
        }
        assert_eq!(last, Some(Counting::Held));
        let other = reports_page(&store, "https://other.example/", somebody(&store, 2), 2).await;
        assert_eq!(other.counting, Counting::Counted);
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let held = store.reports(&agent, ReportFilter::Held, None, 10).await.unwrap();
        assert_eq!(held.len(), 1);
        // A day later, the reporter counts again.
        let later = reports_page(&store, "https://later.example/", bomb, 24 * 60 + 5).await;
        assert_eq!(later.counting, Counting::Counted);
    }

    async fn what_is_decided_about_the_case_is_the_reports_outcome_and_so_is_the_next(store: Store) {
        let access = asked(&store, FORGED).await;
        let received = reports(&store, &access, FORGED, somebody(&store, 1), 1).await.unwrap();
        assert_eq!(received.outcome, None);
        let agent = agent_in(&store, "hanako", access.case()).await;
        store.decide(&agent, &decision(DecisionKind::Fraud), minute(2)).await.unwrap();
        let entered = store.enter_report(&received.key).await.unwrap();
        let told = store.reported(&entered).await.unwrap();
        assert_eq!(told.outcome().map(|outcome| outcome.kind), Some(DecisionKind::Fraud));
        assert_eq!(told.outcome_kind, Some(DecisionKind::Fraud));
        store.decide(&agent, &decision(DecisionKind::Genuine), minute(3)).await.unwrap();
        let told = store.reported(&entered).await.unwrap();
        let kinds: Vec<_> = told.outcomes.iter().map(|outcome| outcome.kind).collect();
        assert_eq!(kinds, [DecisionKind::Fraud, DecisionKind::Genuine]);
    }

    async fn who_reports_what_was_decided_before_is_told_at_once(store: Store) {
        let access = asked(&store, FORGED).await;
        let agent = agent_in(&store, "hanako", access.case()).await;
        store.decide(&agent, &decision(DecisionKind::Fraud), minute(1)).await.unwrap();
        let next = asked(&store, FORGED).await;
        let received = reports(&store, &next, FORGED, somebody(&store, 2), 2).await.unwrap();
        assert_eq!(received.outcome.map(|outcome| outcome.kind), Some(DecisionKind::Fraud));
    }

    async fn everybody_who_reported_a_page_is_told(store: Store) {
        let address = "https://fake.example/login";
        let first = reports_page(&store, address, somebody(&store, 1), 1).await;
        let second = reports_page(&store, address, somebody(&store, 2), 2).await;
        let other = reports_page(&store, "https://other.example/", somebody(&store, 3), 3).await;
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let fraud = decision(DecisionKind::Fraud);
        let judged = store.judge(&agent, &first.key.id, &fraud, minute(4)).await.unwrap();
        assert_eq!(judged.reports, 2);
        for (received, expected) in
            [(&first, Some(DecisionKind::Fraud)), (&second, Some(DecisionKind::Fraud)), (&other, None)]
        {
            let entered = store.enter_report(&received.key).await.unwrap();
            assert_eq!(store.reported(&entered).await.unwrap().outcome_kind, expected);
        }
        let analyst = user(&store, "ken", Role::Analyst, None).await;
        let refused = store.judge(&analyst, &first.key.id, &fraud, minute(5)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
    }

    async fn a_report_that_is_taken_back_shares_nothing_and_may_be_made_again(store: Store) {
        let access = asked(&store, FORGED).await;
        let reporter = somebody(&store, 1);
        let received = reports(&store, &access, FORGED, reporter, 1).await.unwrap();
        let entered = store.enter_report(&received.key).await.unwrap();
        store.undo_report(&entered, minute(2)).await.unwrap();
        store.undo_report(&entered, minute(3)).await.unwrap();
        let undone = store.reported(&entered).await.unwrap();
        assert_eq!((undone.undone_at, undone.shared), (Some(minute(2)), None));
        let of_case = store.report_of(&access).await.unwrap().unwrap();
        assert!(store.reported(&of_case).await.unwrap().undone_at.is_some());
        let again = reports(&store, &access, FORGED, reporter, 4).await.unwrap();
        assert_eq!(again.counting, Counting::Counted);
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let listed = store.reports(&agent, ReportFilter::All, None, 10).await.unwrap();
        assert_eq!(listed.len(), 1);
    }

    async fn what_cannot_be_read_is_kept_for_somebody_to_look_at(store: Store) {
        let matter = Matter::Unreadable { octets: b"\x00\xff", why: "no part tells what is reported" };
        let new = NewReport {
            source: Source::Arf,
            language: Language::En,
            reporter: None,
            recipients: Recipients::default(),
            seen_at: None,
            words: "",
            matter,
        };
        let received = store.report(&new, minute(1)).await.unwrap();
        assert_eq!(received.counting, Counting::Unreadable);
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let found = store.reports(&agent, ReportFilter::Unreadable, None, 10).await.unwrap();
        assert_eq!(found[0].unreadable.as_deref(), Some("no part tells what is reported"));
        let octets = store.unreadable(&agent, &found[0].id, minute(2)).await.unwrap();
        assert_eq!(octets.as_deref(), Some(&b"\x00\xff"[..]));
        let analyst = user(&store, "ken", Role::Analyst, None).await;
        let refused = store.unreadable(&analyst, &found[0].id, minute(3)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
    }

    async fn a_report_goes_only_where_the_reporter_chose(store: Store) {
        let access = asked(&store, FORGED).await;
        let received = reports(&store, &access, FORGED, somebody(&store, 1), 1).await.unwrap();
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let id = &received.key.id;
        let brand = (Recipient::Brand, "abuse@mihon-store.example");
        store.hand_on(&agent, id, brand, minute(2)).await.unwrap();
        let refused = store.hand_on(&agent, id, (Recipient::Host, "abuse@host.example"), minute(3)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        let handed = store.reported_as(&agent, id).await.unwrap().handed;
        assert_eq!(handed[0].address, "abuse@mihon-store.example");
    }

    async fn brand_staff_sees_the_own_brands_reports_alone(store: Store) {
        reports_page(&store, "https://fake.example/", somebody(&store, 1), 1).await;
        let own = user(&store, "hanako", Role::BrandStaff, Some("amazon")).await;
        let other = user(&store, "taro", Role::BrandStaff, Some("paypay")).await;
        let count = async |user| store.reports(user, ReportFilter::All, None, 9).await.unwrap().len();
        assert_eq!((count(&own).await, count(&other).await), (1, 0));
    }

    async fn a_wrong_token_opens_no_report(store: Store) {
        let one = reports_page(&store, "https://a.example/", somebody(&store, 1), 1).await;
        let two = reports_page(&store, "https://b.example/", somebody(&store, 1), 1).await;
        let mixed = desk::ReportKey { id: one.key.id, token: two.key.token };
        assert!(matches!(store.enter_report(&mixed).await, Err(StoreError::NoSuchReport)));
    }

    async fn a_list_goes_on_where_it_ended(store: Store) {
        for number in 0..7 {
            let address = format!("https://fake{number}.example/");
            reports_page(&store, &address, somebody(&store, 1), number / 3).await;
        }
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = store.reports(&agent, ReportFilter::All, before.as_ref(), 2).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some((last.received_at, last.id.clone()));
            seen.extend(page.into_iter().map(|one| one.id));
        }
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (7, 7));
    }

    async fn a_case_that_is_deleted_takes_its_report_along(store: Store) {
        let access = asked(&store, COUPON).await;
        let received = reports(&store, &access, COUPON, somebody(&store, 1), 1).await.unwrap();
        store.delete(&access, minute(2)).await.unwrap();
        let gone = store.enter_report(&received.key).await;
        assert!(matches!(gone, Err(StoreError::NoSuchReport)));
    }
}
