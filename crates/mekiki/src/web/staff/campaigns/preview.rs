//! The message as an invited person gets it.

use std::sync::Arc;

use ::desk::{
    Campaign, InvitationNumber,
    campaign::By,
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
    preview::{framed, made},
    problem::Problem,
    staff::session::Staff,
};

/// The message in one language, to somebody who does not exist; `None` when it cannot be composed, which
/// the pre-send check explains.
pub(super) async fn of(
    desk: &Desk,
    campaign: &Campaign,
    language: Language,
) -> Result<Option<MessagePreview>, Problem> {
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
    let pages = Pages {
        claim: "https://desk.example/c/preview".to_owned(),
        unsubscribe: "https://desk.example/u/preview".to_owned(),
    };
    let tag = Tag::of(&desk.store, campaign.number, InvitationNumber(0));
    let message = Message {
        brand: &campaign.brand,
        terms: &campaign.terms,
        to: &to,
        pages: &pages,
        tag: &tag,
        feedback: None,
    };
    match compose(&message, Timestamp::now()) {
        Ok(octets) => made(octets).await.map(Some),
        Err(_) => Ok(None),
    }
}

/// The message's own page, in a frame without origin.
pub(super) async fn frame(
    State(desk): State<Arc<Desk>>,
    Staff(session): Staff,
    Path((id, language)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let language = match language.as_str() {
        "ja" => Language::Ja,
        "en" => Language::En,
        _ => return Err(Problem::NotFound),
    };
    let campaign = desk.store.campaign(By::User(&session.user), &read_id(&id)?).await?;
    framed(&of(&desk, &campaign, language).await?.ok_or(Problem::NotFound)?)
}
