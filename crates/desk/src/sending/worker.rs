//! One connection's work.

use std::{
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{
    sync::{Mutex, mpsc},
    time::{sleep, timeout},
};

use super::{
    ComposeError, Mark, SendError, Step, Taken,
    connection::Connection,
    deliver::{Delivered, Letter},
    run::Run,
};

/// Refusals in a row after which the fault is taken to be ours or the relay's, not that of so many recipients.
const REFUSALS: u32 = 20;
/// Connections in a row that cannot be made before the run ends.
const ATTEMPTS: u32 = 6;
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(20);

/// Hands over what is taken, until there is no more.
pub(super) async fn work(run: Arc<Run>, taken: Arc<Mutex<mpsc::Receiver<Taken>>>) {
    let mut connection = None;
    loop {
        let next = async { taken.lock().await.recv().await };
        let taken = match timeout(IDLE, next).await {
            Ok(Some(taken)) => taken,
            Ok(None) => break,
            Err(_) => {
                close(connection.take()).await;
                continue;
            }
        };
        if run.halted().is_some() {
            run.release(&taken).await;
            continue;
        }
        match one(&run, &taken, &mut connection).await {
            Ok(()) => {
                run.in_hand.fetch_sub(1, Relaxed);
            }
            Err(Undone::NotBegun) => run.release(&taken).await,
            Err(Undone::Failed(error)) => {
                run.in_hand.fetch_sub(1, Relaxed);
                run.halt(error);
            }
        }
    }
    close(connection).await;
}

async fn close(connection: Option<Connection>) {
    if let Some(connection) = connection {
        connection.quit().await;
    }
}

/// Why nothing came of it.
enum Undone {
    /// Nothing was done; others may have it.
    NotBegun,
    /// It failed, and what was done is taken down or not known.
    Failed(Arc<SendError>),
}

async fn one(run: &Run, taken: &Taken, connection: &mut Option<Connection>) -> Result<(), Undone> {
    tokio::select! {
        () = run.pace.turn() => {}
        () = run.halting() => return Err(Undone::NotBegun),
    }
    let mut open = match connection.take().filter(Connection::is_fresh) {
        Some(open) => open,
        None => connect(run).await?,
    };
    let now = Timestamp::now();
    let (store, campaign) = (&run.store, &run.campaign);
    let ready = match run.sending.message(store, campaign, (taken.number, &taken.to), now) {
        Ok(ready) => ready,
        Err(SendError::Compose(ComposeError::To)) => {
            *connection = Some(open);
            return no_address(run, taken).await;
        }
        Err(error) => {
            run.halt(Arc::new(error));
            return Err(Undone::NotBegun);
        }
    };
    let entry = store.ledger_hasher(&campaign.brand).message(&ready.octets);
    let letter = Letter {
        taken,
        tag: &ready.tag,
        from: &ready.from,
        to: &ready.to,
        octets: &ready.octets,
        entry: &entry,
        base: run.sending.settings.again_after,
        closing: run.sending.closing(),
    };
    let delivered = letter.deliver(&mut open, &run.marks).await.map_err(Undone::Failed)?;
    if heed(run, delivered, &ready.from) {
        *connection = Some(open);
    }
    Ok(())
}

/// An address to which no mail can be sent.
async fn no_address(run: &Run, taken: &Taken) -> Result<(), Undone> {
    let step = Step::Refused { answer: ComposeError::To.to_string() };
    let mark = Mark { number: taken.number, lease: taken.lease, step };
    run.marks.put(mark).await.map_err(Undone::Failed)?;
    run.progress.refused();
    Ok(())
}

/// Connects, with some patience; ends the run when the relay cannot be reached.
async fn connect(run: &Run) -> Result<Connection, Undone> {
    loop {
        match Connection::open(&run.sending.relay).await {
            Ok(connection) => {
                run.unreachable.store(0, Relaxed);
                return Ok(connection);
            }
            Err(words) => {
                // Each connection counts: they fail together.
                let connections = u32::try_from(run.sending.settings.connections.max(1));
                let all = run.unreachable.fetch_add(1, Relaxed) + 1;
                let attempts = all / connections.unwrap_or(1);
                if attempts >= ATTEMPTS {
                    let relay = run.sending.relay.to_string();
                    run.halt(Arc::new(SendError::Unreachable { relay, words }));
                    return Err(Undone::NotBegun);
                }
                let wait = run.sending.settings.again_after.unsigned_abs() / 60 * (1 << attempts);
                tokio::select! {
                    () = sleep(wait) => {}
                    () = run.halting() => return Err(Undone::NotBegun),
                }
            }
        }
    }
}

/// Counts what came of a message. Whether the connection is of more use.
fn heed(run: &Run, delivered: Delivered, from: &lettre::Address) -> bool {
    match delivered {
        Delivered::Sent => {
            run.progress.sent();
            run.refused.store(0, Relaxed);
            true
        }
        Delivered::Refused(answer) => {
            run.progress.refused();
            let count = run.refused.fetch_add(1, Relaxed) + 1;
            if count >= REFUSALS {
                run.halt(Arc::new(SendError::Refusing { count, answer }));
            }
            true
        }
        Delivered::SenderRefused(answer) => {
            run.halt(Arc::new(SendError::Sender { from: from.to_string(), answer }));
            false
        }
        Delivered::Later => {
            run.progress.later();
            true
        }
        Delivered::Lost => {
            run.progress.lost();
            false
        }
        Delivered::Unsettled => {
            run.progress.unsettled();
            false
        }
        Delivered::Gone => false,
    }
}
