//! What an invitation's links lead to: taking the coupon (`/c/TOKEN`), and wanting no more such mail
//! (`/u/TOKEN`). Nobody logs in: who has the link received the message.

mod fault;
mod invited;
mod show;
mod stranger;
mod terms;
mod unsubscribe;

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, routing::get};

use super::Desk;

pub(crate) use terms::{grouped, offer};

pub(crate) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    Router::new()
        .route("/c/{token}", get(show::show).post(show::claim))
        .route("/u/{token}", get(unsubscribe::ask).post(unsubscribe::leave))
        .layer(DefaultBodyLimit::max(desk.limits.form_octets))
}
