//! UTS 39: the confusables table and skeleton comparison.

use reading::confusable;
use serde_json::{Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    let input = |name: &str| case.get("input")?.get(name)?.as_str();
    match case.get("op")?.as_str()? {
        "map" => Some(json!({"prototype": confusable::skeleton(input("text")?)})),
        "pair" => {
            let confusable = confusable::are_confusable(input("a")?, input("b")?);
            Some(json!({"confusable": confusable}))
        }
        _ => None,
    }
}
