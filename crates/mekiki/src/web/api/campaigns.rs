//! Campaigns, for a brand's programs: make one, invite to it, bring it into a state.

mod terms;

use std::sync::Arc;

use ::desk::{CampaignId, NewCampaign as New, Scope, campaign::By};
use axum::{
    Json,
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode},
};
use jiff::Timestamp;
use reading::BrandId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::terms::Terms;
use super::{
    json::{Sent, kind},
    key::Key,
    refusals::refusals,
    vocabulary::{CampaignState, RefusedLineKind},
};
use crate::web::{Desk, inviting::read_in, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new()
        .routes(routes!(create_campaign, list_campaigns))
        .routes(routes!(get_campaign))
        .routes(routes!(set_campaign_state))
        .routes(routes!(invite))
}

/// Campaigns on the list.
const LISTED: u64 = 200;

/// A campaign to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCampaign {
    /// Key of the brand that invites.
    #[schema(max_length = 200, example = "mihon-store")]
    brand: String,
    /// Its name, for the brand's staff.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    terms: Terms,
    /// How many coupons there are.
    #[schema(minimum = 1, maximum = 4294967295u64)]
    stock: u64,
}

/// A campaign as it stands.
#[derive(Serialize, ToSchema)]
struct Campaign {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    /// Key of the brand that invites.
    brand: String,
    name: String,
    state: CampaignState,
    terms: Terms,
    /// Coupons that there are.
    stock: u64,
    /// Coupons that were taken.
    issued: u64,
    /// Coupons that were used.
    redeemed: u64,
    /// People who are invited.
    invited: u64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Timestamp>,
}

impl From<::desk::Campaign> for Campaign {
    fn from(campaign: ::desk::Campaign) -> Self {
        Self {
            id: campaign.id.to_string(),
            brand: campaign.brand,
            name: campaign.name,
            state: campaign.state.into(),
            terms: campaign.terms.into(),
            stock: campaign.stock,
            issued: campaign.issued,
            redeemed: campaign.redeemed,
            invited: campaign.invited,
            created_at: campaign.created_at,
            started_at: campaign.started_at,
            ended_at: campaign.ended_at,
        }
    }
}

/// Campaigns, the last changed first.
#[derive(Serialize, ToSchema)]
struct Campaigns {
    #[schema(max_items = 200)]
    campaigns: Vec<Campaign>,
}

/// The state that a campaign is to have.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCampaignState)]
struct NewState {
    state: CampaignState,
}

/// What became of a list: `read = invited + duplicates + unsubscribed + refused`.
#[derive(Serialize, ToSchema)]
struct InviteSummary {
    /// In what it is written.
    #[schema(example = "UTF-8")]
    encoding: String,
    read: u64,
    /// People who are invited now and were not before.
    invited: u64,
    /// People who were invited already.
    duplicates: u64,
    /// People who want no more such mail from the brand.
    unsubscribed: u64,
    /// Lines that could not be taken.
    refused: u64,
    /// The first hundred of those.
    #[schema(max_items = 100)]
    first_refused: Vec<RefusedLine>,
}

/// A line that invites nobody.
#[derive(Serialize, ToSchema)]
struct RefusedLine {
    /// The line, from 1.
    #[schema(minimum = 1)]
    line: u64,
    why: RefusedLineKind,
}

impl From<::desk::campaign::InviteSummary> for InviteSummary {
    fn from(summary: ::desk::campaign::InviteSummary) -> Self {
        let first = summary.first.iter();
        Self {
            encoding: summary.encoding,
            read: summary.read,
            invited: summary.invited,
            duplicates: summary.duplicates,
            unsubscribed: summary.unsubscribed,
            refused: summary.refused,
            first_refused: first
                .map(|line| RefusedLine { line: line.line, why: line.why.into() })
                .collect(),
        }
    }
}

fn named(id: Result<Path<String>, PathRejection>) -> Result<CampaignId, Problem> {
    id.ok().and_then(|Path(id)| CampaignId::parse(&id)).ok_or(Problem::NotFound)
}

refusals! { NotCreated: NoKey, NotAllowed, WrongType, Malformed, TooLarge, TooSlow, TooLong, BadTerms, TooMany, Busy }
refusals! { NotListed: NoKey, NotAllowed }
refusals! { NotShown: NoKey, NotAllowed, NotFound }
refusals! { NotSet: NoKey, NotAllowed, NotFound, WrongType, Malformed, TooLarge, TooSlow, Conflict, TooMany, Busy }
refusals! { NotInvited: NoKey, NotAllowed, NotFound, WrongType, Malformed, TooLarge, TooSlow, TooLong, Conflict, TooMany, Busy }

