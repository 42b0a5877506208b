use desk::{CaseState, NewUser, Operator, Role, Scope, StoreError};

use crate::{
    databases::on_both,
    fixtures::{COUPON, PASSWORD, agent_in, asked, minute, user},
};

on_both! {
    async fn who_knows_the_password_is_let_in_and_known(store: Store) {
        let hanako = user(&store, "hanako", Role::Agent, None).await;
        let logged_in = store.log_in("hanako", PASSWORD, None, minute(1)).await.unwrap();
        let session = store.session(&logged_in.token, minute(2)).await.unwrap().unwrap();
        assert_eq!(session.user, hanako);
        assert!(session.accepts(logged_in.session.csrf.reveal()));
        assert!(!session.accepts(logged_in.token.reveal()));
        assert!(!session.accepts(""));
        store.log_out(&logged_in.token).await.unwrap();
        assert!(store.session(&logged_in.token, minute(3)).await.unwrap().is_none());
    }

    async fn a_session_from_before_the_log_in_is_over(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        let first = store.log_in("hanako", PASSWORD, None, minute(1)).await.unwrap();
        let second =
            store.log_in("hanako", PASSWORD, Some(&first.token), minute(2)).await.unwrap();
        assert!(store.session(&first.token, minute(3)).await.unwrap().is_none());
        assert!(store.session(&second.token, minute(3)).await.unwrap().is_some());
        assert_ne!(first.session.csrf, second.session.csrf);
    }

    async fn sessions_end_by_age_and_when_nobody_uses_them(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        let token = store.log_in("hanako", PASSWORD, None, minute(0)).await.unwrap().token;
        for hour in 1..12 {
            assert!(store.session(&token, minute(hour * 60)).await.unwrap().is_some(), "{hour}");
        }
        assert!(store.session(&token, minute(12 * 60)).await.unwrap().is_none());
        let token = store.log_in("hanako", PASSWORD, None, minute(0)).await.unwrap().token;
        assert!(store.session(&token, minute(121)).await.unwrap().is_none());
    }

    async fn a_glance_keeps_no_session_alive(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        let token = store.log_in("hanako", PASSWORD, None, minute(0)).await.unwrap().token;
        for minutes in [30, 60, 90, 119] {
            let glanced = store.session_glanced(&token, minute(minutes)).await.unwrap();
            assert!(glanced.is_some(), "{minutes}");
        }
        assert!(store.session_glanced(&token, minute(121)).await.unwrap().is_none());
        assert!(store.session(&token, minute(121)).await.unwrap().is_none());
    }

    async fn after_ten_wrong_passwords_the_account_is_closed_for_a_while(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        for _ in 0..10 {
            let refused = store.log_in("hanako", "wrong password", None, minute(1)).await;
            assert!(matches!(refused, Err(StoreError::WrongPassword)));
        }
        let refused = store.log_in("hanako", PASSWORD, None, minute(15)).await;
        assert!(matches!(refused, Err(StoreError::Locked { until }) if until == minute(16)));
        store.log_in("hanako", PASSWORD, None, minute(16)).await.unwrap();
    }

    async fn nobody_learns_who_has_an_account(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        store.disable_user(Operator::Machine, "hanako", minute(1)).await.unwrap();
        for name in ["hanako", "nobody", "' OR 1=1 --", ""] {
            let refused = store.log_in(name, PASSWORD, None, minute(2)).await;
            assert!(matches!(refused, Err(StoreError::WrongPassword)), "{name}");
        }
    }

    async fn who_leaves_loses_sessions_and_cases(store: Store) {
        let person = asked(&store, COUPON).await;
        store.call_agent(&person, minute(1)).await.unwrap();
        let hanako = agent_in(&store, "hanako", person.case()).await;
        store.claim(&hanako, minute(2)).await.unwrap();
        let token = store.log_in("hanako", PASSWORD, None, minute(2)).await.unwrap().token;
        store.disable_user(Operator::Machine, "hanako", minute(3)).await.unwrap();
        assert!(store.session(&token, minute(3)).await.unwrap().is_none());
        let case = store.case(&person).await.unwrap();
        assert_eq!((case.state, case.claimed_by), (CaseState::Waiting, None));
        assert_eq!(case.waiting_since, Some(minute(1)));
    }

    async fn a_new_password_ends_the_sessions_of_the_old(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        let token = store.log_in("hanako", PASSWORD, None, minute(1)).await.unwrap().token;
        let new = "another long password";
        store.set_password(Operator::Machine, "hanako", new, minute(2)).await.unwrap();
        assert!(store.session(&token, minute(2)).await.unwrap().is_none());
        store.log_in("hanako", new, None, minute(3)).await.unwrap();
        let refused = store.log_in("hanako", PASSWORD, None, minute(3)).await;
        assert!(matches!(refused, Err(StoreError::WrongPassword)));
    }

    async fn what_cannot_be_an_account_is_refused(store: Store) {
        user(&store, "hanako", Role::Agent, None).await;
        let new = |name, role, brand, password| NewUser { name, role, brand, password };
        for (new, expected) in [
            (new("hanako", Role::Agent, None, PASSWORD), "there is a user of that name already"),
            (new("a b", Role::Agent, None, PASSWORD), "a user's name is made of"),
            (new("花子", Role::Agent, None, PASSWORD), "a user's name is made of"),
            (new("taro", Role::BrandStaff, None, PASSWORD), "brand staff, and nobody else"),
            (new("taro", Role::Agent, Some("b"), PASSWORD), "brand staff, and nobody else"),
            (new("taro", Role::Agent, None, "short"), "a password has 12 to 512"),
        ] {
            let refused = store.add_user(Operator::Machine, &new, minute(1)).await.unwrap_err();
            assert!(refused.to_string().starts_with(expected), "{refused}");
        }
        assert_eq!(store.users().await.unwrap().len(), 1);
    }

    async fn only_administrators_change_accounts(store: Store) {
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let admin = user(&store, "kanri", Role::Admin, None).await;
        let new = NewUser { name: "taro", role: Role::Admin, brand: None, password: PASSWORD };
        let by = Operator::User(&agent);
        let refused = store.add_user(by, &new, minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        assert!(store.disable_user(by, "kanri", minute(1)).await.is_err());
        assert!(store.set_password(by, "kanri", PASSWORD, minute(1)).await.is_err());
        assert!(store.add_api_key(by, "x", &[Scope::Check], minute(1)).await.is_err());
        store.set_password(by, "hanako", "my own new password", minute(1)).await.unwrap();
        store.add_user(Operator::User(&admin), &new, minute(1)).await.unwrap();
    }

    async fn a_key_opens_what_its_scopes_allow_until_it_is_taken_back(store: Store) {
        let person = asked(&store, COUPON).await;
        let by = Operator::Machine;
        let (key, shown) = store.add_api_key(by, "mail", &[Scope::Check], minute(1)).await.unwrap();
        let found = store.api_key(&shown).await.unwrap().unwrap();
        assert_eq!(found, key);
        let refused = store.enter_with(&found, person.case()).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        let (other, _) = store.add_api_key(by, "two", &[Scope::Read], minute(2)).await.unwrap();
        let mixed = format!("{}.{}", other.id, shown.split_once('.').unwrap().1);
        for wrong in [mixed.as_str(), "", ".", "a.b", shown.get(1..).unwrap_or_default()] {
            assert_eq!(store.api_key(wrong).await.unwrap(), None, "{wrong}");
        }
        assert!(store.revoke_api_key(by, &key.id, minute(3)).await.unwrap());
        assert!(!store.revoke_api_key(by, &key.id, minute(3)).await.unwrap());
        assert_eq!(store.api_key(&shown).await.unwrap(), None);
        assert_eq!(store.api_keys().await.unwrap().len(), 2);
    }
}
