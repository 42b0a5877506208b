//! QR: every text in a picture.

use std::path::Path;

use reading::{Limits, qr};
use serde_json::{Value, json};

use crate::source;

pub(super) fn answer(case: &Value) -> Option<Value> {
    let mut octets = Vec::new();
    source::read(Path::new(case.get("file")?.as_str()?), &mut octets).ok()?;
    let texts = qr::read(&octets, &Limits::default()).map(|search| search.texts);
    Some(json!({ "texts": texts.unwrap_or_default() }))
}
