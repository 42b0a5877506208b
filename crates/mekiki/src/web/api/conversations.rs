//! Talking it through: with the desk's dialogue, then with a human being.

use std::sync::Arc;

use ::desk::{
    Door, NewCase,
    conversation::{Input, Screen},
};
use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    json::Sent,
    refusals::refusals,
    token::Holder,
    vocabulary::{Action, CaseState, Language, LineKind, Speaker},
};
use crate::web::{
    Desk,
    case::{self, Entered},
    problem::Problem,
    talk::{self, Standing, TEXT, show},
};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new()
        .routes(routes!(create_conversation))
        .routes(routes!(get_conversation, continue_conversation))
}

/// How a conversation without a message begins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewConversation {
    /// The person's language; the dialogue follows when it is changed in the talk.
    language: Language,
}

/// A conversation that was begun.
#[derive(Serialize, ToSchema)]
struct Begun {
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$", example = "cGxlYXNlIGNoZWNrIHRoaQ")]
    id: String,
    /// What opens the case from now on. Told this once.
    #[schema(
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "dGhpcyBpcyBub3QgYSByZWFsIHRva2VuLCBzb3JyeS4uLi4"
    )]
    token: String,
    /// The case's private page, for a person: whoever has this address may enter.
    #[schema(pattern = "^/c/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{43}$")]
    page: String,
    conversation: Conversation,
}

/// Where a conversation stands, and what was said.
#[derive(Serialize, ToSchema)]
struct Conversation {
    state: CaseState,
    language: Language,
    /// What was said, oldest first.
    transcript: Vec<Entry>,
    screen: Now,
}

/// What somebody said.
#[derive(Serialize, ToSchema)]
struct Entry {
    /// Its place in the transcript, from 1.
    #[schema(minimum = 1)]
    position: i64,
    by: Speaker,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    lines: Vec<Line>,
}

/// One line. Plain text: whoever shows it escapes it.
#[derive(Serialize, ToSchema)]
struct Line {
    kind: LineKind,
    text: String,
}

/// What the desk says last, and what can be done now.
#[derive(Serialize, ToSchema)]
struct Now {
    /// What a human being decided, to stand above the talk; empty where the desk just said it.
    standing: Vec<Line>,
    lines: Vec<Line>,
    /// What can be chosen; nothing while an agent has the case. Text can always be sent.
    options: Vec<Choice>,
    /// Ways out of the talk.
    links: Vec<Link>,
}

/// Something that can be chosen.
#[derive(Serialize, ToSchema)]
struct Choice {
    /// What to send.
    id: String,
    label: String,
}

/// A way out of the talk.
#[derive(Serialize, ToSchema)]
struct Link {
    action: Action,
    label: String,
}

/// What the person does: chooses, or writes.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
enum Said {
    Chosen(Chosen),
    Written(Written),
}

/// One of the options.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Chosen {
    #[schema(min_length = 1, max_length = 80, example = "@person")]
    choice: String,
}

/// Words of the person's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    #[schema(
        min_length = 1,
        max_length = 4000,
        pattern = r"\S",
        example = "カード番号を入力してしまいました"
    )]
    text: String,
}

impl Said {
    fn input(self) -> Result<Input, Problem> {
        let (said, most) = match &self {
            Self::Chosen(chosen) => (&chosen.choice, 80),
            Self::Written(written) => (&written.text, TEXT),
        };
        if said.trim().is_empty() || said.chars().nth(most).is_some() {
            return Err(Problem::TooLong);
        }
        Ok(match self {
            Self::Chosen(chosen) => Input::Chose(chosen.choice),
            Self::Written(written) => Input::Typed(written.text.trim().to_owned()),
        })
    }
}

refusals! { NotBegun: Malformed, ForeignForm, TooSlow, TooLarge, WrongType, TooMany, Busy }
refusals! { NotShown: Malformed, NoKey, NotFound }
refusals! { NotSaid: Malformed, NoKey, ForeignForm, NotFound, TooSlow, TooLarge, WrongType, TooLong, TooMany, Busy }

