//! Coming in and leaving.

use std::sync::Arc;

use ::desk::StoreError;
use askama::Template;
use axum::{
    Form, Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use tokio::time;
use verdict::words::Language;

use super::{
    form::{Nothing, Posted},
    session::{Refused, Staff, after_log_in, cookie, no_cookie, token},
};
use crate::web::{
    Desk,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/login", get(show).post(log_in)).route("/logout", post(log_out))
}

#[derive(Template)]
#[template(path = "web/staff/login.html")]
struct Page {
    around: Around,
    name: String,
    next: String,
    /// What went wrong, in a sentence.
    wrong: String,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    next: String,
}

async fn show(
    Spoken(language): Spoken,
    Query(asked): Query<Asked>,
    staff: Result<Staff, Refused>,
) -> Result<Response, Problem> {
    let next = after_log_in(&asked.next).to_owned();
    if staff.is_ok() {
        return Ok(Redirect::to(&next).into_response());
    }
    let around = Around::new(language, "/login");
    page(&Page { around, name: String::new(), next, wrong: String::new() })
}

#[derive(Deserialize)]
struct LogIn {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

async fn log_in(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    headers: HeaderMap,
    Form(form): Form<LogIn>,
) -> Result<Response, Problem> {
    // A password costs memory on purpose: only so many at a time.
    let turn = time::timeout(desk.limits.patience, desk.log_ins.acquire());
    let turn = turn.await.map_err(|_| Problem::Busy)?;
    let now = Timestamp::now();
    let before = token(&headers, &desk);
    let entered = desk.store.log_in(form.name.trim(), &form.password, before.as_ref(), now).await;
    drop(turn);
    match entered {
        Ok(entered) => {
            let cookie = [(header::SET_COOKIE, cookie(&desk, &entered.token))];
            Ok((cookie, Redirect::to(after_log_in(&form.next))).into_response())
        }
        Err(StoreError::WrongPassword) => refused(form, language, &wrong(language)),
        Err(StoreError::Locked { until }) => {
            let minutes = until.duration_since(now).as_mins().max(0) + 1;
            locked(form, language, minutes)
        }
        Err(error) => Err(error.into()),
    }
}

fn wrong(language: Language) -> String {
    match language {
        Language::Ja => "名前かパスワードが違います。もう一度入力してください。".to_owned(),
        Language::En => "The name or the password is wrong. Please try again.".to_owned(),
    }
}

fn locked(form: LogIn, language: Language, minutes: i64) -> Result<Response, Problem> {
    let wrong = match language {
        Language::Ja => format!(
            "間違いが続いたため、このアカウントはあと{minutes}分ほどログインできません。急ぐときは、管理者にパスワードの再設定を頼んでください。"
        ),
        Language::En => format!(
            "After too many wrong passwords this account is closed for about {minutes} more minutes. If it is urgent, ask an administrator for a new password."
        ),
    };
    let mut response = refused(form, language, &wrong)?;
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    Ok(response)
}

fn refused(form: LogIn, language: Language, wrong: &str) -> Result<Response, Problem> {
    let around = Around::new(language, "/login");
    let (next, wrong) = (after_log_in(&form.next).to_owned(), wrong.to_owned());
    let mut response = page(&Page { around, name: form.name, next, wrong })?;
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    Ok(response)
}

async fn log_out(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    _posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    if let Some(token) = token(&headers, &desk) {
        desk.store.log_out(&token).await?;
    }
    Ok(([(header::SET_COOKIE, no_cookie(&desk))], Redirect::to("/login")).into_response())
}
