//! Reports and attacks as files, for whoever passes them on.

use std::{str::FromStr as _, sync::Arc};

use ::desk::{AttackId, ReportId, attack::AttackReader, exchange::Format};
use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use jiff::Timestamp;
use serde::Deserialize;

use super::session::Staff;
use crate::web::{Desk, onward::file, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/reports/{id}/shared", get(report))
        .route("/desk/attacks/{id}/shared", get(attack))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    format: String,
}

async fn report(
    State(desk): State<Arc<Desk>>,
    Staff(session): Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let id = ReportId::parse(&id).ok_or(Problem::NotFound)?;
    let format = Format::from_str(&asked.format).map_err(|_| Problem::Malformed)?;
    let reader = AttackReader::User(&session.user);
    let shared = desk.store.onward(reader, &id, format, &desk.checker.brands).await?;
    file(&desk, &[shared.map_err(|_| Problem::NotToShare)?], format, id.as_str())
}

async fn attack(
    State(desk): State<Arc<Desk>>,
    Staff(session): Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let id = AttackId::parse(&id).ok_or(Problem::NotFound)?;
    let format = Format::from_str(&asked.format).map_err(|_| Problem::Malformed)?;
    let reader = AttackReader::User(&session.user);
    let shared = desk
        .store
        .onward_of_attack(reader, &id, format, &desk.checker.brands, Timestamp::now())
        .await?;
    file(&desk, &shared, format, id.as_str())
}
