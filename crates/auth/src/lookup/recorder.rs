//! Keeps what DNS answered, so that a report can replay to itself.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use mail::DomainName;
use serde_json::{Map, Value};

use super::{Answer, Asking, Lookup, LookupError, Record, RecordType};

/// Asks another [`Lookup`] and keeps what it answered.
///
/// Each question has one answer, the first heard: a question repeated within the check gets it
/// again, or a name server that answers now so, now so would make a report that does not replay.
#[derive(Debug)]
pub struct Recorder<L> {
    inner: L,
    heard: Mutex<BTreeMap<(DomainName, RecordType), Answer>>,
}

impl<L: Lookup> Recorder<L> {
    /// Records what `inner` answers.
    pub fn new(inner: L) -> Self {
        Self { inner, heard: Mutex::default() }
    }

    /// Everything heard so far, in the file form of [`Recorded`](super::Recorded).
    pub fn recording(&self) -> Value {
        let mut names = Map::new();
        for ((name, kind), answer) in self.heard().iter() {
            let types = names.entry(name.as_str()).or_insert_with(|| Map::new().into());
            if let Some(types) = types.as_object_mut() {
                types.insert(kind.as_str().to_owned(), write_answer(answer));
            }
        }
        names.into()
    }

    fn heard(&self) -> MutexGuard<'_, BTreeMap<(DomainName, RecordType), Answer>> {
        // A panic elsewhere leaves the map whole: every change to it is one insertion.
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<L: Lookup> Lookup for Recorder<L> {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        Box::pin(async move {
            let question = (name.clone(), kind);
            let known = self.heard().get(&question).cloned();
            if let Some(answer) = known {
                return answer;
            }
            let answer = self.inner.query(name, kind).await;
            self.heard().entry(question).or_insert(answer).clone()
        })
    }
}

fn write_answer(answer: &Answer) -> Value {
    match answer {
        Ok(records) => records.iter().map(write_record).collect(),
        Err(LookupError::NoSuchName(_)) => "NXDOMAIN".into(),
        Err(LookupError::Silent(_)) => "TIMEOUT".into(),
        Err(LookupError::Failed(_)) => "SERVFAIL".into(),
        Err(LookupError::Off(_)) => "OFF".into(),
    }
}

fn write_record(record: &Record) -> Value {
    match record {
        Record::A(ip) => ip.to_string().into(),
        Record::Aaaa(ip) => ip.to_string().into(),
        Record::Mx(preference, Some(host)) => format!("{preference} {host}").into(),
        Record::Mx(preference, None) => format!("{preference} .").into(),
        Record::Txt(octets) => octets.iter().map(|&b| char::from(b)).collect::<String>().into(),
        Record::Ptr(name) => name.as_str().into(),
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use proptest::prelude::*;

    use super::*;
    use crate::lookup::Recorded;

    /// Answers everything with one answer, and another the next time.
    struct Fickle(Mutex<Vec<Answer>>);

    impl Lookup for Fickle {
        fn query<'a>(&'a self, _name: &'a DomainName, _kind: RecordType) -> Asking<'a> {
            Box::pin(std::future::ready(self.0.lock().unwrap().pop().unwrap()))
        }
    }

    fn name() -> impl Strategy<Value = DomainName> {
        "[ -~&&[^.]]{1,10}(\\.[ -~&&[^.]]{1,10}){0,3}"
            .prop_map(|text| DomainName::parse_dns(&text).unwrap())
    }

    fn record(kind: RecordType) -> BoxedStrategy<Record> {
        match kind {
            RecordType::A => any::<[u8; 4]>().prop_map(|ip| Record::A(ip.into())).boxed(),
            RecordType::Aaaa => any::<[u8; 16]>().prop_map(|ip| Record::Aaaa(ip.into())).boxed(),
            RecordType::Mx => (any::<u16>(), proptest::option::of(name()))
                .prop_map(|(preference, host)| Record::Mx(preference, host))
                .boxed(),
            RecordType::Txt => any::<Vec<u8>>().prop_map(Record::Txt).boxed(),
            RecordType::Ptr => name().prop_map(Record::Ptr).boxed(),
        }
    }

    fn question_and_answer() -> impl Strategy<Value = (DomainName, RecordType, Answer)> {
        (name(), proptest::sample::select(RecordType::ALL.to_vec())).prop_flat_map(
            |(name, kind)| {
                let errors = proptest::sample::select(vec![
                    LookupError::NoSuchName(name.clone()),
                    LookupError::Silent(name.clone()),
                    LookupError::Failed(name.clone()),
                    LookupError::Off(name.clone()),
                ]);
                let records = proptest::collection::vec(record(kind), 0..4);
                let answer = prop_oneof![records.prop_map(Ok), errors.prop_map(Err)];
                answer.prop_map(move |answer| (name.clone(), kind, answer))
            },
        )
    }

    proptest! {
        #[test]
        fn a_recording_replays_what_was_heard(
            asked in proptest::collection::vec(question_and_answer(), 1..6),
        ) {
            let answers = asked.iter().rev().map(|(_, _, answer)| answer.clone()).collect();
            let recorder = Recorder::new(Fickle(Mutex::new(answers)));
            let mut heard = Vec::new();
            for (name, kind, _) in &asked {
                heard.push(block_on(recorder.query(name, *kind)));
            }
            let text = recorder.recording().to_string();
            let recorded = Recorded::from_json(&text).unwrap();
            for ((name, kind, _), answer) in asked.iter().zip(heard) {
                prop_assert_eq!(block_on(recorded.query(name, *kind)), answer);
            }
        }
    }

    #[test]
    fn a_question_repeated_gets_the_first_answer() {
        let name = DomainName::parse("example.com").unwrap();
        let answers = vec![Ok(vec![]), Err(LookupError::Silent(name.clone()))];
        let recorder = Recorder::new(Fickle(Mutex::new(answers)));
        for _ in 0..2 {
            let answer = block_on(recorder.query(&name, RecordType::Txt));
            assert_eq!(answer, Err(LookupError::Silent(name.clone())));
        }
    }
}
