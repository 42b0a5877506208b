//! Takes down what several senders did, in one transaction for all who wait.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use jiff::tz::TimeZone;

use super::{Mark, SendError};
use crate::{Campaign, Store};

/// Marks that one transaction takes down at most.
const TOGETHER: usize = 64;

type Asked = (Mark, oneshot::Sender<Result<bool, Arc<SendError>>>);

/// Where senders hand in what they did. Cheap to clone.
#[derive(Clone)]
pub(super) struct Marks(mpsc::Sender<Asked>);

impl Marks {
    /// Begins taking down; ends when the last clone is gone.
    pub(super) fn of(store: Store, campaign: Campaign, zone: TimeZone) -> Self {
        let (sender, mut receiver) = mpsc::channel::<Asked>(TOGETHER);
        tokio::spawn(async move {
            let mut asked = Vec::with_capacity(TOGETHER);
            while receiver.recv_many(&mut asked, TOGETHER).await > 0 {
                let (marks, answers): (Vec<_>, Vec<_>) = asked.drain(..).unzip();
                match store.mark_invitations(&campaign, &zone, &marks).await {
                    Ok(changed) => {
                        for (answer, changed) in answers.into_iter().zip(changed) {
                            // Whoever asked may be gone.
                            let _ = answer.send(Ok(changed));
                        }
                    }
                    Err(error) => {
                        let error = Arc::new(SendError::from(error));
                        for answer in answers {
                            let _ = answer.send(Err(error.clone()));
                        }
                    }
                }
            }
        });
        Self(sender)
    }

    /// Takes down one, durably. Whether it was still the sender's.
    pub(super) async fn put(&self, mark: Mark) -> Result<bool, Arc<SendError>> {
        let (sender, answer) = oneshot::channel();
        let gone = || Arc::new(SendError::Stopped);
        self.0.send((mark, sender)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}
