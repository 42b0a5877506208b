use check::Bilingual;
use desk::{
    DecisionKind, NewDecision, ReportId, Role, Store, Traits,
    attack::AttackReader,
    event::{SeenUrl, Source},
    exchange::{Format, Left, NotShared, Shared},
    report::{Matter, NewReport, Received, Recipient, WhoReports},
};
use reading::Brands;
use verdict::words::Language;

use crate::{
    databases::on_both,
    fixtures::{minute, user},
};

/// Somebody reports a page that poses as Amazon, for a council and nobody else.
async fn reports(store: &Store, address: &str) -> Received {
    let (now, redactor) = (minute(1), store.redactor());
    let page = SeenUrl::of(address, &redactor).unwrap();
    let shared = Shared::of_page("", now, address, &redactor).unwrap();
    let traits = Traits::of_url(address, Some("amazon"), &Brands::built_in());
    let new = NewReport {
        source: Source::Web,
        language: Language::Ja,
        reporter: Some(store.reporter(WhoReports::Network([192, 0, 2, 1].into()))),
        recipients: [Recipient::Council].into_iter().collect(),
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

async fn onward(store: &Store, id: &ReportId, format: Format) -> Result<Shared, NotShared> {
    store.onward(AttackReader::Machine, id, format, &Brands::built_in()).await.unwrap()
}

async fn decide(store: &Store, id: &ReportId, kind: DecisionKind) {
    let agent = user(store, "agent", Role::Agent, None).await;
    let words = Bilingual { ja: String::new(), en: String::new() };
    let new = NewDecision { kind, words, fault: None };
    store.judge(&agent, id, &new, minute(2)).await.unwrap();
}

on_both! {
    async fn a_report_goes_onward_as_it_was_decided_and_to_whom_was_chosen(store: Store) {
        let id = reports(&store, "https://evil.example/login").await.key.id;
        let before = onward(&store, &id, Format::Csv).await.unwrap();
        assert_eq!((before.outcome, before.id.as_str()), (None, id.as_str()));
        assert_eq!(before.brand.unwrap().key, "amazon");
        decide(&store, &id, DecisionKind::Fraud).await;
        let after = onward(&store, &id, Format::Stix).await.unwrap();
        assert_eq!(after.outcome, Some(DecisionKind::Fraud));
        assert_eq!(onward(&store, &id, Format::Xarf).await, Err(NotShared::NotChosen));
    }

    async fn what_was_taken_back_goes_nowhere(store: Store) {
        let received = reports(&store, "https://evil.example/login").await;
        let access = store.enter_report(&received.key).await.unwrap();
        store.undo_report(&access, minute(2)).await.unwrap();
        let id = received.key.id;
        assert_eq!(onward(&store, &id, Format::Csv).await, Err(NotShared::TakenBack));
    }

    async fn only_what_was_decided_is_blocked_and_only_for_a_time(store: Store) {
        let id = reports(&store, "https://evil.example/login").await.key.id;
        let brands = Brands::built_in();
        let reader = AttackReader::Machine;
        assert!(store.blocklist(reader, &brands, minute(3)).await.unwrap().entries.is_empty());
        decide(&store, &id, DecisionKind::Fraud).await;
        let list = store.blocklist(reader, &brands, minute(3)).await.unwrap();
        assert_eq!(list.to_text().lines().nth(1), Some("evil.example"));
        let later = store.blocklist(reader, &brands, minute(15 * 24 * 60)).await.unwrap();
        assert!(later.entries.is_empty() && !later.left_out.contains_key(&Left::Undecided));
    }
}
