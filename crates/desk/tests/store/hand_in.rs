use check::Bilingual;
use desk::{
    CaseState, DecisionKind, Door, Fingerprint, NewCase, NewDecision, StoreError, case::AskedAbout,
};
use verdict::words::Language;

use crate::{
    databases::on_both,
    fixtures::{FORGED, agent_in, asked, minute, report},
};

on_both! {
    async fn a_talk_goes_on_with_the_message_that_is_handed_in(store: Store) {
        let new = NewCase::without_message(Door::Web, Language::Ja);
        let key = store.open_case(&new, minute(0)).await.unwrap().key;
        let person = store.enter(&key).await.unwrap();
        store.say(&person, "本物ですか。", minute(1)).await.unwrap();
        store.call_agent(&person, minute(1)).await.unwrap();

        let (raw, report) = (FORGED, report(FORGED).await);
        let message = AskedAbout {
            raw,
            report: &report,
            fingerprint: Fingerprint::of(raw),
            traits: None,
        };
        assert!(store.hand_in(&person, &message, minute(2)).await.unwrap().is_none());
        let case = store.case(&person).await.unwrap();
        assert_eq!(case.state, CaseState::Waiting);
        assert_eq!(case.report.as_ref(), Some(&report));
        assert_eq!(store.original(&person, minute(2)).await.unwrap().as_deref(), Some(raw));
        assert_eq!(store.transcript(&person, 0).await.unwrap().len(), 1);
        let again = store.hand_in(&person, &message, minute(3)).await;
        assert!(matches!(again, Err(StoreError::HasMessage)));
        let agent = agent_in(&store, "hanako", person.case()).await;
        let by_agent = store.hand_in(&agent, &message, minute(3)).await;
        assert!(matches!(by_agent, Err(StoreError::NotAllowed)));
    }

    async fn what_was_decided_about_the_message_answers_the_talk(store: Store) {
        let first = asked(&store, FORGED).await;
        let agent = agent_in(&store, "hanako", first.case()).await;
        let words = Bilingual { ja: String::new(), en: String::new() };
        let fraud = NewDecision { kind: DecisionKind::Fraud, words, fault: None };
        store.decide(&agent, &fraud, minute(1)).await.unwrap();

        let new = NewCase::without_message(Door::Web, Language::Ja);
        let key = store.open_case(&new, minute(2)).await.unwrap().key;
        let person = store.enter(&key).await.unwrap();
        let (raw, report) = (FORGED, report(FORGED).await);
        let message = AskedAbout {
            raw,
            report: &report,
            fingerprint: Fingerprint::of(raw),
            traits: None,
        };
        let decision = store.hand_in(&person, &message, minute(3)).await.unwrap();
        assert_eq!(decision.map(|decision| decision.kind), Some(DecisionKind::Fraud));
        let case = store.case(&person).await.unwrap();
        assert_eq!(case.state, CaseState::Decided);
        assert_eq!(case.decision.map(|decision| decision.kind), Some(DecisionKind::Fraud));
    }
}
