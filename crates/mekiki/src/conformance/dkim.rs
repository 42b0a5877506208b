use auth::{
    dkim::{self, Outcome},
    lookup::Recorded,
};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    let raw = std::fs::read(case.get("message")?.as_str()?).ok()?;
    let lookup = Recorded::from_value(case.get("dns")?.clone()).ok()?;
    let now = Timestamp::from_second(case.get("now")?.as_i64()?).ok()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build().ok()?;
    let (mail, _) = mail::parse(&raw, &mail::Limits::default());
    let signatures = runtime.block_on(dkim::verify(&mail, &lookup, now));
    let outcomes: Vec<Outcome> = signatures.iter().map(dkim::Signature::outcome).collect();
    let legacy: Vec<Outcome> = signatures.iter().map(dkim::Signature::legacy_outcome).collect();
    Some(json!({
        "result": best(&outcomes),
        "signatures": outcomes.iter().map(|outcome| outcome.as_str()).collect::<Vec<_>>(),
        "crypto": best(&legacy),
    }))
}

/// What is said of the message as a whole: one good signature is enough (RFC 6376 §6.1).
fn best(outcomes: &[Outcome]) -> &'static str {
    let order = [
        Outcome::Pass,
        Outcome::TempError,
        Outcome::Fail,
        Outcome::Policy,
        Outcome::Neutral,
        Outcome::PermError,
    ];
    order.into_iter().find(|outcome| outcomes.contains(outcome)).map_or("none", Outcome::as_str)
}
