use std::{fmt, net::IpAddr};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use mail::DomainName;
use serde_json::{Map, Value};

use super::kind::{Form, KINDS};

/// One way in which a report differs from the specification.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fault {
    /// A field that must be there is not.
    Missing(String),
    /// A field is not of the form that the specification gives it.
    Malformed(String),
    /// A field that the specification does not know, where it allows no others.
    Unknown(String),
    /// No such type in that category.
    NoSuchKind,
    /// A list is longer than the specification allows.
    TooMany(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(field) => write!(f, "{field} is missing"),
            Self::Malformed(field) => write!(f, "{field} is not of the required form"),
            Self::Unknown(field) => write!(f, "{field} is not known"),
            Self::NoSuchKind => f.write_str("there is no such type in that category"),
            Self::TooMany(field) => write!(f, "{field} has too many entries"),
        }
    }
}

/// Where a report differs from the specification of version 4: what it requires, and the form of
/// what is common to all reports. Optional fields of single types are not looked at.
#[must_use]
pub fn faults(report: &Value) -> Vec<Fault> {
    let Some(report) = report.as_object() else {
        return vec![Fault::Malformed("report".to_owned())];
    };
    let mut found = Found { object: report, at: String::new(), faults: Vec::new() };
    found.core();
    found.kind();
    found.faults
}

struct Found<'a> {
    object: &'a Map<String, Value>,
    /// Name of the object, with a dot; empty for the report itself.
    at: String,
    faults: Vec<Fault>,
}

impl Found<'_> {
    fn core(&mut self) {
        self.required("xarf_version", |value| text(value).is_some_and(is_version));
        self.required("report_id", |value| text(value).is_some_and(is_uuid));
        self.required("timestamp", is_moment);
        self.required("source_identifier", Value::is_string);
        self.required("category", Value::is_string);
        self.required("type", Value::is_string);
        for who in ["reporter", "sender"] {
            self.required(who, Value::is_object);
            self.contact(who);
        }
        self.optional("source_port", is_port);
        self.optional("evidence_source", Value::is_string);
        self.optional("confidence", |value| {
            value.as_f64().is_some_and(|share| (0.0..=1.0).contains(&share))
        });
        self.optional("description", |value| is_text_of_at_most(value, 1000));
        self.optional("legacy_version", |value| text(value) == Some("3"));
        self.list("tags", 20, |tag| text(tag).is_some_and(is_tag));
        self.list("evidence", 50, Value::is_object);
        self.evidence();
    }

    fn kind(&mut self) {
        let (Some(category), Some(name)) = (self.text("category"), self.text("type")) else {
            return;
        };
        let known = KINDS.iter().find(|kind| kind.category == category && kind.name == name);
        let Some(kind) = known else { return self.faults.push(Fault::NoSuchKind) };
        for (field, form) in kind.fields {
            self.required(field, |value| has_form(value, *form));
        }
        // A provider behind a shared address can find the customer by the port only.
        let by_address = matches!(kind.name, "login_attack" | "port_scan" | "ddos")
            && self
                .text("source_identifier")
                .is_some_and(|source| source.parse::<IpAddr>().is_ok());
        let by_smtp = kind.category == "messaging" && self.text("protocol") == Some("smtp");
        if by_smtp {
            self.required("smtp_from", |value| text(value).is_some_and(is_mailbox));
        }
        if (by_smtp || by_address) && !self.object.contains_key("source_port") {
            self.faults.push(Fault::Missing("source_port".to_owned()));
        }
    }

    fn contact(&mut self, who: &str) {
        let Some(contact) = self.object.get(who).and_then(Value::as_object) else { return };
        let mut found = Found { object: contact, at: format!("{who}."), faults: Vec::new() };
        found.required("org", |value| is_text_of_at_most(value, 200));
        found.required("contact", |value| text(value).is_some_and(is_mailbox));
        found.required("domain", |value| {
            text(value).is_some_and(|name| DomainName::parse(name).is_ok())
        });
        found.only(&["org", "contact", "domain"]);
        self.faults.append(&mut found.faults);
    }

    fn evidence(&mut self) {
        let items = self.object.get("evidence").and_then(Value::as_array);
        for (nth, item) in items.into_iter().flatten().take(50).enumerate() {
            let Some(object) = item.as_object() else { continue };
            let mut found = Found { object, at: format!("evidence[{nth}]."), faults: Vec::new() };
            found.required("content_type", Value::is_string);
            found.required("payload", |value| {
                text(value).is_some_and(|t| STANDARD.decode(t).is_ok())
            });
            found.optional("description", |value| is_text_of_at_most(value, 500));
            found.optional("hash", |value| text(value).is_some_and(is_hash));
            found.optional("size", |value| value.as_u64().is_some_and(|size| size <= 5 << 20));
            found.only(&["content_type", "payload", "description", "hash", "size"]);
            self.faults.append(&mut found.faults);
        }
    }

    fn text(&self, field: &str) -> Option<&str> {
        text(self.object.get(field)?)
    }

    fn required(&mut self, field: &str, fits: impl FnOnce(&Value) -> bool) {
        if self.object.contains_key(field) {
            self.optional(field, fits);
        } else {
            self.faults.push(Fault::Missing(format!("{}{field}", self.at)));
        }
    }

    fn optional(&mut self, field: &str, fits: impl FnOnce(&Value) -> bool) {
        if self.object.get(field).is_some_and(|value| !fits(value)) {
            self.faults.push(Fault::Malformed(format!("{}{field}", self.at)));
        }
    }

    fn list(&mut self, field: &str, most: usize, fits: impl Fn(&Value) -> bool) {
        self.optional(field, |value| {
            value.as_array().is_some_and(|list| list.iter().take(most).all(fits))
        });
        if self.object.get(field).and_then(Value::as_array).is_some_and(|list| list.len() > most) {
            self.faults.push(Fault::TooMany(format!("{}{field}", self.at)));
        }
    }

    fn only(&mut self, known: &[&str]) {
        let unknown = self.object.keys().filter(|name| !known.contains(&name.as_str()));
        let unknown: Vec<_> =
            unknown.map(|name| Fault::Unknown(format!("{}{name}", self.at))).collect();
        self.faults.extend(unknown);
    }
}

