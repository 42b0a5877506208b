//! What was decided, the newest first.

use std::sync::Arc;

use ::desk::{Decided, DecisionKind};
use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use serde::Deserialize;
use verdict::words::Language;

use super::{
    clock::moment,
    colleagues::{Colleagues, brand},
    inside::Inside,
    queue::{Found, subject},
    session::Staff,
};
use crate::web::{Desk, around::page, language::Spoken, preview, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/desk/decisions", get(show))
}

/// Decisions on one page.
const PAGE: u64 = 50;

struct Row {
    /// The case; empty when it is gone.
    case: String,
    subject: String,
    brand: String,
    found: Option<Found>,
    kind: &'static str,
    words: String,
    by: String,
    at: String,
    asked: i64,
}

#[derive(Template)]
#[template(path = "web/staff/decisions.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
    /// Where the older ones begin, if there are any.
    older: Option<i64>,
}

#[derive(Deserialize)]
struct Asked {
    before: Option<i64>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let decided = desk.store.decided(&session.user, asked.before, PAGE).await?;
    let inside = Inside::new(language, "/desk/decisions", session);
    let colleagues = Colleagues::of(&desk).await?;
    let is_full = u64::try_from(decided.len()).is_ok_and(|rows| rows == PAGE);
    let older = decided.last().map(|last| last.position).filter(|_| is_full);
    let rows = decided.into_iter().map(|one| row(&desk, &inside, &colleagues, one)).collect();
    page(&Page { inside, rows, older })
}

fn row(desk: &Desk, inside: &Inside, colleagues: &Colleagues, one: Decided) -> Row {
    let language = inside.language();
    Row {
        subject: subject(one.subject.as_deref(), inside),
        brand: one.brand.map(|key| brand(desk, &key, inside)).unwrap_or_default(),
        found: Found::named(one.ruling.as_deref(), language),
        kind: kind_words(one.decision.kind, language),
        words: preview::shown(one.decision.words.within(language)),
        by: colleagues.actor(&one.decision.by, inside),
        at: moment(one.decision.at, &desk.checker.zone, language),
        asked: one.asked,
        case: one.case.map(|case| case.to_string()).unwrap_or_default(),
    }
}

/// A decision, with a sign, so that nobody has to tell them apart by colour.
pub(super) fn kind_words(kind: DecisionKind, language: Language) -> &'static str {
    match (kind, language) {
        (DecisionKind::Genuine, Language::Ja) => "✔ 本物",
        (DecisionKind::Fraud, Language::Ja) => "✖ 詐欺",
        (DecisionKind::GenuineButFaulty, Language::Ja) => "△ 本物だが不具合あり",
        (DecisionKind::Genuine, Language::En) => "✔ Genuine",
        (DecisionKind::Fraud, Language::En) => "✖ Fraud",
        (DecisionKind::GenuineButFaulty, Language::En) => "△ Genuine, but faulty",
    }
}
