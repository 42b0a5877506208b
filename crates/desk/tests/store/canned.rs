use check::Bilingual;
use desk::{Canned, Operator, Role, StoreError};

use crate::{
    databases::on_both,
    fixtures::{minute, user},
};

fn answer(key: &str, words: &str) -> Canned {
    let both = |text: &str| Bilingual { ja: format!("{text}です"), en: text.to_owned() };
    Canned { key: key.to_owned(), title: both("title"), words: both(words) }
}

on_both! {
    async fn a_desk_adds_answers_to_those_built_in_and_takes_them_back(store: Store) {
        let agent = user(&store, "hanako", Role::Agent, None).await;
        assert_eq!(store.canned(&agent).await.unwrap(), Canned::built_in());
        let (own, other) = (answer("tickets", "'; DROP TABLE canned; --"), answer("fraud", "ours"));
        for new in [&own, &other] {
            store.add_canned(Operator::Machine, new, minute(1)).await.unwrap();
        }
        let all = store.canned(&agent).await.unwrap();
        assert_eq!(all.len(), Canned::built_in().len() + 1);
        assert_eq!(all.last(), Some(&own));
        assert_eq!(all.iter().filter(|one| one.key == "fraud").collect::<Vec<_>>(), [&other]);
        let newer = answer("tickets", "newer");
        store.add_canned(Operator::Machine, &newer, minute(2)).await.unwrap();
        assert_eq!(store.canned(&agent).await.unwrap().last(), Some(&newer));
        for (key, expected) in [("tickets", true), ("tickets", false), ("fraud", true)] {
            let was = store.remove_canned(Operator::Machine, key, minute(3)).await.unwrap();
            assert_eq!(was, expected, "{key}");
        }
        assert_eq!(store.canned(&agent).await.unwrap(), Canned::built_in());
        store.verify_audit(None).await.unwrap();
    }

    async fn only_administrators_change_answers_and_analysts_give_none(store: Store) {
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let analyst = user(&store, "bunseki", Role::Analyst, None).await;
        let admin = user(&store, "kanri", Role::Admin, None).await;
        let (own, by) = (answer("own", "x"), Operator::User(&agent));
        assert!(matches!(store.canned(&analyst).await, Err(StoreError::NotAllowed)));
        let refused = store.add_canned(by, &own, minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        store.add_canned(Operator::User(&admin), &own, minute(1)).await.unwrap();
        let refused = store.remove_canned(by, "own", minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
    }

    async fn what_cannot_be_an_answer_is_refused(store: Store) {
        let by = Operator::Machine;
        let refused = store.add_canned(by, &answer("A b", "x"), minute(1)).await;
        assert!(matches!(refused, Err(StoreError::Key)));
        let mut empty = answer("own", "x");
        empty.words.en = " ".to_owned();
        assert!(matches!(store.add_canned(by, &empty, minute(1)).await, Err(StoreError::Empty)));
        let long = answer("own", &"x".repeat(4_001));
        let refused = store.add_canned(by, &long, minute(1)).await;
        assert!(matches!(refused, Err(StoreError::TooLong { .. })));
    }
}