fn has_form(value: &Value, form: Form) -> bool {
    match form {
        Form::Text => value.is_string(),
        Form::Uri => text(value).is_some_and(|uri| url::Url::parse(uri).is_ok()),
        Form::Moment => is_moment(value),
        Form::Number(least) => value.as_i64().is_some_and(|number| number >= least),
        Form::OneOf(words) => text(value).is_some_and(|word| words.contains(&word)),
        Form::List(least) => value.as_array().is_some_and(|list| list.len() >= least),
        Form::Cve => text(value).is_some_and(is_cve),
        Form::With(any) => value
            .as_object()
            .is_some_and(|object| any.iter().any(|name| object.contains_key(*name))),
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn is_text_of_at_most(value: &Value, most: usize) -> bool {
    text(value).is_some_and(|text| text.chars().count() <= most)
}

fn is_moment(value: &Value) -> bool {
    text(value).is_some_and(|moment| moment.parse::<Timestamp>().is_ok())
}

fn is_port(value: &Value) -> bool {
    value.as_u64().is_some_and(|port| (1..=65535).contains(&port))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_version(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    parts.len() == 3 && parts.first() == Some(&"4") && parts.into_iter().all(is_number)
}

/// RFC 9562 §4.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `namespace:predicate`.
fn is_tag(text: &str) -> bool {
    let is_word = |word: &str| {
        word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b))
            && word.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
    };
    text.split_once(':').is_some_and(|(space, word)| is_word(space) && is_word(word))
}

fn is_hash(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, hex)| {
        matches!(name, "md5" | "sha1" | "sha256" | "sha512")
            && !hex.is_empty()
            && hex.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

fn is_cve(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [cve, year, number] = parts.as_slice() else { return false };
    *cve == "CVE" && year.len() == 4 && is_number(year) && is_number(number)
}

fn is_mailbox(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !local.contains(char::is_whitespace)
            && DomainName::parse(domain).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn report() -> Value {
        let desk =
            json!({"org": "Desk", "contact": "abuse@desk.example", "domain": "desk.example"});
        json!({
            "xarf_version": "4.2.0", "report_id": "6c6b8f0a-1f0e-4d3c-9b52-0a4b7b8b1f10",
            "timestamp": "2026-11-24T00:00:00Z", "reporter": desk, "sender": desk,
            "source_identifier": "192.0.2.7", "category": "content", "type": "phishing",
            "url": "https://evil.example/login", "tags": ["target:bank"], "confidence": 0.9,
            "evidence": [{"content_type": "text/plain", "payload": "aGk=", "hash": "sha256:00"}],
        })
    }

    #[test]
    fn a_report_as_the_specification_wants_it_has_no_fault() {
        assert_eq!(faults(&report()), []);
    }

    #[test]
    fn each_fault_is_named() {
        let missing = |field: &str| Fault::Missing(field.to_owned());
        let malformed = |field: &str| Fault::Malformed(field.to_owned());
        for (field, wrong, fault) in [
            ("xarf_version", json!("4.2"), malformed("xarf_version")),
            ("report_id", json!("1"), malformed("report_id")),
            ("timestamp", json!("yesterday"), malformed("timestamp")),
            ("url", json!("no address"), malformed("url")),
            ("type", json!("spam"), Fault::NoSuchKind),
            ("type", json!("fraud"), missing("fraud_type")),
            ("confidence", json!(2), malformed("confidence")),
            ("tags", json!(["Target"]), malformed("tags")),
            ("tags", json!(vec!["a:b"; 21]), Fault::TooMany("tags".into())),
            ("sender", json!({"org": "x"}), missing("sender.contact")),
            (
                "evidence",
                json!([{"content_type": "a/b", "payload": "?"}]),
                malformed("evidence[0].payload"),
            ),
            (
                "evidence",
                json!([{"content_type": "a/b", "payload": "", "x": 1}]),
                Fault::Unknown("evidence[0].x".into()),
            ),
            ("source_port", json!(0), malformed("source_port")),
        ] {
            let mut report = report();
            report[field] = wrong.clone();
            assert!(faults(&report).contains(&fault), "{field}: {wrong}: {:?}", faults(&report));
        }
        let mut report = report();
        report.as_object_mut().unwrap().remove("sender");
        assert_eq!(faults(&report), [missing("sender")]);
        assert_eq!(faults(&json!([])), [malformed("report")]);
    }

    #[test]
    fn mail_over_smtp_needs_its_path_and_port() {
        let mut report = report();
        report["category"] = json!("messaging");
        report["type"] = json!("spam");
        report["protocol"] = json!("smtp");
        let missing = |field: &str| Fault::Missing(field.to_owned());
        assert_eq!(faults(&report), [missing("smtp_from"), missing("source_port")]);
        report["protocol"] = json!("sms");
        assert_eq!(faults(&report), []);
    }
}
