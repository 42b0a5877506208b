//! That something changed, as it happens (server-sent events). What changed is fetched by the page,
//! with its own log-in each time.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    Sse,
    sse::{Event, KeepAlive},
};
use futures_util::{Stream, stream};
use jiff::Timestamp;
use tokio::{
    sync::{OwnedSemaphorePermit, broadcast, watch},
    time,
};

use crate::web::{Desk, problem::Problem};

/// How often to look whatever was heard: other processes change cases too, and waiting times grow.
const LOOK: Duration = Duration::from_secs(15);

/// Many changes at once are one piece of news.
const GATHER: Duration = Duration::from_millis(700);

/// Somebody who looks at the whole queue.
struct Listener {
    changes: broadcast::Receiver<::desk::CaseId>,
    closing: watch::Receiver<bool>,
    until: Timestamp,
    _place: OwnedSemaphorePermit,
}

/// Says `changed` when any case has, and from time to time; ends with the session.
pub(super) fn of_all(
    desk: &Desk,
    until: Timestamp,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<>>, Problem> {
    let place = desk.listeners.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
    let (changes, closing) = (desk.store.changes(), desk.closing.subscribe());
    let listener = Listener { changes, closing, until, _place: place };
    // An event without data is none to a browser (HTML, "dispatch the event").
    let event = || Event::default().event("changed").data("yes");
    let news = stream::unfold(listener, move |mut listener| async move {
        listener.next().await.then(|| (Ok(event()), listener))
    });
    Ok(Sse::new(news).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

impl Listener {
    async fn next(&mut self) -> bool {
        if Timestamp::now() > self.until {
            return false;
        }
        tokio::select! {
            changed = self.changes.recv() => {
                if matches!(changed, Err(broadcast::error::RecvError::Closed)) {
                    return false;
                }
            },
            () = time::sleep(LOOK) => return true,
            _ = self.closing.changed() => return false,
        }
        time::sleep(GATHER).await;
        self.changes = self.changes.resubscribe();
        true
    }
}
