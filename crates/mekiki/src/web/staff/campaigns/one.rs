//! One campaign: what it promises, how it goes, and what may be done next.

use std::sync::Arc;

use ::desk::{Campaign, CampaignId, CampaignState, campaign::By};
use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, State},
    http::request::Parts,
    response::Response,
};
use jiff::Timestamp;
use verdict::words::Language;

use super::{preview, words};
use crate::web::{
    Desk,
    around::page,
    claim::{grouped, offer},
    language::Spoken,
    preview::shown,
    problem::Problem,
    staff::{clock::moment, colleagues::brand, inside::Inside, session::Staff},
};

/// The campaign that an address names.
pub(super) struct Named(pub(super) CampaignId);

impl FromRequestParts<Arc<Desk>> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let id = Path::<String>::from_request_parts(parts, desk).await;
        let Path(id) = id.map_err(|_| Problem::NotFound)?;
        read_id(&id).map(Self)
    }
}

pub(super) fn read_id(id: &str) -> Result<CampaignId, Problem> {
    CampaignId::parse(id).ok_or(Problem::NotFound)
}

/// The message in one language.
struct InLanguage {
    code: &'static str,
    name: &'static str,
    subject: String,
    text: String,
}

#[derive(Template)]
#[template(path = "web/staff/campaign.html")]
struct Page {
    inside: Inside,
    id: String,
    name: String,
    brand: String,
    state: &'static str,
    /// The figures: words and numbers.
    figures: Vec<(&'static str, String)>,
    /// Why invited people were refused, and how many.
    refused: Vec<(&'static str, String)>,
    /// The terms: words and values.
    terms: Vec<(&'static str, String)>,
    messages: Vec<InLanguage>,
    /// States that it may be brought into: the word, and what the button says.
    next: Vec<(&'static str, &'static str)>,
    stock: u64,
    may_change: bool,
    is_over: bool,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Named(id): Named,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let campaign = desk.store.campaign(By::User(&session.user), &id).await?;
    let inside = Inside::new(language, &format!("/desk/campaigns/{id}"), session);
    let refused = desk.store.refused(campaign.number, Timestamp::UNIX_EPOCH).await?;
    let refused = refused.into_iter().map(|(kind, n)| (words::refused(kind, language), grouped(n)));
    let may_change = inside.may_decide();
    let next = [CampaignState::Running, CampaignState::Paused, CampaignState::Ended]
        .into_iter()
        .filter(|next| may_change && campaign.state.may_become(*next));
    page(&Page {
        id: id.to_string(),
        name: campaign.name.clone(),
        brand: brand(&desk, &campaign.brand, &inside),
        state: words::state(campaign.state, language),
        figures: figures(&campaign, &inside),
        refused: refused.collect(),
        terms: terms(&desk, &campaign, &inside),
        messages: messages(&desk, &campaign).await?,
        next: next.map(|next| (next.as_str(), words::into(next, language))).collect(),
        stock: campaign.stock,
        is_over: campaign.state == CampaignState::Ended,
        may_change,
        inside,
    })
}

fn figures(campaign: &Campaign, inside: &Inside) -> Vec<(&'static str, String)> {
    vec![
        (inside.say("招待した人", "Invited"), grouped(campaign.invited)),
        (inside.say("受け取られた枚数", "Taken"), grouped(campaign.issued)),
        (inside.say("使われた枚数", "Used"), grouped(campaign.redeemed)),
        (inside.say("残り", "Left"), grouped(campaign.stock.saturating_sub(campaign.issued))),
        (inside.say("用意した枚数", "In all"), grouped(campaign.stock)),
    ]
}

fn terms(desk: &Desk, campaign: &Campaign, inside: &Inside) -> Vec<(&'static str, String)> {
    let (terms, language) = (&campaign.terms, inside.language());
    let days = |days: u16| match language {
        Language::Ja => format!("{days}日目の終わりまで"),
        Language::En => format!("until the end of day {days}"),
    };
    let mut rows = vec![
        (inside.say("内容", "Offer"), offer(terms, language)),
        (
            inside.say(
                "受け取り（届いた日の翌日から数えて）",
                "To be taken (counted from the day after receipt)",
            ),
            days(terms.claim_days),
        ),
        (
            inside.say(
                "使える期間（受け取った日の翌日から数えて）",
                "To be used (counted from the day after it is taken)",
            ),
            days(terms.use_days),
        ),
    ];
    if let Some(end) = terms.claims_end {
        let end = moment(end, &desk.checker.zone, language);
        rows.push((inside.say("受け取りの終わり", "Nothing is taken after"), end));
    }
    rows.push((inside.say("送り主", "Sender"), terms.from.address.clone()));
    rows.push((inside.say("ご利用先", "Shop"), terms.shop.clone()));
    rows
}

async fn messages(desk: &Desk, campaign: &Campaign) -> Result<Vec<InLanguage>, Problem> {
    let mut messages = Vec::new();
    for (language, code, name) in [(Language::Ja, "ja", "日本語"), (Language::En, "en", "English")]
    {
        if let Some(preview) = preview::of(desk, campaign, language).await? {
            let subject = campaign.terms.title.within(language).to_owned();
            messages.push(InLanguage { code, name, subject, text: shown(&preview.text) });
        }
    }
    Ok(messages)
}
