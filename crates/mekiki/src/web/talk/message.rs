//! Handing in the message that a talk is about: the talk goes on with it.

use std::sync::Arc;

use ::desk::{CaseState, conversation::Input};
use askama::Template;
use axum::{
    extract::{Request, State},
    response::{IntoResponse as _, Redirect, Response},
};
use jiff::Timestamp;
use verdict::words::Language;

use super::advance;
use crate::web::{
    Desk,
    around::{Around, page},
    case::Entered,
    language::Spoken,
    problem::Problem,
};

#[derive(Template)]
#[template(path = "web/message.html")]
struct Page {
    around: Around,
    case: String,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
) -> Result<Response, Problem> {
    let case = entered.address();
    if entered.case(&desk).await?.report.is_some() {
        return Ok(Redirect::to(&case).into_response());
    }
    page(&Page { around: Around::of_case(language, format!("{case}/message"), &case), case })
}

pub(super) async fn hand_in(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
    request: Request,
) -> Result<Redirect, Problem> {
    let (room, message) = desk.intake.message(request, &desk.limits).await?;
    desk.hand_in(&entered.access, message).await?;
    drop(room);
    match entered.case(&desk).await?.state {
        CaseState::Answered | CaseState::Decided => {
            advance(&desk, &entered, Some(language), &Input::News).await?;
        }
        // The human being who looks after it is told, and the dialogue keeps out of it.
        CaseState::Waiting | CaseState::WithAgent => {
            let words = match language {
                Language::Ja => "元のメールを渡しました。",
                Language::En => "I have handed in the original message.",
            };
            desk.store.say(&entered.access, words, Timestamp::now()).await?;
        }
    }
    Ok(Redirect::to(&format!("{}/talk#now", entered.address())))
}
