//! Saying what a message is: chosen, then confirmed with how many people are told.

use std::sync::Arc;

use ::desk::{Access, DecisionKind, Fault, NewDecision, conversation::Whose};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{Redirect, Response},
    routing::post,
};
use check::Bilingual;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use verdict::words::Language;

use super::{
    case::{Named, entered},
    clock::{moment, named},
    decisions::kind_words,
    form::Posted,
    inside::Inside,
    queue::subject,
};
use crate::web::{Desk, around::page, language::Spoken, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/case/{id}/decide", post(ask))
        .route("/desk/case/{id}/decided", post(decide))
}

/// A decision as the form brings it.
#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words_ja: String,
    #[serde(default)]
    words_en: String,
    #[serde(default)]
    whose: String,
    #[serde(default)]
    since: String,
}

impl Chosen {
    fn decision(&self, zone: &TimeZone) -> Result<NewDecision, Problem> {
        let kind: DecisionKind = self.kind.parse().map_err(|_| Problem::Malformed)?;
        let since = match self.since.trim() {
            "" => None,
            text => Some(named(text, zone).ok_or(Problem::Malformed)?),
        };
        let whose = match self.whose.as_str() {
            "sender" => Whose::Sender,
            "partner" => Whose::Partner,
            _ => Whose::Unknown,
        };
        let words = |text: &str| text.trim().replace("\r\n", "\n");
        let words = Bilingual { ja: words(&self.words_ja), en: words(&self.words_en) };
        let is_faulty = kind == DecisionKind::GenuineButFaulty;
        Ok(NewDecision { kind, words, fault: is_faulty.then_some(Fault { whose, since }) })
    }
}

#[derive(Template)]
#[template(path = "web/staff/decide.html")]
struct Page {
    inside: Inside,
    id: String,
    subject: String,
    chosen: Chosen,
    kind: &'static str,
    whose: &'static str,
    /// In one sentence: who is told.
    told: String,
    since: String,
    is_faulty: bool,
}

async fn ask(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Named(id): Named,
    Posted { session, form: chosen }: Posted<Chosen>,
) -> Result<Response, Problem> {
    let access = entered(&desk, &session, &id).await?;
    let decision = chosen.decision(&desk.checker.zone)?;
    let report = desk.store.case(&access).await?.report.ok_or(Problem::NotFound)?;
    // A form's address is no page: the other language is chosen on the case's own.
    let inside = Inside::new(language, &format!("/desk/case/{id}"), session);
    page(&Page {
        id: id.to_string(),
        subject: subject(Some(&report.message.subject), &inside),
        kind: kind_words(decision.kind, language),
        whose: decision.fault.map_or("", |fault| whose_words(fault.whose, language)),
        told: told(&desk, &access, decision.kind, language).await?,
        since: decision
            .fault
            .and_then(|fault| fault.since)
            .map(|since| moment(since, &desk.checker.zone, language))
            .unwrap_or_default(),
        is_faulty: decision.kind == DecisionKind::GenuineButFaulty,
        chosen,
        inside,
    })
}

async fn told(
    desk: &Desk,
    access: &Access,
    kind: DecisionKind,
    language: Language,
) -> Result<String, Problem> {
    let reach = desk.store.reach(access, kind).await?;
    let others = reach.asked - reach.told;
    Ok(match (language, others) {
        (Language::Ja, 0) => {
            format!(
                "このメールについて{}人が尋ねています。決めると、すぐに全員に伝わります。",
                reach.told
            )
        }
        (Language::En, 0) if reach.told == 1 => {
            "1 person asked about this message, and is told at once.".to_owned()
        }
        (Language::En, 0) => {
            format!("{} people asked about this message; they are told at once.", reach.told)
        }
        (Language::Ja, _) => format!(
            "すぐに{}人に伝わります。同じ内容のメールについてほかに{others}人が尋ねていますが、送り主の証明が同じではないため、その方々には伝わりません。",
            reach.told
        ),
        (Language::En, _) => format!(
            "{} told at once. {others} more asked about a message that says the same, but is not proven to come from the same sender; they are not told.",
            if reach.told == 1 {
                "1 person is".to_owned()
            } else {
                format!("{} people are", reach.told)
            }
        ),
    })
}

fn whose_words(whose: Whose, language: Language) -> &'static str {
    match (whose, language) {
        (Whose::Sender, Language::Ja) => "送り主の会社",
        (Whose::Partner, Language::Ja) => "送り主の取引先",
        (Whose::Unknown, Language::Ja) => "まだ分からない",
        (Whose::Sender, Language::En) => "the company that sent it",
        (Whose::Partner, Language::En) => "a company that works for it",
        (Whose::Unknown, Language::En) => "not known yet",
    }
}

async fn decide(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: chosen }: Posted<Chosen>,
) -> Result<Redirect, Problem> {
    let access = entered(&desk, &session, &id).await?;
    let decision = chosen.decision(&desk.checker.zone)?;
    // Without a message there is nothing to decide about.
    desk.store.case(&access).await?.report.ok_or(Problem::NotFound)?;
    desk.store.decide(&access, &decision, Timestamp::now()).await?;
    metrics::counter!("mekiki_decisions_total", "kind" => <&str>::from(decision.kind)).increment(1);
    Ok(Redirect::to(&format!("/desk/case/{id}#now")))
}
