//! What is done with an alert: one form each, and back to it. Each says which revision it is about, so
//! that nobody approves what they have not seen.

use std::sync::Arc;

use ::desk::AlertId;
use axum::{extract::State, response::Redirect};
use jiff::Timestamp;
use serde::Deserialize;

use super::{one::Named, written::Written};
use crate::web::{Desk, problem::Problem, staff::form::Posted};

fn back(id: &AlertId) -> Redirect {
    Redirect::to(&format!("/desk/alerts/{id}"))
}

/// A revision, as a form names it.
#[derive(Deserialize)]
pub(super) struct SeenAt {
    #[serde(default)]
    revision: String,
}

impl SeenAt {
    fn number(&self) -> Result<i64, Problem> {
        self.revision.parse().map_err(|_| Problem::Malformed)
    }
}

#[derive(Deserialize)]
pub(super) struct Changed {
    #[serde(flatten)]
    seen: SeenAt,
    #[serde(flatten)]
    written: Written,
}

pub(super) async fn change(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form }: Posted<Changed>,
) -> Result<Redirect, Problem> {
    let alert = desk.store.alert(&session.user, &id).await?;
    let notice = form.written.notice(alert.notice.kind, &desk.checker.zone)?;
    let seen = (&id, form.seen.number()?);
    desk.store.change_alert(&session.user, seen, &notice, Timestamp::now()).await?;
    Ok(back(&id))
}

pub(super) async fn propose(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: seen }: Posted<SeenAt>,
) -> Result<Redirect, Problem> {
    desk.store.propose_alert(&session.user, (&id, seen.number()?), Timestamp::now()).await?;
    Ok(back(&id))
}

pub(super) async fn approve(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: seen }: Posted<SeenAt>,
) -> Result<Redirect, Problem> {
    desk.store.approve_alert(&session.user, (&id, seen.number()?), Timestamp::now()).await?;
    metrics::counter!("mekiki_alerts_published_total").increment(1);
    Ok(back(&id))
}

pub(super) async fn withdraw(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: seen }: Posted<SeenAt>,
) -> Result<Redirect, Problem> {
    desk.store.withdraw_alert(&session.user, (&id, seen.number()?), Timestamp::now()).await?;
    Ok(back(&id))
}
