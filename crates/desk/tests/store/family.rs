use check::Bilingual;
use desk::{DecisionKind, NewDecision, Secret, StoreError};

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, agent_in, asks, minute},
};

fn refused<T>(result: Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::NotAllowed))
}

on_both! {
    async fn family_sees_the_answer_and_what_was_decided(store: Store) {
        let key = asks(&store, COUPON, 0).await.key;
        let family = store.enter_shared(&key.id, &key.share()).await.unwrap();
        assert!(family.is_family() && !family.is_person());
        let report = store.case(&family).await.unwrap().report.unwrap();
        assert!(!serde_json::to_string(&report).unwrap().contains("hanako"));
        let agent = agent_in(&store, "hanako", &key.id).await;
        let words = Bilingual { ja: "本物です。".into(), en: "It is genuine.".into() };
        let new = NewDecision { kind: DecisionKind::Genuine, words, fault: None };
        let decision = store.decide(&agent, &new, minute(1)).await.unwrap();
        assert_eq!(store.case(&family).await.unwrap().decision, Some(decision));
    }

    async fn family_neither_reads_the_talk_nor_does_anything(store: Store) {
        let key = asks(&store, COUPON, 0).await.key;
        let person = store.enter(&key).await.unwrap();
        store.say(&person, "内緒です", minute(1)).await.unwrap();
        let family = store.enter_shared(&key.id, &key.share()).await.unwrap();
        assert!(refused(store.transcript(&family, 0).await));
        assert!(refused(store.conversation(&family).await));
        assert!(refused(store.keep_conversation(&family, &serde_json::json!(1)).await));
        assert!(refused(store.original(&family, minute(1)).await));
        assert!(refused(store.notes(&family).await));
        assert!(refused(store.say(&family, "x", minute(1)).await));
        assert!(refused(store.desk_says(&family, "x", minute(1)).await));
        assert!(refused(store.note(&family, "x", minute(1)).await));
        assert!(refused(store.call_agent(&family, minute(1)).await));
        assert!(refused(store.claim(&family, minute(1)).await));
        assert!(refused(store.release(&family, minute(1)).await));
        assert!(refused(store.subscribe(&family, true, minute(1)).await));
        assert!(refused(store.delete(&family, minute(1)).await));
        let new =
            NewDecision { kind: DecisionKind::Fraud, words: Bilingual::default(), fault: None };
        assert!(refused(store.decide(&family, &new, minute(1)).await));
        assert_eq!(store.case(&person).await.unwrap().messages, 1);
    }

    async fn the_two_secrets_of_a_case_open_one_door_each(store: Store) {
        let key = asks(&store, COUPON, 0).await.key;
        let other = asks(&store, FORGED, 0).await.key;
        for wrong in [&key.token, &other.share(), &Secret::parse(&"A".repeat(43)).unwrap()] {
            let refused = store.enter_shared(&key.id, wrong).await;
            assert!(matches!(refused, Err(StoreError::NoSuchCase)));
        }
        let shared = desk::CaseKey { id: key.id.clone(), token: key.share() };
        assert!(matches!(store.enter(&shared).await, Err(StoreError::NoSuchCase)));
        store.delete(&store.enter(&key).await.unwrap(), minute(1)).await.unwrap();
        let gone = store.enter_shared(&key.id, &key.share()).await;
        assert!(matches!(gone, Err(StoreError::NoSuchCase)));
    }
}
