//! Whether the desk is well: for whatever starts it and sends it people.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::refusals::refusals;
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(lives)).routes(routes!(is_ready))
}

/// That it is well.
#[derive(Serialize, ToSchema)]
struct Well {
    /// Always `ok`: what is not well answers otherwise.
    #[schema(pattern = "^ok$", example = "ok")]
    status: &'static str,
}

const WELL: Well = Well { status: "ok" };

refusals! { Refused: Busy }

/// The process lives
#[utoipa::path(
    get, path = "/healthz", tag = "operations",
    responses((status = 200, description = "It does.", body = Well)),
)]
async fn lives() -> Json<Well> {
    Json(WELL)
}

/// The desk can answer
///
/// Asks the database.
#[utoipa::path(
    get, path = "/readyz", tag = "operations",
    responses((status = 200, description = "It can.", body = Well), Refused),
)]
async fn is_ready(State(desk): State<Arc<Desk>>) -> Result<Json<Well>, Problem> {
    desk.store.ready().await.map_err(|error| {
        tracing::warn!(%error, "not ready");
        Problem::Busy
    })?;
    Ok(Json(WELL))
}
