//! One fault: what it was seen by, what people are told, and what may be done.

use std::sync::Arc;

use super::words;
use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    staff::{
        clock::moment,
        colleagues::{Colleagues, brand},
        inside::Inside,
        session::Staff,
    },
};
use ::desk::{
    campaign::By,
    fault::{FaultId, FaultKind, told},
};
use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, State},
    http::request::Parts,
    response::Response,
};

/// The fault that an address names.
pub(super) struct Named(pub(super) FaultId);

impl FromRequestParts<Arc<Desk>> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let id = Path::<String>::from_request_parts(parts, desk).await;
        let Path(id) = id.map_err(|_| Problem::NotFound)?;
        FaultId::parse(&id).map(Self).ok_or(Problem::NotFound)
    }
}

struct Choice {
    word: &'static str,
    words: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "web/staff/fault.html")]
struct Page {
    inside: Inside,
    id: String,
    kind: &'static str,
    kinds: Vec<Choice>,
    campaign: String,
    campaign_id: String,
    brand: String,
    state: &'static str,
    is_open: bool,
    is_declared: bool,
    opened: String,
    /// Empty while nobody has.
    declared: String,
    /// Empty while it is open.
    closed: String,
    seen: Vec<String>,
    told_ja: String,
    told_en: String,
    words_ja: String,
    words_en: String,
    make_good: String,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Named(id): Named,
) -> Result<Response, Problem> {
    let (fault, campaign) = desk.store.fault(By::User(&session.user), &id).await?;
    let inside = Inside::new(language, &format!("/desk/faults/{id}"), session);
    let colleagues = Colleagues::of(&desk).await?;
    let zone = &desk.checker.zone;
    let by = |actor: &str, at| {
        format!("{} ({})", colleagues.actor(actor, &inside), moment(at, zone, language))
    };
    let act = |act: &Option<(String, jiff::Timestamp)>| {
        act.as_ref().map(|(actor, at)| by(actor, *at)).unwrap_or_default()
    };
    let kinds = FaultKind::ALL.into_iter().map(|kind| Choice {
        word: kind.as_str(),
        words: words::kind(kind, language),
        is_chosen: kind == fault.kind,
    });
    let told = told(&fault);
    page(&Page {
        id: id.to_string(),
        kind: words::kind(fault.kind, language),
        kinds: kinds.collect(),
        brand: brand(&desk, &campaign.brand, &inside),
        campaign_id: campaign.id.to_string(),
        campaign: campaign.name,
        state: words::state(&fault, language),
        is_open: fault.is_open(),
        is_declared: fault.declared.is_some(),
        opened: by(&fault.opened_by, fault.opened_at),
        declared: act(&fault.declared),
        closed: act(&fault.closed),
        seen: words::seen(&fault.seen, language),
        told_ja: told.ja,
        told_en: told.en,
        words_ja: fault.words.ja.clone(),
        words_en: fault.words.en.clone(),
        make_good: fault.make_good.map(|done| words::make_good(done, language)).unwrap_or_default(),
        inside,
    })
}
