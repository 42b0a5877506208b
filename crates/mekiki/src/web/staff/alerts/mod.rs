//! Writing alerts, and publishing what somebody else wrote.

mod acts;
mod draft;
mod list;
mod one;
mod written;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Desk;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/alerts", get(list::show).post(draft::keep))
        .route("/desk/alerts/new", get(draft::show))
        .route("/desk/alerts/{id}", get(one::show))
        .route("/desk/alerts/{id}/change", post(acts::change))
        .route("/desk/alerts/{id}/propose", post(acts::propose))
        .route("/desk/alerts/{id}/approve", post(acts::approve))
        .route("/desk/alerts/{id}/withdraw", post(acts::withdraw))
}
