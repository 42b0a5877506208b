//! What was said in a case, as the desk sees it; the part of the page that changes by itself.

use std::{convert::Infallible, sync::Arc};

use ::desk::{
    Access, Case, CaseState, Who,
    case::Message,
    conversation::{Known, Line},
};
use askama::Template;
use axum::{
    extract::State,
    response::{Response, Sse, sse::Event},
};
use futures_util::Stream;
use jiff::{Timestamp, tz::TimeZone};

use super::{
    case::{Named, entered},
    clock::{moment, waited},
    colleagues::Colleagues,
    inside::Inside,
    session::Watching,
};
use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    result,
    talk::{events, show},
};

/// One entry.
pub(super) struct Turn {
    pub(super) name: String,
    pub(super) class: &'static str,
    pub(super) at: String,
    pub(super) lines: Vec<Line>,
}

impl Turn {
    /// What a line is, for its shape.
    pub(super) fn kind(line: &Line) -> &'static str {
        show::kind(line)
    }
}

/// Where the case stands, and what was said.
pub(super) struct Talk {
    pub(super) state: CaseState,
    /// How long the person waits; empty when not.
    pub(super) waits: String,
    pub(super) holder: String,
    pub(super) is_mine: bool,
    /// What a human being decided, as the person is told.
    pub(super) decided: Vec<Line>,
    pub(super) turns: Vec<Turn>,
}

impl Talk {
    pub(super) async fn of(
        desk: &Desk,
        inside: &Inside,
        access: &Access,
        (case, colleagues): (&Case, &Colleagues),
    ) -> Result<Self, Problem> {
        let language = inside.language();
        let said = desk.store.transcript(access, 0).await?;
        let zone = &desk.checker.zone;
        let turns = said.into_iter().map(|said| turn(said, inside, colleagues, zone)).collect();
        let holder = case.claimed_by.as_ref();
        Ok(Self {
            state: case.state,
            waits: case
                .waiting_since
                .map(|since| waited(since, Timestamp::now(), language))
                .unwrap_or_default(),
            holder: holder.map(|id| colleagues.name(id)).unwrap_or_default(),
            is_mine: holder == Some(&inside.session.user.id),
            decided: decided(desk, case, inside),
            turns,
        })
    }
}

/// As the person is told it; about a talk without a message too.
fn decided(desk: &Desk, case: &Case, inside: &Inside) -> Vec<Line> {
    let zone = case.report.as_ref().map_or_else(|| desk.checker.zone.clone(), result::zone);
    let told = case.decision.as_ref().map(|decision| decision.told(&zone));
    let known = Known { report: case.report.as_ref(), decision: told.as_ref() };
    let mut lines = desk.dialogue.decision_lines(inside.language(), &known);
    lines.extend(result::beside(case, inside.language()));
    lines
}

fn turn(said: Message, inside: &Inside, colleagues: &Colleagues, zone: &TimeZone) -> Turn {
    let name = match (said.who, &said.speaker) {
        (Who::Person, _) => inside.say("相談した方", "The person who asked").to_owned(),
        (Who::Desk, _) => inside.say("自動の案内", "Automatic answer").to_owned(),
        (Who::Agent, Some(id)) => colleagues.name(id),
        (Who::Agent, None) => inside.say("担当者", "A person at the desk").to_owned(),
    };
    Turn {
        name,
        class: said.who.into(),
        at: moment(said.said_at, zone, inside.language()),
        lines: show::lines(said.who, &said.text),
    }
}

#[derive(Template)]
#[template(path = "web/staff/talk_live.html")]
struct Fragment {
    inside: Inside,
    talk: Talk,
    id: String,
}

/// The part that changes, for the page that is open.
pub(super) async fn live(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Watching(session): Watching,
    Named(id): Named,
) -> Result<Response, Problem> {
    let access = entered(&desk, &session, &id).await?;
    let case = desk.store.case(&access).await?;
    let inside = Inside::new(language, "/desk", session);
    let colleagues = Colleagues::of(&desk).await?;
    let talk = Talk::of(&desk, &inside, &access, (&case, &colleagues)).await?;
    page(&Fragment { inside, talk, id: id.to_string() })
}

pub(super) async fn listen(
    State(desk): State<Arc<Desk>>,
    Watching(session): Watching,
    Named(id): Named,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let access = entered(&desk, &session, &id).await?;
    events::of(desk, access).await
}
