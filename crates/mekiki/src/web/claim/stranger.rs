use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use verdict::words::Language;

use crate::web::around::{Around, page};

/// A link that belongs to no invitation: cut short, mistyped, or made up by somebody.
#[derive(Template)]
#[template(path = "web/claim/stranger.html")]
struct Page {
    around: Around,
}

/// The page that says so.
pub(super) fn stranger(language: Language) -> Response {
    match page(&Page { around: Around::new(language, "/") }) {
        Ok(page) => (StatusCode::NOT_FOUND, page).into_response(),
        Err(problem) => problem.into_response(),
    }
}
