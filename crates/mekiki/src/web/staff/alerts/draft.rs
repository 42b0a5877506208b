//! A new alert: filled in from a case or from an attack, else by hand.

use std::sync::Arc;

use ::desk::{
    AlertKind, AttackId, CaseId, DecisionKind, Notice, Session,
    alert::{Asked, Posed, Seen},
    attack::{AttackReader, Tally},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use check::{Bilingual, Report};
use jiff::Timestamp;
use reading::BrandId;
use serde::Deserialize;

use super::written::Written;
use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    staff::{case::entered, form::Posted, inside::Inside, session::Staff},
};

/// What a draft begins from.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    case: String,
    attack: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "web/staff/alert_new.html")]
struct Page {
    inside: Inside,
    from: From,
    written: Written,
    /// Key and name of the brands that may be chosen.
    brands: Vec<(String, String)>,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk/alerts/new", session);
    if !inside.may_decide() {
        return Err(Problem::NotAllowed);
    }
    let notice = begun(&desk, &inside.session, &from).await?;
    let written = Written::of(&notice, &desk.checker.zone);
    page(&Page { brands: brands(&desk, &inside), written, from, inside })
}

fn brands(desk: &Desk, inside: &Inside) -> Vec<(String, String)> {
    let own = inside.session.user.brand.as_deref();
    let known = desk.checker.brands.iter();
    let allowed = known.filter(|brand| own.is_none_or(|own| brand.id.0 == own));
    let named = |name: &str, key: &str| (key.to_owned(), name.to_owned());
    allowed.map(|brand| named(inside.say(&brand.name_ja, &brand.name_en), &brand.id.0)).collect()
}

#[derive(Deserialize)]
pub(super) struct New {
    #[serde(default)]
    case: String,
    #[serde(default)]
    attack: String,
    #[serde(flatten)]
    written: Written,
}

pub(super) async fn keep(
    State(desk): State<Arc<Desk>>,
    Posted { session, form }: Posted<New>,
) -> Result<Response, Problem> {
    let New { case, attack, written } = form;
    let from = From { case, attack, kind: written.kind.clone() };
    let begun = begun(&desk, &session, &from).await?;
    let wanted = written.notice(begun.kind, &desk.checker.zone)?;
    // What it is drafted from says which brand; by hand it is chosen, among those that are known.
    let is_known = |key: &String| desk.checker.brands.get(&BrandId(key.clone())).is_some();
    let brand = begun.brand.or(wanted.brand.filter(is_known));
    let notice = Notice {
        brand,
        attack: begun.attack,
        content: begun.content,
        traits: begun.traits,
        ..wanted
    };
    let id = desk.store.draft_alert(&session.user, &notice, Timestamp::now()).await?;
    Ok(Redirect::to(&format!("/desk/alerts/{id}")).into_response())
}

/// The notice that a draft begins with.
async fn begun(desk: &Desk, session: &Session, from: &From) -> Result<Notice, Problem> {
    if let Some(id) = CaseId::parse(&from.case) {
        return of_case(desk, session, &id).await;
    }
    if let Some(id) = AttackId::parse(&from.attack) {
        return of_attack(desk, session, &id).await;
    }
    let own = session.user.brand.as_deref().and_then(|key| posed(desk, key));
    match from.kind.parse() {
        Ok(AlertKind::GenuineWithFault) => {
            Ok(Notice::from_fault(own.as_ref(), &Bilingual::default(), None, Asked::default()))
        }
        Ok(AlertKind::Phishing) | Err(_) => {
            let seen = Seen { brand: own, ..Seen::default() };
            Ok(Notice::from_attack(&seen, Timestamp::now(), &desk.checker.zone))
        }
    }
}

/// A message that was decided to be genuine and broken makes an alert of that kind; any other, one
/// about a fake.
async fn of_case(desk: &Desk, session: &Session, id: &CaseId) -> Result<Notice, Problem> {
    let access = entered(desk, session, id).await?;
    let case = desk.store.case(&access).await?;
    let report = case.report.as_ref().ok_or(Problem::NotFound)?;
    let asked = desk.store.asked_in(&access, Timestamp::now()).await?;
    let brand = report.claim.brand.as_deref().and_then(|key| posed(desk, key));
    let faulty = case.decision.filter(|decision| decision.kind == DecisionKind::GenuineButFaulty);
    if let Some(decision) = faulty {
        return Ok(Notice::from_fault(brand.as_ref(), &decision.words, decision.fault, asked));
    }
    let seen = Seen {
        brand,
        subjects: vec![(report.message.subject.clone(), 1)],
        urls: strangers(report),
        content: asked.content,
        traits: asked.traits,
        attack: None,
    };
    Ok(Notice::from_attack(&seen, Timestamp::now(), &desk.checker.zone))
}

async fn of_attack(desk: &Desk, session: &Session, id: &AttackId) -> Result<Notice, Problem> {
    let now = Timestamp::now();
    let known = desk.store.attack(AttackReader::User(&session.user), id, now).await?;
    let first = known.attack.brands.first();
    let counted = |tally: &Tally| (tally.value.clone(), tally.reports);
    let seen = Seen {
        attack: Some(known.attack.id.to_string()),
        brand: first.and_then(|brand| posed(desk, &brand.value)),
        subjects: known.subjects.iter().map(counted).collect(),
        urls: known.pages.iter().map(|page| page.value.clone()).collect(),
        ..Seen::default()
    };
    Ok(Notice::from_attack(&seen, now, &desk.checker.zone))
}

/// Pages of nobody known that a message leads to.
fn strangers(report: &Report) -> Vec<String> {
    let links = report.links.iter().filter(|link| link.end == "web" && link.owner.is_none());
    links.map(|link| link.url.clone()).collect()
}

fn posed(desk: &Desk, key: &str) -> Option<Posed> {
    let brand = desk.checker.brands.get(&BrandId(key.to_owned()))?;
    let name = Bilingual { ja: brand.name_ja.clone(), en: brand.name_en.clone() };
    Some(Posed { key: key.to_owned(), name })
}
