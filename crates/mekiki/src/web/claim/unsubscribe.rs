//! Wanting no more such mail: by a page that asks first, and by one click in a mail program (RFC 8058).

use std::sync::Arc;

use ::desk::{StoreError, campaign::Shown};
use askama::Template;
use axum::{body::Bytes, extract::State, response::Response};
use jiff::Timestamp;
use verdict::words::Language;

use super::{invited::Leaving, stranger::stranger, terms};
use crate::web::{
    Desk,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
};

#[derive(Template)]
#[template(path = "web/claim/unsubscribe.html")]
struct Page {
    around: Around,
    brand: String,
    is_done: bool,
}

/// Asks. Programs that look at each link of a message must not end anything.
pub(super) async fn ask(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Leaving { shown, here }: Leaving,
) -> Result<Response, Problem> {
    told(&desk, shown, (language, &here), false).await
}

/// Ends it: for our own page's button, and for `List-Unsubscribe=One-Click`, as a form of either kind
/// (RFC 8058 §3.2). The answer leads nowhere else, as its §3.1 wants. Any other body is asked.
pub(super) async fn leave(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Leaving { shown, here }: Leaving,
    body: Bytes,
) -> Result<Response, Problem> {
    let says = |words: &[u8]| body.windows(words.len()).any(|part| part == words);
    if !says(b"One-Click") && !says(b"confirm=yes") {
        return told(&desk, shown, (language, &here), false).await;
    }
    match desk.store.unsubscribe(shown, Timestamp::now()).await {
        Ok(()) => told(&desk, shown, (language, &here), true).await,
        Err(StoreError::NoSuchCampaign) => Ok(stranger(language)),
        Err(error) => Err(error.into()),
    }
}

async fn told(
    desk: &Desk,
    shown: Shown,
    (language, here): (Language, &str),
    is_done: bool,
) -> Result<Response, Problem> {
    let found = desk.store.invitation(shown.campaign(), shown.invitation()).await?;
    let Some(invitation) = found else { return Ok(stranger(language)) };
    let campaign = desk.store.campaign_numbered(shown.campaign()).await?;
    page(&Page {
        around: Around::new(language, here),
        brand: terms::brand(desk, &campaign, language),
        is_done: is_done || invitation.unsubscribed_at.is_some(),
    })
}
