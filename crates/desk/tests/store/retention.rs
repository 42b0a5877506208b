use check::Bilingual;
use desk::{DecisionKind, Door, NewCase, NewDecision, StoreError, store::Retained};
use verdict::words::Language;

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, PASSWORD, agent_in, asked, minute},
};

const DAY: i64 = 24 * 60;

on_both! {
    async fn messages_go_after_thirty_days_and_cases_after_thirteen_months(store: Store) {
        let person = asked(&store, COUPON).await;
        store.say(&person, "山田 花子様 03-1234-5678 と言われました", minute(1)).await.unwrap();
        assert_eq!(store.retain(minute(30 * DAY - 1)).await.unwrap(), Retained::default());
        let gone = store.retain(minute(30 * DAY + 1)).await.unwrap();
        assert_eq!(gone, Retained { originals: 1, redacted: 1, ..Retained::default() });
        assert_eq!(store.original(&person, minute(0)).await.unwrap(), None);
        let case = store.case(&person).await.unwrap();
        assert_eq!(case.original_until, None);
        let kept = serde_json::to_string(&case.report.unwrap()).unwrap();
        assert!(kept.contains("mihon-store.example") && !kept.contains("hanako"), "{kept}");
        let said = &store.transcript(&person, 0).await.unwrap()[0].text;
        assert!(!said.contains("花子") && !said.contains("5678") && said.contains("言われました"));
        assert_eq!(store.retain(minute(30 * DAY + 2)).await.unwrap(), Retained::default());
        let gone = store.retain(minute(396 * DAY + 1)).await.unwrap();
        assert_eq!(gone, Retained { cases: 1, ..Retained::default() });
        assert!(matches!(store.case(&person).await, Err(StoreError::NoSuchCase)));
        store.verify_audit(None).await.unwrap();
    }

    async fn an_open_case_keeps_its_message_until_it_was_closed_for_thirty_days(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        store.keep_conversation(&person, &serde_json::json!("山田様")).await.unwrap();
        assert_eq!(store.retain(minute(40 * DAY)).await.unwrap().originals, 0);
        let agent = agent_in(&store, "hanako", person.case()).await;
        let new = NewDecision {
            kind: DecisionKind::Genuine,
            words: Bilingual::default(),
            fault: None,
        };
        store.decide(&agent, &new, minute(40 * DAY)).await.unwrap();
        assert_eq!(store.retain(minute(69 * DAY)).await.unwrap().originals, 0);
        let gone = store.retain(minute(70 * DAY)).await.unwrap();
        assert_eq!((gone.originals, gone.redacted), (1, 1));
        assert_eq!(store.conversation(&person).await.unwrap(), None);
    }

    async fn who_is_answered_by_anothers_decision_keeps_the_message_as_long(store: Store) {
        let (waits, asked_only) = (asked(&store, FORGED).await, asked(&store, FORGED).await);
        store.call_agent(&waits, minute(1)).await.unwrap();
        let own = asked(&store, FORGED).await;
        let agent = agent_in(&store, "hanako", own.case()).await;
        let new = NewDecision { kind: DecisionKind::Fraud, words: Bilingual::default(), fault: None };
        store.decide(&agent, &new, minute(40 * DAY)).await.unwrap();
        assert_eq!(store.retain(minute(40 * DAY)).await.unwrap().originals, 2);
        assert_eq!(store.original(&asked_only, minute(40 * DAY)).await.unwrap(), None);
        assert!(store.original(&waits, minute(40 * DAY)).await.unwrap().is_some());
        assert_eq!(store.retain(minute(70 * DAY)).await.unwrap().originals, 1);
    }

    async fn a_talk_that_was_finished_keeps_its_message_from_then_on(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let agent = agent_in(&store, "hanako", person.case()).await;
        store.claim(&agent, minute(2)).await.unwrap();
        store.finish(&agent, minute(40 * DAY)).await.unwrap();
        assert_eq!(store.retain(minute(69 * DAY)).await.unwrap().originals, 0);
        assert_eq!(store.retain(minute(70 * DAY)).await.unwrap().originals, 1);
    }

    async fn what_is_said_after_the_rest_was_redacted_is_redacted_in_its_turn(store: Store) {
        let person = asked(&store, COUPON).await;
        store.say(&person, "山田様", minute(1)).await.unwrap();
        store.retain(minute(31 * DAY)).await.unwrap();
        let first = store.transcript(&person, 0).await.unwrap()[0].text.clone();
        store.say(&person, "佐藤様", minute(32 * DAY)).await.unwrap();
        assert_eq!(store.retain(minute(33 * DAY)).await.unwrap().redacted, 0);
        assert_eq!(store.retain(minute(63 * DAY)).await.unwrap().redacted, 1);
        let said = store.transcript(&person, 0).await.unwrap();
        assert_eq!(said[0].text, first);
        assert!(!said[1].text.contains("佐藤"));
    }

    async fn more_than_one_handful_goes(store: Store) {
        for _ in 0..205 {
            let new = NewCase::without_message(Door::Web, Language::Ja);
            store.open_case(&new, minute(0)).await.unwrap();
        }
        let gone = store.retain(minute(396 * DAY)).await.unwrap();
        assert_eq!((gone.cases, gone.redacted), (205, 0));
        assert_eq!(store.retain(minute(396 * DAY)).await.unwrap(), Retained::default());
    }

    async fn the_desk_sees_the_report_redacted_and_the_person_whole(store: Store) {
        let person = asked(&store, COUPON).await;
        let agent = agent_in(&store, "agent", person.case()).await;
        let whole = store.case(&person).await.unwrap().report.unwrap();
        let redacted = store.case(&agent).await.unwrap().report.unwrap();
        assert_eq!(whole.route.recipient.as_deref(), Some("hanako@mailbox.example"));
        assert_ne!(redacted.route.recipient, whole.route.recipient);
        assert!(!serde_json::to_string(&redacted).unwrap().contains("5T2K"));
        assert_eq!((&redacted.sender, &redacted.message.from), (&whole.sender, &whole.message.from));
        let again = asked(&store, COUPON).await;
        let again = store.enter_as(
            &store.user("agent").await.unwrap(), again.case()).await.unwrap();
        let again = store.case(&again).await.unwrap().report.unwrap();
        assert_eq!(again.route.recipient, redacted.route.recipient);
    }

    async fn sessions_that_are_over_go(store: Store) {
        let person = asked(&store, COUPON).await;
        agent_in(&store, "hanako", person.case()).await;
        store.log_in("hanako", PASSWORD, None, minute(0)).await.unwrap();
        assert_eq!(store.retain(minute(60)).await.unwrap().sessions, 0);
        assert_eq!(store.retain(minute(121)).await.unwrap().sessions, 1);
    }
}
