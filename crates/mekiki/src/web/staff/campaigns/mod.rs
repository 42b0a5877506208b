//! Campaigns, for a brand's staff: what is promised, who is invited, what came of it.

mod acts;
mod draft;
mod list;
mod one;
mod preview;
mod upload;
mod words;
mod written;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::web::Desk;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/campaigns", get(list::show).post(draft::keep))
        .route("/desk/campaigns/new", get(draft::show))
        .route("/desk/campaigns/{id}", get(one::show))
        .route("/desk/campaigns/{id}/preview/{language}", get(preview::frame))
        .route("/desk/campaigns/{id}/presend/{language}", get(preview::presend))
        .route("/desk/campaigns/{id}/state", post(acts::state))
        .route("/desk/campaigns/{id}/stock", post(acts::stock))
}

/// Invite lists, which are larger than a form.
pub(super) fn uploads() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/campaigns/{id}/invitations", post(upload::invite))
        .layer(DefaultBodyLimit::disable())
}
