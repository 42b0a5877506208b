//! One case: what was found, what was said, and what somebody at the desk can do about it.

use std::sync::Arc;

use ::desk::{
    Access, Canned, Case, CaseId, CaseState, Session, Similar,
    conversation::{Answer, Handover, Known},
};
use askama::Template;
use axum::{
    Router,
    extract::{FromRequestParts, Path, Query, State},
    http::request::Parts,
    response::Response,
    routing::get,
};
use check::render::Pieces;
use jiff::Timestamp;
use serde::Deserialize;
use verdict::words::Language;

use super::{
    attacks,
    clock::moment,
    colleagues::{Colleagues, brand},
    decisions::kind_words,
    inside::Inside,
    queue::{Found, subject},
    session::Staff,
    talk::{self, Talk, Turn},
};
use crate::web::{Desk, around::page, language::Spoken, preview, problem::Problem, result};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/case/{id}", get(show))
        .route("/desk/case/{id}/live", get(talk::live))
        .route("/desk/case/{id}/events", get(talk::listen))
}

/// The case that an address names.
pub(super) struct Named(pub(super) CaseId);

impl FromRequestParts<Arc<Desk>> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let id = Path::<String>::from_request_parts(parts, desk).await;
        let Path(id) = id.map_err(|_| Problem::NotFound)?;
        CaseId::parse(&id).map(Self).ok_or(Problem::NotFound)
    }
}

/// Enters a case as who is logged in.
pub(super) async fn entered(
    desk: &Desk,
    session: &Session,
    id: &CaseId,
) -> Result<Access, Problem> {
    Ok(desk.store.enter_as(&session.user, id).await?)
}

/// Another case that may be about the same.
struct Alike {
    id: String,
    subject: String,
    at: String,
    is_same: bool,
    found: Option<Found>,
    decided: &'static str,
}

/// A note as it is shown.
struct Noted {
    author: String,
    at: String,
    text: String,
}

/// What the person told the dialogue.
struct Told {
    happened: Vec<String>,
    said: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "web/staff/case.html")]
struct Page {
    inside: Inside,
    id: String,
    subject: String,
    brand: String,
    opened: String,
    /// The person's language.
    language: Language,
    talk: Talk,
    pieces: Option<Pieces>,
    told: Told,
    alike: Vec<Alike>,
    /// The attack that the message is like.
    attack: Option<attacks::Row>,
    notes: Vec<Noted>,
    canned: Vec<Canned>,
    /// What the reply box begins with.
    draft: String,
    /// Who else can take it: id and name.
    others: Vec<(String, String)>,
    has_original: bool,
}

impl Page {
    /// A canned answer's words in the person's language.
    fn words<'c>(&self, canned: &'c Canned) -> &'c str {
        canned.words.within(self.language)
    }

    fn title<'c>(&self, canned: &'c Canned) -> &'c str {
        canned.title.within(self.inside.language())
    }
}

#[derive(Deserialize)]
struct Asked {
    /// A canned answer that was chosen without a script.
    #[serde(default)]
    canned: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Named(id): Named,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let access = entered(&desk, &session, &id).await?;
    let case = desk.store.case(&access).await?;
    let inside = Inside::new(language, &format!("/desk/case/{id}"), session);
    let colleagues = Colleagues::of(&desk).await?;
    let talk = Talk::of(&desk, &inside, &access, (&case, &colleagues)).await?;
    let canned = if inside.may_answer() {
        desk.store.canned(&inside.session.user).await?
    } else {
        Vec::new()
    };
    let chosen = canned.iter().find(|canned| canned.key == asked.canned);
    let report = case.report.as_ref();
    page(&Page {
        subject: subject(report.map(|report| report.message.subject.as_str()), &inside),
        brand: report
            .and_then(|report| report.claim.brand.as_deref())
            .map(|key| brand(&desk, key, &inside))
            .unwrap_or_default(),
        opened: moment(case.opened_at, &desk.checker.zone, language),
        pieces: report.map(|report| result::pieces(report, language)).transpose()?,
        told: told(&desk, &access, (&case, language)).await?,
        alike: alike(&desk, &inside, &access).await?,
        attack: attack(&desk, &inside, &access).await?,
        notes: notes(&desk, &inside, &access, &colleagues).await?,
        draft: chosen.map(|canned| canned.words.within(case.language)).unwrap_or_default().into(),
        others: others(&case, &inside, &colleagues),
        has_original: case.original_until.is_some() && inside.may_open(),
        language: case.language,
        id: id.to_string(),
        inside,
        talk,
        canned,
    })
}

