//! QR: every text in a picture.

use std::path::Path;

use reading::{Limits, qr};
use serde_json::{Value, json};

use crate::source;

pub(super) fn answer(case: &Value) -> Option<Value> {
    let mut octets = Vec::new();
    source::read(Path::new(case.get("file")?.as_str()?), &mut octets).ok()?;
    // Photographs of codes, as a telephone takes them; a mail's pictures are searched less hard.
    let limits = Limits { picture_pixels: 12_000_000, qr_effort: 50_000_000, ..Limits::default() };
    let texts = qr::read(&octets, &limits).map(|search| search.texts);
    Some(json!({ "texts": texts.unwrap_or_default() }))
}
