use desk::{DecisionKind, StoreError, store::Reach};

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, agent_in, asked},
};

on_both! {
    async fn a_decision_about_what_is_proven_tells_everybody_who_asked(store: Store) {
        let person = asked(&store, COUPON).await;
        asked(&store, COUPON).await;
        asked(&store, COUPON).await;
        let agent = agent_in(&store, "hanako", person.case()).await;
        let reach = store.reach(&agent, DecisionKind::Genuine).await.unwrap();
        assert_eq!(reach, Reach { told: 3, asked: 3 });
    }

    async fn what_is_said_of_one_message_without_proof_tells_one(store: Store) {
        let person = asked(&store, FORGED).await;
        asked(&store, FORGED).await;
        let agent = agent_in(&store, "hanako", person.case()).await;
        let genuine = store.reach(&agent, DecisionKind::Genuine).await.unwrap();
        assert_eq!(genuine.told, 1);
        assert!(genuine.asked >= 2);
        assert_eq!(store.reach(&agent, DecisionKind::Fraud).await.unwrap().told, 2);
    }

    async fn only_who_may_decide_is_told_how_many(store: Store) {
        let person = asked(&store, COUPON).await;
        let refused = store.reach(&person, DecisionKind::Fraud).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
    }
}
