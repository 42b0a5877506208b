use check::Bilingual;
use desk::{CaseState, DecisionKind, NewDecision, Operator, Scope, StoreError};

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, agent_in, asks, minute},
};

on_both! {
    async fn a_program_pages_through_all_cases_the_newest_first(store: Store) {
        let (key, _) =
            store.add_api_key(Operator::Machine, "list", &[Scope::Read], minute(0)).await.unwrap();
        for n in 0..5 {
            // Two of one moment: the page's end must not lose one of them.
            asks(&store, COUPON, n / 2).await;
        }
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = store.list_cases(&key, None, before.as_ref(), 2).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some(last.case.id.clone());
            seen.extend(page);
        }
        assert_eq!(seen.len(), 5);
        assert!(seen.windows(2).all(|pair| pair[0].opened_at >= pair[1].opened_at));
        let ids: std::collections::BTreeSet<_> =
            seen.iter().map(|one| one.case.id.as_str().to_owned()).collect();
        assert_eq!(ids.len(), 5);
        let waiting = Some(CaseState::Waiting);
        assert!(store.list_cases(&key, waiting, None, 9).await.unwrap().is_empty());
    }

    async fn a_program_reads_what_was_decided(store: Store) {
        let read = [Scope::Read];
        let (key, _) = store.add_api_key(Operator::Machine, "list", &read, minute(0)).await.unwrap();
        asks(&store, FORGED, 0).await;
        let listed = store.list_cases(&key, None, None, 1).await.unwrap();
        let agent = agent_in(&store, "hanako", &listed[0].case.id).await;
        let words = Bilingual { ja: String::new(), en: String::new() };
        let fraud = NewDecision { kind: DecisionKind::Fraud, words, fault: None };
        store.decide(&agent, &fraud, minute(1)).await.unwrap();
        let decided = store.list_decided(&key, None, 9).await.unwrap();
        assert_eq!(decided.len(), 1);
        assert_eq!(decided[0].case.as_ref(), Some(&listed[0].case.id));
        let before = Some(decided[0].position);
        assert!(store.list_decided(&key, before, 9).await.unwrap().is_empty());
    }

    async fn a_key_that_may_not_read_lists_nothing(store: Store) {
        let check = [Scope::Check];
        let (key, _) = store.add_api_key(Operator::Machine, "in", &check, minute(0)).await.unwrap();
        let cases = store.list_cases(&key, None, None, 9).await;
        assert!(matches!(cases, Err(StoreError::NotAllowed)));
        assert!(matches!(store.list_decided(&key, None, 9).await, Err(StoreError::NotAllowed)));
    }
}
