//! News of a case as they happen (server-sent events).

use std::{convert::Infallible, sync::Arc, time::Duration};

use ::desk::{Access, CaseId};
use axum::{
    extract::State,
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, stream};
use jiff::Timestamp;
use tokio::{
    sync::{OwnedSemaphorePermit, broadcast, watch},
    time,
};

use crate::web::{Desk, case::Entered, problem::Problem};

/// How often to look whether another process changed the case.
const LOOK: Duration = Duration::from_secs(10);

/// Somebody who looks on.
struct Listener {
    desk: Arc<Desk>,
    access: Access,
    changes: broadcast::Receiver<CaseId>,
    closing: watch::Receiver<bool>,
    seen: Timestamp,
    _place: OwnedSemaphorePermit,
}

/// Says `changed` each time that the case has.
pub(super) async fn listen(
    State(desk): State<Arc<Desk>>,
    entered: Entered,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    of(desk, entered.access).await
}

/// News of the case that somebody entered.
pub(in crate::web) async fn of(
    desk: Arc<Desk>,
    access: Access,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let place = desk.listeners.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
    let changes = desk.store.changes();
    let seen = desk.store.case(&access).await?.changed_at;
    let closing = desk.closing.subscribe();
    let listener = Listener { access, changes, closing, seen, _place: place, desk };
    // An event without data is none to a browser (HTML, "dispatch the event").
    let event = || Event::default().event("changed").data("yes");
    let news = stream::unfold(listener, move |mut listener| async move {
        listener.next().await.then(|| (Ok(event()), listener))
    });
    Ok(Sse::new(news).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

impl Listener {
    /// Waits for the next change; `false` when there will be none any more.
    async fn next(&mut self) -> bool {
        loop {
            let was_heard = tokio::select! {
                changed = self.changes.recv() => match changed {
                    Ok(case) if case == *self.access.case() => true,
                    Ok(_) => continue,
                    Err(broadcast::error::RecvError::Lagged(_)) => false,
                    Err(broadcast::error::RecvError::Closed) => return false,
                },
                () = time::sleep(LOOK) => false,
                _ = self.closing.changed() => return false,
            };
            // A case that is gone has no more news.
            let Ok(case) = self.desk.store.case(&self.access).await else { return false };
            // Two changes can be of one millisecond: what was heard is news whatever the clock says.
            if was_heard || case.changed_at > self.seen {
                self.seen = case.changed_at;
                return true;
            }
        }
    }
}
