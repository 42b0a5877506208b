//! Alerts, for programs.

use std::sync::Arc;

use ::desk::{AlertId, Published};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use check::Bilingual;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    decision::Fault,
    refusals::refusals,
    vocabulary::{AlertKind, SiteState},
};
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(list_alerts)).routes(routes!(get_alert))
}

/// Alerts on the list.
const LISTED: u64 = 100;

/// An alert. Two people of the desk looked at what it says before it was published.
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct Alert {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    kind: AlertKind,
    /// Key of the brand that is posed as, or whose message does not work.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
    title: InBoth,
    /// What the messages say and want, or what does not work.
    description: InBoth,
    /// What not to enter, or what to do; may be empty.
    advice: InBoth,
    /// Subjects that were seen; `〔…〕` stands for what varies.
    subjects: Vec<String>,
    /// Addresses that they lead to, disarmed, the telling part masked by `●●●●`.
    urls: Vec<String>,
    /// What was known of the site at one moment.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<Site>,
    /// Given for `genuine-with-fault` alone.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<Fault>,
    /// The attack that it is about.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    attack: Option<String>,
    /// Its page, for people.
    #[schema(pattern = "^/alerts/[A-Za-z0-9_-]{22}$")]
    page: String,
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// Given for one that no longer holds.
    #[schema(value_type = String, format = DateTime, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_at: Option<Timestamp>,
}

/// Words in both languages.
#[derive(Serialize, ToSchema)]
struct InBoth {
    ja: String,
    en: String,
}

impl From<Bilingual> for InBoth {
    fn from(words: Bilingual) -> Self {
        Self { ja: words.ja, en: words.en }
    }
}

/// What was known of a site, as somebody told: the desk opens no address.
#[derive(Serialize, ToSchema)]
struct Site {
    state: SiteState,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl From<Published> for Alert {
    fn from(alert: Published) -> Self {
        let notice = alert.notice;
        let site = |site: ::desk::alert::Site| Site { state: site.state.into(), at: site.at };
        Self {
            page: format!("/alerts/{}", alert.id),
            id: alert.id.to_string(),
            kind: notice.kind.into(),
            brand: notice.brand,
            title: notice.title.into(),
            description: notice.lure.into(),
            advice: notice.advice.into(),
            subjects: notice.subjects,
            urls: notice.urls,
            site: notice.site.map(site),
            fault: notice.fault.map(Fault::from),
            attack: notice.attack,
            published_at: alert.published_at,
            updated_at: alert.updated_at,
            withdrawn_at: alert.withdrawn_at,
        }
    }
}

/// Alerts in force, what changed last first.
#[derive(Serialize, ToSchema)]
struct Alerts {
    #[schema(max_items = 100)]
    alerts: Vec<Alert>,
}

refusals! { NotListed: }
refusals! { NotShown: NotFound }

/// List alerts
#[utoipa::path(
    get, path = "/api/v1/alerts", tag = "guidance",
    responses((status = 200, description = "Those in force.", body = Alerts), NotListed),
    security(()),
)]
async fn list_alerts(State(desk): State<Arc<Desk>>) -> Result<Json<Alerts>, Problem> {
    let alerts = desk.store.published_alerts(false, LISTED).await?;
    Ok(Json(Alerts { alerts: alerts.into_iter().map(Alert::from).collect() }))
}

/// Show an alert
///
/// Also one that was withdrawn: then it says when.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}", tag = "guidance",
    params(("id" = String, Path, description = "The alert", min_length = 1, max_length = 64)),
    responses((status = 200, description = "What it says.", body = Alert), NotShown),
    security(()),
)]
async fn get_alert(
    State(desk): State<Arc<Desk>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Alert>, Problem> {
    let id = id.ok().and_then(|Path(id)| AlertId::parse(&id)).ok_or(Problem::NotFound)?;
    Ok(Json(desk.store.published_alert(&id).await?.into()))
}
