use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::GREEN;
use crate::exchange::{
    uuid::{self, named},
    xarf::Contact,
};

/// A bundle that is being written: each object once.
pub(super) struct Bundle {
    objects: Vec<Value>,
    ids: BTreeSet<String>,
    /// Id of the desk's identity.
    pub(super) desk: String,
    since: Timestamp,
}

impl Bundle {
    pub(super) fn new(desk: &Contact) -> Self {
        let mut bundle = Self {
            objects: Vec::new(),
            ids: BTreeSet::new(),
            desk: String::new(),
            // What has no day of its own bears the day on which this form of it was made.
            since: "2026-11-24T00:00:00Z".parse().unwrap_or_default(),
        };
        let identity = ours("identity", &format!("desk:{}", desk.domain), bundle.since, |_| {
            json!({
                "name": desk.org,
                "identity_class": "organization",
                "contact_information": desk.contact,
            })
        });
        bundle.desk = bundle.add(identity);
        bundle
    }

    pub(super) fn since(&self) -> Timestamp {
        self.since
    }

    /// Adds an object that is not there yet; its id.
    pub(super) fn add(&mut self, object: Value) -> String {
        let id = object.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if self.ids.insert(id.clone()) {
            self.objects.push(object);
        }
        id
    }

    pub(super) fn finish(self) -> Value {
        let all = self.ids.iter().cloned().collect::<Vec<_>>().join("\n");
        json!({
            "type": "bundle",
            "id": format!("bundle--{}", named(&uuid::OURS, &all)),
            "objects": self.objects,
        })
    }
}

/// An observable. Its id follows from the fields that make it what it is (§2.9), written as
/// RFC 8785 wants: keys in order, no spaces, which is how `serde_json` writes them.
pub(super) fn observable(kind: &str, fields: Value) -> Value {
    let id = format!("{kind}--{}", named(&uuid::STIX, &fields.to_string()));
    with(
        fields,
        json!({ "type": kind, "spec_version": "2.1", "id": id, "object_marking_refs": [GREEN] }),
    )
}

/// An object of ours; its id follows from what it is about.
pub(super) fn ours(
    kind: &str,
    name: &str,
    at: Timestamp,
    fields: impl FnOnce(&str) -> Value,
) -> Value {
    let id = format!("{kind}--{}", named(&uuid::OURS, &format!("{kind}\0{name}")));
    let at = moment(at);
    let common = json!({
        "type": kind,
        "spec_version": "2.1",
        "id": id,
        "created": at,
        "modified": at,
        "object_marking_refs": [GREEN],
    });
    with(fields(&id), common)
}

fn with(mut fields: Value, common: Value) -> Value {
    if let (Some(fields), Value::Object(common)) = (fields.as_object_mut(), common) {
        fields.extend(common);
    }
    fields
}

/// RFC 3339 with milliseconds (§3.2, §3.3).
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
