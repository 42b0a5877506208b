use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::{create::written_down, rows::theirs};
use crate::{
    Campaign, CampaignId, CampaignState, StoreError,
    campaign::By,
    store::{Store, database::Tx, schema::Campaigns},
};

impl Store {
    /// Brings a campaign into another state: starts, pauses, ends it. The state it has already is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::CampaignState`] where [`CampaignState::may_become`] says no, or it has that state
    /// already; [`StoreError::ChangedMeanwhile`] when somebody was faster;
    /// [`StoreError::NoSuchCampaign`]; [`StoreError::NotAllowed`].
    pub async fn change_campaign(
        &self,
        by: By<'_>,
        id: &CampaignId,
        next: CampaignState,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        let campaign = theirs(&mut tx, by, id).await?;
        become_state(&mut tx, &campaign, next, now).await?;
        let action = match next {
            CampaignState::Draft => "campaign.draft",
            CampaignState::Running => "campaign.running",
            CampaignState::Faulty => "campaign.faulty",
            CampaignState::Paused => "campaign.paused",
            CampaignState::Ended => "campaign.ended",
        };
        written_down(&mut tx, by, action, id, now).await?;
        tx.commit().await
    }
}

/// Changes a campaign's state within a transaction, unless somebody was faster.
pub(in crate::store) async fn become_state(
    tx: &mut Tx,
    campaign: &Campaign,
    next: CampaignState,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !campaign.state.may_become(next) {
        return Err(StoreError::CampaignState { state: campaign.state.as_str() });
    }
    let mut update = Query::update();
    update
        .table(Campaigns::Table)
        .value(Campaigns::State, next.as_str())
        .value(Campaigns::ChangedAt, now.as_millisecond())
        .and_where(Expr::col(Campaigns::Id).eq(campaign.id.as_str()))
        .and_where(Expr::col(Campaigns::State).eq(campaign.state.as_str()));
    if campaign.started_at.is_none() && next != CampaignState::Ended {
        update.value(Campaigns::StartedAt, now.as_millisecond());
    }
    if next == CampaignState::Ended {
        update.value(Campaigns::EndedAt, now.as_millisecond());
    }
    if tx.run(&update).await? == 0 { Err(StoreError::ChangedMeanwhile) } else { Ok(()) }
}
