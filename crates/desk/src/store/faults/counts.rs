use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Func, InsertStatement, OnConflict, Query};
use strum::IntoStaticStr;

use crate::{
    CampaignNumber, Store, StoreError,
    fault::Seen,
    store::{schema::CampaignCounts, statement::insert},
};

/// Something that happened to a campaign and is counted by the minute.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Happening {
    /// Somebody claimed.
    Claim,
    /// A claim ended in an error of ours.
    ClaimError,
    /// The campaign's page could not be shown.
    PageError,
}

impl Store {
    /// Counts that something happened to a campaign.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn note_campaign(
        &self,
        campaign: CampaignNumber,
        what: Happening,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        tx.run(&counted(campaign, what, 1, now)).await?;
        tx.commit().await
    }

    /// How often something happened in the last [`Seen::MINUTES`].
    pub(super) async fn lately(
        &self,
        campaign: CampaignNumber,
        what: Happening,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let sum = Func::coalesce([
            Func::cast_as(Func::sum(Expr::col(CampaignCounts::Times)), "BIGINT").into(),
            Expr::val(0_i64),
        ]);
        let lately = Query::select()
            .expr_as(sum, CampaignCounts::Times)
            .from(CampaignCounts::Table)
            .and_where(Expr::col(CampaignCounts::Campaign).eq(campaign.0))
            .and_where(Expr::col(CampaignCounts::What).eq(<&str>::from(what)))
            .and_where(Expr::col(CampaignCounts::Minute).gt(minute(now) - Seen::MINUTES))
            .to_owned();
        let row = self.database.row(&lately).await?;
        let times = row.map_or(Ok(0), |row| row.number(CampaignCounts::Times))?;
        Ok(u64::try_from(times).unwrap_or(0))
    }
}

/// Counts that something happened so many times, within a transaction of the caller's.
pub(in crate::store) fn counted(
    campaign: CampaignNumber,
    what: Happening,
    times: i64,
    now: Timestamp,
) -> InsertStatement {
    let row = [
        (CampaignCounts::Campaign, campaign.0.into()),
        (CampaignCounts::Minute, minute(now).into()),
        (CampaignCounts::What, <&str>::from(what).into()),
        (CampaignCounts::Times, times.into()),
    ];
    let mut count = insert(CampaignCounts::Table, row);
    let key = [CampaignCounts::Campaign, CampaignCounts::Minute, CampaignCounts::What];
    let more = Expr::col((CampaignCounts::Table, CampaignCounts::Times)).add(times);
    let known = OnConflict::columns(key).value(CampaignCounts::Times, more).to_owned();
    count.on_conflict(known).to_owned()
}

/// The minute of a moment, counted since 1970.
fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}
