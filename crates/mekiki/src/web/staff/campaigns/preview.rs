//! The message as an invited person gets it.

use std::sync::Arc;

use ::desk::{
    Campaign, InvitationNumber,
    campaign::By,
    presend::Own,
    sending::{Invitee, Message, Pages, Tag, compose},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use check::render::preview::MessagePreview;
use jiff::Timestamp;
use verdict::words::Language;

use super::one::read_id;
use crate::web::{
    Desk,
    language::Spoken,
    preview::{framed, made},
    problem::Problem,
    staff::{inside::Inside, presend::answered, session::Staff},
};

/// The message in one language, as its reader sees it; `None` when it cannot be composed.
pub(super) async fn of(
    desk: &Desk,
    campaign: &Campaign,
    language: Language,
) -> Result<Option<MessagePreview>, Problem> {
    match composed(desk, campaign, language) {
        Some(octets) => made(octets).await.map(Some),
        None => Ok(None),
    }
}

/// The message in one language, to somebody who does not exist.
fn composed(desk: &Desk, campaign: &Campaign, language: Language) -> Option<Vec<u8>> {
    let name = match language {
        Language::Ja => "見本 花子",
        Language::En => "Hanako Mihon",
    };
    let to = Invitee {
        address: "hanako@mailbox.example".to_owned(),
        name: name.to_owned(),
        language,
        zone: desk.checker.zone.clone(),
    };
    // Nobody's: what it leads to is no invitation.
    let base = desk.sending.pages.as_deref().unwrap_or("https://desk.example");
    let base = base.trim_end_matches('/');
    let pages =
        Pages { claim: format!("{base}/c/preview"), unsubscribe: format!("{base}/u/preview") };
    let tag = Tag::of(&desk.store, campaign.number, InvitationNumber(0));
    let message = Message {
        brand: &campaign.brand,
        terms: &campaign.terms,
        to: &to,
        pages: &pages,
        tag: &tag,
        feedback: desk.sending.feedback.as_deref(),
    };
    compose(&message, Timestamp::now()).ok()
}

/// The message's own page, in a frame without origin.
pub(super) async fn frame(
    State(desk): State<Arc<Desk>>,
    Staff(session): Staff,
    Path((id, language)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let language = named(&language)?;
    let campaign = desk.store.campaign(By::User(&session.user), &read_id(&id)?).await?;
    framed(&of(&desk, &campaign, language).await?.ok_or(Problem::NotFound)?)
}

/// Whether the message would look like phishing, and what to change. It is looked at before it is signed.
pub(super) async fn presend(
    State(desk): State<Arc<Desk>>,
    Spoken(spoken): Spoken,
    Staff(session): Staff,
    Path((id, language)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let language = named(&language)?;
    let campaign = desk.store.campaign(By::User(&session.user), &read_id(&id)?).await?;
    let octets = composed(&desk, &campaign, language).ok_or(Problem::NotFound)?;
    let own = Own::parse(&campaign.brand, &desk.checker.brands);
    let inside = Inside::new(spoken, "/desk/presend", session);
    answered(&desk, inside, octets, (campaign.brand, own)).await
}

fn named(language: &str) -> Result<Language, Problem> {
    match language {
        "ja" => Ok(Language::Ja),
        "en" => Ok(Language::En),
        _ => Err(Problem::NotFound),
    }
}
