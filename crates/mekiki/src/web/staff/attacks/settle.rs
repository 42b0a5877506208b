use std::sync::Arc;

use ::desk::{AttackId, attack::Settled};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use jiff::Timestamp;
use serde::Deserialize;

use crate::web::{
    Desk,
    problem::Problem,
    staff::{form::Posted, session::Refused},
};

#[derive(Deserialize)]
pub(super) struct Chosen {
    /// `closed`, `genuine`, or `open`.
    state: String,
}

/// Somebody is done with an attack, says that it is none, or opens it again.
pub(super) async fn settle(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Posted { session, form }: Posted<Chosen>,
) -> Result<Redirect, Refused> {
    let id = AttackId::parse(&id).ok_or(Problem::NotFound)?;
    let settled = match form.state.as_str() {
        "open" => None,
        word => Some(word.parse::<Settled>().map_err(|_| Problem::Malformed)?),
    };
    let done = desk.store.settle_attack(&session.user, &id, settled, Timestamp::now()).await;
    done.map_err(Problem::from)?;
    Ok(Redirect::to(&format!("/desk/attacks/{id}")))
}
