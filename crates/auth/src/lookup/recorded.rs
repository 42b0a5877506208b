//! Answers recorded earlier: for replaying a report and for tests without a network.

use std::collections::BTreeMap;

use mail::DomainName;
use serde_json::Value;

use super::{Answer, Asking, Lookup, LookupError, Record, RecordType};

/// Why a recording cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("a recording of DNS is a JSON object of objects")]
pub struct RecordedError(#[source] serde_json::Error);

/// How many aliases are followed: a resolver must bear chains and end loops (RFC 1034 §3.6.2).
const MOST_ALIASES: usize = 8;

/// Answers by question.
///
/// The file form maps a lower-case name to `{TYPE: [records]}`: TXT a string or a list of strings
/// to join; A and AAAA addresses; MX `"preference host"`; PTR and CNAME a name. A name that is
/// absent does not exist, a type that is absent has no records unless `"*"` is there; `"TIMEOUT"`,
/// `"SERVFAIL"`, `"NXDOMAIN"` instead of a list are those outcomes, `"OFF"` a question that was
/// not asked. In TXT one code point is one octet (Latin-1). Records that cannot be read are left
/// out, as a resolver leaves out what it does not understand.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    names: BTreeMap<String, Recording>,
}

/// What is recorded of one name.
#[derive(Clone, Debug)]
struct Recording {
    alias: Option<DomainName>,
    answers: BTreeMap<RecordType, Heard>,
    /// For the types not listed.
    otherwise: Heard,
}

#[derive(Clone, Debug)]
enum Heard {
    Records(Vec<Record>),
    NoSuchName,
    Silent,
    Failed,
    Off,
}

impl Recorded {
    /// Reads the file form.
    ///
    /// # Errors
    /// When the text is not a JSON object of objects.
    pub fn from_json(text: &str) -> Result<Self, RecordedError> {
        Self::from_value(serde_json::from_str(text).map_err(RecordedError)?)
    }

    /// Reads the file form, already parsed.
    ///
    /// # Errors
    /// When the value is not an object of objects.
    pub fn from_value(value: Value) -> Result<Self, RecordedError> {
        let names: BTreeMap<String, BTreeMap<String, Value>> =
            serde_json::from_value(value).map_err(RecordedError)?;
        let names = names.into_iter().map(|(name, types)| {
            (name.trim_end_matches('.').to_ascii_lowercase(), Recording::read(&types))
        });
        Ok(Self { names: names.collect() })
    }

    fn answer(&self, name: &DomainName, kind: RecordType) -> Answer {
        let mut owner = name;
        for _ in 0..=MOST_ALIASES {
            let Some(recording) = self.names.get(owner.as_str()) else {
                return Err(LookupError::NoSuchName(name.clone()));
            };
            match (recording.answers.get(&kind), &recording.alias) {
                (Some(heard), _) => return heard.answer(name),
                (None, Some(alias)) => owner = alias,
                (None, None) => return recording.otherwise.answer(name),
            }
        }
        Err(LookupError::Failed(name.clone()))
    }
}

impl Lookup for Recorded {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        Box::pin(std::future::ready(self.answer(name, kind)))
    }
}

impl Recording {
    fn read(types: &BTreeMap<String, Value>) -> Self {
        let answers = RecordType::ALL.into_iter().filter_map(|kind| {
            let value = types.get(kind.as_str())?;
            Some((kind, Heard::read(value, |value| read_record(kind, value))))
        });
        let otherwise = types.get("*").map(|value| Heard::read(value, |_| None));
        Self {
            alias: types.get("CNAME").and_then(read_alias),
            answers: answers.collect(),
            otherwise: otherwise.unwrap_or_else(|| Heard::Records(Vec::new())),
        }
    }
}

impl Heard {
    fn read(value: &Value, read: impl Fn(&Value) -> Option<Record>) -> Self {
        match value {
            Value::Array(values) => Self::Records(values.iter().filter_map(read).collect()),
            Value::String(word) if word == "NXDOMAIN" => Self::NoSuchName,
            Value::String(word) if word == "TIMEOUT" => Self::Silent,
            Value::String(word) if word == "OFF" => Self::Off,
            Value::String(_) => Self::Failed,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
                Self::Records(Vec::new())
            }
        }
    }

    fn answer(&self, name: &DomainName) -> Answer {
        match self {
            Self::Records(records) => Ok(records.clone()),
            Self::NoSuchName => Err(LookupError::NoSuchName(name.clone())),
            Self::Silent => Err(LookupError::Silent(name.clone())),
            Self::Failed => Err(LookupError::Failed(name.clone())),
            Self::Off => Err(LookupError::Off(name.clone())),
        }
    }
}

