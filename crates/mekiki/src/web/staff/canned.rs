//! Answers that are given often.

use std::sync::Arc;

use ::desk::{Canned, Operator};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use check::Bilingual;
use jiff::Timestamp;
use serde::Deserialize;

use super::{form::Posted, inside::Inside, session::Staff};
use crate::web::{Desk, around::page, language::Spoken, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/canned", get(show).post(add))
        .route("/desk/canned/remove", post(remove))
}

#[derive(Template)]
#[template(path = "web/staff/canned.html")]
struct Page {
    inside: Inside,
    all: Vec<Canned>,
    wrong: bool,
}

impl Page {
    fn title<'c>(&self, canned: &'c Canned) -> &'c str {
        canned.title.within(self.inside.language())
    }

    /// Whether it is as every desk has it from the start.
    fn is_built_in(canned: &Canned) -> bool {
        Canned::built_in().contains(canned)
    }
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk/canned", session);
    let all = desk.store.canned(&inside.session.user).await?;
    page(&Page { inside, all, wrong: false })
}

#[derive(Deserialize)]
struct Added {
    #[serde(default)]
    key: String,
    #[serde(default)]
    title_ja: String,
    #[serde(default)]
    title_en: String,
    #[serde(default)]
    words_ja: String,
    #[serde(default)]
    words_en: String,
}

async fn add(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Posted { session, form }: Posted<Added>,
) -> Result<Response, Problem> {
    let words = |text: String| text.replace("\r\n", "\n");
    let new = Canned {
        key: form.key.trim().to_owned(),
        title: Bilingual { ja: form.title_ja, en: form.title_en },
        words: Bilingual { ja: words(form.words_ja), en: words(form.words_en) },
    };
    let by = Operator::User(&session.user);
    match desk.store.add_canned(by, &new, Timestamp::now()).await {
        Ok(()) => Ok(Redirect::to("/desk/canned").into_response()),
        Err(::desk::StoreError::Key) => {
            let all = desk.store.canned(&session.user).await?;
            let inside = Inside::new(language, "/desk/canned", session);
            let mut response = page(&Page { inside, all, wrong: true })?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct Removed {
    #[serde(default)]
    key: String,
}

async fn remove(
    State(desk): State<Arc<Desk>>,
    Posted { session, form }: Posted<Removed>,
) -> Result<Redirect, Problem> {
    let by = Operator::User(&session.user);
    desk.store.remove_canned(by, &form.key, Timestamp::now()).await?;
    Ok(Redirect::to("/desk/canned"))
}
