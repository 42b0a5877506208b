use std::sync::Arc;

use desk::{CaseState, Role, StoreError, Who};

use crate::{
    databases::on_both,
    fixtures::{COUPON, agent_in, asked, minute, user},
};

on_both! {
    async fn the_queue_has_who_waits_longest_first(store: Store) {
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let (late, early, happy) =
            (asked(&store, COUPON).await, asked(&store, COUPON).await, asked(&store, COUPON).await);
        store.call_agent(&late, minute(9)).await.unwrap();
        store.call_agent(&early, minute(3)).await.unwrap();
        let queue = store.queue(&agent).await.unwrap();
        let ids: Vec<_> = queue.iter().map(|queued| &queued.id).collect();
        assert_eq!(ids, [early.case(), late.case()]);
        assert_eq!(queue[0].waiting_since, Some(minute(3)));
        assert_eq!(queue[0].brand.as_deref(), Some("mihon-store"));
        assert!(!ids.contains(&happy.case()));
    }

    async fn of_all_who_claim_a_case_one_has_it(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let mut claims = Vec::new();
        for n in 0..8 {
            let agent = agent_in(&store, &format!("agent{n}"), person.case()).await;
            let store = store.clone();
            claims.push(tokio::spawn(async move { store.claim(&agent, minute(2)).await }));
        }
        let mut won = 0;
        for claim in claims {
            match claim.await.unwrap() {
                Ok(()) => won += 1,
                Err(error) => assert!(matches!(error, StoreError::AlreadyClaimed)),
            }
        }
        assert_eq!(won, 1);
    }

    async fn a_person_waits_until_the_agent_speaks(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let agent = agent_in(&store, "hanako", person.case()).await;
        store.claim(&agent, minute(2)).await.unwrap();
        let waits = || async { store.case(&person).await.unwrap().waiting_since };
        assert_eq!(waits().await, Some(minute(1)));
        store.say(&agent, "お待たせしました。", minute(3)).await.unwrap();
        assert_eq!(waits().await, None);
        store.say(&person, "クーポンが使えません", minute(4)).await.unwrap();
        store.say(&person, "もしもし", minute(5)).await.unwrap();
        assert_eq!(waits().await, Some(minute(4)));
        let said = store.transcript(&person, 0).await.unwrap();
        assert_eq!(said.iter().map(|said| said.who).collect::<Vec<_>>(), [Who::Agent, Who::Person, Who::Person]);
    }

    async fn who_takes_over_finds_everything_that_was_said_and_noted(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let hanako = agent_in(&store, "hanako", person.case()).await;
        let taro = user(&store, "taro", Role::Agent, None).await;
        store.claim(&hanako, minute(2)).await.unwrap();
        store.say(&hanako, "担当に代わります。", minute(3)).await.unwrap();
        store.hand_over(&hanako, &taro.id, "店に確認中", minute(4)).await.unwrap();
        let taro_in = store.enter_as(&taro, person.case()).await.unwrap();
        let case = store.case(&taro_in).await.unwrap();
        assert_eq!((case.claimed_by, case.waiting_since), (Some(taro.id), Some(minute(4))));
        assert_eq!(store.notes(&taro_in).await.unwrap()[0].text, "店に確認中");
        assert_eq!(store.transcript(&taro_in, 0).await.unwrap().len(), 1);
        let refused = store.release(&hanako, minute(5)).await;
        assert!(matches!(refused, Err(StoreError::AlreadyClaimed)));
        store.finish(&taro_in, minute(6)).await.unwrap();
        assert_eq!(store.case(&person).await.unwrap().state, CaseState::Answered);
    }

    async fn a_released_case_keeps_its_place(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let hanako = agent_in(&store, "hanako", person.case()).await;
        store.claim(&hanako, minute(2)).await.unwrap();
        store.release(&hanako, minute(3)).await.unwrap();
        let case = store.case(&person).await.unwrap();
        assert_eq!((case.state, case.waiting_since), (CaseState::Waiting, Some(minute(1))));
    }

    async fn brand_staff_sees_its_own_brand_only(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let own = user(&store, "mihon", Role::BrandStaff, Some("mihon-store")).await;
        let other = user(&store, "other", Role::BrandStaff, Some("amazon")).await;
        assert_eq!(store.queue(&own).await.unwrap().len(), 1);
        assert_eq!(store.queue(&other).await.unwrap().len(), 0);
        store.enter_as(&own, person.case()).await.unwrap();
        let refused = store.enter_as(&other, person.case()).await;
        assert!(matches!(refused, Err(StoreError::NoSuchCase)));
        let own = store.enter_as(&own, person.case()).await.unwrap();
        store.claim(&own, minute(2)).await.unwrap();
        let refused = store.hand_over(&own, &other.id, "", minute(3)).await;
        assert!(matches!(refused, Err(StoreError::NoSuchUser)));
    }

    async fn each_role_does_what_it_may_and_no_more(store: Store) {
        let person = asked(&store, COUPON).await;
        let analyst = user(&store, "bunseki", Role::Analyst, None).await;
        let analyst = store.enter_as(&analyst, person.case()).await.unwrap();
        store.case(&analyst).await.unwrap();
        let refused = |result: Result<(), StoreError>| matches!(result, Err(StoreError::NotAllowed));
        assert!(refused(store.claim(&analyst, minute(1)).await));
        assert!(refused(store.note(&analyst, "x", minute(1)).await));
        assert!(refused(store.say(&analyst, "x", minute(1)).await.map(drop)));
        assert!(refused(store.original(&analyst, minute(1)).await.map(drop)));
        assert!(refused(store.delete(&analyst, minute(1)).await));
        assert!(refused(store.claim(&person, minute(1)).await));
        assert!(refused(store.notes(&person).await.map(drop)));
        let agent = agent_in(&store, "hanako", person.case()).await;
        assert!(refused(store.delete(&agent, minute(1)).await));
        assert!(refused(store.subscribe(&agent, true, minute(1)).await));
        assert!(refused(store.call_agent(&agent, minute(1)).await));
        assert_eq!(store.original(&agent, minute(1)).await.unwrap().unwrap(), COUPON);
    }

    async fn calls_from_many_at_once_are_all_in_the_queue(store: Store) {
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let store = Arc::new(store);
        let mut calls = Vec::new();
        for n in 0..40 {
            let person = asked(&store, COUPON).await;
            let store = store.clone();
            calls.push(tokio::spawn(async move { store.call_agent(&person, minute(n)).await }));
        }
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(store.queue(&agent).await.unwrap().len(), 40);
    }
}
