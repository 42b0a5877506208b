//! The fault board: what is broken about campaigns, and what is done about it.

mod acts;
mod list;
mod one;
mod words;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Desk;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/faults", get(list::show))
        .route("/desk/faults/{id}", get(one::show))
        .route("/desk/faults/{id}/declare", post(acts::declare))
        .route("/desk/faults/{id}/close", post(acts::close))
        .route("/desk/campaigns/{id}/fault", post(acts::report))
}
