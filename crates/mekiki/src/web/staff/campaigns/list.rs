//! All campaigns that somebody sees.

use std::sync::Arc;

use ::desk::{Campaign, campaign::By};
use askama::Template;
use axum::{extract::State, response::Response};

use super::words;
use crate::web::{
    Desk,
    around::page,
    claim::grouped,
    language::Spoken,
    problem::Problem,
    staff::{colleagues::brand, inside::Inside, session::Staff},
};

/// Campaigns on the list.
const LISTED: u64 = 200;

struct Row {
    id: String,
    name: String,
    brand: String,
    state: &'static str,
    invited: String,
    issued: String,
    stock: String,
    redeemed: String,
}

#[derive(Template)]
#[template(path = "web/staff/campaigns.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let campaigns = desk.store.campaigns(By::User(&session.user), LISTED).await?;
    let inside = Inside::new(language, "/desk/campaigns", session);
    let rows = campaigns.iter().map(|campaign| row(&desk, &inside, campaign)).collect();
    page(&Page { inside, rows })
}

fn row(desk: &Desk, inside: &Inside, campaign: &Campaign) -> Row {
    Row {
        id: campaign.id.to_string(),
        name: campaign.name.clone(),
        brand: brand(desk, &campaign.brand, inside),
        state: words::state(campaign.state, inside.language()),
        invited: grouped(campaign.invited),
        issued: grouped(campaign.issued),
        stock: grouped(campaign.stock),
        redeemed: grouped(campaign.redeemed),
    }
}
