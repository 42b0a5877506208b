//! The talk: with the desk's dialogue, then with a human being.
//!
//! Each step is one plain form. What was said is the store's transcript; where the dialogue stands is
//! a value beside it. Once an agent has the case the dialogue is silent, but for first aid.

pub(super) mod events;
mod message;
pub(crate) mod show;

use std::sync::Arc;

use ::desk::{
    Case, CaseState, Door, NewCase,
    conversation::{Input, Known, Line, Screen, Talk},
};
use axum::{
    Form, Router,
    extract::{DefaultBodyLimit, State},
    response::Redirect,
    routing::get,
};
use jiff::Timestamp;
use serde::Deserialize;
use verdict::words::Language;

use super::{
    Desk,
    case::{Entered, address},
    language::Spoken,
    problem::Problem,
    result::zone,
};

pub(crate) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    let most = desk.limits.message_octets + desk.limits.form_octets;
    let hand_in = get(message::show).post(message::hand_in).layer(DefaultBodyLimit::max(most));
    Router::new()
        .route("/talk", get(show::first).post(begin))
        .route("/c/{id}/{token}/talk", get(show::talk).post(step))
        .route("/c/{id}/{token}/talk/live", get(show::live))
        .route("/c/{id}/{token}/message", hand_in)
        .route("/c/{id}/{token}/events", get(events::listen))
}

/// What somebody did: pressed a button, or wrote.
#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    choice: String,
    #[serde(default)]
    text: String,
}

/// Longest text that anybody may bring; the dialogue keeps less, and says so.
pub(crate) const TEXT: usize = 4_000;

impl Said {
    fn input(self) -> Result<Input, Problem> {
        if !self.choice.is_empty() {
            return Ok(Input::Chose(self.choice.chars().take(80).collect()));
        }
        let text = self.text.trim();
        if text.is_empty() || text.chars().nth(TEXT).is_some() {
            return Err(Problem::TooLong);
        }
        Ok(Input::Typed(text.to_owned()))
    }
}

/// A talk without a message: the case is made when somebody first says something.
async fn begin(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Form(said): Form<Said>,
) -> Result<Redirect, Problem> {
    let input = said.input()?;
    let new = NewCase::without_message(Door::Web, language);
    let opened = desk.store.open_case(&new, Timestamp::now()).await?;
    let access = desk.store.enter(&opened.key).await?;
    let entered = Entered { key: opened.key, access };
    go_on(&desk, &entered, language, &input).await
}

async fn step(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
    Form(said): Form<Said>,
) -> Result<Redirect, Problem> {
    let input = said.input()?;
    go_on(&desk, &entered, language, &input).await
}

/// A case's talk as it stands.
pub(crate) struct Standing {
    pub(crate) case: Case,
    talk: Talk,
    pub(crate) screen: Screen,
    /// Whether nothing of it is kept yet.
    pub(crate) is_new: bool,
}

impl Standing {
    /// In the language that was chosen, else in the one that it is in.
    pub(crate) async fn of(
        desk: &Desk,
        entered: &Entered,
        chosen: Option<Language>,
    ) -> Result<Self, Problem> {
        let case = entered.case(desk).await?;
        let decision = decision(&case);
        let known = Known { report: case.report.as_ref(), decision: decision.as_ref() };
        let kept = desk.store.conversation(&entered.access).await?;
        // A talk that an older version kept, and this one cannot read, begins anew.
        let kept = kept.and_then(|kept| serde_json::from_value::<Talk>(kept).ok());
        let is_new = kept.is_none();
        let (talk, screen) = match kept {
            None => desk.dialogue.begin(chosen.unwrap_or(case.language), &known),
            Some(mut talk) => {
                talk.language = chosen.unwrap_or(talk.language);
                let screen = desk.dialogue.screen(&talk, &known);
                (talk, screen)
            }
        };
        Ok(Self { case, talk, screen, is_new })
    }
}

/// What a human being decided, as the dialogue knows it.
fn decision(case: &Case) -> Option<::desk::conversation::Decision> {
    let zone = case.report.as_ref().map_or(jiff::tz::TimeZone::UTC, zone);
    case.decision.as_ref().map(|decision| decision.told(&zone))
}

async fn go_on(
    desk: &Desk,
    entered: &Entered,
    language: Language,
    input: &Input,
) -> Result<Redirect, Problem> {
    let spoken = advance(desk, entered, Some(language), input).await?;
    let address = address(&entered.key);
    Ok(Redirect::to(&if spoken == language {
        format!("{address}/talk#now")
    } else {
        // Somebody wrote that the other language is easier: the page follows.
        format!("{address}/talk?lang={}#now", code(spoken))
    }))
}

/// Takes the talk one step on, and keeps it. Gives the language that it is in now.
pub(crate) async fn advance(
    desk: &Desk,
    entered: &Entered,
    chosen: Option<Language>,
    input: &Input,
) -> Result<Language, Problem> {
    let Standing { case, talk, is_new, .. } = Standing::of(desk, entered, chosen).await?;
    if case.state == CaseState::WithAgent && !is_for_dialogue(desk, input) {
        if let Input::Typed(text) = input {
            desk.store.say(&entered.access, text, Timestamp::now()).await?;
        }
        return Ok(talk.language);
    }
    let decision = decision(&case);
    let known = Known { report: case.report.as_ref(), decision: decision.as_ref() };
    let turns = if is_new { 0 } else { talk.turns.len() };
    let (talk, screen) = desk.dialogue.step(talk, &known, input);
    keep(desk, entered, (&talk, turns)).await?;
    if screen.hand_over && matches!(case.state, CaseState::Answered | CaseState::Decided) {
        desk.store.call_agent(&entered.access, Timestamp::now()).await?;
    }
    Ok(talk.language)
}

/// While an agent has the case: only what cannot wait for the agent's next word.
fn is_for_dialogue(desk: &Desk, input: &Input) -> bool {
    match input {
        Input::Typed(text) => !desk.dialogue.understand(text).happened.is_empty(),
        Input::Chose(id) => id.starts_with("aid"),
        Input::News => false,
    }
}

/// Writes the turns from `already` on into the transcript, and keeps where the dialogue stands.
async fn keep(
    desk: &Desk,
    entered: &Entered,
    (talk, already): (&Talk, usize),
) -> Result<(), Problem> {
    use ::desk::conversation::Speaker;
    let now = Timestamp::now();
    // At its limit a talk loses turns at its beginning; what is new is at its end.
    let new = talk.turns.len().saturating_sub(already.min(talk.turns.len().saturating_sub(2)));
    for turn in talk.turns.iter().skip(talk.turns.len() - new) {
        let words: Vec<String> = turn.lines.iter().map(Line::written).collect();
        let words = words.join("\n");
        match turn.by {
            Speaker::Person => desk.store.say(&entered.access, &words, now).await?,
            Speaker::Desk => desk.store.desk_says(&entered.access, &words, now).await?,
            Speaker::Agent => continue,
        };
    }
    let state = serde_json::to_value(talk).map_err(|error| Problem::inner("a talk", &error))?;
    Ok(desk.store.keep_conversation(&entered.access, &state).await?)
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Ja => "ja",
        Language::En => "en",
    }
}
