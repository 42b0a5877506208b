use desk::{Operator, Role, StoreError, audit::AuditHead};

use crate::{
    databases::on_both,
    fixtures::{COUPON, agent_in, asked, minute, user},
};

on_both! {
    async fn the_log_tells_who_did_what_on_which_case(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let agent = agent_in(&store, "hanako", person.case()).await;
        store.claim(&agent, minute(2)).await.unwrap();
        store.original(&agent, minute(3)).await.unwrap();
        store.original(&person, minute(3)).await.unwrap();
        store.delete(&person, minute(4)).await.unwrap();
        let log = store.audit_log(Operator::Machine, 0).await.unwrap();
        let told: Vec<_> = log.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(told, ["user.added", "case.claimed", "original.read", "case.deleted"]);
        assert_eq!(log[1].case.as_ref(), Some(person.case()));
        assert_eq!((log[3].actor.as_str(), log[3].at), ("person", minute(4)));
        assert!(!format!("{log:?}").contains("mihon"));
        let head = store.verify_audit(None).await.unwrap();
        assert_eq!(head.position, 4);
        store.verify_audit(Some(&head)).await.unwrap();
    }

    async fn a_log_that_does_not_lead_through_a_noted_head_was_changed(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        let noted = AuditHead { position: 1, hash: vec![7; 32] };
        let broken = store.verify_audit(Some(&noted)).await;
        assert!(matches!(broken, Err(StoreError::Audit(at)) if at.position == 1));
        let later = AuditHead { position: 9, hash: vec![7; 32] };
        assert!(matches!(store.verify_audit(Some(&later)).await, Err(StoreError::Audit(_))));
    }

    async fn entries_written_at_once_follow_each_other(store: Store) {
        let person = asked(&store, COUPON).await;
        let agent = agent_in(&store, "hanako", person.case()).await;
        let mut reading = Vec::new();
        for _ in 0..40 {
            let (store, agent) = (store.clone(), agent.clone());
            reading.push(tokio::spawn(async move { store.original(&agent, minute(1)).await }));
        }
        for reading in reading {
            reading.await.unwrap().unwrap();
        }
        assert_eq!(store.verify_audit(None).await.unwrap().position, 41);
    }

    async fn who_may_not_read_the_log_does_not(store: Store) {
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let refused = store.audit_log(Operator::User(&agent), 0).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
    }
}
