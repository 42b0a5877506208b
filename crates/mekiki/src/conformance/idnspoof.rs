//! Whether an internationalised host may be shown in its own letters.

use std::{fs, sync::OnceLock};

use reading::confusable::{Display, display, idn_display::Protected};
use serde_json::{Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    static PROTECTED: OnceLock<Protected> = OnceLock::new();
    let input = case.get("input")?;
    let list = input.get("protected").and_then(Value::as_str);
    let protected = PROTECTED.get_or_init(|| read(list.unwrap_or_default()));
    let shown = match display(input.get("domain")?.as_str()?, protected) {
        Display::Safe => "safe",
        Display::Unsafe => "unsafe",
        Display::Invalid => "invalid",
    };
    Some(json!({"display": shown}))
}

/// A domain a line; lines that begin with `#` are comments.
fn read(path: &str) -> Protected {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().map(str::trim);
    Protected::new(lines.filter(|line| !line.is_empty() && !line.starts_with('#')))
}