/// What the person told the dialogue, so that nobody has to ask again.
async fn told(
    desk: &Desk,
    access: &Access,
    (case, language): (&Case, Language),
) -> Result<Told, Problem> {
    let kept = desk.store.conversation(access).await?;
    let talk = kept.and_then(|kept| serde_json::from_value(kept).ok());
    let Some(talk) = talk else { return Ok(Told { happened: Vec::new(), said: Vec::new() }) };
    let known = Known { report: case.report.as_ref(), decision: None };
    let Handover { happened, said, .. } = desk.dialogue.handover(&talk, &known);
    let answered = |answer: Answer| match (answer, language) {
        (Answer::Yes, Language::Ja) => "はい",
        (Answer::No, Language::Ja) => "いいえ",
        (Answer::Unsure, Language::Ja) => "分からない",
        (Answer::Yes, Language::En) => "yes",
        (Answer::No, Language::En) => "no",
        (Answer::Unsure, Language::En) => "not sure",
    };
    let said = said
        .into_iter()
        .map(|said| (said.question.within(language).to_owned(), answered(said.answer)));
    let happened = happened.iter().map(|what| desk.dialogue.happened(what, language));
    Ok(Told { happened: happened.collect(), said: said.collect() })
}

async fn alike(desk: &Desk, inside: &Inside, access: &Access) -> Result<Vec<Alike>, Problem> {
    let similar = desk.store.similar(access, Timestamp::now()).await?;
    let one = |similar: Similar| Alike {
        subject: subject(similar.subject.as_deref(), inside),
        at: moment(similar.opened_at, &desk.checker.zone, inside.language()),
        is_same: similar.is_same,
        found: Found::named(similar.ruling.as_deref(), inside.language()),
        decided: similar.decided.map_or("", |kind| kind_words(kind, inside.language())),
        id: similar.id.to_string(),
    };
    Ok(similar.into_iter().map(one).collect())
}

async fn attack(
    desk: &Desk,
    inside: &Inside,
    access: &Access,
) -> Result<Option<attacks::Row>, Problem> {
    let attack = desk.store.attack_like_case(access, Timestamp::now()).await?;
    Ok(attack.map(|attack| attacks::Row::of(desk, inside, &attack)))
}

async fn notes(
    desk: &Desk,
    inside: &Inside,
    access: &Access,
    colleagues: &Colleagues,
) -> Result<Vec<Noted>, Problem> {
    let notes = desk.store.notes(access).await?.into_iter().map(|note| Noted {
        author: colleagues.actor(&note.author, inside),
        at: moment(note.written_at, &desk.checker.zone, inside.language()),
        text: preview::shown(&note.text),
    });
    Ok(notes.collect())
}

/// Whoever may take the case over. An administrator may take it from anybody.
fn others(case: &Case, inside: &Inside, colleagues: &Colleagues) -> Vec<(String, String)> {
    let brand = case.report.as_ref().and_then(|report| report.claim.brand.as_deref());
    let users = colleagues.who_can_take(brand).into_iter();
    let others = users.filter(|user| Some(&user.id) != case.claimed_by.as_ref());
    let own = &inside.session.user.id;
    others
        .map(|user| {
            let you = if user.id == *own { inside.say("（自分）", " (you)") } else { "" };
            (user.id.to_string(), format!("{}{you}", user.name))
        })
        .collect()
}
