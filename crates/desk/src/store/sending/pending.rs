//! What is done of a campaign's sending, and what is not.

use sea_query::{Alias, Expr, ExprTrait as _, Func, Query};

use super::{is, of, wanted};
use crate::{
    CampaignNumber, Store, StoreError,
    campaign::MailState,
    sending::{Pending, SendingCounts},
    store::schema::Invitations,
};

impl Store {
    /// How many of a campaign's invitations are where.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn sending_counts(
        &self,
        campaign: CampaignNumber,
    ) -> Result<SendingCounts, StoreError> {
        let each = Query::select()
            .column(Invitations::Mail)
            .expr_as(Expr::col(Invitations::Number).count(), Alias::new("tries"))
            .from(Invitations::Table)
            .and_where(of(campaign))
            .group_by_col(Invitations::Mail)
            .to_owned();
        let unwanted = Query::select()
            .expr_as(Expr::col(Invitations::Number).count(), Alias::new("tries"))
            .from(Invitations::Table)
            .and_where(of(campaign))
            .and_where(is(MailState::Waiting))
            .and_where(wanted().not())
            .to_owned();
        let mut counts = SendingCounts::default();
        for row in self.database.rows(&each).await? {
            let state = row.word(Invitations::Mail, |word| word.parse().ok())?;
            let count = row.number(Invitations::Tries)?;
            *slot(&mut counts, state) = u64::try_from(count).unwrap_or_default();
        }
        if let Some(row) = self.database.row(&unwanted).await? {
            counts.unwanted = u64::try_from(row.number(Invitations::Tries)?).unwrap_or_default();
            counts.waiting = counts.waiting.saturating_sub(counts.unwanted);
        }
        Ok(counts)
    }

    /// When there is something to do next.
    pub(crate) async fn pending_invitations(
        &self,
        campaign: CampaignNumber,
    ) -> Result<Pending, StoreError> {
        let first = |state: MailState| {
            Query::select()
                .expr_as(Func::min(Expr::col(Invitations::DueAt)), Alias::new("due_at"))
                .from(Invitations::Table)
                .and_where(of(campaign))
                .and_where(is(state))
                .to_owned()
        };
        let mut pending = Pending::default();
        for state in [MailState::Waiting, MailState::Taken, MailState::Closing] {
            let mut statement = first(state);
            if state == MailState::Waiting {
                statement.and_where(wanted());
                statement.and_where(Expr::col(Invitations::Address).is_not_null());
            }
            let row = self.database.row(&statement).await?;
            let due = row.map(|row| row.moment_or_none(Invitations::DueAt)).transpose()?.flatten();
            pending.next = [pending.next, due].into_iter().flatten().min();
        }
        let row = self.database.row(&first(MailState::Unsettled)).await?;
        let due = row.map(|row| row.moment_or_none(Invitations::DueAt)).transpose()?.flatten();
        pending.unsettled = due.is_some();
        Ok(pending)
    }
}

fn slot(counts: &mut SendingCounts, state: MailState) -> &mut u64 {
    match state {
        MailState::Waiting => &mut counts.waiting,
        MailState::Taken => &mut counts.taken,
        MailState::Closing => &mut counts.closing,
        MailState::Sent => &mut counts.sent,
        MailState::Refused => &mut counts.refused,
        MailState::Unsettled => &mut counts.unsettled,
        MailState::Bounced => &mut counts.bounced,
    }
}
