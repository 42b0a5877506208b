//! Alerts (緊急情報) as everybody sees them: a list, a page for each, a feed; and what an answer says of
//! those that are about its message.

mod beside;
mod feed;
mod page;
mod shown;

use std::sync::Arc;

use axum::{Router, routing::get};

use super::Desk;

pub(crate) use beside::{beside_case, beside_report, of_case};
pub(crate) use shown::{Shown, Telling};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/alerts", get(page::list))
        .route("/alerts/{id}", get(page::one))
        .route("/alerts.atom", get(feed::show))
}
