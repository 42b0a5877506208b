//! The send ledger: brands enter what they sent, and whoever holds a message asks whether it is in there.

use std::{sync::Arc, time::Duration};

use ::desk::{
    CampaignId, Scope,
    campaign::By,
    ledger::{Batch, Day, Hash, Label, Line},
};
use axum::{
    Json,
    extract::{Query, Request, State},
};
use jiff::{Timestamp, civil::Date};
use reading::BrandId;
use serde::{Deserialize, Serialize};
use tokio::time::{self, Instant};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{checks::Octets, json, key::Key, refusals::refusals};
use crate::web::{Desk, intake, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(enter_ledger)).routes(routes!(ask_ledger))
}

/// Lines that could not be read and are named.
const NAMED: usize = 20;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Sent {
    /// Key of the brand that sent it
    #[param(pattern = "^[a-z0-9-]{1,64}$", example = "mihon-store")]
    brand: String,
    /// The day on which it was sent. Not given: today
    #[param(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// Id of the campaign that it belongs to
    #[param(pattern = "^[A-Za-z0-9_-]{22}$")]
    campaign: Option<String>,
}

/// Message-IDs, one a line.
#[derive(ToSchema)]
#[schema(max_length = 26214400, example = "20261116.5T2K@mihon-store.example")]
#[expect(dead_code, reason = "read as lines; here it is described")]
struct MessageIds(String);

/// What was entered.
#[derive(Default, Serialize, ToSchema)]
struct LedgerEntered {
    /// Messages that were read.
    read: u64,
    /// Entries that are new; a message with a signature has two.
    entered: u64,
    /// Lines that are no Message-ID.
    unreadable: u64,
    /// The first of these, counted from 1.
    #[schema(max_items = 20)]
    lines: Vec<u64>,
}

refusals! { NotEntered: Malformed, NoKey, NotAllowed, NotFound, TooSlow, TooLarge, WrongType, TooMany, Busy }
refusals! { NotAsked: TooSlow, TooLarge, WrongType, Empty, TooMany, Busy }

/// Enter what a brand sent
///
/// A message as it was sent, signed (the stronger proof: its content is entered), or Message-IDs, one
/// a line. Entering the same again changes nothing.
#[utoipa::path(
    post, path = "/api/v1/ledger", tag = "campaigns",
    params(Sent),
    request_body(content((Octets = "message/rfc822"), (MessageIds = "text/plain")), description = "The message, or the Message-IDs"),
    responses((status = 200, description = "What was entered.", body = LedgerEntered), NotEntered),
    security(("apiKey" = ["campaigns"])),
)]
async fn enter_ledger(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Query(sent): Query<Sent>,
    request: Request,
) -> Result<Json<LedgerEntered>, Problem> {
    let key = key.with(Scope::Campaigns)?;
    if key.brand.as_ref().is_some_and(|own| *own != sent.brand) {
        return Err(Problem::NotAllowed);
    }
    if desk.checker.brands.get(&BrandId(sent.brand.clone())).is_none() {
        return Err(Problem::NotFound);
    }
    let room = desk.intake.room(request.headers(), &desk.limits).await?;
    let kind = json::kind(request.headers());
    let octets = intake::body(&room, request.into_body(), desk.limits.message_octets).await?;
    let (hashes, mut entered) = match kind.as_str() {
        "message/rfc822" | "message/global" => {
            let hashes = desk.store.ledger_hasher(&sent.brand).message(&octets);
            let read = u64::from(!hashes.is_empty());
            (hashes, LedgerEntered { read, unreadable: 1 - read, ..LedgerEntered::default() })
        }
        "text/plain" => lines(&desk, &sent.brand, &octets)?,
        _ => return Err(Problem::WrongType),
    };
    let campaign = match &sent.campaign {
        Some(id) => {
            let id = CampaignId::parse(id).ok_or(Problem::NotFound)?;
            let campaign = desk.store.campaign(By::Key(&key), &id).await?;
            if campaign.brand != sent.brand {
                return Err(Problem::NotFound);
            }
            Some(campaign.number)
        }
        None => None,
    };
    let today = || Timestamp::now().to_zoned_datetime(desk.checker.zone.clone()).date();
    let day = Day::of(sent.day.unwrap_or_else(today)).ok_or(Problem::Malformed)?;
    entered.entered =
        desk.store.enter_ledger(&sent.brand, &hashes, Label { day, campaign }).await?;
    Ok(Json(entered))
}

fn lines(desk: &Desk, brand: &str, octets: &[u8]) -> Result<(Vec<Hash>, LedgerEntered), Problem> {
    let hasher = desk.store.ledger_hasher(brand);
    let (mut batch, mut entered, mut hashes) =
        (Batch::new(octets), LedgerEntered::default(), Vec::new());
    while let Some(line) = batch.next_line().map_err(|_| Problem::Malformed)? {
        match line {
            Line::Id(id) => {
                entered.read += 1;
                hashes.push(hasher.message_id(&id));
            }
            Line::Unreadable(number) => {
                entered.unreadable += 1;
                if entered.lines.len() < NAMED {
                    entered.lines.push(number);
                }
            }
        }
    }
    Ok((hashes, entered))
}

/// What the sender's own record says of a message.
#[derive(Serialize, ToSchema)]
struct LedgerAnswer {
    /// Whether the brand in its From says that it sent this very message. `false` says nothing
    /// against it: few brands keep such a record.
    sent: bool,
    /// Key of the brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    brand: Option<String>,
    /// The day on which it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = Date, required = false)]
    day: Option<Date>,
}

/// Answers leave at multiples of this after the question came: how long the look took, nobody learns.
const BEAT: Duration = Duration::from_millis(25);

/// Ask whether a brand sent a message
///
/// Without a key, but only for who presents the whole message as it came: neither an address nor a
/// Message-ID will do. A message that was altered, or sent on to somebody else, is not known. A yes
/// takes as long as a no. Nothing is kept.
#[utoipa::path(
    post, path = "/api/v1/ledger/question", tag = "campaigns",
    request_body(
        content((Octets = "message/rfc822"), (Octets = "application/octet-stream")),
        description = "The message, as it came",
    ),
    responses((status = 200, description = "What the record says.", body = LedgerAnswer), NotAsked),
    security(()),
)]
async fn ask_ledger(
    State(desk): State<Arc<Desk>>,
    request: Request,
) -> Result<Json<LedgerAnswer>, Problem> {
    let came = Instant::now();
    let room = desk.intake.room(request.headers(), &desk.limits).await?;
    let kind = json::kind(request.headers());
    if !matches!(kind.as_str(), "message/rfc822" | "message/global" | "application/octet-stream") {
        return Err(Problem::WrongType);
    }
    let octets = intake::body(&room, request.into_body(), desk.limits.message_octets).await?;
    if octets.is_empty() {
        return Err(Problem::Empty);
    }
    let report = desk.report(octets, Timestamp::now()).await?;
    let is_sent = report.reasons.iter().any(|reason| reason.evidence == "sender-records");
    let entry = report.record.as_ref().filter(|_| is_sent);
    let said = LedgerAnswer {
        sent: is_sent,
        brand: report.claim.brand.clone().filter(|_| is_sent),
        day: entry.map(|entry| entry.day),
    };
    let beats = came.elapsed().as_millis() / BEAT.as_millis() + 1;
    let leaves = came + BEAT * u32::try_from(beats).unwrap_or(1);
    time::sleep_until(leaves).await;
    Ok(Json(said))
}
