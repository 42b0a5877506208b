//! All alerts, those that wait for approval first.

use std::sync::Arc;

use ::desk::{Alert, AlertKind, AlertState};
use askama::Template;
use axum::{extract::State, response::Response};
use verdict::words::Language;

use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    staff::{
        clock::moment,
        colleagues::{Colleagues, brand},
        inside::Inside,
        session::Staff,
    },
};

/// Alerts on the list.
const LISTED: u64 = 200;

struct Row {
    id: String,
    title: String,
    brand: String,
    kind: &'static str,
    state: &'static str,
    is_waiting: bool,
    by: String,
    at: String,
}

#[derive(Template)]
#[template(path = "web/staff/alerts.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let mut alerts = desk.store.alerts(&session.user, LISTED).await?;
    alerts.sort_by_key(|alert| alert.state != AlertState::Proposed);
    let inside = Inside::new(language, "/desk/alerts", session);
    let colleagues = Colleagues::of(&desk).await?;
    let rows = alerts.iter().map(|alert| row(&desk, &inside, &colleagues, alert)).collect();
    page(&Page { inside, rows })
}

fn row(desk: &Desk, inside: &Inside, colleagues: &Colleagues, alert: &Alert) -> Row {
    let language = inside.language();
    Row {
        id: alert.id.to_string(),
        title: alert.notice.title.within(language).to_owned(),
        brand: alert.notice.brand.as_ref().map(|key| brand(desk, key, inside)).unwrap_or_default(),
        kind: kind_words(alert.notice.kind, language),
        state: state_words(alert, language),
        is_waiting: alert.state == AlertState::Proposed,
        by: colleagues.actor(&alert.changed_by, inside),
        at: moment(alert.changed_at, &desk.checker.zone, language),
    }
}

/// What kind it is, with a sign.
pub(super) fn kind_words(kind: AlertKind, language: Language) -> &'static str {
    match (kind, language) {
        (AlertKind::Phishing, Language::Ja) => "⚠ 偽物への注意",
        (AlertKind::GenuineWithFault, Language::Ja) => "✔ 本物の不具合",
        (AlertKind::Phishing, Language::En) => "⚠ Fakes",
        (AlertKind::GenuineWithFault, Language::En) => "✔ Genuine, with a fault",
    }
}

/// Where it stands.
pub(super) fn state_words(alert: &Alert, language: Language) -> &'static str {
    let was_public = alert.published_at.is_some();
    match (alert.state, was_public, language) {
        (AlertState::Draft, false, Language::Ja) => "下書き",
        (AlertState::Draft, true, Language::Ja) => "公開中（書き直しの途中）",
        (AlertState::Proposed, false, Language::Ja) => "確認待ち",
        (AlertState::Proposed, true, Language::Ja) => "公開中（書き直しの確認待ち）",
        (AlertState::Published, _, Language::Ja) => "公開中",
        (AlertState::Withdrawn, false, Language::Ja) => "やめた",
        (AlertState::Withdrawn, true, Language::Ja) => "取り下げた",
        (AlertState::Draft, false, Language::En) => "Draft",
        (AlertState::Draft, true, Language::En) => "Public (being changed)",
        (AlertState::Proposed, false, Language::En) => "Waits for approval",
        (AlertState::Proposed, true, Language::En) => "Public (a change waits for approval)",
        (AlertState::Published, _, Language::En) => "Public",
        (AlertState::Withdrawn, false, Language::En) => "Dropped",
        (AlertState::Withdrawn, true, Language::En) => "Withdrawn",
    }
}
