//! Following a report: at its own private address `/r/ID/TOKEN`, or at its case's.

use std::{net::SocketAddr, sync::Arc};

use ::desk::{
    DecisionKind,
    event::{Counting, Reporter},
    report::{Recipient, ReportAccess, ReportId, ReportKey, Reported, WhoReports},
};
use askama::Template;
use axum::{
    Router,
    extract::{FromRequestParts, Path, State},
    http::{HeaderMap, request::Parts},
    response::{Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use verdict::words::Language;

use super::{
    Desk, alerts,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
    shared::SharedView,
    staff::clock::moment,
};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/r/{id}/{token}", get(show)).route("/r/{id}/{token}/undo", post(undo))
}

/// Somebody who came by a report's private address.
struct Follower {
    key: ReportKey,
    access: ReportAccess,
}

#[derive(Deserialize)]
struct Address {
    id: String,
    token: String,
}

impl FromRequestParts<Arc<Desk>> for Follower {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let Path(Address { id, token }) =
            Path::from_request_parts(parts, desk).await.map_err(|_| Problem::NotFound)?;
        let key = ReportKey::parse(&id, &token).ok_or(Problem::NotFound)?;
        let access = desk.store.enter_report(&key).await?;
        Ok(Self { key, access })
    }
}

/// The private address that a report's key opens.
pub(crate) fn address(key: &ReportKey) -> String {
    format!("/r/{}/{}", key.id.as_str(), key.token.reveal())
}

/// Whose report it is, as far as a visitor's address tells.
pub(crate) fn reporter(desk: &Desk, peer: SocketAddr, headers: &HeaderMap) -> Reporter {
    desk.store.reporter(WhoReports::Network(desk.rates.visitor(peer.ip(), headers)))
}

/// Where a list of reports goes on: the moment in milliseconds, a dot, the id.
pub(crate) fn position(text: &str) -> Option<(Timestamp, ReportId)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_millisecond(at.parse().ok()?).ok()?, ReportId::parse(id)?))
}

/// Where a list of reports goes on after this one.
pub(crate) fn position_of(last: &Reported) -> String {
    format!("{}.{}", last.received_at.as_millisecond(), last.id)
}

