use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::rows::{COLUMNS, campaign, of};
use crate::{
    Campaign, CampaignId, CampaignNumber, StoreError,
    campaign::By,
    store::{Store, schema::Campaigns},
};

impl Store {
    /// Campaigns, the last changed first. Brand staff sees its own brand's.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`].
    pub async fn campaigns(&self, by: By<'_>, most: u64) -> Result<Vec<Campaign>, StoreError> {
        let mut found = Query::select();
        found
            .columns(COLUMNS)
            .from(Campaigns::Table)
            .order_by(Campaigns::ChangedAt, Order::Desc)
            .order_by(Campaigns::Number, Order::Desc)
            .limit(most);
        if let Some(brand) = by.brand()? {
            found.and_where(Expr::col(Campaigns::Brand).eq(brand));
        }
        self.database.rows(&found).await?.iter().map(campaign).collect()
    }

    /// One campaign.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCampaign`] when there is none that they may see.
    pub async fn campaign(&self, by: By<'_>, id: &CampaignId) -> Result<Campaign, StoreError> {
        let brand = by.brand()?;
        let row = self.database.row(&of(id)).await?.ok_or(StoreError::NoSuchCampaign)?;
        let campaign = campaign(&row)?;
        let is_theirs = brand.is_none_or(|own| own == campaign.brand);
        if is_theirs { Ok(campaign) } else { Err(StoreError::NoSuchCampaign) }
    }

    /// The campaign of a number: for whoever holds a link of it, and for the desk's own work.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCampaign`].
    pub async fn campaign_numbered(&self, number: CampaignNumber) -> Result<Campaign, StoreError> {
        let found = Query::select()
            .columns(COLUMNS)
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::Number).eq(number.0))
            .to_owned();
        campaign(&self.database.row(&found).await?.ok_or(StoreError::NoSuchCampaign)?)
    }
}
