//! Invitations that came back.

use sea_query::{ExprTrait as _, Query};

use super::{is, one};
use crate::{
    CampaignNumber, InvitationNumber, Store, StoreError, campaign::MailState,
    store::schema::Invitations,
};

impl Store {
    /// An invitation's message came back: whatever was believed, the relay had it. `false` when that is known
    /// already, or it was never sent.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn invitation_bounced(
        &self,
        campaign: CampaignNumber,
        number: InvitationNumber,
        answer: &str,
    ) -> Result<bool, StoreError> {
        let update = Query::update()
            .table(Invitations::Table)
            .value(Invitations::Mail, MailState::Bounced.as_str())
            .value(Invitations::Answer, answer)
            .and_where(one(campaign, number))
            .and_where(is(MailState::Sent).or(is(MailState::Unsettled)).or(is(MailState::Closing)))
            .to_owned();
        let mut tx = self.database.begin().await?;
        let changed = tx.run(&update).await?;
        tx.commit().await?;
        Ok(changed > 0)
    }
}
