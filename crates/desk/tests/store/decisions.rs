use std::collections::BTreeMap;

use check::Bilingual;
use desk::{
    Access, CaseState, DecisionKind, Door, Fault, Fingerprint, NewCase, NewDecision, Store,
    StoreError, conversation::Whose,
};
use verdict::words::Language;

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, agent_in, asked, asks, minute, report},
};

fn fraud() -> NewDecision {
    let words = Bilingual { ja: "偽物です。".into(), en: "It is fraud.".into() };
    NewDecision { kind: DecisionKind::Fraud, words, fault: None }
}

fn faulty() -> NewDecision {
    let words = Bilingual { ja: "不具合です。".into(), en: "It is broken.".into() };
    let fault = Some(Fault { whose: Whose::Sender, since: Some(minute(-60)) });
    NewDecision { kind: DecisionKind::GenuineButFaulty, words, fault }
}

async fn kind(store: &Store, access: &Access) -> Option<DecisionKind> {
    store.case(access).await.unwrap().decision.map(|decision| decision.kind)
}

on_both! {
    async fn a_decision_answers_who_asked_before_and_who_asks_next(store: Store) {
        let (before, own) = (asked(&store, COUPON).await, asked(&store, COUPON).await);
        let agent = agent_in(&store, "hanako", own.case()).await;
        let decision = store.decide(&agent, &faulty(), minute(1)).await.unwrap();
        for access in [&before, &own] {
            let case = store.case(access).await.unwrap();
            assert_eq!((case.state, case.decision.as_ref()), (CaseState::Decided, Some(&decision)));
        }
        let next = asks(&store, COUPON, 2).await;
        assert_eq!(next.decision, Some(decision));
        let next = store.enter(&next.key).await.unwrap();
        assert_eq!(store.case(&next).await.unwrap().state, CaseState::Decided);
        let fingerprint = Fingerprint::of(COUPON).unwrap();
        assert_eq!(store.asked(&fingerprint).await.unwrap(), 3);
    }

    async fn another_header_is_answered_too(store: Store) {
        let own = asked(&store, FORGED).await;
        let agent = agent_in(&store, "hanako", own.case()).await;
        store.decide(&agent, &fraud(), minute(1)).await.unwrap();
        let other = [b"X-Spam: no\r\n", FORGED].concat();
        assert!(asks(&store, &other, 2).await.decision.is_some());
    }

    async fn a_forged_copy_is_not_excused_nor_its_original_condemned(store: Store) {
        // The same text and links, without anything that proves who sent it.
        let text = std::str::from_utf8(COUPON).unwrap();
        let (_, body) = text.split_once("Content-Type:").unwrap();
        let copy = format!("From: news@mihon-store.example\r\nContent-Type:{body}").into_bytes();
        assert_eq!(Fingerprint::of(&copy), Fingerprint::of(COUPON));
        let (genuine, forged) = (asked(&store, COUPON).await, asked(&store, &copy).await);
        let agent = agent_in(&store, "hanako", genuine.case()).await;
        store.decide(&agent, &faulty(), minute(1)).await.unwrap();
        assert_eq!(kind(&store, &forged).await, None);
        let agent = agent_in(&store, "taro", forged.case()).await;
        store.decide(&agent, &fraud(), minute(2)).await.unwrap();
        assert_eq!(kind(&store, &genuine).await, Some(DecisionKind::GenuineButFaulty));
        assert_eq!(kind(&store, &forged).await, Some(DecisionKind::Fraud));
    }

    async fn without_proof_genuine_is_said_of_one_message_only(store: Store) {
        let pasted = "荷物をお届けしました。いつもありがとうございます。".as_bytes();
        let (own, other) = (asked(&store, pasted).await, asked(&store, pasted).await);
        let agent = agent_in(&store, "hanako", own.case()).await;
        let genuine = NewDecision { kind: DecisionKind::Genuine, fault: None, ..fraud() };
        store.decide(&agent, &genuine, minute(1)).await.unwrap();
        assert_eq!(kind(&store, &own).await, Some(DecisionKind::Genuine));
        assert_eq!(kind(&store, &other).await, None);
        assert_eq!(asks(&store, pasted, 2).await.decision, None);
    }

    async fn each_waiting_case_is_told_exactly_once(store: Store) {
        let mut own = Vec::new();
        for _ in 0..30 {
            own.push(asked(&store, FORGED).await);
        }
        let stranger = asked(&store, COUPON).await;
        store.subscribe(&own[0], true, minute(0)).await.unwrap();
        let agent = agent_in(&store, "hanako", own[0].case()).await;
        store.decide(&agent, &fraud(), minute(1)).await.unwrap();
        let mut tellers = Vec::new();
        for _ in 0..6 {
            let store = store.clone();
            tellers.push(tokio::spawn(async move {
                let mut told = Vec::new();
                loop {
                    let taken = store.take_tellings(4, minute(2)).await.unwrap();
                    if taken.is_empty() {
                        return told;
                    }
                    for telling in taken {
                        store.told(&telling, minute(2)).await.unwrap();
                        told.push(telling);
                    }
                }
            }));
        }
        let mut times = BTreeMap::new();
        for teller in tellers {
            for telling in teller.await.unwrap() {
                assert_eq!(telling.subscribed, telling.case == *own[0].case());
                *times.entry(telling.case).or_insert(0) += 1;
            }
        }
        assert_eq!(times.len(), 30);
        assert!(times.values().all(|times| *times == 1));
        assert!(!times.contains_key(stranger.case()));
        assert_eq!(store.untold().await.unwrap(), 0);
    }

    async fn whom_a_dead_teller_took_another_tells(store: Store) {
        let own = asked(&store, COUPON).await;
        let agent = agent_in(&store, "hanako", own.case()).await;
        store.decide(&agent, &faulty(), minute(1)).await.unwrap();
        assert_eq!(store.take_tellings(10, minute(2)).await.unwrap().len(), 1);
        assert_eq!(store.take_tellings(10, minute(6)).await.unwrap().len(), 0);
        let taken = store.take_tellings(10, minute(7)).await.unwrap();
        assert_eq!(taken[0].decision.fault, faulty().fault);
        store.told(&taken[0], minute(7)).await.unwrap();
        assert_eq!(store.take_tellings(10, minute(20)).await.unwrap().len(), 0);
    }

    async fn a_later_decision_goes_before_an_earlier_one_and_is_told(store: Store) {
        let own = asked(&store, FORGED).await;
        let agent = agent_in(&store, "hanako", own.case()).await;
        store.decide(&agent, &fraud(), minute(1)).await.unwrap();
        let again = NewDecision { words: Bilingual::default(), ..fraud() };
        store.decide(&agent, &again, minute(1)).await.unwrap();
        assert_eq!(asks(&store, FORGED, 2).await.decision.unwrap().words, again.words);
        assert_eq!(store.untold().await.unwrap(), 2);
    }

    async fn openings_and_a_decision_at_once_miss_each_other_never(store: Store) {
        let own = asked(&store, FORGED).await;
        let agent = agent_in(&store, "hanako", own.case()).await;
        let report = std::sync::Arc::new(report(FORGED).await);
        let mut opening = Vec::new();
        for _ in 0..60 {
            let (store, report) = (store.clone(), report.clone());
            opening.push(tokio::spawn(async move {
                let new = NewCase::about(FORGED, &report, Door::Web, Language::Ja);
                store.open_case(&new, minute(0)).await.unwrap().key
            }));
        }
        store.decide(&agent, &fraud(), minute(1)).await.unwrap();
        for opening in opening {
            let access = store.enter(&opening.await.unwrap()).await.unwrap();
            assert_eq!(kind(&store, &access).await, Some(DecisionKind::Fraud));
        }
    }

    async fn who_talks_with_an_agent_goes_on_talking(store: Store) {
        let (own, other) = (asked(&store, FORGED).await, asked(&store, FORGED).await);
        store.call_agent(&other, minute(1)).await.unwrap();
        let taro = agent_in(&store, "taro", other.case()).await;
        store.claim(&taro, minute(2)).await.unwrap();
        let agent = agent_in(&store, "hanako", own.case()).await;
        store.decide(&agent, &fraud(), minute(3)).await.unwrap();
        let case = store.case(&other).await.unwrap();
        assert_eq!((case.state, case.waiting_since), (CaseState::WithAgent, Some(minute(1))));
        assert!(case.claimed_by.is_some() && case.decision.is_some());
        store.finish(&taro, minute(4)).await.unwrap();
        assert_eq!(store.case(&other).await.unwrap().state, CaseState::Decided);
    }

    async fn a_deleted_case_is_told_nothing(store: Store) {
        let (own, other) = (asked(&store, FORGED).await, asked(&store, FORGED).await);
        let agent = agent_in(&store, "hanako", own.case()).await;
        store.decide(&agent, &fraud(), minute(1)).await.unwrap();
        store.delete(&other, minute(2)).await.unwrap();
        store.delete(&own, minute(2)).await.unwrap();
        assert_eq!(store.take_tellings(10, minute(3)).await.unwrap().len(), 0);
        assert!(asks(&store, FORGED, 4).await.decision.is_some());
    }

    async fn the_person_decides_nothing(store: Store) {
        let own = asked(&store, FORGED).await;
        let refused = store.decide(&own, &fraud(), minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
    }
}
