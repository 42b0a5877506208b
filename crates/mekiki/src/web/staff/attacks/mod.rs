//! Attacks: reports that belong together, how they spread, and what somebody settled about them.

mod list;
mod one;
mod plot;
mod settle;
mod words;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Desk;

pub(super) use list::Row;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/attacks", get(list::show))
        .route("/desk/attacks/{id}", get(one::show))
        .route("/desk/attacks/{id}/settle", post(settle::settle))
}
