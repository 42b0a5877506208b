//! All faults, open ones first.

use std::sync::Arc;

use ::desk::campaign::By;
use askama::Template;
use axum::{extract::State, response::Response};

use super::words;
use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    staff::{clock::moment, colleagues::brand, inside::Inside, session::Staff},
};

/// Faults on the list.
const LISTED: u64 = 200;

struct Row {
    id: String,
    kind: &'static str,
    campaign: String,
    brand: String,
    state: &'static str,
    is_open: bool,
    since: String,
}

#[derive(Template)]
#[template(path = "web/staff/faults.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let faults = desk.store.faults(By::User(&session.user), LISTED).await?;
    let inside = Inside::new(language, "/desk/faults", session);
    let rows = faults
        .into_iter()
        .map(|(fault, campaign)| Row {
            id: fault.id.to_string(),
            kind: words::kind(fault.kind, language),
            brand: brand(&desk, &campaign.brand, &inside),
            campaign: campaign.name,
            state: words::state(&fault, language),
            is_open: fault.is_open(),
            since: moment(fault.opened_at, &desk.checker.zone, language),
        })
        .collect();
    page(&Page { inside, rows })
}
