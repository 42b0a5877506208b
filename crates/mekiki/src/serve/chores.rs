//! What the desk does by itself while it is open.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::time;

use crate::web::Desk;

/// How often the queue is counted.
const COUNT: Duration = Duration::from_secs(15);
/// How often campaigns are watched; what a claim shows is seen at once.
const WATCH: Duration = Duration::from_secs(15);
/// How often what is past its time is deleted, and the ledger packed.
const RETAIN: Duration = Duration::from_secs(60 * 60);

/// Runs until the desk closes.
pub(super) async fn run(desk: Arc<Desk>) {
    let mut closing = desk.closing.subscribe();
    let (mut count, mut retain) = (time::interval(COUNT), time::interval(RETAIN));
    let mut watch = time::interval(WATCH);
    loop {
        tokio::select! {
            _ = count.tick() => {
                desk.rates.forget();
                self::count(&desk).await;
            }
            _ = watch.tick() => self::watch(&desk).await,
            _ = retain.tick() => {
                self::retain(&desk).await;
                pack(&desk).await;
            }
            _ = closing.changed() => return,
        }
    }
}

/// Deletes and redacts what is past its time.
async fn retain(desk: &Desk) {
    match desk.store.retain(Timestamp::now()).await {
        Ok(retained) => tracing::info!(
            originals = retained.originals,
            cases = retained.cases,
            redacted = retained.redacted,
            "retention"
        ),
        Err(error) => tracing::error!(%error, "retention failed"),
    }
}

/// Opens the faults that are to be seen of campaigns.
async fn watch(desk: &Desk) {
    match desk.store.watch_campaigns(Timestamp::now()).await {
        Ok(opened) => opened.iter().for_each(|fault| {
            tracing::warn!(fault = %fault.id, kind = fault.kind.as_str(), "a campaign is at fault");
        }),
        Err(error) => tracing::warn!(%error, "campaigns could not be watched"),
    }
}

/// Moves what brands entered into volumes, and deletes what is past its time.
async fn pack(desk: &Desk) {
    match desk.store.pack_ledger(false, Timestamp::now()).await {
        Ok(packed) => tracing::info!(
            moved = packed.moved,
            merged = packed.merged,
            expired = packed.expired,
            "ledger packed"
        ),
        Err(error) => tracing::error!(%error, "the ledger could not be packed"),
    }
}

/// How many wait for a human being, and how long the longest.
async fn count(desk: &Desk) {
    match desk.store.counts().await {
        Ok(counts) => {
            let since = counts.waiting_since.map(|since| Timestamp::now().duration_since(since));
            let longest = since.map_or(0.0, |waited| waited.as_secs_f64());
            metrics::gauge!("mekiki_waiting_longest_seconds").set(longest);
            for (state, cases) in [
                ("answered", counts.answered),
                ("waiting", counts.waiting),
                ("with-agent", counts.with_agent),
                ("decided", counts.decided),
            ] {
                metrics::gauge!("mekiki_cases", "state" => state).set(cases as f64);
            }
        }
        Err(error) => tracing::warn!(%error, "the queue could not be counted"),
    }
}
