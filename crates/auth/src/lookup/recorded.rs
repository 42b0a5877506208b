//! Answers recorded earlier: for replaying a report and for tests without a network.

use std::{collections::BTreeMap, sync::Mutex};

use mail::DomainName;
use serde_json::Value;

use super::{Answer, Asking, Lookup, LookupError, Record, RecordType};

/// Why a recording cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("recorded DNS: {0}")]
pub struct RecordedError(String);

/// Answers by question.
///
/// The file form maps a lower-case name to `{TYPE: [records]}`: TXT a string or a list of strings
/// to join; A and AAAA addresses; MX `"preference host"`; PTR and CNAME a name. A name that is
/// absent does not exist, a type that is absent has no records unless `"*"` is there; `"TIMEOUT"`,
/// `"SERVFAIL"`, `"NXDOMAIN"` instead of a list are those outcomes. In TXT one code point is one
/// octet (Latin-1).
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    names: BTreeMap<String, BTreeMap<String, Value>>,
}

impl Recorded {
    /// Reads the file form.
    ///
    /// # Errors
    /// When the text is not a JSON object of objects.
    pub fn from_json(text: &str) -> Result<Self, RecordedError> {
        let value = serde_json::from_str(text).map_err(|e| RecordedError(e.to_string()))?;
        Self::from_value(value)
    }

    /// Reads the file form, already parsed.
    ///
    /// # Errors
    /// When the value is not an object of objects.
    pub fn from_value(value: Value) -> Result<Self, RecordedError> {
        let names: BTreeMap<String, BTreeMap<String, Value>> =
            serde_json::from_value(value).map_err(|e| RecordedError(e.to_string()))?;
        let names = names
            .into_iter()
            .map(|(name, types)| (name.trim_end_matches('.').to_ascii_lowercase(), types))
            .collect();
        Ok(Self { names })
    }

    fn answer(&self, name: &DomainName, kind: RecordType) -> Answer {
        let mut owner = name.clone();
        // Aliases are followed as a resolver would; RFC 1034 §3.6.2 warns of loops, so a bound.
        for _ in 0..8 {
            let Some(types) = self.names.get(owner.as_str()) else {
                return Err(LookupError::NoSuchName(name.clone()));
            };
            if let Some(alias) = alias(types).filter(|_| !types.contains_key(type_name(kind))) {
                owner = alias;
                continue;
            }
            return match types.get(type_name(kind)).or_else(|| types.get("*")) {
                None => Ok(Vec::new()),
                Some(Value::String(word)) => match word.as_str() {
                    "TIMEOUT" => Err(LookupError::Silent(name.clone())),
                    "NXDOMAIN" => Err(LookupError::NoSuchName(name.clone())),
                    _ => Err(LookupError::Failed(name.clone())),
                },
                Some(Value::Array(values)) => {
                    Ok(values.iter().filter_map(|value| record(kind, value)).collect())
                }
                Some(_) => Ok(Vec::new()),
            };
        }
        Err(LookupError::Failed(name.clone()))
    }
}

impl Lookup for Recorded {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        Box::pin(std::future::ready(self.answer(name, kind)))
    }
}

fn alias(types: &BTreeMap<String, Value>) -> Option<DomainName> {
    let target = types.get("CNAME")?.as_array()?.first()?.as_str()?;
    DomainName::parse(target).ok()
}

fn type_name(kind: RecordType) -> &'static str {
    match kind {
        RecordType::A => "A",
        RecordType::Aaaa => "AAAA",
        RecordType::Mx => "MX",
        RecordType::Txt => "TXT",
        RecordType::Ptr => "PTR",
    }
}

fn record(kind: RecordType, value: &Value) -> Option<Record> {
    match kind {
        RecordType::A => Some(Record::A(value.as_str()?.parse().ok()?)),
        RecordType::Aaaa => Some(Record::Aaaa(value.as_str()?.parse().ok()?)),
        RecordType::Ptr => Some(Record::Ptr(DomainName::parse(value.as_str()?).ok()?)),
        RecordType::Mx => {
            let (preference, host) = value.as_str()?.split_once(' ')?;
            Some(Record::Mx(preference.parse().ok()?, DomainName::parse(host.trim()).ok()))
        }
        RecordType::Txt => {
            let text = match value {
                Value::Array(strings) => strings.iter().filter_map(Value::as_str).collect(),
                other => other.as_str()?.to_owned(),
            };
            Some(Record::Txt(text.chars().map(latin1).collect()))
        }
    }
}

/// One code point is one octet in recordings; what is beyond Latin-1 cannot be an octet.
fn latin1(c: char) -> u8 {
    u8::try_from(u32::from(c)).unwrap_or(b'?')
}

/// Asks another [`Lookup`] and keeps what it answered, so that a report can replay to itself.
#[derive(Debug)]
pub struct Recorder<L> {
    inner: L,
    heard: Mutex<BTreeMap<String, BTreeMap<String, Value>>>,
}

impl<L: Lookup> Recorder<L> {
    /// Records what `inner` answers.
    pub fn new(inner: L) -> Self {
        Self { inner, heard: Mutex::default() }
    }

    /// Everything heard so far, in the file form of [`Recorded`].
    pub fn recording(&self) -> Value {
        let heard = self.heard.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        serde_json::json!(*heard)
    }

    fn keep(&self, name: &DomainName, kind: RecordType, answer: &Answer) {
        let value = match answer {
            Ok(records) => Value::Array(records.iter().map(written).collect()),
            Err(LookupError::NoSuchName(_)) => "NXDOMAIN".into(),
            Err(LookupError::Silent(_)) => "TIMEOUT".into(),
            Err(LookupError::Failed(_)) => "SERVFAIL".into(),
            // Nothing was heard, and a replay asks nobody either.
            Err(LookupError::Off(_)) => return,
        };
        let mut heard = self.heard.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        heard.entry(name.as_str().to_owned()).or_default().insert(type_name(kind).to_owned(), value);
    }
}

impl<L: Lookup> Lookup for Recorder<L> {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        Box::pin(async move {
            let answer = self.inner.query(name, kind).await;
            self.keep(name, kind, &answer);
            answer
        })
    }
}

fn written(record: &Record) -> Value {
    match record {
        Record::A(ip) => ip.to_string().into(),
        Record::Aaaa(ip) => ip.to_string().into(),
        Record::Mx(preference, Some(host)) => format!("{preference} {host}").into(),
        Record::Mx(preference, None) => format!("{preference} .").into(),
        Record::Txt(octets) => octets.iter().map(|&b| char::from(b)).collect::<String>().into(),
        Record::Ptr(name) => name.as_str().into(),
    }
}
