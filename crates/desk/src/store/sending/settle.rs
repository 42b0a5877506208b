//! Invitations of which nobody knows whether they were sent, once somebody does.

use jiff::Timestamp;
use sea_query::{ExprTrait as _, Order, Query};

use super::{is, of, one};
use crate::{
    CampaignNumber, InvitationNumber, Operator, Store, StoreError,
    campaign::MailState,
    sending::Unsettled,
    store::{accounts::audited, database::Tx, schema::Invitations},
};

impl Store {
    /// The invitations of which nobody knows whether the relay has them, at most so many.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn unsettled_invitations(
        &self,
        campaign: CampaignNumber,
        most: u64,
    ) -> Result<Vec<Unsettled>, StoreError> {
        let statement = Query::select()
            .columns([
                Invitations::Number,
                Invitations::Address,
                Invitations::SentAt,
                Invitations::Answer,
            ])
            .from(Invitations::Table)
            .and_where(of(campaign))
            .and_where(is(MailState::Unsettled))
            .order_by(Invitations::Number, Order::Asc)
            .limit(most)
            .to_owned();
        let rows = self.database.rows(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(Unsettled {
                    number: InvitationNumber(row.number(Invitations::Number)?),
                    address: row.text_or_none(Invitations::Address)?,
                    closed_at: row.moment(Invitations::SentAt)?,
                    answer: row.text_or_none(Invitations::Answer)?,
                })
            })
            .collect()
    }

    /// The relay's log tells: an unsettled invitation was sent, or was not and waits again. `false` when it is not
    /// unsettled any more.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn settle_invitation(
        &self,
        campaign: CampaignNumber,
        number: InvitationNumber,
        arrived: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.database.begin().await?;
        let settled = settle(&mut tx, campaign, number, arrived, now).await?;
        tx.commit().await?;
        Ok(settled)
    }

    /// As [`Store::settle_invitation`], on somebody's word, which the audit log keeps.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn settle_invitation_by(
        &self,
        by: Operator<'_>,
        campaign: CampaignNumber,
        number: InvitationNumber,
        arrived: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.database.begin().await?;
        let settled = settle(&mut tx, campaign, number, arrived, now).await?;
        if settled {
            let action = if arrived { "invitation.arrived" } else { "invitation.not-arrived" };
            let detail = format!("campaign:{} invitation {}", campaign.0, number.0);
            audited(&mut tx, by, action, detail, now).await?;
        }
        tx.commit().await?;
        Ok(settled)
    }
}

async fn settle(
    tx: &mut Tx,
    campaign: CampaignNumber,
    number: InvitationNumber,
    arrived: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let state = if arrived { MailState::Sent } else { MailState::Waiting };
    let mut update = Query::update();
    update
        .table(Invitations::Table)
        .value(Invitations::Mail, state.as_str())
        .value(Invitations::DueAt, now.as_millisecond())
        .and_where(one(campaign, number))
        .and_where(is(MailState::Unsettled));
    if !arrived {
        update.value(Invitations::SentAt, Option::<i64>::None);
    }
    Ok(tx.run(&update).await? > 0)
}

/// Whoever shows an invitation's link has received its message: whatever else was believed, it was sent.
pub(in crate::store) async fn settle_arrived(
    tx: &mut Tx,
    campaign: CampaignNumber,
    number: InvitationNumber,
) -> Result<(), StoreError> {
    let update = Query::update()
        .table(Invitations::Table)
        .value(Invitations::Mail, MailState::Sent.as_str())
        .and_where(one(campaign, number))
        .and_where(is(MailState::Unsettled).or(is(MailState::Closing)))
        .to_owned();
    tx.run(&update).await.map(drop)
}
