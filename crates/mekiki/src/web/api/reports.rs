//! A report, and what comes of it.

use std::{net::SocketAddr, sync::Arc};

use ::desk::{
    Door, Scope,
    event::Source,
    report::{Recipients, ReportAccess, ReportKey, WhoReports},
};
use axum::{
    Json,
    extract::{ConnectInfo, FromRequestParts, Path, Query, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    decision::Words,
    document, json,
    key::{Key, MaybeKey},
    refusals::refusals,
    vocabulary::{self, Counting, DecisionKind, Language, Recipient},
};
use crate::web::{
    Desk, case, follow, intake,
    language::Spoken,
    problem::Problem,
    taking::{Reporting, Taken, TakenAs, TakenReport},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new()
        .routes(routes!(create_report, list_reports))
        .routes(routes!(get_report, undo_report))
}

/// A report in a document of ours. One of `text` and `page` is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReport {
    /// The message: its source, or the text that can be seen of it.
    #[schema(max_length = 26214400, example = "お荷物の配達を完了できませんでした。")]
    #[serde(default)]
    text: Option<String>,
    /// The address of a page, armed or disarmed.
    #[schema(max_length = 8192, example = "hxxps://kuroneko[.]example/login")]
    #[serde(default)]
    page: Option<String>,
    /// The brand that a page poses as: the registry's key, or its name.
    #[schema(max_length = 200)]
    #[serde(default)]
    brand: Option<String>,
    /// When it was seen.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    seen_at: Option<Timestamp>,
    /// What the reporter says about it.
    #[schema(max_length = 4000)]
    #[serde(default)]
    words: String,
    /// Who may be told besides the desk: none, if it is not given.
    #[serde(default)]
    to: Vec<Recipient>,
    /// The reporter's language. Not given: as Accept-Language says.
    #[serde(default)]
    language: Option<Language>,
}

/// A report that was kept.
#[derive(Serialize, ToSchema)]
struct KeptReport {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    /// What opens the report from now on. Told this once.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    token: String,
    /// The report's private page, for a person.
    #[schema(pattern = "^/r/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{43}$")]
    page: String,
    counting: Counting,
    /// The same reporter's earlier report of the same.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    /// What was decided about the same before.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    /// Which line of a table it was, from 1.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// What is wrong with it, for `unreadable` alone.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Words>,
}

/// What was handed in, and the report that was made of it; of a table, the first line's.
#[derive(Serialize, ToSchema)]
struct Receipt {
    #[serde(flatten)]
    first: KeptReport,
    /// What it was taken for.
    taken_as: vocabulary::TakenAs,
    /// Every line of a table, each a report.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    lines: Vec<KeptReport>,
    /// The check of the message, with what opens its case.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<Checked>,
}

/// The check that a reported message got.
#[derive(Serialize, ToSchema)]
struct Checked {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    token: String,
    #[schema(pattern = "^/c/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{43}$")]
    page: String,
    #[schema(schema_with = document::report)]
    report: check::Report,
}

