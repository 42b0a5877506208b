//! The page of a talk.

use std::sync::Arc;

use ::desk::{
    CaseState, Who,
    conversation::{Action, Button, Choice, Known, Line, LineKind, Screen},
};
use askama::Template;
use axum::{extract::State, response::Response};
use jiff::tz::TimeZone;
use verdict::words::Language;

use super::Standing;
use crate::web::{
    Desk, alerts,
    around::{Around, page},
    case::Entered,
    language::Spoken,
    problem::Problem,
    result::beside,
};

/// One entry of the transcript as it is shown.
pub(super) struct Said {
    pub(super) who: Who,
    pub(super) lines: Vec<Line>,
    pub(super) at: String,
}

impl Said {
    /// Who said it, as the page names them.
    fn name<'a>(&self, around: &'a Around) -> &'a str {
        match self.who {
            Who::Person => around.say("あなた", "You"),
            Who::Desk => around.say("自動の案内", "Automatic answer"),
            Who::Agent => around.say("担当者", "A person at the desk"),
        }
    }

    fn class(&self) -> &'static str {
        self.who.into()
    }

    /// What a line is, for its shape.
    fn kind(line: &Line) -> &'static str {
        kind(line)
    }
}

/// What a line is, for its shape.
pub(in crate::web) fn kind(line: &Line) -> &'static str {
    match line.kind {
        LineKind::Say => "say",
        LineKind::Urgent => "urgent",
        LineKind::Answer => "answer",
        LineKind::Row => "row",
        LineKind::Reason => "reason",
        LineKind::Todo => "todo",
        LineKind::Step => "step",
        LineKind::Note => "note",
    }
}

/// A way out of the talk.
pub(super) struct Exit {
    pub(super) href: String,
    pub(super) label: String,
}

/// What changes while somebody looks on.
struct Live {
    around: Around,
    /// Alerts about the message.
    alerted: String,
    said: Vec<Said>,
    standing: Vec<Line>,
    choices: Vec<Choice>,
    exits: Vec<Exit>,
    state: CaseState,
    /// Where the forms go.
    action: String,
}

#[derive(Template)]
#[template(path = "web/talk.html")]
struct Page {
    live: Live,
    around: Around,
    /// Where news come from; empty before there are any.
    case: String,
}

#[derive(Template)]
#[template(path = "web/talk_live.html")]
struct Fragment {
    live: Live,
}

/// The first screen: nothing is kept of who only looks.
pub(super) async fn first(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
) -> Result<Response, Problem> {
    let around = Around::new(language, "/talk");
    let (_, screen) = desk.dialogue.begin(language, &Known::default());
    let said = vec![opening(&screen)];
    let (choices, exits) = (choices(&screen), exits(&screen, ""));
    let action = "/talk".to_owned();
    let state = CaseState::Answered;
    let live = Live {
        around: around.clone(),
        alerted: String::new(),
        said,
        standing: Vec::new(),
        choices,
        exits,
        state,
        action,
    };
    page(&Page { live, around, case: String::new() })
}

pub(super) async fn talk(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Response, Problem> {
    let live = shown(&desk, &entered, language).await?;
    page(&Page { around: live.around.clone(), live, case: entered.address() })
}

/// The part that changes, for the page that is open.
pub(super) async fn live(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Response, Problem> {
    page(&Fragment { live: shown(&desk, &entered, language).await? })
}

async fn shown(desk: &Desk, entered: &Entered, language: Language) -> Result<Live, Problem> {
    let Standing { case, screen, is_new, .. } = Standing::of(desk, entered, Some(language)).await?;
    let address = entered.address();
    let around = Around::of_case(language, format!("{address}/talk"), &address);
    let zone = case.report.as_ref().map_or_else(tokyo, crate::web::result::zone);
    let kept = desk.store.transcript(&entered.access, 0).await?;
    let mut said: Vec<Said> = kept
        .iter()
        .map(|message| Said {
            who: message.who,
            lines: lines(message.who, &message.text),
            at: message.said_at.to_zoned_datetime(zone.clone()).strftime("%H:%M").to_string(),
        })
        .collect();
    if is_new {
        said.push(opening(&screen));
    }
    let with_agent = case.state == CaseState::WithAgent;
    Ok(Live {
        alerted: alerts::beside_case(desk, &entered.access, &around).await?,
        around,
        said,
        choices: if with_agent { Vec::new() } else { choices(&screen) },
        exits: exits(&screen, &address),
        standing: screen.standing.into_iter().chain(beside(&case, language)).collect(),
        state: case.state,
        action: format!("{address}/talk"),
    })
}

/// A talk without a message tells no zone; most who ask are in Japan.
fn tokyo() -> TimeZone {
    TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC)
}

/// What the desk says first, before it is kept.
fn opening(screen: &Screen) -> Said {
    Said { who: Who::Desk, lines: screen.lines.clone(), at: String::new() }
}

/// Only the desk's own words have signs: nobody else's are read as an answer.
pub(crate) fn lines(who: Who, text: &str) -> Vec<Line> {
    let line = |text: &str| match who {
        Who::Desk => Line::read(text),
        Who::Person | Who::Agent => Line { kind: LineKind::Say, text: text.to_owned() },
    };
    text.lines().map(line).collect()
}

/// The page has a switch of its own for the language.
fn choices(screen: &Screen) -> Vec<Choice> {
    screen.options.iter().filter(|choice| choice.id != "@language").cloned().collect()
}

fn exits(screen: &Screen, case: &str) -> Vec<Exit> {
    screen.actions.iter().filter_map(|button| exit(button, case)).collect()
}

fn exit(button: &Button, case: &str) -> Option<Exit> {
    let href = match button.action {
        Action::OpenCheck if case.is_empty() => "/".to_owned(),
        Action::OpenCheck => format!("{case}/message"),
        Action::FirstAid => "/aid".to_owned(),
        Action::OpenResult if !case.is_empty() => case.to_owned(),
        Action::Report if !case.is_empty() => format!("{case}/report"),
        Action::Notify if !case.is_empty() => format!("{case}#notify"),
        Action::DeleteCase if !case.is_empty() => format!("{case}/delete"),
        // This is that page.
        Action::TalkToPerson => return None,
        Action::OpenResult | Action::Report | Action::Notify | Action::DeleteCase => return None,
    };
    Some(Exit { href, label: button.label.clone() })
}
