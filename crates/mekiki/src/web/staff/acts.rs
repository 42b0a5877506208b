//! What somebody at the desk does with a case: one form each, and back to the case.

use std::sync::Arc;

use ::desk::{CaseId, UserId};
use axum::{Router, extract::State, response::Redirect, routing::post};
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    case::{Named, entered},
    form::{Nothing, Posted},
};
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/case/{id}/claim", post(claim))
        .route("/desk/case/{id}/say", post(say))
        .route("/desk/case/{id}/note", post(note))
        .route("/desk/case/{id}/hand-over", post(hand_over))
        .route("/desk/case/{id}/release", post(release))
        .route("/desk/case/{id}/finish", post(finish))
}

/// The case's page, where the talk ends.
fn back(id: &CaseId) -> Redirect {
    Redirect::to(&format!("/desk/case/{id}#now"))
}

async fn claim(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: Nothing {} }: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let access = entered(&desk, &session, &id).await?;
    desk.store.claim(&access, Timestamp::now()).await?;
    Ok(back(&id))
}

#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    text: String,
}

/// Who answers has the case: two who answer at once would confuse the person.
async fn say(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form }: Posted<Words>,
) -> Result<Redirect, Problem> {
    let access = entered(&desk, &session, &id).await?;
    let words = form.text.replace("\r\n", "\n");
    if words.trim().is_empty() {
        return Err(Problem::TooLong);
    }
    let now = Timestamp::now();
    desk.store.claim(&access, now).await?;
    desk.store.say(&access, &words, now).await?;
    Ok(back(&id))
}

async fn note(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form }: Posted<Words>,
) -> Result<Redirect, Problem> {
    let access = entered(&desk, &session, &id).await?;
    desk.store.note(&access, &form.text.replace("\r\n", "\n"), Timestamp::now()).await?;
    Ok(Redirect::to(&format!("/desk/case/{id}#notes")))
}

#[derive(Deserialize)]
struct To {
    #[serde(default)]
    to: String,
    #[serde(default)]
    note: String,
}

async fn hand_over(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form }: Posted<To>,
) -> Result<Redirect, Problem> {
    let access = entered(&desk, &session, &id).await?;
    let to = UserId::parse(&form.to).ok_or(Problem::Malformed)?;
    desk.store.hand_over(&access, &to, &form.note, Timestamp::now()).await?;
    Ok(back(&id))
}

async fn release(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: Nothing {} }: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let access = entered(&desk, &session, &id).await?;
    desk.store.release(&access, Timestamp::now()).await?;
    Ok(Redirect::to("/desk"))
}

async fn finish(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: Nothing {} }: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let access = entered(&desk, &session, &id).await?;
    desk.store.finish(&access, Timestamp::now()).await?;
    Ok(Redirect::to("/desk"))
}
