//! What people reported: the list, and one report with what may be shared of it.

use std::{str::FromStr as _, sync::Arc};

use ::desk::{
    DecisionKind, NewDecision,
    event::{Counting, Source},
    exchange::Format,
    report::{Recipient, ReportId, Reported},
    store::ReportFilter,
};
use askama::Template;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use check::{Bilingual, render::plain};
use jiff::Timestamp;
use serde::Deserialize;
use verdict::words::Language;

use super::{
    clock::moment,
    colleagues::brand,
    decisions::kind_words,
    form::Posted,
    inside::Inside,
    queue::{Found, subject},
    session::Staff,
};
use crate::web::{
    Desk, around::page, follow, language::Spoken, problem::Problem, shared::SharedView,
};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/reports", get(list))
        .route("/desk/reports/{id}", get(show))
        .route("/desk/reports/{id}/original", get(original))
        .route("/desk/reports/{id}/decide", post(decide))
        .route("/desk/reports/{id}/hand-on", post(hand_on))
}

/// Reports on one page.
const PAGE: u64 = 50;

struct Row {
    id: String,
    at: String,
    what: String,
    brand: String,
    found: Option<Found>,
    outcome: &'static str,
    source: &'static str,
    counting: &'static str,
}

#[derive(Template)]
#[template(path = "web/staff/reports.html")]
struct List {
    inside: Inside,
    filters: Vec<(&'static str, &'static str, bool)>,
    filter: &'static str,
    rows: Vec<Row>,
    older: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    filter: Option<String>,
    before: Option<String>,
}

async fn list(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (name, filter) = filter(asked.filter.as_deref().unwrap_or_default());
    let before = asked.before.as_deref().and_then(follow::position);
    let reports = desk.store.reports(&session.user, filter, before.as_ref(), PAGE).await?;
    let is_full = u64::try_from(reports.len()).is_ok_and(|rows| rows == PAGE);
    let older = reports.last().filter(|_| is_full);
    let older = older.map(follow::position_of);
    let inside = Inside::new(language, "/desk/reports", session);
    page(&List {
        filters: FILTERS
            .iter()
            .map(|(key, ja, en)| (*key, inside.say(ja, en), *key == name))
            .collect(),
        filter: name,
        rows: reports.iter().map(|one| row(&desk, &inside, one)).collect(),
        older,
        inside,
    })
}

const FILTERS: [(&str, &str, &str); 4] = [
    ("", "すべて", "All"),
    ("open", "まだ決まっていない", "Not decided yet"),
    ("unreadable", "読み取れなかった", "Could not be read"),
    ("held", "件数に入れる前に見るもの", "To be looked at before they count"),
];

fn filter(name: &str) -> (&'static str, ReportFilter) {
    match name {
        "open" => ("open", ReportFilter::Open),
        "unreadable" => ("unreadable", ReportFilter::Unreadable),
        "held" => ("held", ReportFilter::Held),
        _ => ("", ReportFilter::All),
    }
}

fn row(desk: &Desk, inside: &Inside, one: &Reported) -> Row {
    let language = inside.language();
    Row {
        id: one.id.to_string(),
        at: moment(one.received_at, &desk.checker.zone, language),
        what: what(one, inside),
        brand: one.brand.as_deref().map(|key| brand(desk, key, inside)).unwrap_or_default(),
        found: one.ruling.map(|ruling| Found::of(ruling, language)),
        outcome: one.outcome_kind.map_or("", |kind| kind_words(kind, language)),
        source: source(one.source, inside),
        counting: counting(one.counting, inside),
    }
}

/// What a report is about, in one line.
fn what(one: &Reported, inside: &Inside) -> String {
    if let Some(why) = &one.unreadable {
        return plain(why).into_owned();
    }
    match (&one.subject, &one.page) {
        (Some(_), _) => subject(one.subject.as_deref(), inside),
        (None, Some(page)) => plain(&reading::link::defang(page)).into_owned(),
        (None, None) => subject(None, inside),
    }
}

fn source(source: Source, inside: &Inside) -> &'static str {
    let (ja, en) = match source {
        Source::Case => ("相談から", "From a case"),
        Source::Web => ("報告のページ", "The form"),
        Source::Api => ("プログラム", "A program"),
        Source::Arf => ("ほかの窓口（ARF）", "Another desk (ARF)"),
        Source::Xarf => ("ほかの窓口（X-ARF）", "Another desk (X-ARF)"),
        Source::Csv => ("一覧表", "A table"),
        Source::List => ("公表された一覧", "A published list"),
    };
    static_say(inside, ja, en)
}

fn counting(counting: Counting, inside: &Inside) -> &'static str {
    let (ja, en) = match counting {
        Counting::Counted => ("1件", "counts"),
        Counting::Duplicate => ("同じ人の重複", "same reporter again"),
        Counting::Held => ("保留", "held"),
        Counting::Unreadable => ("読めない", "unreadable"),
    };
    static_say(inside, ja, en)
}

fn static_say(inside: &Inside, ja: &'static str, en: &'static str) -> &'static str {
    match inside.language() {
        Language::Ja => ja,
        Language::En => en,
    }
}

