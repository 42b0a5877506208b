//! Messages of our own, what the check says of them, and the moment of the story.

use std::sync::{Arc, LazyLock};

use auth::lookup::Recorded;
use check::{Checker, Given, Report};
use desk::{Access, CaseId, Door, NewCase, NewUser, Opened, Operator, Role, Store, User};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use reading::Brands;
use verdict::words::Language;

/// The invitation of a shop that does not exist.
pub(crate) const COUPON: &[u8] = include_bytes!("../../../../examples/coupon.eml");
/// Its forged twin.
pub(crate) const FORGED: &[u8] = include_bytes!("../../../../examples/coupon-forged.eml");

/// The moment of the story, and so many minutes later.
pub(crate) fn minute(minutes: i64) -> Timestamp {
    let start: Timestamp = "2021-11-18T12:00:00+09:00".parse().unwrap();
    start + SignedDuration::from_mins(minutes)
}

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    let dns = include_str!("../../../../examples/coupon.dns.json");
    let dns = Recorded::from_json(dns).unwrap();
    Checker::new(Brands::built_in(), Arc::new(dns), TimeZone::get("Asia/Tokyo").unwrap())
});

/// What the check says of a message.
pub(crate) async fn report(raw: &[u8]) -> Report {
    CHECKER.check(&Given::at(minute(0)), raw).await
}

/// Somebody asks about a message.
pub(crate) async fn asks(store: &Store, raw: &[u8], minutes: i64) -> Opened {
    let report = report(raw).await;
    let new = NewCase::about(raw, &report, Door::Web, Language::Ja);
    store.open_case(&new, minute(minutes)).await.unwrap()
}

/// Somebody asks about a message and enters the case.
pub(crate) async fn asked(store: &Store, raw: &[u8]) -> Access {
    store.enter(&asks(store, raw, 0).await.key).await.unwrap()
}

/// A password long enough.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// Somebody at the desk.
pub(crate) async fn user(store: &Store, name: &str, role: Role, brand: Option<&str>) -> User {
    let new = NewUser { name, role, brand, password: PASSWORD };
    store.add_user(Operator::Machine, &new, minute(0)).await.unwrap()
}

/// An agent in a case.
pub(crate) async fn agent_in(store: &Store, name: &str, case: &CaseId) -> Access {
    let agent = user(store, name, Role::Agent, None).await;
    store.enter_as(&agent, case).await.unwrap()
}
