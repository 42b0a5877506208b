//! One message on its way through SMTP.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use lettre::Address;

use super::{
    Lease, Mark, SendError, Step, Tag, Taken,
    connection::{Connection, Handed, Reply},
    marks::Marks,
    pace::{TRIES, again_at},
};
use crate::ledger::Hash;

/// A message that is ready to go.
pub(super) struct Letter<'l> {
    /// Whose it is.
    pub(super) taken: &'l Taken,
    /// What marks it.
    pub(super) tag: &'l Tag,
    /// RFC5321.MailFrom.
    pub(super) from: &'l Address,
    /// RFC5321.RcptTo.
    pub(super) to: &'l Address,
    /// Its octets, signed.
    pub(super) octets: &'l [u8],
    /// What stands for it in the brand's record of sent messages.
    pub(super) entry: &'l [Hash],
    /// How long to wait before the second try.
    pub(super) base: SignedDuration,
    /// How long the relay has for its answer to the last dot, and we for taking it down.
    pub(super) closing: SignedDuration,
}

/// What came of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Delivered {
    /// The relay has it.
    Sent,
    /// The relay will not have this one.
    Refused(String),
    /// The relay will not have anything from this sender.
    SenderRefused(String),
    /// It is tried again later.
    Later,
    /// It is tried again later, over another connection.
    Lost,
    /// Nobody knows.
    Unsettled,
    /// It was not the sender's any more, or is not to go out any more: nothing went out.
    Gone,
}

impl Letter<'_> {
    /// Hands the message to the relay. Whatever happens to this process, the store says at any moment at most that
    /// less is known than is.
    pub(super) async fn deliver(
        &self,
        connection: &mut Connection,
        marks: &Marks,
    ) -> Result<Delivered, Arc<SendError>> {
        match connection.mail(self.from).await {
            Reply::Yes(_) => {}
            Reply::Never(answer) => {
                self.again(marks, self.taken.lease, Some(answer.clone()), 0).await?;
                return Ok(Delivered::SenderRefused(answer));
            }
            reply @ (Reply::Later(_) | Reply::Lost(_)) => {
                return self.refused(connection, marks, self.taken.lease, reply).await;
            }
        }
        match connection.rcpt(self.to).await {
            Reply::Yes(_) => {}
            reply @ (Reply::Later(_) | Reply::Never(_) | Reply::Lost(_)) => {
                return self.refused(connection, marks, self.taken.lease, reply).await;
            }
        }
        match connection.data().await {
            Reply::Yes(_) => {}
            reply @ (Reply::Later(_) | Reply::Never(_) | Reply::Lost(_)) => {
                return self.refused(connection, marks, self.taken.lease, reply).await;
            }
        }
        self.close(connection, marks).await
    }

    /// From the relay's go-ahead to its word on the message.
    async fn close(
        &self,
        connection: &mut Connection,
        marks: &Marks,
    ) -> Result<Delivered, Arc<SendError>> {
        let now = Timestamp::now();
        let until = now.saturating_add(self.closing).unwrap_or(Timestamp::MAX);
        let until = Lease(Timestamp::from_millisecond(until.as_millisecond()).unwrap_or(until));
        let close = Step::Close { until, at: now, entry: self.entry.to_vec() };
        if !self.mark(marks, self.taken.lease, close).await? {
            // Paused, unsubscribed, or another's by now. If it is still ours, it waits again; the relay waits for a
            // message, and only hanging up takes that back.
            let step = Step::Again { due: now, answer: None, counts: false };
            self.mark(marks, self.taken.lease, step).await?;
            return Ok(Delivered::Gone);
        }
        if Timestamp::now().duration_since(now) > self.closing / 3 {
            // The store took so long that the relay's answer might come after the lease.
            self.again(marks, until, None, 0).await?;
            return Ok(Delivered::Lost);
        }
        // From here on the store says `closing`: if we end, nobody will send it again unless the relay has none.
        match connection.message(self.octets).await {
            Handed::Answered(Reply::Yes(answer)) => {
                let sent = Step::Sent { at: Timestamp::now(), answer };
                self.mark(marks, until, sent).await?;
                Ok(Delivered::Sent)
            }
            Handed::Answered(reply) => self.refused(connection, marks, until, reply).await,
            Handed::Incomplete(words) => {
                self.again(marks, until, Some(words), 1).await?;
                Ok(Delivered::Lost)
            }
            Handed::Unknown(answer) => {
                self.mark(marks, until, Step::Unsettled { answer }).await?;
                Ok(Delivered::Unsettled)
            }
        }
    }

    /// The relay did not take it.
    async fn refused(
        &self,
        connection: &mut Connection,
        marks: &Marks,
        lease: Lease,
        reply: Reply,
    ) -> Result<Delivered, Arc<SendError>> {
        match reply {
            Reply::Lost(words) => {
                self.again(marks, lease, Some(words), 1).await?;
                Ok(Delivered::Lost)
            }
            Reply::Never(answer) => {
                self.mark(marks, lease, Step::Refused { answer: answer.clone() }).await?;
                Ok(self.reset(connection, Delivered::Refused(answer)).await)
            }
            Reply::Later(answer) | Reply::Yes(answer) => {
                let delivered = self.again(marks, lease, Some(answer), 1).await?;
                Ok(self.reset(connection, delivered).await)
            }
        }
    }

    /// Leaves the connection ready for the next message.
    async fn reset(&self, connection: &mut Connection, delivered: Delivered) -> Delivered {
        let is_ready = matches!(connection.reset().await, Reply::Yes(_));
        if !is_ready && delivered == Delivered::Later { Delivered::Lost } else { delivered }
    }

    /// Puts it off; gives it up when it was put off for days.
    async fn again(
        &self,
        marks: &Marks,
        lease: Lease,
        answer: Option<String>,
        counts: u32,
    ) -> Result<Delivered, Arc<SendError>> {
        let tries = self.taken.tries;
        if tries + counts >= TRIES {
            let last = answer.unwrap_or_default();
            let answer = format!("given up after {TRIES} tries: {last}");
            self.mark(marks, lease, Step::Refused { answer: answer.clone() }).await?;
            return Ok(Delivered::Refused(answer));
        }
        let due = again_at(self.tag, tries, self.base, Timestamp::now());
        self.mark(marks, lease, Step::Again { due, answer, counts: counts > 0 }).await?;
        Ok(Delivered::Later)
    }

    async fn mark(&self, marks: &Marks, lease: Lease, step: Step) -> Result<bool, Arc<SendError>> {
        marks.put(Mark { number: self.taken.number, lease, step }).await
    }
}