/// Make a campaign
///
/// It begins as a draft: nobody is invited yet.
#[utoipa::path(
    post, path = "/api/v1/campaigns", tag = "campaigns",
    request_body = NewCampaign,
    responses((status = 201, description = "It is made.", body = Campaign), NotCreated),
    security(("apiKey" = ["campaigns"])),
)]
async fn create_campaign(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Sent(new): Sent<NewCampaign>,
) -> Result<(StatusCode, Json<Campaign>), Problem> {
    let key = key.with(Scope::Campaigns)?;
    if desk.checker.brands.get(&BrandId(new.brand.clone())).is_none() {
        return Err(Problem::BadTerms);
    }
    let new = New { brand: new.brand, name: new.name, terms: new.terms.into(), stock: new.stock };
    let id = desk.store.create_campaign(By::Key(&key), &new, Timestamp::now()).await?;
    let campaign = desk.store.campaign(By::Key(&key), &id).await?;
    Ok((StatusCode::CREATED, Json(campaign.into())))
}

/// List campaigns
#[utoipa::path(
    get, path = "/api/v1/campaigns", tag = "campaigns",
    responses((status = 200, description = "The last 200.", body = Campaigns), NotListed),
    security(("apiKey" = ["campaigns"])),
)]
async fn list_campaigns(
    State(desk): State<Arc<Desk>>,
    key: Key,
) -> Result<Json<Campaigns>, Problem> {
    let key = key.with(Scope::Campaigns)?;
    let campaigns = desk.store.campaigns(By::Key(&key), LISTED).await?;
    Ok(Json(Campaigns { campaigns: campaigns.into_iter().map(Campaign::from).collect() }))
}

/// Show a campaign
#[utoipa::path(
    get, path = "/api/v1/campaigns/{id}", tag = "campaigns",
    params(("id" = String, Path, description = "The campaign", min_length = 1, max_length = 64)),
    responses((status = 200, description = "As it stands.", body = Campaign), NotShown),
    security(("apiKey" = ["campaigns"])),
)]
async fn get_campaign(
    State(desk): State<Arc<Desk>>,
    key: Key,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Campaign>, Problem> {
    let key = key.with(Scope::Campaigns)?;
    Ok(Json(desk.store.campaign(By::Key(&key), &named(id)?).await?.into()))
}

/// Bring a campaign into a state
///
/// `running` starts it: invitations go out. What has `ended` stays so.
#[utoipa::path(
    post, path = "/api/v1/campaigns/{id}/state", tag = "campaigns",
    params(("id" = String, Path, description = "The campaign", min_length = 1, max_length = 64)),
    request_body = NewState,
    responses((status = 200, description = "It has that state.", body = Campaign), NotSet),
    security(("apiKey" = ["campaigns"])),
)]
async fn set_campaign_state(
    State(desk): State<Arc<Desk>>,
    key: Key,
    id: Result<Path<String>, PathRejection>,
    Sent(new): Sent<NewState>,
) -> Result<Json<Campaign>, Problem> {
    let key = key.with(Scope::Campaigns)?;
    let (by, id) = (By::Key(&key), named(id)?);
    desk.store.change_campaign(by, &id, new.state.into(), Timestamp::now()).await?;
    Ok(Json(desk.store.campaign(by, &id).await?.into()))
}

/// Invite people
///
/// A list as CSV: mail address, name, language (`ja`, `en`), time zone (IANA), eligible (`yes`, `no`); a first
/// line may name the columns in any order. It is read as it arrives, 2 GiB at most. Nobody is invited twice, so
/// that the same list can be sent again when it broke off.
#[utoipa::path(
    post, path = "/api/v1/campaigns/{id}/invitations", tag = "campaigns",
    params(("id" = String, Path, description = "The campaign", min_length = 1, max_length = 64)),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "What became of the list.", body = InviteSummary), NotInvited),
    security(("apiKey" = ["campaigns"])),
)]
async fn invite(
    State(desk): State<Arc<Desk>>,
    key: Key,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    list: Body,
) -> Result<Json<InviteSummary>, Problem> {
    let key = key.with(Scope::Campaigns)?;
    let id = named(id)?;
    if !matches!(kind(&headers).as_str(), "text/csv" | "text/plain") {
        return Err(Problem::WrongType);
    }
    let _room = desk.intake.small_room(&desk.limits).await?;
    let inviting = desk.store.invite(By::Key(&key), &id, Timestamp::now()).await?;
    Ok(Json(read_in(inviting, list.into_data_stream()).await?.into()))
}
