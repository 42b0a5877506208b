//! A run of sending: one takes invitations, several hand them to the relay.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use jiff::Timestamp;
use tokio::{
    sync::{Mutex, mpsc, watch},
    task::JoinSet,
    time::sleep,
};

use super::{Mark, Progress, SendError, Sending, Step, Taken, marks::Marks, pace::Pace, worker};
use crate::{Campaign, CampaignNumber, CampaignState, Store};

/// When a run is over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Until {
    /// When nothing is due now: what waits for later is the next run's.
    NothingDue,
    /// When nothing waits any more.
    Done,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ended {
    /// As was asked for.
    Finished,
    /// It was told to stop.
    Stopped,
    /// The campaign is not running (any more).
    NotRunning(CampaignState),
}

/// How often a run with nothing to do looks again.
const LOOK: Duration = Duration::from_millis(500);

/// What the parts of a run share.
pub(super) struct Run {
    pub(super) sending: Arc<Sending>,
    pub(super) store: Store,
    pub(super) campaign: Campaign,
    pub(super) marks: Marks,
    pub(super) pace: Pace,
    pub(super) progress: Arc<Progress>,
    /// Invitations that were taken and are not done with.
    pub(super) in_hand: AtomicUsize,
    /// Refusals since the relay last took a message.
    pub(super) refused: AtomicU32,
    /// Connections in a row that could not be made.
    pub(super) unreachable: AtomicU32,
    /// Why it ends early.
    halt: watch::Sender<Option<Arc<SendError>>>,
}

impl Run {
    /// Ends the run early, for the first reason that is given.
    pub(super) fn halt(&self, error: Arc<SendError>) {
        self.halt.send_if_modified(|halt| {
            let is_first = halt.is_none();
            halt.get_or_insert(error);
            is_first
        });
    }

    pub(super) fn halted(&self) -> Option<Arc<SendError>> {
        self.halt.borrow().clone()
    }

    /// Waits until the run ends early.
    pub(super) async fn halting(&self) {
        // The sender is ours: it does not go.
        let _ = self.halt.subscribe().wait_for(Option::is_some).await;
    }

    /// Gives an invitation back that was not begun.
    pub(super) async fn release(&self, taken: &Taken) {
        let step = Step::Again { due: Timestamp::now(), answer: None, counts: false };
        // If this fails, the lease ends by itself.
        let _ = self.marks.put(Mark { number: taken.number, lease: taken.lease, step }).await;
        self.in_hand.fetch_sub(1, Relaxed);
    }
}

impl Sending {
    /// Sends what a campaign has to send. May be stopped, or die, at any moment, and be run again; may run in several
    /// processes. Nobody gets two messages, and nobody none who can get one.
    ///
    /// # Errors
    ///
    /// What keeps it from going on; what was not sent waits for the next run.
    pub async fn run(
        self: &Arc<Self>,
        store: &Store,
        campaign: CampaignNumber,
        until: Until,
        stop: watch::Receiver<bool>,
        progress: &Arc<Progress>,
    ) -> Result<Ended, Arc<SendError>> {
        let campaign = store.campaign_numbered(campaign).await.map_err(into)?;
        store.set_unwanted_aside(campaign.number).await.map_err(into)?;
        let run = Arc::new(Run {
            sending: self.clone(),
            store: store.clone(),
            marks: Marks::of(store.clone(), campaign.clone(), self.settings.zone.clone()),
            campaign,
            pace: Pace::per_minute(self.settings.per_minute),
            progress: progress.clone(),
            in_hand: AtomicUsize::new(0),
            refused: AtomicU32::new(0),
            unreachable: AtomicU32::new(0),
            halt: watch::Sender::new(None),
        });
        // One at most waits: what is taken is soon sent, or its time passes.
        let (hand, taken) = mpsc::channel(1);
        let taken = Arc::new(Mutex::new(taken));
        let mut workers = JoinSet::new();
        for _ in 0..self.settings.connections.max(1) {
            workers.spawn(worker::work(run.clone(), taken.clone()));
        }
        let ended = feed(&run, &hand, until, stop).await;
        drop(hand);
        // They end what they have begun.
        while workers.join_next().await.is_some() {}
        match run.halted() {
            Some(error) => Err(error),
            None => ended,
        }
    }

    /// Invitations that are taken at a time: so many that they go out before their time passes.
    fn batch(&self) -> u64 {
        let connections = u64::try_from(self.settings.connections.max(1)).unwrap_or(1);
        let many = connections.saturating_mul(8);
        if self.settings.per_minute == 0 {
            return many;
        }
        let seconds = u64::try_from(self.hold().as_secs()).unwrap_or(1) / 2;
        (u64::from(self.settings.per_minute) * seconds / 60).clamp(1, many)
    }
}

fn into(error: crate::StoreError) -> Arc<SendError> {
    Arc::new(error.into())
}

/// Waits until somebody wants it to stop, or nobody is there any more who could.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Takes invitations and hands them on, until the run is over.
async fn feed(
    run: &Run,
    hand: &mpsc::Sender<Taken>,
    until: Until,
    mut stop: watch::Receiver<bool>,
) -> Result<Ended, Arc<SendError>> {
    let campaign = run.campaign.number;
    let mut settling = super::settle::Settling::new(&run.sending);
    loop {
        if *stop.borrow() {
            return Ok(Ended::Stopped);
        }
        if let Some(error) = run.halted() {
            return Err(error);
        }
        let now = Timestamp::now();
        run.store.recover_invitations(campaign, now).await.map_err(into)?;
        settling.read_log(run, now).await?;
        let most = run.sending.batch();
        let hold = run.sending.hold();
        let taken = run.store.take_invitations(campaign, most, hold, now).await.map_err(into)?;
        if taken.is_empty() {
            if let Some(ended) = idle(run, until, &settling, now).await? {
                return Ok(ended);
            }
            tokio::select! {
                () = sleep(LOOK) => {}
                () = stopped(&mut stop) => {}
                () = run.halting() => {}
            }
            continue;
        }
        run.in_hand.fetch_add(taken.len(), Relaxed);
        for taken in taken {
            tokio::select! {
                // What was handed on is handed on, whatever else happens.
                biased;
                permit = hand.reserve() => match permit {
                    Ok(permit) => { permit.send(taken); }
                    Err(_) => run.release(&taken).await,
                },
                () = stopped(&mut stop) => run.release(&taken).await,
                () = run.halting() => run.release(&taken).await,
            }
        }
    }
}

/// Nothing could be taken: whether that is the end.
async fn idle(
    run: &Run,
    until: Until,
    settling: &super::settle::Settling,
    now: Timestamp,
) -> Result<Option<Ended>, Arc<SendError>> {
    if run.in_hand.load(Relaxed) > 0 {
        return Ok(None);
    }
    let campaign = run.campaign.number;
    let state = run.store.campaign_numbered(campaign).await.map_err(into)?.state;
    if state != CampaignState::Running {
        return Ok(Some(Ended::NotRunning(state)));
    }
    let pending = run.store.pending_invitations(campaign).await.map_err(into)?;
    let is_over = match until {
        Until::NothingDue => pending.next.is_none_or(|next| next > now),
        Until::Done => {
            let may_wait = pending.unsettled && settling.may_settle_more(now);
            pending.next.is_none() && !may_wait
        }
    };
    Ok(is_over.then_some(Ended::Finished))
}
