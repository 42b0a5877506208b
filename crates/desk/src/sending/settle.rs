//! Finding out what became of messages whose sender died while their last octets went out.

use std::{
    collections::HashSet,
    io::{self, BufReader, Read as _},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{RelayLog, SendError, Sending, Tag, Told, Unsettled, connection::Connection, run::Run};
use crate::{Campaign, Store};

/// Messages that are looked for in a log at a time.
const MOST: u64 = 10_000;
/// How often a run looks, at most.
const OFTEN: SignedDuration = SignedDuration::from_secs(30);

/// What a log told.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settled {
    /// The relay has them.
    pub sent: u64,
    /// It does not have them: they wait again.
    pub waiting: u64,
    /// The log does not say.
    pub unsettled: Vec<Unsettled>,
}

/// The relay's logs, each following the one before, and how they are read.
#[derive(Clone, Debug)]
pub struct Logs {
    /// The files.
    pub files: Vec<PathBuf>,
    /// The zone of moments that name none.
    pub zone: TimeZone,
    /// How long before and after a message the log has to go on for its silence to mean something.
    pub margin: SignedDuration,
}

/// Settles what the relay's log settles.
///
/// # Errors
///
/// [`SendError::Log`] when it cannot be read; when the database fails.
pub async fn settle_from_log(
    store: &Store,
    campaign: &Campaign,
    logs: &Logs,
    now: Timestamp,
) -> Result<Settled, SendError> {
    let mut settled = Settled::default();
    let unsettled = store.unsettled_invitations(campaign.number, MOST).await?;
    if unsettled.is_empty() {
        return Ok(settled);
    }
    let (_, domain) = campaign.terms.from.address.rsplit_once('@').unwrap_or_default();
    let id = |unsettled: &Unsettled| {
        Tag::of(store, campaign.number, unsettled.number).message_id(domain)
    };
    let log = read(logs.clone(), unsettled.iter().map(id).collect(), now).await?;
    for unsettled in unsettled {
        let arrived = match log.tells(&id(&unsettled), unsettled.closed_at, logs.margin) {
            Told::Taken => true,
            Told::NotTaken => false,
            Told::Nothing => {
                settled.unsettled.push(unsettled);
                continue;
            }
        };
        if store.settle_invitation(campaign.number, unsettled.number, arrived, now).await? {
            let count = if arrived { &mut settled.sent } else { &mut settled.waiting };
            *count += 1;
        }
    }
    Ok(settled)
}

async fn read(logs: Logs, asked: HashSet<String>, now: Timestamp) -> Result<RelayLog, SendError> {
    let read = move || {
        let mut all: Box<dyn io::Read> = Box::new(io::empty());
        for file in &logs.files {
            all = Box::new(all.chain(std::fs::File::open(file)?));
        }
        RelayLog::read(BufReader::with_capacity(256 * 1024, all), &asked, (&logs.zone, now))
    };
    let read = tokio::task::spawn_blocking(read).await;
    read.map_err(io::Error::other).flatten().map_err(SendError::Log)
}

/// The settling that a run does by itself.
pub(super) struct Settling {
    every: SignedDuration,
    /// How long after a message a log is expected to tell.
    within: SignedDuration,
    logs: Option<Logs>,
    looked: Option<Timestamp>,
    /// The latest message of which the log did not tell.
    open: Option<Timestamp>,
}

impl Settling {
    pub(super) fn new(sending: &Sending) -> Self {
        let margin = sending.closing();
        Self {
            every: OFTEN.min(sending.patience() / 2),
            within: margin * 3,
            logs: sending.settings.relay_log.clone().map(|file| Logs {
                files: vec![file],
                zone: sending.settings.zone.clone(),
                margin,
            }),
            looked: None,
            open: None,
        }
    }

    /// Looks into the relay's log, if there is one, something is unsettled, and it is not too soon.
    pub(super) async fn read_log(
        &mut self,
        run: &Run,
        now: Timestamp,
    ) -> Result<(), Arc<SendError>> {
        let Some(logs) = &self.logs else { return Ok(()) };
        if self.looked.is_some_and(|looked| now.duration_since(looked) < self.every) {
            return Ok(());
        }
        self.looked = Some(now);
        let pending = run.store.pending_invitations(run.campaign.number).await;
        if !pending.map_err(SendError::from)?.unsettled {
            self.open = None;
            return Ok(());
        }
        // A relay that nobody talks to writes no log, and a log that ends early says nothing.
        if let Ok(connection) = Connection::open(&run.sending.relay).await {
            connection.quit().await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let settled = settle_from_log(&run.store, &run.campaign, logs, now).await?;
        self.open = settled.unsettled.iter().map(|unsettled| unsettled.closed_at).max();
        Ok(())
    }

    /// Whether waiting a little longer may settle more of what is unsettled.
    pub(super) fn may_settle_more(&self, now: Timestamp) -> bool {
        // Where nothing is known to be open yet, the log was not asked about it.
        self.logs.is_some()
            && self.open.is_none_or(|closed| now.duration_since(closed) < self.within)
    }
}
