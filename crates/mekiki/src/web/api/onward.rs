//! Reports in the forms in which they go onward, and the list of what is to be blocked.

use std::sync::Arc;

use ::desk::{AttackId, ReportId, Scope, attack::AttackReader, exchange};
use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{key::Key, refusals::refusals};
use crate::web::{Desk, onward::file, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new()
        .routes(routes!(get_report_shared))
        .routes(routes!(get_attack_shared))
        .routes(routes!(get_blocklist))
}

/// A form in which reports go onward.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum SharedFormat {
    /// A mail to an abuse desk (RFC 5965).
    Arf,
    /// X-ARF v4, an object a line and page.
    Xarf,
    /// A STIX 2.1 bundle.
    Stix,
    /// A MISP event.
    Misp,
    /// JPCERT's table: `date,URL,description`.
    Csv,
}

impl From<SharedFormat> for exchange::Format {
    fn from(format: SharedFormat) -> Self {
        match format {
            SharedFormat::Arf => Self::Arf,
            SharedFormat::Xarf => Self::Xarf,
            SharedFormat::Stix => Self::Stix,
            SharedFormat::Misp => Self::Misp,
            SharedFormat::Csv => Self::Csv,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct InForm {
    /// In which form
    #[param(inline)]
    format: SharedFormat,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct Which {
    /// Its id
    #[param(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
}

refusals! {
    /// What may be refused here.
    NotShared: NotFound, Malformed, NoKey, NotAllowed, NotToShare
}

/// Get a report as it goes onward
///
/// What is personal is masked. Refused when the reporter did not choose those whom the form is for:
/// abuse desks for `arf` and `xarf`, councils and others for the rest.
#[utoipa::path(
    get, path = "/api/v1/reports/{id}/shared", tag = "onward",
    params(Which, InForm),
    responses((status = 200, description = "The report, in the form.", content(
        (String = "message/rfc822"), (String = "application/x-ndjson"),
        (String = "application/stix+json"), (String = "application/json"), (String = "text/csv"),
    )), NotShared),
    security(("apiKey" = ["read"])),
)]
async fn get_report_shared(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Path(Which { id }): Path<Which>,
    Query(asked): Query<InForm>,
) -> Result<Response, Problem> {
    let key = key.with(Scope::Read)?;
    let id = ReportId::parse(&id).ok_or(Problem::NotFound)?;
    let format = asked.format.into();
    let shared =
        desk.store.onward(AttackReader::Key(&key), &id, format, &desk.checker.brands).await?;
    file(&desk, &[shared.map_err(|_| Problem::NotToShare)?], format, id.as_str())
}

/// Get an attack's reports as they go onward
///
/// The newest 1,000 of those that may; `arf` holds one report only, and is refused when there are more.
#[utoipa::path(
    get, path = "/api/v1/attacks/{id}/shared", tag = "onward",
    params(Which, InForm),
    responses((status = 200, description = "The reports, in the form.", content(
        (String = "message/rfc822"), (String = "application/x-ndjson"),
        (String = "application/stix+json"), (String = "application/json"), (String = "text/csv"),
    )), NotShared),
    security(("apiKey" = ["read"])),
)]
async fn get_attack_shared(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Path(Which { id }): Path<Which>,
    Query(asked): Query<InForm>,
) -> Result<Response, Problem> {
    let key = key.with(Scope::Read)?;
    let id = AttackId::parse(&id).ok_or(Problem::NotFound)?;
    let format = asked.format.into();
    let reader = AttackReader::Key(&key);
    let shared = desk
        .store
        .onward_of_attack(reader, &id, format, &desk.checker.brands, Timestamp::now())
        .await?;
    file(&desk, &shared, format, id.as_str())
}

/// How the list is written.
#[derive(Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum ListFormat {
    /// An entry a line.
    Text,
    /// With the moment at which each entry ends.
    #[default]
    Json,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct InListForm {
    /// How it is written
    #[serde(default)]
    #[param(inline, required = false)]
    format: ListFormat,
}

refusals! {
    /// What may be refused here.
    NotListed: Malformed, NoKey, NotAllowed
}

/// Get what is to be blocked
///
/// Hosts, and addresses where a host serves many, of reports that somebody decided to be fraud. Each
/// entry ends 14 days after it was last seen. Never a brand's own host, and no mail service.
#[utoipa::path(
    get, path = "/api/v1/blocklist", tag = "onward",
    params(InListForm),
    responses((status = 200, description = "The list.", content(
        (serde_json::Value = "application/json"), (String = "text/plain"),
    )), NotListed),
    security(("apiKey" = ["read"])),
)]
async fn get_blocklist(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Query(asked): Query<InListForm>,
) -> Result<Response, Problem> {
    let key = key.with(Scope::Read)?;
    let (reader, now) = (AttackReader::Key(&key), Timestamp::now());
    let list = desk.store.blocklist(reader, &desk.checker.brands, now).await?;
    Ok(match asked.format {
        ListFormat::Text => list.to_text().into_response(),
        ListFormat::Json => Json(list.to_json()).into_response(),
    })
}