/// Begin a conversation without a message
#[utoipa::path(
    post, path = "/api/v1/conversations", tag = "conversations",
    request_body = NewConversation,
    responses(
        (status = 201, description = "It has begun.", body = Begun,
            headers(("Location" = String, description = "The conversation"))),
        NotBegun,
    ),
)]
async fn create_conversation(
    State(desk): State<Arc<Desk>>,
    Sent(new): Sent<NewConversation>,
) -> Result<Response, Problem> {
    let new = NewCase::without_message(Door::Api, new.language.into());
    let key = desk.store.open_case(&new, Timestamp::now()).await?.key;
    let access = desk.store.enter(&key).await?;
    let entered = Entered { key, access };
    let begun = Begun {
        id: entered.key.id.to_string(),
        token: entered.key.token.reveal().to_owned(),
        page: case::address(&entered.key),
        conversation: standing(&desk, &entered, 0).await?,
    };
    let location = format!("/api/v1/checks/{}/conversation", entered.key.id);
    let mut response = (StatusCode::CREATED, Json(begun)).into_response();
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct After {
    /// Only what was said after this position.
    #[serde(default)]
    #[param(minimum = 0, maximum = 4294967295_u64, required = false)]
    after: u32,
}

/// Show a conversation
#[utoipa::path(
    get, path = "/api/v1/checks/{id}/conversation", tag = "conversations",
    params(("id" = String, Path, description = "The check", min_length = 1, max_length = 64), After),
    responses((status = 200, description = "As it stands now.", body = Conversation), NotShown),
    security(("caseToken" = [])),
)]
async fn get_conversation(
    State(desk): State<Arc<Desk>>,
    Holder(entered): Holder,
    from: Result<Query<After>, QueryRejection>,
) -> Result<Json<Conversation>, Problem> {
    let Query(from) = from.map_err(|_| Problem::Malformed)?;
    standing(&desk, &entered, from.after.into()).await.map(Json)
}

/// Choose or say something
///
/// Answers with what was said since, and what can be done now. While an agent has the case the dialogue
/// is silent, but for first aid.
#[utoipa::path(
    post, path = "/api/v1/checks/{id}/conversation", tag = "conversations",
    params(("id" = String, Path, description = "The check", min_length = 1, max_length = 64)),
    request_body = Said,
    responses((status = 200, description = "As it stands now.", body = Conversation), NotSaid),
    security(("caseToken" = [])),
)]
async fn continue_conversation(
    State(desk): State<Arc<Desk>>,
    Holder(entered): Holder,
    Sent(said): Sent<Said>,
) -> Result<Json<Conversation>, Problem> {
    let input = said.input()?;
    let before = entered.case(&desk).await?.messages;
    talk::advance(&desk, &entered, None, &input).await?;
    standing(&desk, &entered, before).await.map(Json)
}

async fn standing(desk: &Desk, entered: &Entered, after: i64) -> Result<Conversation, Problem> {
    let Standing { case, screen, .. } = Standing::of(desk, entered, None).await?;
    let said = desk.store.transcript(&entered.access, after).await?;
    let transcript = said.iter().map(|said| Entry {
        position: said.position,
        by: said.who.into(),
        at: said.said_at,
        lines: lines(show::lines(said.who, &said.text)),
    });
    Ok(Conversation {
        state: case.state.into(),
        language: screen.language.into(),
        transcript: transcript.collect(),
        screen: now(screen, case.state == ::desk::CaseState::WithAgent),
    })
}

fn now(screen: Screen, with_agent: bool) -> Now {
    let options = screen.options.into_iter().filter(|_| !with_agent);
    let links = screen.actions.into_iter();
    Now {
        standing: lines(screen.standing),
        lines: lines(screen.lines),
        options: options.map(|choice| Choice { id: choice.id, label: choice.label }).collect(),
        links: links
            .map(|button| Link { action: button.action.into(), label: button.label })
            .collect(),
    }
}

fn lines(lines: Vec<::desk::conversation::Line>) -> Vec<Line> {
    lines.into_iter().map(|line| Line { kind: line.kind.into(), text: line.text }).collect()
}
