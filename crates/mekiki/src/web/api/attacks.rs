//! Attacks, for programs at the desk.

use std::sync::Arc;

use ::desk::{
    AttackId, Scope,
    attack::{AttackDetails, AttackReader, Tally},
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    key::Key,
    refusals::refusals,
    vocabulary::{AttackState, Bond},
};
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(list_attacks)).routes(routes!(show_attack))
}

/// Entries of one page.
const PAGE: u64 = 50;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct AttacksAsked {
    /// Only attacks that stand here
    state: Option<AttackState>,
    /// `next` of the page before
    #[param(value_type = Option<String>, format = DateTime)]
    before: Option<Timestamp>,
}

/// A page of attacks, the one with the newest report first.
#[derive(Serialize, ToSchema)]
struct Attacks {
    #[schema(max_items = 50)]
    attacks: Vec<Attack>,
    /// What to give as `before` for the next page; not given on the last one.
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Timestamp>,
}

/// Reports that belong together.
#[derive(Serialize, ToSchema)]
struct Attack {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    state: AttackState,
    /// The subject that it began with, redacted; empty when it began with a page.
    subject: String,
    /// Keys of the brands that it poses as, the most frequent first.
    brands: Vec<String>,
    reports: i64,
    reporters: i64,
    /// What the reporters' word weighs together, each counted once: 1 for somebody of whom nothing is
    /// known.
    weight: f64,
    #[schema(value_type = String, format = DateTime)]
    first_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    last_at: Timestamp,
}

impl From<::desk::attack::Attack> for Attack {
    fn from(attack: ::desk::attack::Attack) -> Self {
        Self {
            id: attack.id.to_string(),
            state: attack.state.into(),
            subject: attack.subject,
            brands: attack.brands.into_iter().map(|brand| brand.value).collect(),
            reports: attack.reports,
            reporters: attack.reporters,
            weight: attack.weight,
            first_at: attack.first_at,
            last_at: attack.last_at,
        }
    }
}

/// Something that an attack's reports have.
#[derive(Serialize, ToSchema)]
struct Seen {
    value: String,
    /// How many reports have it.
    reports: i64,
    #[schema(value_type = String, format = DateTime)]
    first_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    last_at: Timestamp,
}

impl From<Tally> for Seen {
    fn from(tally: Tally) -> Self {
        let Tally { value, reports, first_at, last_at } = tally;
        Self { value, reports, first_at, last_at }
    }
}

/// Reports within one hour.
#[derive(Serialize, ToSchema)]
struct AttackHour {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    reports: i64,
}

/// A report of an attack.
#[derive(Serialize, ToSchema)]
struct AttackReport {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    report: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
    subject: String,
    /// Its main page, tokens masked; empty without one.
    url: String,
    /// Why it belongs to the others; none for the first.
    bonds: Vec<Bond>,
}

/// An earlier attack that was like this one.
#[derive(Serialize, ToSchema)]
struct PastAttack {
    attack: Attack,
    bonds: Vec<Bond>,
}

/// An attack with all that is known of it.
#[derive(Serialize, ToSchema)]
struct WholeAttack {
    attack: Attack,
    hours: Vec<AttackHour>,
    /// Hosts it leads to, in the order in which they appeared.
    #[schema(max_items = 100)]
    hosts: Vec<Seen>,
    hosts_total: i64,
    /// What its pages' addresses are shaped like.
    #[schema(max_items = 100)]
    url_patterns: Vec<Seen>,
    #[schema(max_items = 100)]
    subjects: Vec<Seen>,
    /// Pages, tokens masked.
    #[schema(max_items = 100)]
    pages: Vec<Seen>,
    /// The newest reports.
    #[schema(max_items = 100)]
    reports: Vec<AttackReport>,
    /// Earlier attacks that were like it.
    #[schema(max_items = 10)]
    past: Vec<PastAttack>,
}

impl From<AttackDetails> for WholeAttack {
    fn from(details: AttackDetails) -> Self {
        fn seen(tallies: Vec<Tally>) -> Vec<Seen> {
            tallies.into_iter().map(Seen::from).collect()
        }
        let bonds = |bonds: Vec<::desk::attack::Bond>| bonds.into_iter().map(Bond::from).collect();
        Self {
            attack: details.attack.into(),
            hours: details
                .hours
                .into_iter()
                .map(|hour| AttackHour { at: hour.at, reports: hour.reports })
                .collect(),
            hosts: seen(details.hosts),
            hosts_total: details.hosts_total,
            url_patterns: seen(details.patterns),
            subjects: seen(details.subjects),
            pages: seen(details.pages),
            reports: details
                .members
                .into_iter()
                .map(|member| AttackReport {
                    report: member.report.to_string(),
                    at: member.at,
                    brand: member.brand,
                    subject: member.subject,
                    url: member.url,
                    bonds: bonds(member.bonds),
                })
                .collect(),
            past: details
                .past
                .into_iter()
                .map(|past| PastAttack { attack: past.attack.into(), bonds: bonds(past.bonds) })
                .collect(),
        }
    }
}

refusals! { AttacksNotListed: Malformed, NoKey, NotAllowed }

/// List attacks
#[utoipa::path(
    get, path = "/api/v1/attacks", tag = "attacks",
    params(AttacksAsked),
    responses((status = 200, description = "A page of them.", body = Attacks), AttacksNotListed),
    security(("apiKey" = ["read"])),
)]
async fn list_attacks(
    State(desk): State<Arc<Desk>>,
    key: Key,
    asked: Result<Query<AttacksAsked>, QueryRejection>,
) -> Result<Json<Attacks>, Problem> {
    let key = key.with(Scope::Read)?;
    let Query(asked) = asked.map_err(|_| Problem::Malformed)?;
    let state = asked.state.map(::desk::AttackState::from);
    let reader = AttackReader::Key(&key);
    let listed = desk.store.attacks(reader, state, asked.before, PAGE, Timestamp::now()).await?;
    let is_full = u64::try_from(listed.len()).is_ok_and(|entries| entries == PAGE);
    let next = listed.last().map(|last| last.last_at).filter(|_| is_full);
    Ok(Json(Attacks { attacks: listed.into_iter().map(Attack::from).collect(), next }))
}

refusals! { AttackNotShown: NoKey, NotAllowed, NotFound }

/// Show an attack
///
/// An attack that turned out to be an earlier one is shown as that.
#[utoipa::path(
    get, path = "/api/v1/attacks/{id}", tag = "attacks",
    params(("id" = String, Path, description = "The attack")),
    responses((status = 200, description = "All that is known of it.", body = WholeAttack), AttackNotShown),
    security(("apiKey" = ["read"])),
)]
async fn show_attack(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Path(id): Path<String>,
) -> Result<Json<WholeAttack>, Problem> {
    let key = key.with(Scope::Read)?;
    let id = AttackId::parse(&id).ok_or(Problem::NotFound)?;
    let details = desk.store.attack(AttackReader::Key(&key), &id, Timestamp::now()).await?;
    Ok(Json(details.into()))
}
