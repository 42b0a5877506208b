use auth::{arc, lookup::Recorded};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    let raw = std::fs::read(case.get("message")?.as_str()?).ok()?;
    let lookup = Recorded::from_value(case.get("dns")?.clone()).ok()?;
    let now = Timestamp::from_second(case.get("now")?.as_i64()?).ok()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build().ok()?;
    let (mail, _) = mail::parse(&raw, &mail::Limits::default());
    let chain = runtime.block_on(arc::validate(&mail, &lookup, now));
    Some(json!({"cv": chain.validation().as_str()}))
}
