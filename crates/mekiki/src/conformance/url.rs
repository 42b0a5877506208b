use reading::link::{FileUrl, UrlRecord, parse_url};
use serde_json::{Value, json};
use url::{Url, quirks};

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
    Some(match parse_url(written, base.as_ref()) {
        Some(UrlRecord::File(url)) => members_of_file(&url),
        Some(UrlRecord::Other(url)) => members(&url),
        None => json!({"failure": true}),
    })
}

fn members(url: &Url) -> Value {
    json!({
        "href": quirks::href(url),
        "protocol": quirks::protocol(url),
        "username": quirks::username(url),
        "password": quirks::password(url),
        "host": quirks::host(url),
        "hostname": quirks::hostname(url),
        "port": quirks::port(url),
        "pathname": quirks::pathname(url),
        "search": quirks::search(url),
        "hash": quirks::hash(url),
    })
}

fn members_of_file(url: &FileUrl) -> Value {
    json!({
        "href": url.to_string(),
        "protocol": "file:",
        "username": "",
        "password": "",
        "host": url.host(),
        "hostname": url.host(),
        "port": "",
        "pathname": url.path(),
        "search": with_mark('?', url.query()),
        "hash": with_mark('#', url.fragment()),
    })
}

/// The getters of `search` and `hash`: nothing for an empty one.
fn with_mark(mark: char, text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty()).map_or_else(String::new, |text| format!("{mark}{text}"))
}
