use check::render::preview::{Limits, preview};
use serde_json::{Value, json};

/// The preview of `input.html`: what a reader's browser would be given.
pub(super) fn answer(case: &Value) -> Option<Value> {
    let html = case.get("input")?.get("html")?.as_str()?;
    Some(json!({ "html": preview(html, &Limits::default()).html }))
}
