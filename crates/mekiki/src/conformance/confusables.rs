//! UTS 39: the confusables table and skeleton comparison.

use std::{fs, sync::OnceLock};

use reading::confusable::Table;
use serde_json::{Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The cases are of one Unicode version, whose table lies beside them; ours is newer.
    let table = TABLE.get_or_init(|| {
        Table::parse(&fs::read_to_string("files/confusables.txt").unwrap_or_default())
    });
    let input = |name: &str| case.get("input")?.get(name)?.as_str();
    match case.get("op")?.as_str()? {
        "map" => {
            let mapped: String = input("text")?.chars().map(|c| table.prototype(c)).collect();
            Some(json!({"prototype": mapped}))
        }
        "pair" => {
            let confusable = table.skeleton(input("a")?) == table.skeleton(input("b")?);
            Some(json!({"confusable": confusable}))
        }
        _ => None,
    }
}
