//! The answer about one message, at its private address.

use std::sync::Arc;

use ::desk::{
    Case, CaseState, DecisionKind,
    conversation::{Dialogue, Known, Line, LineKind},
};
use askama::Template;
use axum::{
    Form, Router,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use check::{
    Report,
    render::{self, Pieces},
};
use jiff::Timestamp;
use serde::Deserialize;
use verdict::words::Language;

use super::{
    Desk, alerts,
    around::{Around, page},
    brands,
    case::Entered,
    language::Spoken,
    problem::Problem,
    standing::{Standing, as_it_stands},
};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/c/{id}/{token}", get(show))
        .route("/c/{id}/{token}/report.json", get(as_json))
        .route("/c/{id}/{token}/report.html", get(as_html))
        .route("/c/{id}/{token}/notify", post(notify))
        .route("/c/{id}/{token}/delete", get(ask_delete).post(delete))
        .route("/deleted", get(deleted))
}

#[derive(Template)]
#[template(path = "web/result.html")]
struct Page {
    around: Around,
    /// The private address.
    case: String,
    /// What the person may give to family.
    share: String,
    /// Alerts about the message, before everything else.
    alerted: String,
    /// The brand it speaks as: key and name.
    brand: Option<(String, String)>,
    /// What a human being decided, the answer first.
    decided: Vec<Line>,
    pieces: Pieces,
    standing: Standing,
    /// Whether the person waits for a human being, or has one.
    state: CaseState,
    subscribed: bool,
    has_original: bool,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Response, Problem> {
    let case = entered.case(&desk).await?;
    let address = entered.address();
    let Some(report) = &case.report else {
        // A talk without a message has no answer of its own.
        return Ok(Redirect::to(&format!("{address}/talk")).into_response());
    };
    let around = Around::of_case(language, address.clone(), &address);
    page(&Page {
        alerted: alerts::beside_case(&desk, &entered.access, &around).await?,
        brand: brands::claimed(&desk, report, language),
        around,
        share: super::share::address(&entered.key),
        decided: decided(desk.dialogue, &case, report, language),
        pieces: pieces(&as_it_stands(&case, report), language)?,
        standing: Standing::of(&case, report, language),
        state: case.state,
        subscribed: case.subscribed,
        has_original: case.original_until.is_some(),
        case: address,
    })
}

/// What a human being decided about the message, in words.
pub(crate) fn decided(
    dialogue: &Dialogue,
    case: &Case,
    report: &Report,
    language: Language,
) -> Vec<Line> {
    let told = case.decision.as_ref().map(|decision| decision.told(&zone(report)));
    let known = Known { report: Some(report), decision: told.as_ref() };
    let mut lines = dialogue.decision_lines(language, &known);
    lines.extend(beside(case, language));
    lines
}

/// What somebody wrote beside a decision. What is written about a fault the dialogue tells itself.
pub(crate) fn beside(case: &Case, language: Language) -> Option<Line> {
    let decision = case.decision.as_ref()?;
    let words = decision.words.within(language).trim();
    let is_told = decision.kind == DecisionKind::GenuineButFaulty || words.is_empty();
    (!is_told).then(|| Line { kind: LineKind::Say, text: words.to_owned() })
}

/// The zone in which the report counts days.
pub(crate) fn zone(report: &Report) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(&report.zone).unwrap_or(jiff::tz::TimeZone::UTC)
}

pub(crate) fn pieces(report: &Report, language: Language) -> Result<Pieces, Problem> {
    render::pieces(report, language).map_err(|error| Problem::inner("a template", &error))
}

/// What to do now, most urgent first.
pub(crate) fn advice(report: &Report, language: Language) -> Vec<String> {
    let lines = match language {
        Language::Ja => &report.advice.ja,
        Language::En => &report.advice.en,
    };
    lines.iter().map(|line| render::plain(line).into_owned()).collect()
}

async fn as_json(State(desk): State<Arc<Desk>>, entered: Entered) -> Result<Response, Problem> {
    let report = entered.case(&desk).await?.report.ok_or(Problem::NotFound)?;
    let json = render::json(&report).map_err(|error| Problem::inner("a report", &error))?;
    Ok(download("application/json", "mekiki.json", json))
}

async fn as_html(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Response, Problem> {
    let report = entered.case(&desk).await?.report.ok_or(Problem::NotFound)?;
    let html = render::html(&report, language);
    let html = html.map_err(|error| Problem::inner("a template", &error))?;
    Ok(download("text/html; charset=utf-8", "mekiki.html", html))
}

/// A file to be kept, never a page of ours: it would be shown with our origin.
fn download(kind: &'static str, name: &str, content: String) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

#[derive(Deserialize)]
struct Notify {
    wanted: String,
}

async fn notify(
    State(desk): State<Arc<Desk>>,
    entered: Entered,
    Form(form): Form<Notify>,
) -> Result<Redirect, Problem> {
    desk.store.subscribe(&entered.access, form.wanted == "yes", Timestamp::now()).await?;
    Ok(Redirect::to(&entered.address()))
}

#[derive(Template)]
#[template(path = "web/delete.html")]
struct AskDelete {
    around: Around,
    case: String,
}

/// Deleting is for ever: asked once more.
async fn ask_delete(Spoken(language): Spoken, entered: Entered) -> Result<Response, Problem> {
    let case = entered.address();
    page(&AskDelete { around: Around::of_case(language, format!("{case}/delete"), &case), case })
}

async fn delete(State(desk): State<Arc<Desk>>, entered: Entered) -> Result<Redirect, Problem> {
    desk.store.delete(&entered.access, Timestamp::now()).await?;
    Ok(Redirect::to("/deleted"))
}

#[derive(Template)]
#[template(path = "web/deleted.html")]
struct Deleted {
    around: Around,
}

async fn deleted(Spoken(language): Spoken) -> Result<Response, Problem> {
    page(&Deleted { around: Around::new(language, "/deleted") })
}
