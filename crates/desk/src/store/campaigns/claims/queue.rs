use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::batch::{Answer, Asked, answers};
use crate::{
    Redactor, StoreError,
    campaign::{Coupon, Purpose, Refusal, Shown},
    store::{Store, database::Database},
};

/// Claims of one transaction, at most.
const BATCH: usize = 256;

/// Claims that may wait. Whoever comes then is asked to come again.
const WAITING: usize = 16_384;

/// Claims that wait for their turn. One worker at a time takes them, as many as there are; when there are
/// none it ends.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Claims(Arc<Mutex<Line>>);

#[derive(Debug, Default)]
struct Line {
    waiting: Vec<Waiting>,
    has_worker: bool,
}

#[derive(Debug)]
struct Waiting {
    asked: Asked,
    answer: oneshot::Sender<Result<Answer, StoreError>>,
}

impl Store {
    /// Takes the coupon of an invitation. Who has it already gets the same one again, whatever has changed
    /// since. Inside, why not; that is written down, for it is what faults are seen by.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] with a link for something else; [`StoreError::Busy`] when too many ask at
    /// a time; when the database fails. Then whether the coupon was taken, asking again tells.
    pub async fn claim_coupon(
        &self,
        shown: Shown,
        now: Timestamp,
    ) -> Result<Result<Coupon, Refusal>, StoreError> {
        if shown.purpose() != Purpose::Claim {
            return Err(StoreError::NotAllowed);
        }
        let asked = Asked { campaign: shown.campaign(), invitation: shown.invitation(), now };
        let answer = self.claims.ask(&self.database, &self.redactor(), asked)?;
        // The worker went away with the process's runtime.
        answer.await.map_err(|_| StoreError::Busy)?
    }
}

impl Claims {
    /// Stands in line, and sees to it that somebody works.
    fn ask(
        &self,
        database: &Database,
        redactor: &Redactor,
        asked: Asked,
    ) -> Result<oneshot::Receiver<Result<Answer, StoreError>>, StoreError> {
        let (answer, receiver) = oneshot::channel();
        let mut line = self.line();
        if line.waiting.len() >= WAITING {
            return Err(StoreError::Busy);
        }
        line.waiting.push(Waiting { asked, answer });
        if !line.has_worker {
            line.has_worker = true;
            let worker = Worker { claims: self.clone(), is_done: false };
            tokio::spawn(worker.work(database.clone(), redactor.clone()));
        }
        Ok(receiver)
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever takes the claims in line. Its end is noted however it ends, so that the next claim gets another.
struct Worker {
    claims: Claims,
    is_done: bool,
}

impl Worker {
    async fn work(mut self, database: Database, redactor: Redactor) {
        while let Some(batch) = self.next() {
            let (asked, senders): (Vec<Asked>, Vec<_>) =
                batch.into_iter().map(|one| (one.asked, one.answer)).unzip();
            match answers(&database, &redactor, &asked).await {
                Ok(answers) => {
                    for (sender, answer) in senders.into_iter().zip(answers) {
                        // An error says only that nobody waits any more.
                        let _ = sender.send(Ok(answer));
                    }
                }
                Err(error) => {
                    let mut senders = senders.into_iter();
                    if let Some(first) = senders.next() {
                        let _ = first.send(Err(error));
                    }
                    for sender in senders {
                        let _ = sender.send(Err(StoreError::Busy));
                    }
                }
            }
        }
    }

    /// Those who are next; `None` when nobody waits, and then this worker has ended.
    fn next(&mut self) -> Option<Vec<Waiting>> {
        let mut line = self.claims.line();
        if line.waiting.is_empty() {
            line.has_worker = false;
            self.is_done = true;
            return None;
        }
        let many = line.waiting.len().min(BATCH);
        Some(line.waiting.drain(..many).collect())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if !self.is_done {
            let mut line = self.claims.line();
            line.has_worker = false;
            // Nobody would answer them.
            line.waiting.clear();
        }
    }
}
