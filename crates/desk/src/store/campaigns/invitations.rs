use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::{
    create::written_down,
    rows::{INVITATION, invitation, theirs},
};
use crate::{
    CampaignId, CampaignNumber, InvitationNumber, StoreError,
    campaign::{By, Invitation, MailState},
    store::{Store, schema::Invitations},
};

impl Store {
    /// One invitation; `None` when there is none of that number.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn invitation(
        &self,
        campaign: CampaignNumber,
        number: InvitationNumber,
    ) -> Result<Option<Invitation>, StoreError> {
        let found = Query::select()
            .columns(INVITATION)
            .from(Invitations::Table)
            .and_where(Expr::col(Invitations::Campaign).eq(campaign.0))
            .and_where(Expr::col(Invitations::Number).eq(number.0))
            .to_owned();
        self.database.row(&found).await?.as_ref().map(invitation).transpose()
    }

    /// Invitations after a number, in their order: a page of them.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCampaign`]; [`StoreError::NotAllowed`].
    pub async fn invitations(
        &self,
        by: By<'_>,
        id: &CampaignId,
        after: InvitationNumber,
        most: u64,
    ) -> Result<Vec<Invitation>, StoreError> {
        let campaign = self.campaign(by, id).await?;
        by.may_change(&campaign.brand)?;
        let found = Query::select()
            .columns(INVITATION)
            .from(Invitations::Table)
            .and_where(Expr::col(Invitations::Campaign).eq(campaign.number.0))
            .and_where(Expr::col(Invitations::Number).gt(after.0))
            .order_by(Invitations::Number, Order::Asc)
            .limit(most)
            .to_owned();
        self.database.rows(&found).await?.iter().map(invitation).collect()
    }

    /// Whoever still waits for their message got it from another system, at this moment: nothing is sent
    /// to them any more, and their days count from then. How many they are.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCampaign`]; [`StoreError::NotAllowed`].
    pub async fn sent_elsewhere(
        &self,
        by: By<'_>,
        id: &CampaignId,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut tx = self.database.begin().await?;
        let campaign = theirs(&mut tx, by, id).await?;
        let update = Query::update()
            .table(Invitations::Table)
            .value(Invitations::Mail, MailState::Sent.as_str())
            .value(Invitations::SentAt, now.as_millisecond())
            .and_where(Expr::col(Invitations::Campaign).eq(campaign.number.0))
            .and_where(Expr::col(Invitations::Mail).eq(MailState::Waiting.as_str()))
            .to_owned();
        let many = tx.run(&update).await?;
        written_down(&mut tx, by, "campaign.sent-elsewhere", id, now).await?;
        tx.commit().await?;
        Ok(many)
    }
}
