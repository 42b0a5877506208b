//! How to read an address, for people whom nobody has ever told.

use std::sync::Arc;

use askama::Template;
use axum::{Router, response::Response, routing::get};

use super::{
    Desk,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/guide", get(show))
}

#[derive(Template)]
#[template(path = "web/guide.html")]
struct Page {
    around: Around,
}

async fn show(Spoken(language): Spoken) -> Result<Response, Problem> {
    page(&Page { around: Around::new(language, "/guide") })
}
