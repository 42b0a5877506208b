//! What becomes of an invitation that a sender has.

use sea_query::{Expr, ExprTrait as _, Query, UpdateStatement};

use super::{is, one, running, wanted};
use crate::{
    CampaignNumber, Store, StoreError,
    campaign::MailState,
    sending::{Lease, Mark, Step},
    store::schema::Invitations,
};

impl Store {
    /// Takes down what became of invitations, all or none. For each, whether it was still the sender's: when it was
    /// not, nothing was changed.
    pub(crate) async fn mark_invitations(
        &self,
        campaign: CampaignNumber,
        marks: &[Mark],
    ) -> Result<Vec<bool>, StoreError> {
        let mut tx = self.database.begin().await?;
        let mut changed = Vec::with_capacity(marks.len());
        for mark in marks {
            changed.push(tx.run(&update(campaign, mark)).await? > 0);
        }
        // The ledger's place: each mark that closed a message (`Step::Close`, `changed`) is entered here, in the
        // transaction that closes it. No message leaves that the ledger does not have.
        tx.commit().await?;
        Ok(changed)
    }
}

fn update(campaign: CampaignNumber, mark: &Mark) -> UpdateStatement {
    let mut update = Query::update();
    update.table(Invitations::Table).and_where(one(campaign, mark.number));
    let held = |lease: Lease| {
        Expr::col((Invitations::Table, Invitations::DueAt)).eq(lease.0.as_millisecond())
    };
    let with_sender = || is(MailState::Taken).or(is(MailState::Closing));
    match &mark.step {
        Step::Close { until, at } => update
            .value(Invitations::Mail, MailState::Closing.as_str())
            .value(Invitations::DueAt, until.0.as_millisecond())
            .value(Invitations::SentAt, at.as_millisecond())
            .and_where(is(MailState::Taken).and(held(mark.lease)))
            .and_where(wanted())
            .and_where(running(campaign)),
        // Whoever has the relay's word knows, even if others gave him up meanwhile.
        Step::Sent { at, answer } => update
            .value(Invitations::Mail, MailState::Sent.as_str())
            .value(Invitations::SentAt, at.as_millisecond())
            .value(Invitations::Answer, answer.as_str())
            .and_where(is(MailState::Closing).or(is(MailState::Unsettled))),
        Step::Again { due, answer, counts } => update
            .value(Invitations::Mail, MailState::Waiting.as_str())
            .value(Invitations::DueAt, due.as_millisecond())
            .value(Invitations::SentAt, Option::<i64>::None)
            .value(Invitations::Answer, answer.as_deref())
            .value(Invitations::Tries, Expr::col(Invitations::Tries).add(i64::from(*counts)))
            .and_where(with_sender().and(held(mark.lease))),
        Step::Refused { answer } => update
            .value(Invitations::Mail, MailState::Refused.as_str())
            .value(Invitations::SentAt, Option::<i64>::None)
            .value(Invitations::Answer, answer.as_str())
            .value(Invitations::Tries, Expr::col(Invitations::Tries).add(1_i64))
            .and_where(with_sender().and(held(mark.lease))),
        Step::Unsettled { answer } => update
            .value(Invitations::Mail, MailState::Unsettled.as_str())
            .value(Invitations::Answer, answer.as_str())
            .and_where(is(MailState::Closing).and(held(mark.lease))),
    };
    update
}
