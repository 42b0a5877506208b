//! A month's figures, for programs.

use std::sync::Arc;

use ::desk::stats::Month;
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use jiff::Timestamp;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::refusals::refusals;
use crate::{
    stats::Monthly,
    web::{Desk, problem::Problem, stats},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(get_month))
}

refusals! { NoMonth: NotFound }

/// Get a month's report
#[utoipa::path(
    get, path = "/api/v1/stats/{month}", tag = "stats",
    params(("month" = String, Path, description = "The month, in Japan: `2025-11`", pattern = "^[0-9]{4}-[0-9]{2}$")),
    responses((status = 200, description = "What was counted, and how.", body = Monthly), NoMonth),
)]
async fn get_month(
    State(desk): State<Arc<Desk>>,
    month: Result<Path<String>, PathRejection>,
) -> Result<Json<Monthly>, Problem> {
    let Path(month) = month.map_err(|_| Problem::NotFound)?;
    let month = Month::parse(&month).ok_or(Problem::NotFound)?;
    stats::monthly(&desk, month, &desk.checker.brands, Timestamp::now()).await.map(Json)
}
