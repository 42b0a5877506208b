use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, OnConflict, Query};

use super::rows::{COLUMNS, campaign};
use crate::{
    StoreError,
    campaign::{Purpose, Shown},
    store::{
        Store,
        schema::{Campaigns, Invitations, Unsubscribed},
        statement::insert,
    },
};

impl Store {
    /// Somebody wants no more such mail from the brand: they are not written to again, by none of its
    /// campaigns, and not invited again. A coupon they have, or still can take, stays theirs. Asking again
    /// changes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] with a link for something else; [`StoreError::NoSuchCampaign`] when the
    /// invitation is there no more.
    pub async fn unsubscribe(&self, shown: Shown, now: Timestamp) -> Result<(), StoreError> {
        if shown.purpose() != Purpose::Unsubscribe {
            return Err(StoreError::NotAllowed);
        }
        let mut tx = self.database.begin().await?;
        let of = Query::select()
            .columns(COLUMNS)
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::Number).eq(shown.campaign().0))
            .to_owned();
        let campaign = campaign(&tx.row(&of).await?.ok_or(StoreError::NoSuchCampaign)?)?;
        let who = Query::select()
            .column(Invitations::AddressHash)
            .from(Invitations::Table)
            .and_where(Expr::col(Invitations::Campaign).eq(shown.campaign().0))
            .and_where(Expr::col(Invitations::Number).eq(shown.invitation().0))
            .to_owned();
        let who = tx.row(&who).await?.ok_or(StoreError::NoSuchCampaign)?;
        let who = who.octets(Invitations::AddressHash)?;
        let mut row = insert(
            Unsubscribed::Table,
            [
                (Unsubscribed::Brand, campaign.brand.as_str().into()),
                (Unsubscribed::AddressHash, who.clone().into()),
                (Unsubscribed::At, now.as_millisecond().into()),
            ],
        );
        let same = [Unsubscribed::Brand, Unsubscribed::AddressHash];
        row.on_conflict(OnConflict::columns(same).do_nothing().to_owned());
        tx.run(&row).await?;
        let of_the_brand = Query::select()
            .column(Campaigns::Number)
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::Brand).eq(campaign.brand.as_str()))
            .to_owned();
        let update = Query::update()
            .table(Invitations::Table)
            .value(Invitations::UnsubscribedAt, now.as_millisecond())
            .and_where(Expr::col(Invitations::Campaign).in_subquery(of_the_brand))
            .and_where(Expr::col(Invitations::AddressHash).eq(who))
            .and_where(Expr::col(Invitations::UnsubscribedAt).is_null())
            .to_owned();
        tx.run(&update).await?;
        tx.commit().await
    }
}
