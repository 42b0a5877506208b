//! Reporting the message of a case: the person's own decision, after seeing what is shared; then
//! following it, at the case's own address.

use std::{net::SocketAddr, sync::Arc};

use ::desk::{
    Case,
    event::Source,
    report::{Matter, NewReport, Prepared, Recipient, Recipients},
};
use askama::Template;
use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Query, RawForm, State},
    http::HeaderMap,
    response::{Redirect, Response},
    routing::{get, post},
};
use check::{Report, report::Ruling};
use jiff::Timestamp;
use serde::Deserialize;
use verdict::words::Language;

use super::{
    Desk, alerts,
    around::{Around, page},
    case::Entered,
    follow::{self, Followed},
    language::Spoken,
    problem::Problem,
    shared::SharedView,
};

pub(crate) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    Router::new()
        .route("/c/{id}/{token}/report", get(show).post(send))
        .route("/c/{id}/{token}/report/undo", post(undo))
        .layer(DefaultBodyLimit::max(desk.limits.form_octets))
}

/// Before reporting: what is shared, and with whom.
#[derive(Template)]
#[template(path = "web/report.html")]
struct Asking {
    around: Around,
    case: String,
    is_genuine: bool,
    /// The name of the brand that it speaks as; empty without one.
    brand: String,
    shared: SharedView,
}

/// After reporting.
#[derive(Template)]
#[template(path = "web/reported.html")]
struct Following {
    around: Around,
    /// Where the report is taken back.
    here: String,
    /// The answer about the message; empty when it has no page.
    answer: String,
    /// Alerts about the message.
    alerted: String,
    followed: Followed,
}

/// What was taken back can be reported again (`?again=yes`).
#[derive(Deserialize)]
struct Again {
    again: Option<String>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    entered: Entered,
    Query(Again { again }): Query<Again>,
) -> Result<Response, Problem> {
    let case = entered.address();
    let around = Around::of_case(language, format!("{case}/report"), &case);
    if let Some(access) = desk.store.report_of(&entered.access).await? {
        let reported = desk.store.reported(&access).await?;
        if reported.undone_at.is_none() || again.is_none() {
            let followed = Followed::of(&desk, &reported, language);
            return page(&Following {
                alerted: alerts::beside_case(&desk, &entered.access, &around).await?,
                here: format!("{case}/report"),
                answer: case,
                around,
                followed,
            });
        }
    }
    let (kept, prepared) = prepared(&desk, &entered).await?;
    let report = kept.report.as_ref().ok_or(Problem::NotFound)?;
    page(&Asking {
        around,
        is_genuine: report.ruling == Ruling::Genuine,
        brand: brand(&desk, report, language),
        shared: SharedView::of(&prepared.shared, language),
        case,
    })
}

async fn send(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Spoken(language): Spoken,
    entered: Entered,
    RawForm(form): RawForm,
) -> Result<Redirect, Problem> {
    let form = Form::read(&form);
    let (case, prepared) = prepared(&desk, &entered).await?;
    let now = Timestamp::now();
    let reporter = follow::reporter(&desk, peer, &headers);
    let new = NewReport {
        source: Source::Case,
        language,
        reporter: Some(reporter),
        recipients: form.recipients,
        seen_at: prepared.shared.seen_at,
        words: &form.words,
        matter: Matter::Message {
            case: &entered.access,
            prepared: &prepared,
            fingerprint: case.fingerprint.as_ref(),
        },
    };
    match desk.store.report(&new, now).await {
        // A second click.
        Ok(_) | Err(::desk::StoreError::Reported) => {}
        Err(error) => return Err(error.into()),
    }
    desk.store.subscribe(&entered.access, true, now).await?;
    Ok(Redirect::to(&format!("{}/report", entered.address())))
}

async fn undo(State(desk): State<Arc<Desk>>, entered: Entered) -> Result<Redirect, Problem> {
    if let Some(access) = desk.store.report_of(&entered.access).await? {
        desk.store.undo_report(&access, Timestamp::now()).await?;
    }
    Ok(Redirect::to(&format!("{}/report", entered.address())))
}

/// What would be shared of a case. Without the message as it came there is nothing to report.
async fn prepared(desk: &Desk, entered: &Entered) -> Result<(Case, Prepared), Problem> {
    let now = Timestamp::now();
    let case = entered.case(desk).await?;
    let raw = desk.store.original(&entered.access, now).await?.ok_or(Problem::NotFound)?;
    let report = case.report.clone().ok_or(Problem::NotFound)?;
    let prepared = desk.prepared(raw, report, now).await?;
    Ok((case, prepared))
}

/// The name of the brand that a message speaks as.
pub(super) fn brand(desk: &Desk, report: &Report, language: Language) -> String {
    let key = report.claim.brand.clone().map(reading::BrandId);
    let brand = key.as_ref().and_then(|key| desk.checker.brands.get(key));
    brand.map_or_else(String::new, |brand| match language {
        Language::Ja => brand.name_ja.clone(),
        Language::En => brand.name_en.clone(),
    })
}

/// The form: which recipients are ticked, and what the reporter says.
struct Form {
    recipients: Recipients,
    words: String,
}

impl Form {
    fn read(octets: &[u8]) -> Self {
        let pairs: Vec<_> = url::form_urlencoded::parse(octets).collect();
        let of = |name: &'static str| {
            pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value)
        };
        let chosen: Recipients = Recipient::ALL
            .into_iter()
            .filter(|one| of("to").any(|value| value == one.as_str()))
            .collect();
        Self {
            recipients: chosen,
            words: of("words").next().map(ToString::to_string).unwrap_or_default(),
        }
    }
}
