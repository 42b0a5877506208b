//! What is sent in our domains' names, by DMARC reports, and where new ones are handed in.

use std::sync::Arc;

use ::desk::{
    Right,
    aggregate::{self, Traffic},
    store::ReportedDomain,
};
use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Query, Request, State},
    response::Response,
    routing::get,
};
use check::render::plain;
use jiff::Timestamp;
use mail::DomainName;
use reading::BrandId;
use serde::Deserialize;

use super::{inside::Inside, session::Staff};
use crate::{
    domain::reports::since,
    scan::page::drawing::Mark,
    web::{
        Desk,
        around::{Around, page},
        language::Spoken,
        problem::Problem,
        sending::Body,
    },
};

/// Days that are shown when nobody says, and the most.
const DAYS: u16 = 30;
const MOST_DAYS: u16 = 400;

pub(super) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    let most = desk.limits.message_octets + desk.limits.form_octets;
    Router::new().route("/desk/sending", get(show).post(add)).layer(DefaultBodyLimit::max(most))
}

#[derive(Template)]
#[template(path = "web/staff/sending.html")]
struct Page {
    inside: Inside,
    around: Around,
    domains: Vec<ReportedDomain>,
    chosen: String,
    days: u16,
    body: Option<Body>,
    told: Vec<Told>,
}

/// What became of a report that was handed in.
struct Told {
    is_wrong: bool,
    words: String,
}

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    domain: String,
    #[serde(default)]
    days: Option<u16>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk/sending", session);
    page(&Page::new(&desk, inside, &asked, Vec::new()).await?)
}

impl Page {
    async fn new(
        desk: &Desk,
        inside: Inside,
        asked: &Asked,
        told: Vec<Told>,
    ) -> Result<Self, Problem> {
        if !inside.session.user.role.may(Right::Read) {
            return Err(::desk::StoreError::NotAllowed.into());
        }
        let mut domains = desk.store.reported_domains().await?;
        // What is sent in another brand's name is no business of theirs.
        let theirs = inside.session.user.brand.clone().map(BrandId);
        let may_see = |domain: &DomainName| {
            theirs.as_ref().is_none_or(|brand| desk.checker.brands.is_own(brand, domain))
        };
        domains.retain(|reported| may_see(&reported.domain));
        let days = asked.days.unwrap_or(DAYS).clamp(1, MOST_DAYS);
        let chosen = match asked.domain.as_str() {
            "" => domains.first().map(|first| first.domain.clone()),
            name => Some(DomainName::parse(name).map_err(|_| Problem::NotFound)?),
        };
        let chosen = chosen.filter(may_see);
        let body = match &chosen {
            None => None,
            Some(domain) => {
                let traffic: Traffic =
                    desk.store.traffic(domain, since(days, Timestamp::now())).await?;
                Some(Body::new(&traffic, inside.language()))
            }
        };
        let chosen = chosen.map(|domain| domain.to_string()).unwrap_or_default();
        let around = Around::new(inside.language(), "/desk/sending");
        Ok(Self { inside, around, domains, chosen, days, body, told })
    }
}

async fn add(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    request: Request,
) -> Result<Response, Problem> {
    let (room, form) = desk.intake.form(request, &desk.limits).await?;
    if !session.accepts(&form.csrf) {
        return Err(Problem::ForeignForm);
    }
    if !session.user.role.may(Right::Decide) {
        return Err(::desk::StoreError::NotAllowed.into());
    }
    let file = form.message()?;
    let found =
        tokio::task::spawn_blocking(move || aggregate::read(&file, &aggregate::Limits::default()));
    let found = found.await.map_err(|error| Problem::inner("a report", &error))?;
    let inside = Inside::new(language, "/desk/sending", session);
    let (mut told, mut asked) = (Vec::new(), Asked::default());
    for found in found {
        told.push(match found.report {
            Err(error) => {
                Told { is_wrong: true, words: named(&found.name, error.words().within(language)) }
            }
            Ok(report) => {
                let is_new = desk.store.add_aggregate_report(&report, Timestamp::now()).await?;
                asked.domain = report.domain.to_string();
                let words = match is_new {
                    true => inside.say("取り込みました", "taken in"),
                    false => inside.say("前に取り込んだものと同じです", "known already"),
                };
                let about = format!("{} · {}", report.domain, report.reporter);
                Told { is_wrong: false, words: named(&about, words) }
            }
        });
    }
    drop(room);
    page(&Page::new(&desk, inside, &asked, told).await?)
}

/// What is said of something that a stranger named.
fn named(name: &str, words: &str) -> String {
    let (name, words) = (plain(name), plain(words));
    if name.is_empty() { words.into_owned() } else { format!("{name}: {words}") }
}
