//! The published schema and the report agree.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk;

use serde_json::Value;

const SCHEMA: &str = include_str!("../../../docs/report-v1.schema.json");

#[test]
fn every_report_is_of_the_published_form() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for (name, raw) in desk::MESSAGES {
        let report = serde_json::to_value(desk::check(raw)).unwrap();
        let faults = faults(&schema, &schema, &report, name);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn the_schema_check_finds_what_is_wrong() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let report = serde_json::to_value(desk::check(desk::MESSAGES[0].1)).unwrap();
    for (field, wrong) in [
        ("ruling", Value::from("safe")),
        ("probability", Value::from("1")),
        ("version", Value::from(2)),
        ("unheard_of", Value::Null),
    ] {
        let mut report = report.clone();
        report[field] = wrong;
        assert!(!faults(&schema, &schema, &report, "").is_empty(), "{field}");
    }
}

/// Where a value differs from a schema, for the words of JSON Schema that ours uses.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = root.pointer(name.trim_start_matches('#')).unwrap();
        return faults(root, schema, value, at);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let each: Vec<_> = any.iter().map(|schema| faults(root, schema, value, at)).collect();
        let fits = each.iter().any(Vec::is_empty);
        return if fits { Vec::new() } else { each.concat() };
    }
    let mut found = Vec::new();
    if !of_type(&schema["type"], value) {
        found.push(format!("{at}: {value} is not of type {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|names| !names.contains(value)) {
        found.push(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    if !schema["const"].is_null() && schema["const"] != *value {
        found.push(format!("{at}: {value} is not {}", schema["const"]));
    }
    if let (Some(fields), Some(object)) = (schema["properties"].as_object(), value.as_object()) {
        for name in schema["required"].as_array().unwrap() {
            if !object.contains_key(name.as_str().unwrap()) {
                found.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, value) in object {
            match fields.get(name) {
                Some(schema) => found.extend(faults(root, schema, value, &format!("{at}.{name}"))),
                None => found.push(format!("{at}: {name} is in no schema")),
            }
        }
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for (nth, value) in values.iter().enumerate() {
            found.extend(faults(root, items, value, &format!("{at}[{nth}]")));
        }
    }
    found
}

fn of_type(types: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    };
    match types {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
    }
}
