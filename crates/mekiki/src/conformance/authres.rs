//! RFC 8601: Authentication-Results taken apart.

use auth::authres::{AuthenticationResults, ResInfo};
use serde_json::{Map, Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    let header = case.get("input")?.get("header")?.as_str()?;
    let (_, value) = header.split_once(':')?;
    let value = value.replace(['\r', '\n'], "");
    let results = match AuthenticationResults::parse(&value) {
        // A checker reads on past a slip; the suite wants to be told of it.
        Ok(results) if results.malformed == 0 => results,
        Ok(_) | Err(_) => return Some(json!({ "error": true })),
    };
    Some(json!({
        "authserv_id": results.authserv_id,
        "version": 1,
        "results": results.results.iter().map(result).collect::<Vec<_>>(),
    }))
}

fn result(info: &ResInfo) -> Value {
    let props: Map<String, Value> = info
        .properties
        .iter()
        .map(|p| (format!("{}.{}", p.ptype, p.property), p.value.as_str().into()))
        .collect();
    json!({
        "method": info.method,
        "result": info.result.as_str(),
        "reason": info.reason,
        "props": props,
    })
}
