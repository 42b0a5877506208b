//! The HTTP API, version 1: what the pages can do, for programs.
//!
//! Whoever hands in a message gets the case's id and token, as a person gets a private link. Programs
//! at the desk show an API key. Each resource is a file; [`mod@document`] describes them all (OpenAPI 3.1).

mod alerts;
mod attacks;
pub(super) mod brands;
mod campaigns;
mod cases;
mod checks;
mod conversations;
mod coupons;
mod decision;
mod document;
mod json;
mod key;
mod ledger;
mod lists;
mod onward;
mod probes;
mod refusals;
mod reports;
mod stats;
mod token;
mod vocabulary;

use std::sync::Arc;

use axum::{Router, http::header, routing::get};
use utoipa_axum::router::OpenApiRouter;

use super::Desk;

/// The resources, and what describes them.
pub(super) fn routes() -> Router<Arc<Desk>> {
    let (router, api) = resources().split_for_parts();
    let document: Arc<str> = document::written(api).into();
    let show = move || {
        let document = document.to_string();
        async move { ([(header::CONTENT_TYPE, "application/json")], document) }
    };
    router.route("/api/v1/openapi.json", get(show))
}

/// The OpenAPI document, as it is served and as `mekiki openapi` prints it.
pub(crate) fn document() -> String {
    document::written(resources().into_openapi())
}

fn resources() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::with_openapi(document::about())
        .merge(checks::routes())
        .merge(conversations::routes())
        .merge(cases::routes())
        .merge(ledger::routes())
        .merge(lists::routes())
        .merge(brands::routes())
        .merge(alerts::routes())
        .merge(attacks::routes())
        .merge(reports::routes())
        .merge(onward::routes())
        .merge(stats::routes())
        .merge(campaigns::routes())
        .merge(coupons::routes())
        .merge(probes::routes())
}
