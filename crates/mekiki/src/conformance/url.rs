use reading::link::parse_url;
use serde_json::{Value, json};

/// WHATWG URL: parse `input.url` against `input.base`.
pub(super) fn answer(case: &Value) -> Option<Value> {
    let input = case.get("input")?;
    let written = input.get("url")?.as_str()?;
    let base = match input.get("base").and_then(Value::as_str) {
        Some(base) => match parse_url(base, None) {
            Some(base) => Some(base),
            None => return Some(json!({"failure": true})),
        },
        None => None,
    };
    let Some(url) = parse_url(written, base.as_ref()) else {
        return Some(json!({"failure": true}));
    };
    Some(json!({
        "href": url::quirks::href(&url),
        "protocol": url::quirks::protocol(&url),
        "username": url::quirks::username(&url),
        "password": url::quirks::password(&url),
        "host": url::quirks::host(&url),
        "hostname": url::quirks::hostname(&url),
        "port": url::quirks::port(&url),
        "pathname": url::quirks::pathname(&url),
        "search": url::quirks::search(&url),
        "hash": url::quirks::hash(&url),
    }))
}
