//! What people asked, for programs at the desk: redacted, by an API key.

use std::sync::Arc;

use ::desk::{Access, ApiKey, CaseId, NewDecision, Scope};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
};
use check::Bilingual;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    decision::{Decision, Fault, Words},
    document,
    json::Sent,
    key::Key,
    refusals::refusals,
    vocabulary::{CaseState, DecisionKind, Door, Language},
};
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(get_case)).routes(routes!(decide_case))
}

/// A case as programs see it: addresses and the like are masked in the report.
#[derive(Serialize, ToSchema)]
struct Case {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    door: Door,
    language: Language,
    state: CaseState,
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    /// Since when the person waits for a human being's word; not given when not.
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting_since: Option<Timestamp>,
    /// Of what the message says, whatever its header: the same for the same words.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// Not given for a conversation without a message.
    #[schema(schema_with = document::report, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<check::Report>,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
}

impl From<::desk::Case> for Case {
    fn from(case: ::desk::Case) -> Self {
        Self {
            id: case.id.to_string(),
            door: case.door.into(),
            language: case.language.into(),
            state: case.state.into(),
            opened_at: case.opened_at,
            changed_at: case.changed_at,
            waiting_since: case.waiting_since,
            fingerprint: case.fingerprint.map(|fingerprint| fingerprint.as_str().to_owned()),
            report: case.report,
            decision: case.decision.map(Decision::from),
        }
    }
}

/// What a message is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDecision)]
struct New {
    kind: DecisionKind,
    #[serde(default)]
    #[schema(required = false)]
    words: Words,
    /// For `genuine-but-faulty`; otherwise it is left out.
    fault: Option<Fault>,
}

impl From<New> for NewDecision {
    fn from(new: New) -> Self {
        let fault = |fault: Fault| ::desk::Fault { whose: fault.whose.into(), since: fault.since };
        Self {
            kind: new.kind.into(),
            // PostgreSQL's text cannot hold it, and no person types it.
            words: Bilingual {
                ja: new.words.ja.replace('\0', ""),
                en: new.words.en.replace('\0', ""),
            },
            fault: new.fault.map(fault),
        }
    }
}

refusals! { NotShown: NoKey, NotAllowed, NotFound }
refusals! {
    NotDecided: Malformed, NoKey, NotAllowed, NotFound, TooSlow, TooLarge, WrongType, TooLong, TooMany, Busy
}

/// Show a case
#[utoipa::path(
    get, path = "/api/v1/cases/{id}", tag = "cases",
    params(("id" = String, Path, description = "The case", min_length = 1, max_length = 64)),
    responses((status = 200, description = "As it stands now.", body = Case), NotShown),
    security(("apiKey" = ["read"])),
)]
async fn get_case(
    State(desk): State<Arc<Desk>>,
    key: Key,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Case>, Problem> {
    let access = enter(&desk, &key.with(Scope::Read)?, id).await?;
    Ok(Json(desk.store.case(&access).await?.into()))
}

/// Decide what a message is
///
/// The decision at once answers every case about the same content from the same proven sender, and the
/// next one; who asked is told. Needs the scopes `read` and `decide`.
#[utoipa::path(
    post, path = "/api/v1/cases/{id}/decision", tag = "cases",
    params(("id" = String, Path, description = "The case", min_length = 1, max_length = 64)),
    request_body = New,
    responses((status = 201, description = "It is decided.", body = Decision), NotDecided),
    security(("apiKey" = ["read", "decide"])),
)]
async fn decide_case(
    State(desk): State<Arc<Desk>>,
    key: Key,
    id: Result<Path<String>, PathRejection>,
    Sent(new): Sent<New>,
) -> Result<(StatusCode, Json<Decision>), Problem> {
    let access = enter(&desk, &key.with(Scope::Decide)?, id).await?;
    let decision = desk.store.decide(&access, &new.into(), Timestamp::now()).await?;
    Ok((StatusCode::CREATED, Json(decision.into())))
}

/// What cannot be an id is nobody's.
async fn enter(
    desk: &Desk,
    key: &ApiKey,
    id: Result<Path<String>, PathRejection>,
) -> Result<Access, Problem> {
    let id = id.ok().and_then(|Path(id)| CaseId::parse(&id)).ok_or(Problem::NotFound)?;
    Ok(desk.store.enter_with(key, &id).await?)
}
