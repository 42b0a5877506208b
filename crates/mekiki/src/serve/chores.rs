//! What the desk does by itself while it is open.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::time;

use crate::web::Desk;

/// How often the queue is counted.
const COUNT: Duration = Duration::from_secs(15);
/// How often what is past its time is deleted.
const RETAIN: Duration = Duration::from_secs(60 * 60);

/// Runs until the desk closes.
pub(super) async fn run(desk: Arc<Desk>) {
    let mut closing = desk.closing.subscribe();
    let (mut count, mut retain) = (time::interval(COUNT), time::interval(RETAIN));
    loop {
        tokio::select! {
            _ = count.tick() => {
                desk.rates.forget();
                self::count(&desk).await;
            }
            _ = retain.tick() => {}
            _ = closing.changed() => return,
        }
    }
}

async fn count(_desk: &Desk) {}