/// A report as its reporter reads it.
pub(crate) struct Followed {
    pub(crate) received: String,
    /// What became of it, said first: the sign, the sentence, the class of its look.
    pub(crate) stands: (&'static str, String, &'static str),
    /// What the people at the desk said beside.
    pub(crate) words: String,
    /// How it counts, where there is something to say.
    pub(crate) counting: String,
    /// Earlier answers, the newest first: when, and what.
    pub(crate) before: Vec<(String, &'static str)>,
    /// To whom it may go, in words.
    pub(crate) recipients: Vec<String>,
    /// To whom it went, and when.
    pub(crate) handed: Vec<(String, String)>,
    pub(crate) is_undone: bool,
    /// What is shared; `None` when there is nothing.
    pub(crate) shared: Option<SharedView>,
}

impl Followed {
    pub(crate) fn of(desk: &Desk, reported: &Reported, language: Language) -> Self {
        let zone = &desk.checker.zone;
        let outcomes = reported.outcomes.iter().rev();
        let brand = reported.shared.as_ref().and_then(|shared| shared.brand.as_ref());
        let brand = brand.map(|brand| brand.name.within(language).to_owned()).unwrap_or_default();
        Self {
            received: moment(reported.received_at, zone, language),
            stands: stands(reported, language),
            words: reported
                .outcome()
                .map(|outcome| check::render::plain(outcome.words.within(language)).into_owned())
                .unwrap_or_default(),
            counting: counting(reported, language),
            before: outcomes
                .skip(1)
                .map(|one| (moment(one.at, zone, language), outcome_words(one.kind, language)))
                .collect(),
            recipients: reported.recipients.iter().map(|one| to(one, &brand, language)).collect(),
            handed: reported
                .handed
                .iter()
                .map(|one| (to(one.recipient, &brand, language), moment(one.at, zone, language)))
                .collect(),
            is_undone: reported.undone_at.is_some(),
            shared: reported.shared.as_ref().map(|shared| SharedView::of(shared, language)),
        }
    }
}

/// A recipient in words.
fn to(recipient: Recipient, brand: &str, language: Language) -> String {
    match (recipient, language) {
        (Recipient::Brand, Language::Ja) if brand.is_empty() => "名乗られている会社".to_owned(),
        (Recipient::Brand, Language::En) if brand.is_empty() => {
            "the company it speaks as".to_owned()
        }
        (Recipient::Brand, _) => brand.to_owned(),
        (Recipient::Council, Language::Ja) => "フィッシング対策協議会などの団体".to_owned(),
        (Recipient::Council, Language::En) => "councils that collect reports".to_owned(),
        (Recipient::Host, Language::Ja) => "偽サイトや送信元を管理する会社".to_owned(),
        (Recipient::Host, Language::En) => {
            "who runs the fake page’s or the sender’s servers".to_owned()
        }
    }
}

fn stands(reported: &Reported, language: Language) -> (&'static str, String, &'static str) {
    let ja = language == Language::Ja;
    if reported.undone_at.is_some() {
        let words =
            if ja { "報告を取り消しました。" } else { "You took this report back." };
        return ("—", words.to_owned(), "cannot-tell");
    }
    let Some(outcome) = reported.outcome() else {
        let words = match (reported.counting, ja) {
            (Counting::Unreadable, true) => {
                "受け取りましたが、自動では読み取れませんでした。捨てずに保管し、担当者が見ます。"
            }
            (Counting::Unreadable, false) => {
                "We received it, but could not read it automatically. It is kept, and a person will look at it."
            }
            (_, true) => "報告を受け付けました。結論が出たら、このページに出ます。",
            (_, false) => "Your report is in. What comes of it will be shown here.",
        };
        return ("…", words.to_owned(), "cannot-tell");
    };
    let (sign, look) = match outcome.kind {
        DecisionKind::Genuine => ("✔", "genuine"),
        DecisionKind::Fraud => ("✖", "phishing"),
        DecisionKind::GenuineButFaulty => ("△", "genuine"),
    };
    (sign, outcome_words(outcome.kind, language).to_owned(), look)
}

fn outcome_words(kind: DecisionKind, language: Language) -> &'static str {
    match (kind, language) {
        (DecisionKind::Genuine, Language::Ja) => "本物と確認しました。詐欺ではありません。",
        (DecisionKind::Genuine, Language::En) => "It is genuine, not fraud.",
        (DecisionKind::Fraud, Language::Ja) => "詐欺と確認しました。ご報告ありがとうございました。",
        (DecisionKind::Fraud, Language::En) => "It is fraud. Thank you for reporting it.",
        (DecisionKind::GenuineButFaulty, Language::Ja) => {
            "本物と確認しました。ただし、送り主の側に不具合があります。"
        }
        (DecisionKind::GenuineButFaulty, Language::En) => {
            "It is genuine, but something is broken on the sender’s side."
        }
    }
}

fn counting(reported: &Reported, language: Language) -> String {
    let words = match (reported.counting, language) {
        (Counting::Counted, _) => "",
        (Counting::Duplicate, Language::Ja) => {
            "同じ内容の報告を、前にもいただいています。件数はあわせて1件と数えます。"
        }
        (Counting::Duplicate, Language::En) => {
            "You reported the same before. Both count as one report."
        }
        (Counting::Held, Language::Ja) => {
            "短い間にたくさんの報告をいただいたため、担当者が見てから件数に入れます。"
        }
        (Counting::Held, Language::En) => {
            "Many reports came from you in a short time: this one counts once a person has looked."
        }
        (Counting::Unreadable, Language::Ja) => "件数には入れていません。",
        (Counting::Unreadable, Language::En) => "It is not counted.",
    };
    words.to_owned()
}

#[derive(Template)]
#[template(path = "web/reported.html")]
struct Page {
    around: Around,
    here: String,
    answer: String,
    /// Alerts about the attack that it belongs to.
    alerted: String,
    followed: Followed,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    follower: Follower,
) -> Result<Response, Problem> {
    let reported = desk.store.reported(&follower.access).await?;
    let here = address(&follower.key);
    let around = Around::new(language, &here);
    page(&Page {
        alerted: alerts::beside_report(&desk, &reported.id, &around).await?,
        around,
        followed: Followed::of(&desk, &reported, language),
        answer: String::new(),
        here,
    })
}

async fn undo(State(desk): State<Arc<Desk>>, follower: Follower) -> Result<Redirect, Problem> {
    desk.store.undo_report(&follower.access, Timestamp::now()).await?;
    Ok(Redirect::to(&address(&follower.key)))
}