/// What was decided about a report.
#[derive(Serialize, ToSchema)]
struct Outcome {
    kind: DecisionKind,
    words: Words,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<&::desk::report::Outcome> for Outcome {
    fn from(outcome: &::desk::report::Outcome) -> Self {
        let words = Words { ja: outcome.words.ja.clone(), en: outcome.words.en.clone() };
        Self { kind: outcome.kind.into(), words, at: outcome.at }
    }
}

/// A report as its reporter sees it.
#[derive(Serialize, ToSchema)]
struct FollowedReport {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    counting: Counting,
    /// When it was taken back.
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    undone_at: Option<Timestamp>,
    /// What our check said of the message.
    #[schema(nullable = false, example = "phishing")]
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<String>,
    /// The brand that it speaks as.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
    /// The subject, masked.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// The main page it leads to, masked.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    leads_to: Option<String>,
    /// Everything that was decided about it, the oldest first. The last holds.
    outcomes: Vec<Outcome>,
}

impl From<::desk::report::Reported> for FollowedReport {
    fn from(one: ::desk::report::Reported) -> Self {
        Self {
            id: one.id.to_string(),
            received_at: one.received_at,
            counting: one.counting.into(),
            undone_at: one.undone_at,
            ruling: one.ruling.map(|ruling| ruling.as_str().to_owned()),
            brand: one.brand,
            subject: one.subject,
            leads_to: one.page,
            outcomes: one.outcomes.iter().map(Outcome::from).collect(),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Chosen {
    /// Who may be told besides the desk, with commas between: `brand`, `council`, `host`. For what
    /// is not a document of ours.
    #[serde(default)]
    #[param(required = false, example = "brand,council", max_length = 40)]
    to: String,
}

refusals! { NotTaken: Malformed, NoKey, NotAllowed, ForeignForm, TooSlow, TooLarge, WrongType, Empty, TooLong, TooMany, Busy }
refusals! { NotFollowed: NoKey, NotFound }
refusals! { NotUndone: NoKey, ForeignForm, NotFound, TooMany }
refusals! { NotListed: NoKey, NotAllowed, Malformed }

/// Report
///
/// A message as it came, pasted text, a page (in a document of ours), another desk's report (ARF,
/// X-ARF 3 and 4), or a table in JPCERT's form (`date,URL,description`), of which each line is a
/// report. What cannot be read is kept, and says so. Nobody needs a key; one that is shown must be
/// right and have the scope `check`. Calling this is the reporter's consent: see
/// `GET /api/v1/reports/{id}` for what was kept.
#[utoipa::path(
    post, path = "/api/v1/reports", tag = "reports",
    params(Chosen),
    request_body(content(
        (Vec<u8> = "message/rfc822"),
        (Vec<u8> = "application/octet-stream"),
        (String = "text/plain"),
        (String = "text/csv"),
        (NewReport = "application/json"),
    ), description = "What is reported, of up to 25 MiB"),
    responses(
        (status = 201, description = "It is kept.", body = Receipt,
            headers(("Location" = String, description = "The first report"))),
        NotTaken,
    ),
    security((), ("apiKey" = ["check"])),
)]
async fn create_report(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    key: MaybeKey,
    Spoken(language): Spoken,
    Query(chosen): Query<Chosen>,
    request: Request,
) -> Result<Response, Problem> {
    let key = key.with(Scope::Check)?;
    let reporter = match &key {
        Some(key) => desk.store.reporter(WhoReports::Key(key)),
        None => follow::reporter(&desk, peer, request.headers()),
    };
    let kind = json::kind(request.headers());
    let room = desk.intake.room(request.headers(), &desk.limits).await?;
    let most = desk.limits.message_octets;
    let octets = intake::body(&room, request.into_body(), most).await?;
    let recipients = recipients(&chosen.to)?;
    let mut reporting = Reporting {
        source: Source::Api,
        door: Door::Api,
        language,
        reporter,
        recipients,
        words: String::new(),
        seen_at: None,
    };
    let taken = match own_document(&kind, &octets)? {
        Some(new) => {
            reporting.language = new.language.map_or(language, Into::into);
            reporting.recipients = new.to.iter().map(|one| (*one).into()).collect();
            reporting.words = new.words;
            reporting.seen_at = new.seen_at;
            match (new.text, new.page) {
                (Some(text), None) if !text.trim().is_empty() => {
                    desk.take_message(text.into_bytes(), &reporting).await?
                }
                (None, Some(page)) => {
                    desk.take_page(&page, new.brand.as_deref(), &reporting).await?
                }
                (Some(_), None) => return Err(Problem::Empty),
                (Some(_), Some(_)) | (None, None) => return Err(Problem::Malformed),
            }
        }
        None => {
            if octets.trim_ascii().is_empty() {
                return Err(Problem::Empty);
            }
            desk.take(octets, &kind, &reporting).await?
        }
    };
    Ok(created(taken))
}

fn recipients(names: &str) -> Result<Recipients, Problem> {
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.parse().map_err(|_| Problem::Malformed)).collect()
}

/// A document of ours; `None` for what is something else, another desk's JSON among it.
fn own_document(kind: &str, octets: &[u8]) -> Result<Option<NewReport>, Problem> {
    if kind != "application/json" {
        let is_known = matches!(
            kind,
            "message/rfc822"
                | "message/global"
                | "application/octet-stream"
                | "text/plain"
                | "text/csv"
        );
        return if is_known { Ok(None) } else { Err(Problem::WrongType) };
    }
    if ::desk::exchange::xarf::read(octets).is_ok() {
        return Ok(None);
    }
    json::read(octets).map(Some)
}

fn created(taken: Taken) -> Response {
    let is_table = taken.taken_as == TakenAs::Table;
    let kept = |one: &TakenReport| KeptReport {
        id: one.received.key.id.to_string(),
        token: one.received.key.token.reveal().to_owned(),
        page: follow::address(&one.received.key),
        counting: one.received.counting.into(),
        same_as: one.received.same_as.as_ref().map(ToString::to_string),
        outcome: one.received.outcome.as_ref().map(Outcome::from),
        line: one.line,
        why: one.why.as_ref().map(|why| Words { ja: why.ja.clone(), en: why.en.clone() }),
    };
    let Some(first) = taken.reports.first().map(kept) else {
        return Problem::Empty.into_response();
    };
    let check = taken.case.map(|opened| Checked {
        id: opened.key.id.to_string(),
        token: opened.key.token.reveal().to_owned(),
        page: case::address(&opened.key),
        report: opened.report,
    });
    let location = HeaderValue::from_str(&format!("/api/v1/reports/{}", first.id));
    let lines = if is_table { taken.reports.iter().map(kept).collect() } else { Vec::new() };
    let receipt = Receipt { first, taken_as: taken.taken_as.into(), lines, check };
    let mut response = (StatusCode::CREATED, Json(receipt)).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Somebody who showed a report's token.
struct Follower(ReportAccess);

impl FromRequestParts<Arc<Desk>> for Follower {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let token = super::token::report(parts).ok_or_else(super::token::no_report)?;
        let id = Path::<String>::from_request_parts(parts, desk).await;
        let key = id.ok().and_then(|Path(id)| ReportKey::parse(&id, &token));
        let key = key.ok_or_else(|| Problem::NotFound.into_response())?;
        let access = desk.store.enter_report(&key).await;
        access.map(Self).map_err(|error| Problem::from(error).into_response())
    }
}

/// Show a report
///
/// With what was decided about it, and what was decided before.
#[utoipa::path(
    get, path = "/api/v1/reports/{id}", tag = "reports",
    params(("id" = String, Path, description = "The report", min_length = 1, max_length = 64)),
    responses((status = 200, description = "The report as it stands now.", body = FollowedReport), NotFollowed),
    security(("reportToken" = [])),
)]
async fn get_report(
    State(desk): State<Arc<Desk>>,
    Follower(access): Follower,
) -> Result<Json<FollowedReport>, Problem> {
    Ok(Json(desk.store.reported(&access).await?.into()))
}

