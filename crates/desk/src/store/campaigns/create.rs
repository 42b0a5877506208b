use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::rows::theirs;
use crate::{
    CampaignId, CampaignNumber, CampaignState, NewCampaign, StoreError, Terms,
    campaign::{By, MOST},
    store::{
        Store,
        audit::{Act, append},
        database::Tx,
        schema::Campaigns,
        statement::{insert, text},
    },
};

/// Characters of a name, at most.
const NAME: usize = 200;

impl Store {
    /// Makes a campaign, as a draft: nobody is invited yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`]; [`StoreError::Terms`] and [`StoreError::Stock`] for what cannot stand;
    /// when the name is empty or too long. Whether the brand is known, the caller has to look.
    pub async fn create_campaign(
        &self,
        by: By<'_>,
        new: &NewCampaign,
        now: Timestamp,
    ) -> Result<CampaignId, StoreError> {
        by.may_change(&new.brand)?;
        let name = text("the name", &new.name, NAME)?;
        new.terms.check()?;
        let stock = stock(new.stock, 0)?;
        let id = CampaignId::new()?;
        let mut tx = self.database.begin().await?;
        // The entry comes first: who has written one is alone until the end of the transaction, so that
        // no two campaigns get the same number.
        written_down(&mut tx, by, "campaign.created", &id, now).await?;
        let number = next_number(&mut tx).await?;
        let row = [
            (Campaigns::Number, number.0.into()),
            (Campaigns::Id, id.as_str().into()),
            (Campaigns::Brand, new.brand.as_str().into()),
            (Campaigns::Name, name.into()),
            (Campaigns::State, CampaignState::Draft.as_str().into()),
            (Campaigns::Terms, serde_json::to_string(&new.terms)?.into()),
            (Campaigns::Stock, stock.into()),
            (Campaigns::Issued, 0_i64.into()),
            (Campaigns::Redeemed, 0_i64.into()),
            (Campaigns::Invited, 0_i64.into()),
            (Campaigns::CreatedBy, by.actor().name().into()),
            (Campaigns::CreatedAt, now.as_millisecond().into()),
            (Campaigns::ChangedAt, now.as_millisecond().into()),
        ];
        tx.run(&insert(Campaigns::Table, row)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes what a draft promises. What people were told stays as they were told it.
    ///
    /// # Errors
    ///
    /// [`StoreError::CampaignState`] when it is no draft any more; as [`Store::create_campaign`].
    pub async fn change_terms(
        &self,
        by: By<'_>,
        id: &CampaignId,
        terms: &Terms,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        terms.check()?;
        let mut tx = self.database.begin().await?;
        let campaign = theirs(&mut tx, by, id).await?;
        let update = Query::update()
            .table(Campaigns::Table)
            .value(Campaigns::Terms, serde_json::to_string(terms)?)
            .value(Campaigns::ChangedAt, now.as_millisecond())
            .and_where(Expr::col(Campaigns::Id).eq(id.as_str()))
            .and_where(Expr::col(Campaigns::State).eq(CampaignState::Draft.as_str()))
            .to_owned();
        if tx.run(&update).await? == 0 {
            return Err(StoreError::CampaignState { state: campaign.state.as_str() });
        }
        written_down(&mut tx, by, "campaign.changed", id, now).await?;
        tx.commit().await
    }

    /// Gives a campaign another number of coupons: more at any time, fewer down to those that were
    /// taken.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stock`]; [`StoreError::NoSuchCampaign`]; [`StoreError::NotAllowed`].
    pub async fn change_stock(
        &self,
        by: By<'_>,
        id: &CampaignId,
        new: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        let campaign = theirs(&mut tx, by, id).await?;
        let new = stock(new, campaign.issued)?;
        let update = Query::update()
            .table(Campaigns::Table)
            .value(Campaigns::Stock, new)
            .value(Campaigns::ChangedAt, now.as_millisecond())
            .and_where(Expr::col(Campaigns::Id).eq(id.as_str()))
            // Others take coupons meanwhile.
            .and_where(Expr::col(Campaigns::Issued).lte(new))
            .to_owned();
        if tx.run(&update).await? == 0 {
            return Err(StoreError::Stock { most: MOST });
        }
        written_down(&mut tx, by, "campaign.stock", id, now).await?;
        tx.commit().await
    }
}

fn stock(stock: u64, least: u64) -> Result<i64, StoreError> {
    let error = || StoreError::Stock { most: MOST };
    if stock == 0 || stock < least || stock > MOST {
        return Err(error());
    }
    i64::try_from(stock).map_err(|_| error())
}

async fn next_number(tx: &mut Tx) -> Result<CampaignNumber, StoreError> {
    let last = Query::select()
        .column(Campaigns::Number)
        .from(Campaigns::Table)
        .order_by(Campaigns::Number, Order::Desc)
        .limit(1)
        .to_owned();
    let last = tx.row(&last).await?.map(|row| row.number(Campaigns::Number)).transpose()?;
    Ok(CampaignNumber(last.unwrap_or_default() + 1))
}

pub(super) async fn written_down(
    tx: &mut Tx,
    by: By<'_>,
    action: &'static str,
    id: &CampaignId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let detail = format!("campaign:{id}");
    append(tx, Act { actor: by.actor(), action, case: None, detail }, now).await.map(drop)
}
