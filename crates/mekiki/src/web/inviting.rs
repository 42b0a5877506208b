//! Invite lists come in: read as they arrive, in memory that does not grow with them.

use std::time::Duration;

use ::desk::{StoreError, campaign::InviteSummary, store::Inviting};
use axum::body::Bytes;
use futures_util::{Stream, StreamExt as _};
use tokio::time;

use super::problem::Problem;

/// Octets of a list, at most: 10 million people take some 400 MB.
const MOST: usize = 2 << 30;

/// How long a list may stand still.
const STILL: Duration = Duration::from_secs(30);

/// Reads a list in. Whoever was entered when it breaks off stays entered; the same list again goes on.
pub(crate) async fn read_in<E>(
    mut inviting: Inviting,
    mut octets: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<InviteSummary, Problem> {
    let mut total = 0;
    loop {
        let next = time::timeout(STILL, octets.next()).await.map_err(|_| Problem::TooSlow)?;
        let Some(piece) = next else { break };
        let piece = piece.map_err(|_| Problem::Malformed)?;
        total += piece.len();
        if total > MOST {
            return Err(Problem::TooLarge);
        }
        inviting.feed(&piece).await.map_err(refused)?;
    }
    inviting.finish().await.map_err(refused)
}

fn refused(error: StoreError) -> Problem {
    error.into()
}
