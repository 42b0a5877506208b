use std::sync::Arc;

use ::desk::{
    AttackState,
    attack::{Attack, AttackReader},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use check::render::plain;
use jiff::Timestamp;
use serde::Deserialize;

use super::words::state_words;
use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    staff::{clock::moment, colleagues::brand, inside::Inside, session::Staff},
};

/// Attacks on one page.
const PAGE: u64 = 50;

/// An attack as a row shows it.
pub(in crate::web::staff) struct Row {
    pub(in crate::web::staff) id: String,
    pub(in crate::web::staff) state: &'static str,
    pub(in crate::web::staff) subject: String,
    pub(in crate::web::staff) brands: String,
    pub(in crate::web::staff) reports: i64,
    pub(in crate::web::staff) reporters: i64,
    pub(in crate::web::staff) first: String,
    pub(in crate::web::staff) last: String,
}

impl Row {
    pub(in crate::web::staff) fn of(desk: &Desk, inside: &Inside, attack: &Attack) -> Self {
        let at = |at| moment(at, &desk.checker.zone, inside.language());
        let names: Vec<String> = attack
            .brands
            .iter()
            .map(|known| plain(&brand(desk, &known.value, inside)).into_owned())
            .collect();
        Self {
            id: attack.id.to_string(),
            state: state_words(attack.state, inside.language()),
            subject: subject(&attack.subject, inside),
            brands: names.join(inside.say("、", ", ")),
            reports: attack.reports,
            reporters: attack.reporters,
            first: at(attack.first_at),
            last: at(attack.last_at),
        }
    }
}

/// What an attack is called: the subject that it began with.
pub(super) fn subject(subject: &str, inside: &Inside) -> String {
    match plain(subject).trim() {
        "" => inside.say("（件名なし）", "(no subject)").to_owned(),
        subject => subject.to_owned(),
    }
}

/// A state to choose.
struct Choice {
    word: &'static str,
    shown: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "web/staff/attacks.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
    choices: Vec<Choice>,
    /// Where the older ones begin, if there are any.
    older: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    state: String,
    /// Milliseconds since 1970.
    before: Option<i64>,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let state = asked.state.parse::<AttackState>().ok();
    let before = asked.before.and_then(|before| Timestamp::from_millisecond(before).ok());
    let reader = AttackReader::User(&session.user);
    let attacks = desk.store.attacks(reader, state, before, PAGE, Timestamp::now()).await?;
    let inside = Inside::new(language, "/desk/attacks", session);
    let is_full = u64::try_from(attacks.len()).is_ok_and(|rows| rows == PAGE);
    let older = attacks.last().filter(|_| is_full).map(|last| {
        let state = state.map(AttackState::as_str).unwrap_or_default();
        format!("/desk/attacks?state={state}&before={}", last.last_at.as_millisecond())
    });
    let choices = AttackState::ALL.map(|one| Choice {
        word: one.as_str(),
        shown: state_words(one, language),
        is_chosen: state == Some(one),
    });
    let rows = attacks.iter().map(|attack| Row::of(&desk, &inside, attack)).collect();
    page(&Page { inside, rows, choices: choices.into(), older })
}
