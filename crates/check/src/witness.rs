use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use auth::{
    Lookup, LookupError, RecordType,
    lookup::{Asking, Recorder},
};
use mail::DomainName;
use serde_json::Value;

/// How long one message may keep asking DNS. Past it every question counts as unanswered, so that
/// dead or slow name servers cannot hold a message for much longer: what the last question's own
/// time-out adds.
const PATIENCE: Duration = Duration::from_millis(3_500);

/// Stands between one message's proof and DNS: writes down every answer for the replay, notes when
/// a question could not be asked, and ends a wait that takes too long.
pub(crate) struct Witness<'l> {
    recorder: Recorder<Door<'l>>,
    shut: Arc<AtomicBool>,
}

impl<'l> Witness<'l> {
    pub(crate) fn new(lookup: &'l dyn Lookup) -> Self {
        let shut = Arc::new(AtomicBool::new(false));
        let door = Door { lookup, since: Instant::now(), shut: Arc::clone(&shut) };
        Self { recorder: Recorder::new(door), shut }
    }

    /// Every answer heard; `None` when DNS was off and a question went unasked.
    pub(crate) fn recording(&self) -> Option<Value> {
        (!self.shut.load(Ordering::Relaxed)).then(|| self.recorder.recording())
    }
}

impl Lookup for Witness<'_> {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        self.recorder.query(name, kind)
    }
}

struct Door<'l> {
    lookup: &'l dyn Lookup,
    since: Instant,
    shut: Arc<AtomicBool>,
}

impl Lookup for Door<'_> {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        Box::pin(async move {
            if self.since.elapsed() > PATIENCE {
                return Err(LookupError::Silent(name.clone()));
            }
            let answer = self.lookup.query(name, kind).await;
            if matches!(answer, Err(LookupError::Off(_))) {
                self.shut.store(true, Ordering::Relaxed);
            }
            answer
        })
    }
}
