//! What every page needs: the store, the checker, the dialogue, and the bounds.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use ::desk::{
    Access, CaseKey, Decision, Door, Fingerprint, NewCase, Published, Store, Traits,
    alert::Asked as About,
    case::AskedAbout,
    conversation::Dialogue,
    exchange::Contact,
    presend::{self, Own, Presend},
    report::Prepared,
};
use check::{Checker, Given, Report};
use jiff::Timestamp;
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task, time,
};
use verdict::words::Language;

use super::{intake::Intake, problem::Problem, rate::Rates};

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
    /// Passwords that are tried at a time: each takes 19 MiB for a moment. Default 2.
    pub(crate) log_ins: usize,
    /// Requests that change something, that one address may send a minute; 0: any number.
    /// Default 600.
    pub(crate) per_minute: u32,
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
            log_ins: 2,
            per_minute: 600,
            listeners: 1_000,
        }
    }
}

/// How a desk is set up.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub(crate) limits: Limits,
    /// Whether people reach it over TLS.
    pub(crate) is_secure: bool,
    /// Proxies in front, whose word about a visitor's address is taken.
    pub(crate) proxies: Vec<IpAddr>,
    /// How the desk names itself to others.
    pub(crate) contact: Contact,
    /// What invitations lead to.
    pub(crate) sending: Sending,
}

/// What the messages of campaigns say of this desk, as the operator set it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sending {
    /// Where the pages for the invited are.
    pub(crate) pages: Option<String>,
    /// Address for complaints.
    pub(crate) feedback: Option<String>,
}

/// What every page needs. One for the process.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) checker: Checker,
    pub(crate) dialogue: &'static Dialogue,
    /// How the desk names itself to others.
    pub(crate) contact: Contact,
    /// What invitations lead to.
    pub(crate) sending: Sending,
    pub(crate) limits: Limits,
    pub(crate) intake: Intake,
    pub(crate) rates: Rates,
    /// Whether the desk is reached over TLS, so that cookies are marked for it alone.
    pub(crate) is_secure: bool,
    /// Turns for log-ins.
    pub(crate) log_ins: Semaphore,
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
    /// Alerts about such a message.
    pub(crate) alerts: Vec<Published>,
}

impl Desk {
    pub(crate) fn new(store: Store, checker: Checker, setup: &Setup) -> Self {
        let limits = setup.limits.clone();
        Self {
            store,
            checker,
            dialogue: Dialogue::built_in(),
            contact: setup.contact.clone(),
            sending: setup.sending.clone(),
            intake: Intake::new(&limits),
            rates: Rates::new(limits.per_minute, setup.proxies.clone()),
            is_secure: setup.is_secure,
            listeners: Arc::new(Semaphore::new(limits.listeners)),
            closing: watch::channel(false).0,
            log_ins: Semaphore::new(limits.log_ins),
            checks: Arc::new(Semaphore::new(limits.checks)),
            limits,
        }
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
        let started = Instant::now();
        let asked = self.check(raw, asked_at).await?;
        metrics::histogram!("mekiki_check_seconds").record(started.elapsed().as_secs_f64());
        let message = AskedAbout {
            raw: &asked.raw,
            report: &asked.report,
            fingerprint: asked.fingerprint.clone(),
            traits: Some(&asked.traits),
        };
        let new = NewCase { door, language, message: Some(message) };
        let opened = self.store.open_case(&new, Timestamp::now()).await?;
        metrics::counter!("mekiki_checks_total", "door" => <&str>::from(door), "ruling" => asked.report.ruling.as_str())
            .increment(1);
        let about = About::about(&asked.report, asked.fingerprint);
        let about = self.store.asked_with(about, asked.traits, Timestamp::now()).await?;
        let alerts = self.store.alerts_about(&about).await?;
        Ok(Opened { key: opened.key, report: asked.report, decision: opened.decision, alerts })
    }

    /// Checks the message that a talk without one is about, and keeps it with the case.
    pub(crate) async fn hand_in(&self, access: &Access, raw: Vec<u8>) -> Result<(), Problem> {
        let asked = self.check(raw, Timestamp::now()).await?;
        let (raw, report) = (&asked.raw, &asked.report);
        let fingerprint = asked.fingerprint.clone();
        let message = AskedAbout { raw, report, fingerprint, traits: Some(&asked.traits) };
        self.store.hand_in(access, &message, Timestamp::now()).await?;
        Ok(())
    }

    /// What would be shared of a message, away from the threads that answer everybody else.
    pub(crate) async fn prepared(
        &self,
        raw: Vec<u8>,
        report: Report,
        now: Timestamp,
    ) -> Result<Prepared, Problem> {
        let turn = self.turn().await?;
        let (redactor, brands) = (self.store.redactor(), self.checker.brands.clone());
        let prepared = task::spawn_blocking(move || {
            let prepared = Prepared::of(&raw, &report, &redactor, &brands, now);
            drop(turn);
            prepared
        });
        prepared.await.map_err(|error| Problem::inner("a report", &error))
    }

    /// Waits for a turn to work on a message.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let turn = self.checks.clone().acquire_owned();
        let turn = time::timeout(self.limits.patience, turn).await.map_err(|_| Problem::Busy)?;
        turn.map_err(|error| Problem::inner("the queue for checks", &error))
    }

    /// What the check says of a message that is not kept.
    pub(crate) async fn report(&self, raw: Vec<u8>, now: Timestamp) -> Result<Report, Problem> {
        Ok(self.check(raw, now).await?.report)
    }

    /// The check, away from the threads that answer everybody else.
    async fn check(&self, raw: Vec<u8>, now: Timestamp) -> Result<Asked, Problem> {
        let turn = self.turn().await?;
        let (checker, handle) = (self.checker.clone(), Handle::current());
        let checked = task::spawn_blocking(move || {
            let given = Given::at(now);
            let checked = checker.check_seeing(&given, &raw, |mail, reading, report| {
                (Fingerprint::seen(mail, reading), Traits::of_mail(mail, reading, report))
            });
            let (report, (fingerprint, traits)) = handle.block_on(checked);
            drop(turn);
            Asked { raw, report, fingerprint, traits }
        });
        checked.await.map_err(|error| Problem::inner("a check", &error))
    }
}

impl Desk {
    /// What to change about a mail before it is sent. Nothing of it is kept.
    pub(crate) async fn presend(&self, raw: Vec<u8>, own: Option<Own>) -> Result<Presend, Problem> {
        let turn = self.turn().await?;
        let (checker, handle) = (self.checker.clone(), Handle::current());
        let looked = task::spawn_blocking(move || {
            let given = Given::at(Timestamp::now());
            let presend = handle.block_on(presend::examine(&checker, &given, &raw, own));
            drop(turn);
            presend
        });
        looked.await.map_err(|error| Problem::inner("a mail that is to be sent", &error))
    }
}

struct Asked {
    raw: Vec<u8>,
    report: Report,
    fingerprint: Option<Fingerprint>,
    traits: Traits,
}