/// Take a report back
///
/// From then on it counts nowhere, and what would be shared of it is deleted.
#[utoipa::path(
    delete, path = "/api/v1/reports/{id}", tag = "reports",
    params(("id" = String, Path, description = "The report", min_length = 1, max_length = 64)),
    responses((status = 204, description = "It is taken back."), NotUndone),
    security(("reportToken" = [])),
)]
async fn undo_report(
    State(desk): State<Arc<Desk>>,
    Follower(access): Follower,
) -> Result<StatusCode, Problem> {
    desk.store.undo_report(&access, Timestamp::now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Where {
    /// Go on after this report: `next` of the page before.
    #[param(required = false, max_length = 64)]
    after: Option<String>,
}

/// Reports, the newest first.
#[derive(Serialize, ToSchema)]
struct Listing {
    reports: Vec<FollowedReport>,
    /// Where the next page begins; not given on the last one.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Reports on one page.
const PAGE: u64 = 100;

/// List reports
///
/// Those that were not taken back, without their outcomes' history.
#[utoipa::path(
    get, path = "/api/v1/reports", tag = "reports",
    params(Where),
    responses((status = 200, description = "A page of them.", body = Listing), NotListed),
    security(("apiKey" = ["read"])),
)]
async fn list_reports(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Query(from): Query<Where>,
) -> Result<Json<Listing>, Problem> {
    let key = key.with(Scope::Read)?;
    let before = match from.after.as_deref() {
        Some(text) => Some(follow::position(text).ok_or(Problem::Malformed)?),
        None => None,
    };
    let reports = desk.store.reports_with(&key, before.as_ref(), PAGE).await?;
    let is_full = u64::try_from(reports.len()).is_ok_and(|rows| rows == PAGE);
    let next = reports.last().filter(|_| is_full).map(follow::position_of);
    Ok(Json(Listing { reports: reports.into_iter().map(FollowedReport::from).collect(), next }))
}
