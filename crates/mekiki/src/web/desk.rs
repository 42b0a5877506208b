//! What every page needs: the store, the checker, the dialogue, and the bounds.

use std::{sync::Arc, time::Duration};

use ::desk::{CaseKey, Decision, Door, NewCase, Store, case::AskedAbout, conversation::Dialogue};
use check::{Checker, Given, Report};
use jiff::Timestamp;
use tokio::{
    runtime::Handle,
    sync::{Semaphore, watch},
    task, time,
};
use verdict::words::Language;

use super::{intake::Intake, problem::Problem};

/// Every bound of the doors, so that nobody can make the desk grow or wait without end.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Octets of one message. Default 25 MiB.
    pub(crate) message_octets: usize,
    /// Octets of a form around a message, and of any other body. Default 64 KiB.
    pub(crate) form_octets: usize,
    /// Octets of messages above [`Limits::small_octets`] that are in memory at a time. Default 26 MiB.
    pub(crate) large_under_way: usize,
    /// Octets of all other messages that are in memory at a time. Default 24 MiB.
    pub(crate) small_under_way: usize,
    /// Octets up to which a message counts as small. Default 256 KiB.
    pub(crate) small_octets: usize,
    /// How long a request waits for its turn. Default 20 s.
    pub(crate) patience: Duration,
    /// How long a small body may take to arrive. Default 20 s.
    pub(crate) arrival: Duration,
    /// How much longer a body may take for each MiB. Default 4 s.
    pub(crate) arrival_per_mib: Duration,
    /// Checks at work at a time; while DNS is asked they only wait. Default 16.
    pub(crate) checks: usize,
    /// Requests that one address may send in a row before it must slow down. Default 60.
    pub(crate) burst: u32,
    /// Requests a second that one address may go on with. Default 10.
    pub(crate) steady: u32,
    /// Pages that are told of news at a time. Default 1,000.
    pub(crate) listeners: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_octets: 25 << 20,
            form_octets: 64 << 10,
            large_under_way: 26 << 20,
            small_under_way: 24 << 20,
            small_octets: 256 << 10,
            patience: Duration::from_secs(20),
            arrival: Duration::from_secs(20),
            arrival_per_mib: Duration::from_secs(4),
            checks: 16,
            burst: 60,
            steady: 10,
            listeners: 1_000,
        }
    }
}

/// What every page needs. One for the process.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) checker: Checker,
    pub(crate) dialogue: &'static Dialogue,
    pub(crate) limits: Limits,
    pub(crate) intake: Intake,
    /// Whether the desk is reached over TLS, so that cookies are marked for it alone.
    pub(crate) is_secure: bool,
    /// Places for pages that are told of news.
    pub(crate) listeners: Arc<Semaphore>,
    /// Becomes true when the desk closes: who waits for news is let go.
    pub(crate) closing: watch::Sender<bool>,
    checks: Arc<Semaphore>,
}

/// A message that was checked and kept.
pub(crate) struct Opened {
    pub(crate) key: CaseKey,
    pub(crate) report: Report,
    pub(crate) decision: Option<Decision>,
}

impl Desk {
    pub(crate) fn new(store: Store, checker: Checker, limits: Limits, is_secure: bool) -> Self {
        let intake = Intake::new(&limits);
        let checks = Arc::new(Semaphore::new(limits.checks));
        let listeners = Arc::new(Semaphore::new(limits.listeners));
        let (closing, dialogue) = (watch::channel(false).0, Dialogue::built_in());
        Self { store, checker, dialogue, limits, intake, is_secure, listeners, closing, checks }
    }

    /// Checks a message and opens a case about it. When this returns, the case is kept.
    pub(crate) async fn open(
        &self,
        raw: Vec<u8>,
        (door, language): (Door, Language),
    ) -> Result<Opened, Problem> {
        self.open_as_of(raw, (door, language), Timestamp::now()).await
    }

    /// As [`Desk::open`], with the answer that a moment would have got: the examples are from the
    /// days of their story.
    pub(crate) async fn open_as_of(
        &self,
        raw: Vec<u8>,
        (door, language): (Door, Language),
        asked_at: Timestamp,
    ) -> Result<Opened, Problem> {
        let asked = self.check(raw, asked_at).await?;
        let message = AskedAbout {
            raw: &asked.raw,
            report: &asked.report,
            fingerprint: asked.fingerprint.clone(),
        };
        let new = NewCase { door, language, message: Some(message) };
        let opened = self.store.open_case(&new, Timestamp::now()).await?;
        metrics::counter!("mekiki_checks_total", "door" => <&str>::from(door), "ruling" => asked.report.ruling.as_str())
            .increment(1);
        Ok(Opened { key: opened.key, report: asked.report, decision: opened.decision })
    }

    /// The check, away from the threads that answer everybody else.
    async fn check(&self, raw: Vec<u8>, now: Timestamp) -> Result<Asked, Problem> {
        let turn = self.checks.clone().acquire_owned();
        let turn = time::timeout(self.limits.patience, turn).await.map_err(|_| Problem::Busy)?;
        let turn = turn.map_err(|error| Problem::inner("the queue for checks", &error))?;
        let (checker, handle) = (self.checker.clone(), Handle::current());
        let checked = task::spawn_blocking(move || {
            let report = handle.block_on(checker.check(&Given::at(now), &raw));
            let fingerprint = ::desk::Fingerprint::of(&raw);
            drop(turn);
            Asked { raw, report, fingerprint }
        });
        checked.await.map_err(|error| Problem::inner("a check", &error))
    }
}

struct Asked {
    raw: Vec<u8>,
    report: Report,
    fingerprint: Option<::desk::Fingerprint>,
}
