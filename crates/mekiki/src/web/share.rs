//! What the person shows to family: the answer and what was decided, at an address of its own. The
//! talk, the message, and everything that acts stay behind.

use std::sync::Arc;

use ::desk::{CaseId, CaseKey, Secret, conversation::Line};
use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use check::render::Pieces;

use super::{
    Desk, alerts,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
    result,
    standing::{Standing, as_it_stands},
};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/s/{id}/{share}", get(show))
}

/// The address that a person may give to family.
pub(crate) fn address(key: &CaseKey) -> String {
    format!("/s/{}/{}", key.id.as_str(), key.share().reveal())
}

#[derive(Template)]
#[template(path = "web/share.html")]
struct Page {
    around: Around,
    alerted: String,
    decided: Vec<Line>,
    pieces: Pieces,
    standing: Standing,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Path((id, share)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let here = format!("/s/{id}/{share}");
    let (Some(id), Some(share)) = (CaseId::parse(&id), Secret::parse(&share)) else {
        return Err(Problem::NotFound);
    };
    let access = desk.store.enter_shared(&id, &share).await?;
    let case = desk.store.case(&access).await?;
    let report = case.report.as_ref().ok_or(Problem::NotFound)?;
    let around = Around::new(language, &here);
    page(&Page {
        alerted: alerts::beside_case(&desk, &access, &around).await?,
        around,
        decided: result::decided(desk.dialogue, &case, report, language),
        pieces: result::pieces(&as_it_stands(&case, report), language)?,
        standing: Standing::of(&case, report, language),
    })
}
