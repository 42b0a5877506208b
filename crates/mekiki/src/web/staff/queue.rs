//! Who waits, longest first.

use std::{convert::Infallible, sync::Arc};

use ::desk::{CaseState, campaign::By, case::Queued};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{Response, Sse, sse::Event},
    routing::get,
};
use check::{
    render::{plain, ruling_word, symbol},
    report::Ruling,
};
use futures_util::Stream;
use jiff::Timestamp;
use verdict::words::Language;

use super::{
    clock::{moment, waited},
    colleagues::{Colleagues, brand},
    inside::Inside,
    news,
    session::{Staff, Watching},
};
use crate::web::{Desk, around::page, language::Spoken, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk", get(show))
        .route("/desk/live", get(live))
        .route("/desk/events", get(listen))
}

/// A case of the queue as a row shows it.
struct Row {
    id: String,
    subject: String,
    /// How long the person waits; empty when it is the person's turn.
    waits: String,
    since: String,
    brand: String,
    /// What the check found.
    ruling: Option<Found>,
    language: Language,
    /// Whether nobody has it.
    is_free: bool,
    is_mine: bool,
    holder: String,
}

/// What the check found, as sign, word and class.
pub(super) struct Found {
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) class: &'static str,
}

impl Found {
    pub(super) fn of(ruling: Ruling, language: Language) -> Self {
        Self { sign: symbol(ruling), word: ruling_word(ruling, language), class: ruling.as_str() }
    }

    /// By its name in the store.
    pub(super) fn named(name: Option<&str>, language: Language) -> Option<Self> {
        let ruling = Ruling::ALL.into_iter().find(|ruling| Some(ruling.as_str()) == name)?;
        Some(Self::of(ruling, language))
    }
}

#[derive(Template)]
#[template(path = "web/staff/queue.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
    waiting: usize,
    /// Faults that nobody has closed: id, and the campaign's name.
    faults: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "web/staff/queue_live.html")]
struct Fragment {
    inside: Inside,
    rows: Vec<Row>,
    waiting: usize,
    faults: Vec<(String, String)>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk", session);
    let rows = rows(&desk, &inside).await?;
    let waiting = rows.iter().filter(|row| row.is_free).count();
    let faults = faults(&desk, &inside).await?;
    page(&Page { inside, rows, waiting, faults })
}

/// Faults that are shown above the queue.
const FAULTS: u64 = 5;

async fn faults(desk: &Desk, inside: &Inside) -> Result<Vec<(String, String)>, Problem> {
    let faults = desk.store.faults(By::User(&inside.session.user), FAULTS).await?;
    let open = faults.into_iter().filter(|(fault, _)| fault.is_open());
    Ok(open.map(|(fault, campaign)| (fault.id.to_string(), campaign.name)).collect())
}

async fn live(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Watching(session): Watching,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk", session);
    let rows = rows(&desk, &inside).await?;
    let waiting = rows.iter().filter(|row| row.is_free).count();
    let faults = faults(&desk, &inside).await?;
    page(&Fragment { inside, rows, waiting, faults })
}

async fn listen(
    State(desk): State<Arc<Desk>>,
    Watching(session): Watching,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    news::of_all(&desk, session.expires_at)
}

async fn rows(desk: &Desk, inside: &Inside) -> Result<Vec<Row>, Problem> {
    let (queue, now) = (desk.store.queue(&inside.session.user).await?, Timestamp::now());
    let colleagues = Colleagues::of(desk).await?;
    Ok(queue.into_iter().map(|queued| row(desk, inside, &colleagues, queued, now)).collect())
}

fn row(
    desk: &Desk,
    inside: &Inside,
    colleagues: &Colleagues,
    queued: Queued,
    now: Timestamp,
) -> Row {
    let language = inside.language();
    let holder = queued.claimed_by.as_ref();
    let waiting = queued.waiting_since;
    Row {
        subject: subject(queued.subject.as_deref(), inside),
        waits: waiting.map(|since| waited(since, now, language)).unwrap_or_default(),
        since: waiting.map(|since| moment(since, &desk.checker.zone, language)).unwrap_or_default(),
        brand: queued.brand.map(|key| brand(desk, &key, inside)).unwrap_or_default(),
        ruling: Found::named(queued.ruling.as_deref(), language),
        language: queued.language,
        is_free: queued.state == CaseState::Waiting,
        is_mine: holder == Some(&inside.session.user.id),
        holder: holder.map(|id| colleagues.name(id)).unwrap_or_default(),
        id: queued.id.to_string(),
    }
}

/// A subject, on one line; without a message there is none.
pub(super) fn subject(subject: Option<&str>, inside: &Inside) -> String {
    match subject.map(plain) {
        Some(subject) if !subject.trim().is_empty() => subject.into_owned(),
        Some(_) => inside.say("（件名なし）", "(no subject)").to_owned(),
        None => inside.say("（メールのない相談）", "(a talk without a message)").to_owned(),
    }
}