fn read_alias(value: &Value) -> Option<DomainName> {
    DomainName::parse_dns(value.as_array()?.first()?.as_str()?).ok()
}

fn read_record(kind: RecordType, value: &Value) -> Option<Record> {
    match kind {
        RecordType::A => Some(Record::A(value.as_str()?.parse().ok()?)),
        RecordType::Aaaa => Some(Record::Aaaa(value.as_str()?.parse().ok()?)),
        RecordType::Ptr => Some(Record::Ptr(DomainName::parse_dns(value.as_str()?).ok()?)),
        RecordType::Mx => {
            let (preference, host) = value.as_str()?.split_once(' ')?;
            // "." is no name: the null MX.
            Some(Record::Mx(preference.parse().ok()?, DomainName::parse_dns(host).ok()))
        }
        RecordType::Txt => {
            let text: String = match value.as_array() {
                Some(strings) => strings.iter().filter_map(Value::as_str).collect(),
                None => value.as_str()?.to_owned(),
            };
            Some(Record::Txt(text.chars().map(latin1).collect()))
        }
    }
}

/// One code point is one octet in recordings; what is beyond Latin-1 cannot be an octet.
fn latin1(c: char) -> u8 {
    u8::try_from(u32::from(c)).unwrap_or(b'?')
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use serde_json::json;

    use super::*;

    fn asked(zone: &Value, name: &str, kind: RecordType) -> Answer {
        let zone = Recorded::from_value(zone.clone()).unwrap();
        block_on(zone.query(&DomainName::parse_dns(name).unwrap(), kind))
    }

    #[test]
    fn a_recording_answers_as_dns_did() {
        let zone = json!({
            "Example.com.": {"A": ["192.0.2.1", "junk"], "TXT": ["a", ["b", "\u{ff}"], []]},
            "*.example.com": {},
            "alias.example.com": {"CNAME": ["Example.com."], "MX": ["10 mx: y.example.com", "0 ."]},
            "dangling.example.com": {"CNAME": ["nowhere.example.com"]},
            "bad.example.com": {"CNAME": [""]},
            "loop.example.com": {"CNAME": ["LOOP.example.com"]},
            "dead.example.com": {"A": ["192.0.2.2"], "TXT": "SERVFAIL", "*": "TIMEOUT"},
            "unasked.example.com": {"*": "OFF"},
            "gone.example.com": {"A": "NXDOMAIN"},
        });
        let name = |text: &str| DomainName::parse_dns(text).unwrap();
        let address = |text: &str| Record::A(text.parse().unwrap());
        for (asks, kind, expected) in [
            ("example.com", RecordType::A, Ok(vec![address("192.0.2.1")])),
            ("example.com", RecordType::Mx, Ok(vec![])),
            (
                "example.com",
                RecordType::Txt,
                Ok(vec![
                    Record::Txt(b"a".to_vec()),
                    Record::Txt(b"b\xff".to_vec()),
                    Record::Txt(vec![]),
                ]),
            ),
            ("absent.example.com", RecordType::A, Err("nxdomain")),
            ("alias.example.com", RecordType::A, Ok(vec![address("192.0.2.1")])),
            (
                "alias.example.com",
                RecordType::Mx,
                Ok(vec![Record::Mx(10, Some(name("mx: y.example.com"))), Record::Mx(0, None)]),
            ),
            ("dangling.example.com", RecordType::A, Err("nxdomain")),
            ("bad.example.com", RecordType::A, Ok(vec![])),
            ("loop.example.com", RecordType::A, Err("failed")),
            ("dead.example.com", RecordType::A, Ok(vec![address("192.0.2.2")])),
            ("dead.example.com", RecordType::Txt, Err("failed")),
            ("dead.example.com", RecordType::Ptr, Err("silent")),
            ("unasked.example.com", RecordType::Ptr, Err("off")),
            ("gone.example.com", RecordType::A, Err("nxdomain")),
        ] {
            let expected = expected.map_err(|error| match error {
                "nxdomain" => LookupError::NoSuchName(name(asks)),
                "silent" => LookupError::Silent(name(asks)),
                "off" => LookupError::Off(name(asks)),
                _ => LookupError::Failed(name(asks)),
            });
            assert_eq!(asked(&zone, asks, kind), expected, "{asks} {kind:?}");
        }
    }

    #[test]
    fn what_is_no_object_of_objects_is_no_recording() {
        for text in ["", "[]", "{\"example.com\": []}", "{\"example.com\": 1}"] {
            assert!(Recorded::from_json(text).is_err(), "{text}");
        }
    }
}
