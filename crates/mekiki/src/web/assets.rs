//! The desk's own files: one style sheet, two scripts, one picture. Nothing comes from elsewhere.

use axum::{
    Router,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::Arc;

use super::Desk;

const STYLES: &str = include_str!("../../assets/desk.css");
const STATS: &str = include_str!("../../assets/stats.css");
/// Sheets that tell how to know the genuine one, and alerts.
const GUIDANCE: &str = include_str!("../../assets/guidance.css");
/// What only the people at the desk need.
const STAFF: &str = include_str!("../../assets/staff.css");
const STAFF_SCRIPT: &str = include_str!("../../assets/staff.js");
const SCRIPT: &str = include_str!("../../assets/desk.js");
const SIGN: &str = include_str!("../../assets/mekiki.svg");

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/assets/desk.css", get(|| async { styles() }))
        .route("/assets/desk.js", get(|| async { file("text/javascript; charset=utf-8", SCRIPT) }))
        .route(
            "/assets/staff.js",
            get(|| async { file("text/javascript; charset=utf-8", STAFF_SCRIPT) }),
        )
        .route("/assets/mekiki.svg", get(|| async { file("image/svg+xml", SIGN) }))
}

/// The report's style sheet has the design tokens; the desk's builds on them.
fn styles() -> Response {
    file(
        "text/css; charset=utf-8",
        [check::render::STYLES, STYLES, GUIDANCE, STATS, STAFF].concat(),
    )
}

fn file(kind: &'static str, content: impl IntoResponse) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // A new version of the program may have new ones; asking again costs little.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}