#[derive(Template)]
#[template(path = "web/staff/reported.html")]
struct One {
    inside: Inside,
    id: String,
    row: Row,
    case: String,
    seen: String,
    words: String,
    is_undone: bool,
    is_unreadable: bool,
    outcomes: Vec<(String, &'static str, String)>,
    /// Recipients that were chosen: key, name, addresses known, when it was passed on.
    recipients: Vec<To>,
    shared: Option<SharedView>,
    /// The forms in which it may go to those whom the reporter chose: key and words.
    forms: Vec<(&'static str, &'static str)>,
}

/// A recipient as the page offers it.
struct To {
    key: &'static str,
    name: &'static str,
    /// Addresses and pages of theirs that are known.
    known: Vec<String>,
    /// When and where it went; empty when it did not yet.
    handed: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = ReportId::parse(&id).ok_or(Problem::NotFound)?;
    let one = desk.store.reported_as(&session.user, &id).await?;
    let inside = Inside::new(language, &format!("/desk/reports/{id}"), session);
    let zone = &desk.checker.zone;
    let said = |words: &Bilingual| plain(words.within(language)).into_owned();
    page(&One {
        row: row(&desk, &inside, &one),
        case: one.case.as_ref().map(ToString::to_string).unwrap_or_default(),
        seen: one.seen_at.map(|at| moment(at, zone, language)).unwrap_or_default(),
        words: plain(&one.words).into_owned(),
        is_undone: one.undone_at.is_some(),
        is_unreadable: one.unreadable.is_some(),
        outcomes: one
            .outcomes
            .iter()
            .rev()
            .map(|each| {
                (
                    moment(each.at, zone, language),
                    kind_words(each.kind, language),
                    said(&each.words),
                )
            })
            .collect(),
        recipients: one.recipients.iter().map(|to| offered(&desk, &inside, &one, to)).collect(),
        forms: forms(&one, &inside),
        shared: one.shared.as_ref().map(|shared| SharedView::of(shared, language)),
        id: id.to_string(),
        inside,
    })
}

fn forms(one: &Reported, inside: &Inside) -> Vec<(&'static str, &'static str)> {
    let may_go = |format: &Format| one.recipients.has(format.recipient());
    Format::ALL
        .into_iter()
        .filter(may_go)
        .map(|format| (format.as_str(), form(format, inside)))
        .collect()
}

fn form(format: Format, inside: &Inside) -> &'static str {
    let (ja, en) = match format {
        Format::Arf => {
            ("ARF（サーバーの管理会社へ送るメール）", "ARF, a mail to whoever runs the servers")
        }
        Format::Xarf => (
            "X-ARF（サーバーの管理会社の受付システム用）",
            "X-ARF, for the systems of whoever runs the servers",
        ),
        Format::Stix => {
            ("STIX 2.1（セキュリティの情報共有用）", "STIX 2.1, for sharing among security teams")
        }
        Format::Misp => {
            ("MISP（セキュリティの情報共有用）", "MISP, for sharing among security teams")
        }
        Format::Csv => ("CSV（JPCERT/CC の一覧と同じ形）", "CSV, as in JPCERT/CC’s lists"),
    };
    static_say(inside, ja, en)
}

fn offered(desk: &Desk, inside: &Inside, one: &Reported, to: Recipient) -> To {
    let (ja, en) = match to {
        Recipient::Brand => ("名乗られている会社", "The company it speaks as"),
        Recipient::Council => ("フィッシング対策協議会など", "Councils that collect reports"),
        Recipient::Host => ("偽サイトや送信元を管理する会社", "Whoever runs the servers"),
    };
    let known = match to {
        Recipient::Brand => {
            let key = one.brand.clone().map(reading::BrandId);
            let brand = key.as_ref().and_then(|key| desk.checker.brands.get(key));
            brand.map(|brand| brand.report_to.clone()).unwrap_or_default()
        }
        Recipient::Council => vec!["info@antiphishing.jp".to_owned()],
        Recipient::Host => Vec::new(),
    };
    let handed = one.handed.iter().find(|handed| handed.recipient == to).map(|handed| {
        let at = moment(handed.at, &desk.checker.zone, inside.language());
        format!("{at} {}", plain(&handed.address))
    });
    To {
        key: to.as_str(),
        name: static_say(inside, ja, en),
        known,
        handed: handed.unwrap_or_default(),
    }
}

/// What could not be read, as a file: it is never shown with our origin.
async fn original(
    State(desk): State<Arc<Desk>>,
    Staff(session): Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = ReportId::parse(&id).ok_or(Problem::NotFound)?;
    let octets = desk.store.unreadable(&session.user, &id, Timestamp::now()).await?;
    let mut response = octets.ok_or(Problem::NotFound)?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"report.bin\""),
    );
    Ok(response)
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words_ja: String,
    #[serde(default)]
    words_en: String,
}

async fn decide(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Posted { session, form }: Posted<Chosen>,
) -> Result<Redirect, Problem> {
    let id = ReportId::parse(&id).ok_or(Problem::NotFound)?;
    let kind: DecisionKind = form.kind.parse().map_err(|_| Problem::Malformed)?;
    let words = Bilingual { ja: form.words_ja.trim().into(), en: form.words_en.trim().into() };
    let new = NewDecision { kind, words, fault: None };
    desk.store.judge(&session.user, &id, &new, Timestamp::now()).await?;
    Ok(Redirect::to(&format!("/desk/reports/{id}")))
}

#[derive(Deserialize)]
struct Passed {
    #[serde(default)]
    to: String,
    #[serde(default)]
    address: String,
}

async fn hand_on(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Posted { session, form }: Posted<Passed>,
) -> Result<Redirect, Problem> {
    let id = ReportId::parse(&id).ok_or(Problem::NotFound)?;
    let to = Recipient::from_str(&form.to).map_err(|_| Problem::Malformed)?;
    desk.store.hand_on(&session.user, &id, (to, &form.address), Timestamp::now()).await?;
    Ok(Redirect::to(&format!("/desk/reports/{id}")))
}
