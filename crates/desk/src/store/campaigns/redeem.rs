use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::rows::{COLUMNS, campaign};
use crate::{
    CampaignNumber, StoreError,
    campaign::{By, NotRedeemed, Redeemed, Redemption, Until},
    store::{
        Store,
        database::Tx,
        schema::{Campaigns, Coupons},
        statement::text,
    },
};

/// Characters of an order's name, at most.
const ORDER: usize = 200;

impl Store {
    /// Uses a coupon, exactly once; the same for the same order again. Paused and ended campaigns keep what
    /// they gave. Inside, why not.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not change campaigns; when the order's name is empty or too
    /// long; when the database fails.
    pub async fn redeem(
        &self,
        by: By<'_>,
        asked: &Redemption<'_>,
        now: Timestamp,
    ) -> Result<Result<Redeemed, NotRedeemed>, StoreError> {
        let order = text("the order's name", asked.order, ORDER)?;
        let brand = by.brand()?;
        let mut tx = self.database.begin().await?;
        let hash = asked.code.hash(&self.redactor());
        let Some(found) = coupon(&mut tx, &hash).await? else {
            return Ok(Err(NotRedeemed::Unknown));
        };
        let of = Query::select()
            .columns(COLUMNS)
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::Number).eq(found.campaign.0))
            .to_owned();
        let campaign = campaign(&tx.row(&of).await?.ok_or(StoreError::NoSuchCampaign)?)?;
        if brand.is_some_and(|own| own != campaign.brand) {
            return Ok(Err(NotRedeemed::Unknown));
        }
        by.may_change(&campaign.brand)?;
        let redeemed = |at, is_new| Redeemed {
            campaign: campaign.id.clone(),
            brand: campaign.brand.clone(),
            amount: campaign.terms.amount,
            minimum: campaign.terms.minimum,
            at,
            is_new,
        };
        if let Some((at, before)) = found.redeemed {
            let is_same = before == order;
            return Ok(if is_same {
                Ok(redeemed(at, false))
            } else {
                Err(NotRedeemed::Used { at })
            });
        }
        if found.use_until.is_over(now) {
            return Ok(Err(NotRedeemed::Expired { until: found.use_until }));
        }
        used(&mut tx, &hash, (&order, now)).await?;
        counted(&mut tx, found.campaign).await?;
        tx.commit().await?;
        Ok(Ok(redeemed(now, true)))
    }
}

struct Found {
    campaign: CampaignNumber,
    use_until: Until,
    redeemed: Option<(Timestamp, String)>,
}

/// The coupon of a code, which nobody else uses until the transaction ends.
async fn coupon(tx: &mut Tx, hash: &[u8]) -> Result<Option<Found>, StoreError> {
    let found = Query::select()
        .columns([Coupons::Campaign, Coupons::UseUntil, Coupons::RedeemedAt, Coupons::RedeemedFor])
        .from(Coupons::Table)
        .and_where(Expr::col(Coupons::CodeHash).eq(hash.to_vec()))
        .lock_exclusive()
        .to_owned();
    let Some(row) = tx.row(&found).await? else { return Ok(None) };
    let order = row.text_or_none(Coupons::RedeemedFor)?.unwrap_or_default();
    Ok(Some(Found {
        campaign: CampaignNumber(row.number(Coupons::Campaign)?),
        use_until: Until(row.moment(Coupons::UseUntil)?),
        redeemed: row.moment_or_none(Coupons::RedeemedAt)?.map(|at| (at, order)),
    }))
}

/// Marks it used. Should anybody have been faster in spite of the lock, nothing is.
async fn used(tx: &mut Tx, hash: &[u8], (order, now): (&str, Timestamp)) -> Result<(), StoreError> {
    let update = Query::update()
        .table(Coupons::Table)
        .value(Coupons::RedeemedAt, now.as_millisecond())
        .value(Coupons::RedeemedFor, order)
        .and_where(Expr::col(Coupons::CodeHash).eq(hash.to_vec()))
        .and_where(Expr::col(Coupons::RedeemedAt).is_null())
        .to_owned();
    if tx.run(&update).await? == 1 { Ok(()) } else { Err(StoreError::ChangedMeanwhile) }
}

async fn counted(tx: &mut Tx, campaign: CampaignNumber) -> Result<(), StoreError> {
    let update = Query::update()
        .table(Campaigns::Table)
        .value(Campaigns::Redeemed, Expr::col(Campaigns::Redeemed).add(1_i64))
        .and_where(Expr::col(Campaigns::Number).eq(campaign.0))
        .to_owned();
    tx.run(&update).await.map(drop)
}
