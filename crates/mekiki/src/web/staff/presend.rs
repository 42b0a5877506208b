//! Would our own mail look like phishing? What to change before it is sent.

use std::sync::Arc;

use ::desk::{
    Right, StoreError,
    health::Severity,
    presend::{Advice, Own, Presend},
};
use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use check::render::plain;
use verdict::words::Language;

use super::{inside::Inside, session::Staff};
use crate::{
    presend::{owner, summary},
    web::{Desk, around::page, language::Spoken, problem::Problem},
};

pub(super) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    let most = desk.limits.message_octets + desk.limits.form_octets;
    Router::new().route("/desk/presend", get(show).post(check)).layer(DefaultBodyLimit::max(most))
}

#[derive(Template)]
#[template(path = "web/staff/presend.html")]
struct Page {
    inside: Inside,
    own: String,
    wrong: bool,
    answer: Option<Answer>,
}

struct Answer {
    summary: String,
    owner: String,
    advice: Vec<View>,
}

struct View {
    sign: &'static str,
    weight: &'static str,
    what: String,
    why: String,
    change: String,
}

async fn show(Spoken(language): Spoken, Staff(session): Staff) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk/presend", session);
    page(&Page { inside, own: String::new(), wrong: false, answer: None })
}

async fn check(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    request: Request,
) -> Result<Response, Problem> {
    let (room, form) = desk.intake.form(request, &desk.limits).await?;
    if !session.accepts(&form.csrf) {
        return Err(Problem::ForeignForm);
    }
    if !session.user.role.may(Right::Read) {
        return Err(StoreError::NotAllowed.into());
    }
    let inside = Inside::new(language, "/desk/presend", session);
    let typed = form.own.trim().to_owned();
    let own = match typed.as_str() {
        "" => None,
        own => match Own::parse(own, &desk.checker.brands) {
            Some(own) => Some(own),
            None => {
                let page_ = Page { inside, own: typed, wrong: true, answer: None };
                let mut response = page(&page_)?;
                *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(response);
            }
        },
    };
    let message = form.message()?;
    let answered = answered(&desk, inside, message, (typed, own)).await;
    drop(room);
    answered
}

/// The page about a message that is to be sent; `own`: whose it is to be, as typed and as understood.
pub(super) async fn answered(
    desk: &Desk,
    inside: Inside,
    message: Vec<u8>,
    (typed, own): (String, Option<Own>),
) -> Result<Response, Problem> {
    let presend = desk.presend(message, own).await?;
    let answer = Answer::new(&presend, desk, inside.language());
    page(&Page { inside, own: typed, wrong: false, answer: Some(answer) })
}

impl Answer {
    fn new(presend: &Presend, desk: &Desk, language: Language) -> Self {
        let owner = presend.own.as_ref().map(|own| owner(own, &desk.checker.brands));
        let owner = owner.map(|owner| plain(owner.within(language)).into_owned());
        Self {
            summary: plain(summary(presend).within(language)).into_owned(),
            owner: owner.unwrap_or_default(),
            advice: presend.advice.iter().map(|advice| View::new(advice, language)).collect(),
        }
    }
}

impl View {
    fn new(advice: &Advice, language: Language) -> Self {
        let (sign, ja, en) = match advice.severity() {
            Severity::Broken => ("✘", "必ず直す", "Must be changed"),
            Severity::Weak => ("▲", "直したほうがよい", "Should be changed"),
            Severity::Hint => ("・", "参考", "Good to know"),
        };
        let told = advice.advised();
        let words = |words: &check::Bilingual| plain(words.within(language)).into_owned();
        Self {
            sign,
            weight: match language {
                Language::Ja => ja,
                Language::En => en,
            },
            what: words(&told.what),
            why: words(&told.why),
            change: words(&told.change),
        }
    }
}
