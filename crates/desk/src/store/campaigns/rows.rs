use sea_query::{Expr, ExprTrait as _, Query, SelectStatement};

use crate::{
    Campaign, CampaignId, CampaignNumber, InvitationNumber, StoreError,
    campaign::{By, Invitation},
    store::{
        cases::language,
        database::{Row, Tx},
        schema::{Campaigns, Invitations},
    },
};

pub(super) const COLUMNS: [Campaigns; 13] = [
    Campaigns::Id,
    Campaigns::Number,
    Campaigns::Brand,
    Campaigns::Name,
    Campaigns::State,
    Campaigns::Terms,
    Campaigns::Stock,
    Campaigns::Issued,
    Campaigns::Redeemed,
    Campaigns::Invited,
    Campaigns::CreatedAt,
    Campaigns::StartedAt,
    Campaigns::EndedAt,
];

pub(super) fn campaign(row: &Row) -> Result<Campaign, StoreError> {
    let count = |column| row.number(column).map(|number| u64::try_from(number).unwrap_or_default());
    Ok(Campaign {
        id: row.word(Campaigns::Id, CampaignId::parse)?,
        number: CampaignNumber(row.number(Campaigns::Number)?),
        brand: row.text(Campaigns::Brand)?,
        name: row.text(Campaigns::Name)?,
        state: row.word(Campaigns::State, |word| word.parse().ok())?,
        terms: serde_json::from_str(&row.text(Campaigns::Terms)?)?,
        stock: count(Campaigns::Stock)?,
        issued: count(Campaigns::Issued)?,
        redeemed: count(Campaigns::Redeemed)?,
        invited: count(Campaigns::Invited)?,
        created_at: row.moment(Campaigns::CreatedAt)?,
        started_at: row.moment_or_none(Campaigns::StartedAt)?,
        ended_at: row.moment_or_none(Campaigns::EndedAt)?,
    })
}

/// The campaign of an id.
pub(super) fn of(id: &CampaignId) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Campaigns::Table)
        .and_where(Expr::col(Campaigns::Id).eq(id.as_str()))
        .to_owned()
}

/// The campaign of an id, if they may change it. What is another brand's is not told apart from what is
/// not there.
pub(in crate::store) async fn theirs(
    tx: &mut Tx,
    by: By<'_>,
    id: &CampaignId,
) -> Result<Campaign, StoreError> {
    let row = tx.row(&of(id)).await?.ok_or(StoreError::NoSuchCampaign)?;
    let campaign = campaign(&row)?;
    if by.brand()?.is_some_and(|own| own != campaign.brand) {
        return Err(StoreError::NoSuchCampaign);
    }
    by.may_change(&campaign.brand)?;
    Ok(campaign)
}

/// The campaign of a number.
pub(in crate::store) async fn numbered(
    tx: &mut Tx,
    number: CampaignNumber,
) -> Result<Campaign, StoreError> {
    let found = Query::select()
        .columns(COLUMNS)
        .from(Campaigns::Table)
        .and_where(Expr::col(Campaigns::Number).eq(number.0))
        .to_owned();
    campaign(&tx.row(&found).await?.ok_or(StoreError::NoSuchCampaign)?)
}

pub(super) const INVITATION: [Invitations; 11] = [
    Invitations::Campaign,
    Invitations::Number,
    Invitations::Address,
    Invitations::Name,
    Invitations::Language,
    Invitations::Zone,
    Invitations::IsEligible,
    Invitations::Mail,
    Invitations::SentAt,
    Invitations::UnsubscribedAt,
    Invitations::ExtendedUntil,
];

pub(super) fn invitation(row: &Row) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        campaign: CampaignNumber(row.number(Invitations::Campaign)?),
        number: InvitationNumber(row.number(Invitations::Number)?),
        address: row.text_or_none(Invitations::Address)?,
        name: row.text(Invitations::Name)?,
        language: row.word(Invitations::Language, language)?,
        zone: row.text(Invitations::Zone)?,
        is_eligible: row.number(Invitations::IsEligible)? != 0,
        mail: row.word(Invitations::Mail, |word| word.parse().ok())?,
        sent_at: row.moment_or_none(Invitations::SentAt)?,
        unsubscribed_at: row.moment_or_none(Invitations::UnsubscribedAt)?,
        extended_until: row.moment_or_none(Invitations::ExtendedUntil)?,
    })
}
