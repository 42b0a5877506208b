//! Reporting a message to the people at the desk: the person's own decision, after seeing what is
//! told.

use std::sync::Arc;

use ::desk::CaseState;
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{Redirect, Response},
    routing::get,
};
use check::report::Ruling;
use jiff::Timestamp;
use verdict::words::Language;

use super::{
    Desk,
    around::{Around, page},
    case::Entered,
    language::Spoken,
    problem::Problem,
};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/c/{id}/{token}/report", get(show).post(send))
}

#[derive(Template)]
#[template(path = "web/report.html")]
struct Page {
    around: Around,
    case: String,
    is_genuine: bool,
    subject: String,
    headline: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Response, Problem> {
    let report = entered.case(&desk).await?.report.ok_or(Problem::NotFound)?;
    let case = entered.address();
    page(&Page {
        around: Around::of_case(language, format!("{case}/report"), &case),
        is_genuine: report.ruling == Ruling::Genuine,
        subject: check::render::plain(&report.message.subject).into_owned(),
        headline: check::render::plain(report.headline.within(language)).into_owned(),
        case,
    })
}

async fn send(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Redirect, Problem> {
    let now = Timestamp::now();
    let words = match language {
        Language::Ja => "このメールを報告します。",
        Language::En => "I report this message.",
    };
    desk.store.say(&entered.access, words, now).await?;
    desk.store.subscribe(&entered.access, true, now).await?;
    let state = entered.case(&desk).await?.state;
    if matches!(state, CaseState::Answered | CaseState::Decided) {
        desk.store.call_agent(&entered.access, now).await?;
    }
    Ok(Redirect::to(&format!("{}/talk#now", entered.address())))
}
