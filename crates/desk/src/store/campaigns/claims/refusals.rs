use std::collections::BTreeMap;

use jiff::Timestamp;
use sea_query::{Alias, Expr, ExprTrait as _, OnConflict, Query};

use crate::{
    CampaignNumber, InvitationNumber, StoreError,
    campaign::{Refusal, RefusalKind, Shown},
    store::{Store, database::Tx, schema::Refusals},
};

/// A claim that was not granted.
pub(super) struct Noted {
    pub(super) invitation: InvitationNumber,
    pub(super) refusal: Refusal,
    pub(super) times: usize,
    pub(super) at: Timestamp,
}

impl Store {
    /// Writes down that somebody who is invited was told why they get no coupon, before they even asked.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn note_refusal(
        &self,
        shown: Shown,
        refusal: Refusal,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        let noted = Noted { invitation: shown.invitation(), refusal, times: 1, at: now };
        note(&mut tx, shown.campaign(), &[noted]).await?;
        tx.commit().await
    }

    /// How many of a campaign's invited people were refused since a moment, by the reason they were given
    /// last.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn refused(
        &self,
        campaign: CampaignNumber,
        since: Timestamp,
    ) -> Result<BTreeMap<RefusalKind, u64>, StoreError> {
        let found = Query::select()
            .column(Refusals::Reason)
            .expr_as(Expr::col(Refusals::Number).count(), Refusals::Times)
            .from(Refusals::Table)
            .and_where(Expr::col(Refusals::Campaign).eq(campaign.0))
            .and_where(Expr::col(Refusals::LastAt).gte(since.as_millisecond()))
            .group_by_col(Refusals::Reason)
            .to_owned();
        let mut refused = BTreeMap::new();
        for row in self.database.rows(&found).await? {
            let kind = row.word(Refusals::Reason, |word| word.parse().ok())?;
            refused.insert(kind, u64::try_from(row.number(Refusals::Times)?).unwrap_or_default());
        }
        Ok(refused)
    }
}

/// Writes refusals down: one row for each person and reason, however often they try.
pub(super) async fn note(
    tx: &mut Tx,
    campaign: CampaignNumber,
    refused: &[Noted],
) -> Result<(), StoreError> {
    if refused.is_empty() {
        return Ok(());
    }
    let columns = [
        Refusals::Campaign,
        Refusals::Number,
        Refusals::Reason,
        Refusals::Times,
        Refusals::FirstAt,
        Refusals::LastAt,
    ];
    let mut rows = Query::insert().into_table(Refusals::Table).columns(columns).to_owned();
    for noted in refused {
        rows.values_panic([
            campaign.0.into(),
            noted.invitation.0.into(),
            noted.refusal.as_str().into(),
            i64::try_from(noted.times).unwrap_or(i64::MAX).into(),
            noted.at.as_millisecond().into(),
            noted.at.as_millisecond().into(),
        ]);
    }
    let new = |column: Refusals| Expr::col((Alias::new("excluded"), column));
    let times = Expr::col((Refusals::Table, Refusals::Times)).add(new(Refusals::Times));
    rows.on_conflict(
        OnConflict::columns([Refusals::Campaign, Refusals::Number, Refusals::Reason])
            .value(Refusals::Times, times)
            .value(Refusals::LastAt, new(Refusals::LastAt))
            .to_owned(),
    );
    tx.run(&rows).await?;
    Ok(())
}
