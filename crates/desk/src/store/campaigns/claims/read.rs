use std::collections::HashMap;

use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query, SelectStatement};

use crate::{
    Campaign, CampaignNumber, InvitationNumber, Redactor, StoreError,
    campaign::{
        Coupon, CouponCode, Invitation, Purpose, Shown, Standing, Until,
        claim::{claim_until, may_claim},
    },
    store::{
        Store,
        campaigns::rows::{COLUMNS, INVITATION, campaign, invitation},
        database::{Row, Tx},
        schema::{Campaigns, Coupons, Invitations},
    },
};

/// A coupon as the store has it: without its code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Had {
    pub(super) edition: i64,
    pub(super) claimed_at: Timestamp,
    pub(super) use_until: Until,
    pub(super) redeemed_at: Option<Timestamp>,
}

impl Had {
    /// The coupon with its code, which follows from the desk's key.
    pub(super) fn coupon(
        self,
        redactor: &Redactor,
        campaign: CampaignNumber,
        invitation: InvitationNumber,
    ) -> Coupon {
        Coupon {
            code: CouponCode::of(redactor, campaign, invitation, self.edition),
            claimed_at: self.claimed_at,
            use_until: self.use_until,
            redeemed_at: self.redeemed_at,
        }
    }
}

impl Store {
    /// How things stand for somebody who shows a link: whether they have the coupon, and until when what
    /// holds. Nothing is changed and nothing written down.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCampaign`] when the invitation is there no more; [`StoreError::NotAllowed`]
    /// with a link for something else.
    pub async fn standing(&self, shown: Shown, now: Timestamp) -> Result<Standing, StoreError> {
        if shown.purpose() != Purpose::Claim {
            return Err(StoreError::NotAllowed);
        }
        let (number, which) = (shown.campaign(), shown.invitation());
        let campaign = self.campaign_numbered(number).await?;
        let invitation = self.invitation(number, which).await?.ok_or(StoreError::NoSuchCampaign)?;
        let row = self.database.row(&the_coupons(number, &[which])).await?;
        let coupon = match row.as_ref().map(had).transpose()? {
            Some((_, had)) => Ok(Some(had.coupon(&self.redactor(), number, which))),
            None => may_claim(&campaign, &invitation, now).map(|()| None),
        };
        let claim_until = claim_until(&campaign, &invitation, now);
        Ok(Standing { campaign, invitation, claim_until, coupon })
    }
}

/// A campaign that nobody else changes until the transaction ends.
pub(super) async fn locked(
    tx: &mut Tx,
    number: CampaignNumber,
) -> Result<Option<Campaign>, StoreError> {
    let found = Query::select()
        .columns(COLUMNS)
        .from(Campaigns::Table)
        .and_where(Expr::col(Campaigns::Number).eq(number.0))
        // SQLite knows no such lock, and has one writer.
        .lock_exclusive()
        .to_owned();
    tx.row(&found).await?.as_ref().map(campaign).transpose()
}

pub(super) async fn invitations_of(
    tx: &mut Tx,
    campaign: CampaignNumber,
    numbers: &[InvitationNumber],
) -> Result<Vec<Invitation>, StoreError> {
    let found = Query::select()
        .columns(INVITATION)
        .from(Invitations::Table)
        .and_where(Expr::col(Invitations::Campaign).eq(campaign.0))
        .and_where(Expr::col(Invitations::Number).is_in(numbers.iter().map(|number| number.0)))
        .to_owned();
    tx.rows(&found).await?.iter().map(invitation).collect()
}

pub(super) async fn coupons_of(
    tx: &mut Tx,
    campaign: CampaignNumber,
    numbers: &[InvitationNumber],
) -> Result<HashMap<InvitationNumber, Had>, StoreError> {
    tx.rows(&the_coupons(campaign, numbers)).await?.iter().map(had).collect()
}

fn the_coupons(campaign: CampaignNumber, numbers: &[InvitationNumber]) -> SelectStatement {
    Query::select()
        .columns([
            Coupons::Number,
            Coupons::Edition,
            Coupons::ClaimedAt,
            Coupons::UseUntil,
            Coupons::RedeemedAt,
        ])
        .from(Coupons::Table)
        .and_where(Expr::col(Coupons::Campaign).eq(campaign.0))
        .and_where(Expr::col(Coupons::Number).is_in(numbers.iter().map(|number| number.0)))
        .to_owned()
}

fn had(row: &Row) -> Result<(InvitationNumber, Had), StoreError> {
    let had = Had {
        edition: row.number(Coupons::Edition)?,
        claimed_at: row.moment(Coupons::ClaimedAt)?,
        use_until: Until(row.moment(Coupons::UseUntil)?),
        redeemed_at: row.moment_or_none(Coupons::RedeemedAt)?,
    };
    Ok((InvitationNumber(row.number(Coupons::Number)?), had))
}
