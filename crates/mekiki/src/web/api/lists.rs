//! Many cases or decisions at once, page by page, for programs at the desk.

use std::sync::Arc;

use ::desk::{CaseId, Scope};
use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    decision::Decision,
    key::Key,
    refusals::refusals,
    vocabulary::{CaseState, Language},
};
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(list_cases)).routes(routes!(list_decisions))
}

/// Entries of one page.
const PAGE: u64 = 50;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct CasesAsked {
    /// Only cases that stand here
    state: Option<CaseState>,
    /// `next` of the page before
    #[param(max_length = 64)]
    before: Option<String>,
}

/// A page of cases, the newest first.
#[derive(Serialize, ToSchema)]
struct Cases {
    #[schema(max_items = 50)]
    cases: Vec<ListedCase>,
    /// What to give as `before` for the next page; not given on the last one.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A case in a list; what can be told of a person is masked.
#[derive(Serialize, ToSchema)]
struct ListedCase {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    language: Language,
    state: CaseState,
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// Since when the person waits for a human being's word; not given when not.
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting_since: Option<Timestamp>,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// Key of the brand that the message speaks as.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
    /// What the check found.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<String>,
}

impl From<::desk::Listed> for ListedCase {
    fn from(listed: ::desk::Listed) -> Self {
        let ::desk::Listed { case, opened_at } = listed;
        Self {
            id: case.id.to_string(),
            language: case.language.into(),
            state: case.state.into(),
            opened_at,
            waiting_since: case.waiting_since,
            subject: case.subject,
            brand: case.brand,
            ruling: case.ruling,
        }
    }
}

refusals! { NotListed: Malformed, NoKey, NotAllowed, NotFound }

/// List cases
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases",
    params(CasesAsked),
    responses((status = 200, description = "A page of them.", body = Cases), NotListed),
    security(("apiKey" = ["read"])),
)]
async fn list_cases(
    State(desk): State<Arc<Desk>>,
    key: Key,
    asked: Result<Query<CasesAsked>, QueryRejection>,
) -> Result<Json<Cases>, Problem> {
    let key = key.with(Scope::Read)?;
    let Query(asked) = asked.map_err(|_| Problem::Malformed)?;
    let before = asked.before.as_deref().map(|id| CaseId::parse(id).ok_or(Problem::NotFound));
    let before = before.transpose()?;
    let state = asked.state.map(::desk::CaseState::from);
    let listed = desk.store.list_cases(&key, state, before.as_ref(), PAGE).await?;
    let cases: Vec<ListedCase> = listed.into_iter().map(ListedCase::from).collect();
    let next = is_full(cases.len()).then(|| cases.last().map(|last| last.id.clone())).flatten();
    Ok(Json(Cases { cases, next }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DecisionsAsked {
    /// `next` of the page before
    before: Option<i64>,
}

/// A page of decisions, the newest first.
#[derive(Serialize, ToSchema)]
struct Decisions {
    #[schema(max_items = 50)]
    decisions: Vec<ListedDecision>,
    /// What to give as `before` for the next page; not given on the last one.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
}

/// A decision, with what it is about.
#[derive(Serialize, ToSchema)]
struct ListedDecision {
    decision: Decision,
    /// The case it was made in; not given when that is gone.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    /// Of what the message says: the same for the same words.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// How often somebody asked about what it says.
    asked: i64,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
}

impl From<::desk::Decided> for ListedDecision {
    fn from(decided: ::desk::Decided) -> Self {
        Self {
            decision: decided.decision.into(),
            case: decided.case.map(|case| case.to_string()),
            fingerprint: decided.fingerprint.map(|content| content.as_str().to_owned()),
            asked: decided.asked,
            subject: decided.subject,
            brand: decided.brand,
        }
    }
}

/// List decisions
#[utoipa::path(
    get, path = "/api/v1/decisions", tag = "cases",
    params(DecisionsAsked),
    responses((status = 200, description = "A page of them.", body = Decisions), NotListed),
    security(("apiKey" = ["read"])),
)]
async fn list_decisions(
    State(desk): State<Arc<Desk>>,
    key: Key,
    asked: Result<Query<DecisionsAsked>, QueryRejection>,
) -> Result<Json<Decisions>, Problem> {
    let key = key.with(Scope::Read)?;
    let Query(asked) = asked.map_err(|_| Problem::Malformed)?;
    let decided = desk.store.list_decided(&key, asked.before, PAGE).await?;
    let last = decided.last().map(|last| last.position);
    let next = last.filter(|_| is_full(decided.len()));
    Ok(Json(Decisions { decisions: decided.into_iter().map(ListedDecision::from).collect(), next }))
}

/// Whether there may be another page.
fn is_full(entries: usize) -> bool {
    u64::try_from(entries).is_ok_and(|entries| entries == PAGE)
}
