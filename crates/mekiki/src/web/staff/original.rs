//! A message as it came, shown safely: only when somebody asks for it, for each look is written into
//! the audit log.

use std::sync::Arc;

use ::desk::{CaseId, Session};
use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use check::render::preview::MessagePreview;
use jiff::Timestamp;

use super::{
    case::{Named, entered},
    inside::Inside,
    session::Staff,
};
use crate::web::{
    Desk,
    around::{Around, page},
    language::Spoken,
    preview,
    problem::Problem,
};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/case/{id}/preview", get(show))
        .route("/desk/case/{id}/preview/frame", get(frame))
}

#[derive(Template)]
#[template(path = "web/staff/original.html")]
struct Page {
    inside: Inside,
    around: Around,
    /// The case's address.
    case: String,
    text: String,
    has_page: bool,
    files: Vec<String>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Named(id): Named,
) -> Result<Response, Problem> {
    let preview = of(&desk, &session, &id).await?;
    let case = format!("/desk/case/{id}");
    let inside = Inside::new(language, &format!("{case}/preview"), session);
    let has_page = !preview.pages.is_empty();
    let (text, files) = (preview::shown(&preview.text), preview.files);
    page(&Page { around: inside.around.clone(), inside, case, text, has_page, files })
}

async fn frame(
    State(desk): State<Arc<Desk>>,
    Staff(session): Staff,
    Named(id): Named,
) -> Result<Response, Problem> {
    preview::framed(&of(&desk, &session, &id).await?)
}

async fn of(desk: &Desk, session: &Session, id: &CaseId) -> Result<MessagePreview, Problem> {
    let access = entered(desk, session, id).await?;
    let original = desk.store.original(&access, Timestamp::now()).await?;
    preview::made(original.ok_or(Problem::NotFound)?).await
}
