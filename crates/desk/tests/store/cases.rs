use desk::{CaseKey, CaseState, Door, NewCase, Secret, StoreError, Who};
use verdict::words::Language;

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, asked, asks, minute, report},
};

/// The kept report, its probability as it was written if it is the same but for rounding.
fn but_for_rounding(kept: Option<check::Report>, written: &check::Report) -> check::Report {
    let mut kept = kept.unwrap();
    assert!((kept.probability - written.probability).abs() < 1e-12);
    kept.probability = written.probability;
    kept
}

on_both! {
    async fn who_holds_the_key_finds_the_case_as_it_was_opened(store: Store) {
        let report = report(COUPON).await;
        let opened = store
            .open_case(&NewCase::about(COUPON, &report, Door::Api, Language::En), minute(0))
            .await
            .unwrap();
        let key = CaseKey::parse(opened.key.id.as_str(), opened.key.token.reveal()).unwrap();
        let access = store.enter(&key).await.unwrap();
        let case = store.case(&access).await.unwrap();
        assert_eq!((case.door, case.language), (Door::Api, Language::En));
        assert_eq!((case.state, case.opened_at), (CaseState::Answered, minute(0)));
        // JSON's reader may be one unit off in the last place of a float.
        let kept = but_for_rounding(case.report, &report);
        assert!(kept == report, "the report is not as it was");
        assert_eq!(case.original_until, Some(minute(30 * 24 * 60)));
        assert_eq!(store.original(&access, minute(1)).await.unwrap().unwrap(), COUPON);
    }

    async fn the_token_of_one_case_never_opens_another(store: Store) {
        let first = asks(&store, COUPON, 0).await.key;
        let second = asks(&store, FORGED, 0).await.key;
        for key in [
            CaseKey { id: first.id.clone(), token: second.token.clone() },
            CaseKey { id: second.id.clone(), token: first.token.clone() },
            CaseKey { id: first.id.clone(), token: Secret::parse(&"A".repeat(43)).unwrap() },
        ] {
            assert!(matches!(store.enter(&key).await, Err(StoreError::NoSuchCase)));
        }
    }

    async fn a_conversation_needs_no_message(store: Store) {
        let new = NewCase::without_message(Door::Web, Language::Ja);
        let access = store.enter(&store.open_case(&new, minute(0)).await.unwrap().key).await.unwrap();
        let case = store.case(&access).await.unwrap();
        assert_eq!((case.report, case.fingerprint, case.original_until), (None, None, None));
        assert_eq!(store.original(&access, minute(0)).await.unwrap(), None);
    }

    async fn what_is_said_is_kept_in_order_and_as_it_was_said(store: Store) {
        let access = asked(&store, COUPON).await;
        let words = "Robert'); DROP TABLE cases;-- <script>alert(1)</script> \\ ' \" 本物？ $1 ? %s";
        assert_eq!(store.say(&access, words, minute(1)).await.unwrap(), 1);
        assert_eq!(store.desk_says(&access, "本物です。", minute(2)).await.unwrap(), 2);
        let said = store.transcript(&access, 0).await.unwrap();
        assert_eq!((said[0].who, said[0].text.as_str()), (Who::Person, words));
        assert_eq!((said[1].who, said[1].said_at), (Who::Desk, minute(2)));
        assert_eq!(store.transcript(&access, 1).await.unwrap(), said[1..]);
        assert_eq!(store.case(&access).await.unwrap().messages, 2);
    }

    async fn nothing_and_too_much_are_not_said(store: Store) {
        let access = asked(&store, COUPON).await;
        assert!(matches!(store.say(&access, " \n", minute(1)).await, Err(StoreError::Empty)));
        let long = "あ".repeat(4_001);
        let said = store.say(&access, &long, minute(1)).await;
        assert!(matches!(said, Err(StoreError::TooLong { .. })));
        store.say(&access, "nul \0 here", minute(1)).await.unwrap();
    }

    async fn where_the_dialogue_stands_is_kept(store: Store) {
        let access = asked(&store, COUPON).await;
        assert_eq!(store.conversation(&access).await.unwrap(), None);
        let state = serde_json::json!({ "at": "menu", "answers": ["はい"] });
        store.keep_conversation(&access, &state).await.unwrap();
        assert_eq!(store.conversation(&access).await.unwrap(), Some(state));
    }

    async fn who_asks_for_a_person_waits_from_then_on(store: Store) {
        let access = asked(&store, COUPON).await;
        store.call_agent(&access, minute(5)).await.unwrap();
        store.call_agent(&access, minute(9)).await.unwrap();
        let case = store.case(&access).await.unwrap();
        assert_eq!((case.state, case.waiting_since), (CaseState::Waiting, Some(minute(5))));
    }

    async fn a_deleted_case_is_gone_at_once(store: Store) {
        let key = asks(&store, COUPON, 0).await.key;
        let access = store.enter(&key).await.unwrap();
        store.say(&access, "消してください", minute(1)).await.unwrap();
        store.delete(&access, minute(2)).await.unwrap();
        assert!(matches!(store.enter(&key).await, Err(StoreError::NoSuchCase)));
        assert!(matches!(store.case(&access).await, Err(StoreError::NoSuchCase)));
        assert_eq!(store.original(&access, minute(3)).await.unwrap(), None);
        assert_eq!(store.transcript(&access, 0).await.unwrap(), []);
        assert!(matches!(store.say(&access, "?", minute(3)).await, Err(StoreError::NoSuchCase)));
        assert_eq!(store.audit_head().await.unwrap().position, 1);
    }

    async fn two_hundred_who_ask_at_once_all_get_their_case(store: Store) {
        let report = std::sync::Arc::new(report(COUPON).await);
        let asking: Vec<_> = (0..200)
            .map(|_| {
                let (store, report) = (store.clone(), report.clone());
                tokio::spawn(async move {
                    let new = NewCase::about(COUPON, &report, Door::Web, Language::Ja);
                    store.open_case(&new, minute(0)).await.unwrap().key
                })
            })
            .collect();
        let mut ids = std::collections::BTreeSet::new();
        for asking in asking {
            let key = asking.await.unwrap();
            store.enter(&key).await.unwrap();
            ids.insert(key.id);
        }
        assert_eq!(ids.len(), 200);
    }

    async fn who_speak_at_once_are_all_heard(store: Store) {
        let access = asked(&store, COUPON).await;
        let speaking: Vec<_> = (0..50)
            .map(|n| {
                let (store, access) = (store.clone(), access.clone());
                tokio::spawn(async move { store.say(&access, &n.to_string(), minute(1)).await })
            })
            .collect();
        for speaking in speaking {
            speaking.await.unwrap().unwrap();
        }
        assert_eq!(store.transcript(&access, 0).await.unwrap().len(), 50);
    }

    async fn a_listener_hears_which_case_changes(store: Store) {
        let access = asked(&store, COUPON).await;
        let mut changes = store.changes();
        store.say(&access, "もしもし", minute(1)).await.unwrap();
        assert_eq!(&changes.recv().await.unwrap(), access.case());
    }
}
