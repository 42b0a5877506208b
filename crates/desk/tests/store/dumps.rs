use std::io::Cursor;

use check::Bilingual;
use desk::{Access, CaseKey, DecisionKind, NewDecision, Operator, Role, Scope, Store, StoreError};

use crate::{
    databases::{empty_postgres, empty_sqlite, on_both},
    fixtures::{COUPON, FORGED, PASSWORD, agent_in, asked, asks, minute, user},
};

/// A desk with something of everything; the key of one case, and an API key.
async fn busy(store: &Store) -> (CaseKey, String) {
    let key = asks(store, COUPON, 0).await.key;
    let person = store.enter(&key).await.unwrap();
    store.say(&person, "本物ですか？ 'quotes' \\ \u{1f600}", minute(1)).await.unwrap();
    store.keep_conversation(&person, &serde_json::json!({ "at": 1 })).await.unwrap();
    store.call_agent(&person, minute(2)).await.unwrap();
    let agent = agent_in(store, "hanako", person.case()).await;
    store.claim(&agent, minute(3)).await.unwrap();
    store.note(&agent, "店に確認", minute(3)).await.unwrap();
    let forged = asked(store, FORGED).await;
    let words = Bilingual { ja: "偽物".into(), en: "fraud".into() };
    let new = NewDecision { kind: DecisionKind::Fraud, words, fault: None };
    let other = store.enter_as(&user(store, "taro", Role::Admin, None).await, forged.case()).await;
    store.decide(&other.unwrap(), &new, minute(4)).await.unwrap();
    let hanako = store.user("hanako").await.unwrap();
    store.draft_alert(&hanako, &crate::alerts::phishing(None), minute(4)).await.unwrap();
    store
        .add_aggregate_report(&crate::aggregate::report(crate::aggregate::OLD), minute(5))
        .await
        .unwrap();
    let (_, shown) =
        store.add_api_key(Operator::Machine, "mail", &[Scope::Check], minute(5)).await.unwrap();
    (key, shown)
}

async fn dumped(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    store.dump(&mut out).await.unwrap();
    out
}

/// The desk goes on where it stood.
async fn goes_on(store: &Store, key: &CaseKey, shown: &str) {
    let person: Access = store.enter(key).await.unwrap();
    assert_eq!(store.original(&person, minute(9)).await.unwrap().unwrap(), COUPON);
    assert_eq!(store.transcript(&person, 0).await.unwrap().len(), 1);
    store.say(&person, "続きです", minute(9)).await.unwrap();
    store.log_in("hanako", PASSWORD, None, minute(9)).await.unwrap();
    assert!(store.api_key(shown).await.unwrap().is_some());
    assert!(asks(store, FORGED, 9).await.decision.is_some());
    assert_eq!(store.untold().await.unwrap(), 1);
    store.verify_audit(None).await.unwrap();
}

on_both! {
    async fn a_dump_restores_into_either_database_as_it_was(store: Store) {
        let (key, shown) = busy(&store).await;
        let dump = dumped(&store).await;
        let (sqlite, _folder) = empty_sqlite().await;
        for other in [sqlite, empty_postgres().await] {
            let rows = other.restore(&mut Cursor::new(&dump)).await.unwrap();
            assert!(rows > 10);
            assert!(dumped(&other).await == dump, "the second dump differs");
            assert_eq!(other.redactor().text("山田様"), store.redactor().text("山田様"));
            goes_on(&other, &key, &shown).await;
            other.close().await;
        }
    }

    async fn nothing_is_restored_over_something(store: Store) {
        let dump = dumped(&store).await;
        asks(&store, COUPON, 0).await;
        let refused = store.restore(&mut Cursor::new(&dump)).await;
        assert!(matches!(refused, Err(StoreError::NotEmpty)));
    }

    async fn a_damaged_dump_leaves_the_desk_empty(store: Store) {
        let (other, _folder) = empty_sqlite().await;
        busy(&other).await;
        let dump = dumped(&other).await;
        let text = String::from_utf8(dump.clone()).unwrap();
        let cut: String = text.lines().take(6).map(|line| format!("{line}\n")).collect();
        for damaged in [
            Vec::new(),
            b"{}\n".to_vec(),
            cut.into_bytes(),
            text.replace("user.added", "user.raised").into_bytes(),
            text.replace("\"table\":\"cases\"", "\"table\":\"sqlite_master\"").into_bytes(),
            [dump.as_slice(), b"{}\n"].concat(),
        ] {
            store.restore(&mut Cursor::new(&damaged)).await.unwrap_err();
            assert_eq!(store.users().await.unwrap(), []);
        }
        store.restore(&mut Cursor::new(&dump)).await.unwrap();
    }
}

#[tokio::test]
async fn a_backup_file_opens_as_the_desk_it_was() {
    let (store, folder) = empty_sqlite().await;
    let (key, shown) = busy(&store).await;
    let file = folder.path().join("it's a copy.sqlite");
    store.back_up(&file).await.unwrap();
    assert!(store.back_up(&file).await.is_err(), "a backup is not overwritten");
    store.close().await;
    let url = format!("sqlite://{}", file.display());
    goes_on(&Store::open(&url).await.unwrap(), &key, &shown).await;
}

#[tokio::test]
async fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (store, folder) = empty_sqlite().await;
    busy(&store).await;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
    store.close().await;
}

#[tokio::test]
async fn postgresql_has_its_own_backup_and_says_so() {
    let store = empty_postgres().await;
    let refused = store.back_up(std::path::Path::new("/tmp/never-written")).await;
    assert!(matches!(refused, Err(StoreError::OnlySqlite)));
    store.close().await;
}
