use check::Bilingual;
use desk::{Counts, DecisionKind, Door, NewCase, NewDecision, Role, Store, StoreError};
use verdict::words::Language;

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, agent_in, asked, asks, minute, report, user},
};

const DAY: i64 = 24 * 60;

fn fraud() -> NewDecision {
    let words = Bilingual { ja: "偽物です。".into(), en: "It is fraud.".into() };
    NewDecision { kind: DecisionKind::Fraud, words, fault: None }
}

/// Somebody asks about a mail that speaks as a brand.
async fn asked_as(store: &Store, brand: &str, raw: &[u8], minutes: i64) -> desk::CaseId {
    let mut report = report(raw).await;
    report.claim.brand = Some(brand.to_owned());
    let new = NewCase::about(raw, &report, Door::Web, Language::Ja);
    store.open_case(&new, minute(minutes)).await.unwrap().key.id
}

on_both! {
    async fn cases_that_say_the_same_come_first_then_those_that_look_alike(store: Store) {
        let other = String::from_utf8(FORGED.to_vec()).unwrap().replace("500円", "900円");
        let other = other.as_bytes();
        let own = asked_as(&store, "a", FORGED, 0).await;
        let same = asked_as(&store, "a", FORGED, 1).await;
        let alike = asked_as(&store, "a", other, 2).await;
        let twin = asked_as(&store, "a", COUPON, 3).await;
        asked_as(&store, "b", other, 4).await;
        let agent = agent_in(&store, "hanako", &own).await;
        let similar = store.similar(&agent, minute(5)).await.unwrap();
        let told: Vec<_> = similar.iter().map(|one| (&one.id, one.is_same, one.decided)).collect();
        assert_eq!(told, [(&same, true, None), (&twin, false, None), (&alike, false, None)]);
        store.decide(&agent, &fraud(), minute(6)).await.unwrap();
        let later = store.similar(&agent, minute(31 * DAY)).await.unwrap();
        let told: Vec<_> = later.iter().map(|one| (&one.id, one.decided)).collect();
        assert_eq!(told, [(&same, Some(DecisionKind::Fraud))]);
    }

    async fn at_most_ten_similar_cases_are_shown_the_newest(store: Store) {
        let own = asked(&store, FORGED).await;
        for n in 0..12 {
            asks(&store, FORGED, n).await;
        }
        let agent = agent_in(&store, "hanako", own.case()).await;
        let similar = store.similar(&agent, minute(20)).await.unwrap();
        assert_eq!(similar.len(), 10);
        assert_eq!(similar[0].opened_at, minute(11));
        assert!(matches!(store.similar(&own, minute(20)).await, Err(StoreError::NotAllowed)));
    }

    async fn nothing_is_similar_to_a_talk_without_a_message(store: Store) {
        let new = NewCase::without_message(Door::Web, Language::Ja);
        store.open_case(&new, minute(0)).await.unwrap();
        let own = store.open_case(&new, minute(0)).await.unwrap().key;
        let agent = agent_in(&store, "hanako", &own.id).await;
        assert_eq!(store.similar(&agent, minute(1)).await.unwrap(), []);
    }

    async fn brand_staff_sees_nothing_of_other_brands(store: Store) {
        let (own, other) =
            (asked_as(&store, "a", FORGED, 0).await, asked_as(&store, "b", FORGED, 0).await);
        let staff = user(&store, "staff", Role::BrandStaff, Some("a")).await;
        let access = store.enter_as(&staff, &own).await.unwrap();
        assert_eq!(store.similar(&access, minute(1)).await.unwrap(), []);
        let agent = agent_in(&store, "hanako", &other).await;
        store.decide(&agent, &fraud(), minute(2)).await.unwrap();
        assert_eq!(store.decided(&staff, None, 10).await.unwrap(), []);
        store.decide(&access, &fraud(), minute(3)).await.unwrap();
        assert_eq!(store.decided(&staff, None, 10).await.unwrap().len(), 1);
    }

    async fn decisions_are_listed_newest_first_page_by_page(store: Store) {
        let own = asked(&store, FORGED).await;
        asks(&store, FORGED, 0).await;
        let agent = agent_in(&store, "hanako", own.case()).await;
        let mut made = Vec::new();
        for n in 1..=3 {
            made.push(store.decide(&agent, &fraud(), minute(n)).await.unwrap());
        }
        let analyst = user(&store, "bunseki", Role::Analyst, None).await;
        let first = store.decided(&analyst, None, 2).await.unwrap();
        let told: Vec<_> = first.iter().map(|one| &one.decision).collect();
        assert_eq!(told, [&made[2], &made[1]]);
        assert_eq!((first[0].asked, first[0].case.as_ref()), (2, Some(own.case())));
        assert!(first[0].subject.is_some() && first[0].fingerprint.is_some());
        let rest = store.decided(&analyst, Some(first[1].position), 2).await.unwrap();
        assert_eq!(rest.iter().map(|one| &one.decision).collect::<Vec<_>>(), [&made[0]]);
        store.delete(&own, minute(9)).await.unwrap();
        let gone = store.decided(&analyst, None, 1).await.unwrap();
        assert_eq!((gone[0].case.as_ref(), gone[0].subject.as_deref()), (None, None));
    }

    async fn cases_are_counted_by_where_they_stand(store: Store) {
        assert_eq!(store.counts().await.unwrap(), Counts::default());
        let (waits, talks) = (asked(&store, COUPON).await, asked(&store, COUPON).await);
        let decided = asked(&store, FORGED).await;
        asked(&store, COUPON).await;
        for (person, at) in [(&talks, 3), (&waits, 7)] {
            store.call_agent(person, minute(at)).await.unwrap();
        }
        let agent = agent_in(&store, "hanako", talks.case()).await;
        store.claim(&agent, minute(8)).await.unwrap();
        let agent = agent_in(&store, "taro", decided.case()).await;
        store.decide(&agent, &fraud(), minute(9)).await.unwrap();
        let counts = store.counts().await.unwrap();
        let since = Some(minute(3));
        let expected =
            Counts { answered: 1, waiting: 1, with_agent: 1, decided: 1, waiting_since: since };
        assert_eq!(counts, expected);
    }

    async fn who_comes_back_is_told_what_is_new_until_told(store: Store) {
        let (own, other) = (asked(&store, FORGED).await, asked(&store, FORGED).await);
        let agent = agent_in(&store, "hanako", own.case()).await;
        let decision = store.decide(&agent, &fraud(), minute(1)).await.unwrap();
        let news = store.tellings_for(&other).await.unwrap();
        assert_eq!(news.len(), 1);
        assert_eq!((&news[0].case, &news[0].decision), (other.case(), &decision));
        assert!(matches!(store.tellings_for(&agent).await, Err(StoreError::NotAllowed)));
        store.told(&news[0], minute(2)).await.unwrap();
        assert_eq!(store.tellings_for(&other).await.unwrap().len(), 0);
        assert_eq!(store.tellings_for(&own).await.unwrap().len(), 1);
        assert_eq!(store.untold().await.unwrap(), 1);
    }
}
