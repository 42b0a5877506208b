//! What is done with a campaign: one form each, and back to it.

use std::sync::Arc;

use ::desk::{CampaignId, CampaignState, campaign::By};
use axum::{extract::State, response::Redirect};
use jiff::Timestamp;
use serde::Deserialize;

use super::one::Named;
use crate::web::{Desk, problem::Problem, staff::form::Posted};

fn back(id: &CampaignId) -> Redirect {
    Redirect::to(&format!("/desk/campaigns/{id}"))
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    state: String,
}

pub(super) async fn state(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form }: Posted<Next>,
) -> Result<Redirect, Problem> {
    let next: CampaignState = form.state.parse().map_err(|_| Problem::Malformed)?;
    desk.store.change_campaign(By::User(&session.user), &id, next, Timestamp::now()).await?;
    Ok(back(&id))
}

#[derive(Deserialize)]
pub(super) struct Stock {
    #[serde(default)]
    stock: String,
}

pub(super) async fn stock(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form }: Posted<Stock>,
) -> Result<Redirect, Problem> {
    let stock = form.stock.trim().replace(',', "").parse().map_err(|_| Problem::Malformed)?;
    desk.store.change_stock(By::User(&session.user), &id, stock, Timestamp::now()).await?;
    Ok(back(&id))
}
