//! The list of alerts, and the page of one.

use std::sync::Arc;

use ::desk::AlertId;
use askama::Template;
use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};

use super::{Shown, shown::Telling};
use crate::web::{
    Desk,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
};

/// Alerts on the list.
const LISTED: u64 = 100;

#[derive(Template)]
#[template(path = "web/alerts.html")]
struct List {
    around: Around,
    alerts: Vec<Shown>,
}

pub(super) async fn list(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
) -> Result<Response, Problem> {
    let telling = Telling { brands: &desk.checker.brands, zone: &desk.checker.zone, language };
    let alerts = desk.store.published_alerts(false, LISTED).await?;
    let alerts = alerts.iter().map(|alert| Shown::of(alert, telling)).collect();
    page(&List { around: Around::new(language, "/alerts"), alerts })
}

#[derive(Template)]
#[template(path = "web/alert.html")]
struct One {
    around: Around,
    alert: Shown,
}

pub(super) async fn one(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let id = id.ok().and_then(|Path(id)| AlertId::parse(&id)).ok_or(Problem::NotFound)?;
    let alert = desk.store.published_alert(&id).await?;
    let telling = Telling { brands: &desk.checker.brands, zone: &desk.checker.zone, language };
    let alert = Shown::of(&alert, telling);
    page(&One { around: Around::new(language, &format!("/alerts/{id}")), alert })
}
