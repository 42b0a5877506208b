//! A message's own page, with nothing in it that acts or loads.
//!
//! The text first. The page itself is in a frame whose document has no origin, no script, no
//! address of anybody, by the `sandbox` attribute and by its own policy: two locks beside the two
//! parsers that cleaned it.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
    routing::get,
};
use check::render::preview::{Limits, MessagePreview};
use jiff::Timestamp;
use tokio::task;

use super::{
    Desk,
    around::{Around, page},
    case::Entered,
    language::Spoken,
    problem::Problem,
};

/// What a frame may do: show text and the pictures that travel in it.
const POLICY: &str =
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/c/{id}/{token}/preview", get(show))
        .route("/c/{id}/{token}/preview/frame", get(frame))
}

#[derive(Template)]
#[template(path = "web/preview.html")]
struct Page {
    around: Around,
    case: String,
    text: String,
    has_page: bool,
    files: Vec<String>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Response, Problem> {
    let preview = of(&desk, &entered).await?;
    let case = entered.address();
    let around = Around::of_case(language, format!("{case}/preview"), &case);
    let has_page = !preview.pages.is_empty();
    page(&Page { around, case, text: shown(&preview.text), has_page, files: preview.files })
}

async fn frame(State(desk): State<Arc<Desk>>, entered: Entered) -> Result<Response, Problem> {
    framed(&of(&desk, &entered).await?)
}

async fn of(desk: &Desk, entered: &Entered) -> Result<MessagePreview, Problem> {
    let original = desk.store.original(&entered.access, Timestamp::now()).await?;
    made(original.ok_or(Problem::NotFound)?).await
}

/// The preview of a message, made away from the threads that answer everybody else.
pub(crate) async fn made(original: Vec<u8>) -> Result<MessagePreview, Problem> {
    let made = task::spawn_blocking(move || MessagePreview::of(&original, &Limits::default()));
    made.await.map_err(|error| Problem::inner("a preview", &error))
}

#[derive(Template)]
#[template(path = "web/frame.html")]
struct Frame<'p> {
    preview: &'p MessagePreview,
}

/// The document in the frame.
pub(crate) fn framed(preview: &MessagePreview) -> Result<Response, Problem> {
    let mut response = page(&Frame { preview })?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

/// Text as a page shows it: lines stay, what steers a text engine goes; long ones are cut.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 50_000;
    let lines = text.lines().map(check::render::plain);
    let mut out = String::new();
    for line in lines {
        if out.len() + line.len() > MOST {
            out.push('…');
            break;
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}
