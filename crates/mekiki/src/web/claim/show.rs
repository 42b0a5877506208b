//! The page on which an invited person takes the coupon.

use std::sync::Arc;

use ::desk::{
    StoreError,
    campaign::{Coupon, Refusal, RefusalKind, Shown, Standing},
    store::Happening,
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use jiff::Timestamp;
use verdict::words::Language;

use super::{
    fault::{FaultNotice, failed, fault_notice, watch},
    invited::Invited,
    stranger::stranger,
    terms::{self, Had},
};
use crate::web::{
    Desk,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
    staff::clock::moment,
};

#[derive(Template)]
#[template(path = "web/claim/page.html")]
struct Page {
    around: Around,
    fault: Option<FaultNotice>,
    brand: String,
    title: String,
    offer: String,
    /// What else the terms say; may be empty.
    words: String,
    /// What holds, a row each.
    rows: Vec<(&'static str, String)>,
    has: Has,
    shop: String,
}

/// What the person has, or can have.
enum Has {
    /// They can take it.
    Chance,
    /// They have it.
    Coupon { code: String, until: String, how: Had, used: String },
    /// They cannot take it: why, and what to do.
    Nothing { why: String, advice: &'static str },
}

/// Shows how things stand. Who is told here that they get no coupon was refused, though they pressed
/// nothing: that is written down, for it is what faults are seen by.
pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Invited { shown, here }: Invited,
) -> Result<Response, Problem> {
    let shows = shows(&desk, language, shown, &here).await;
    failed(&desk, shown.campaign(), Happening::PageError, shows).await
}

async fn shows(
    desk: &Desk,
    language: Language,
    shown: Shown,
    here: &str,
) -> Result<Response, Problem> {
    let now = Timestamp::now();
    let standing = match desk.store.standing(shown, now).await {
        Ok(standing) => standing,
        Err(StoreError::NoSuchCampaign) => return Ok(stranger(language)),
        Err(error) => return Err(error.into()),
    };
    if let Err(refusal) = standing.coupon {
        desk.store.note_refusal(shown, refusal, now).await?;
        counted(RefusalKind::from(refusal).into());
        watch(desk, shown.campaign()).await;
    }
    let campaign = &standing.campaign;
    let around = Around::new(language, here);
    page(&Page {
        fault: fault_notice(desk, &standing, language).await?,
        brand: terms::brand(desk, campaign, language),
        title: campaign.terms.title.within(language).to_owned(),
        offer: terms::offer(&campaign.terms, language),
        words: campaign.terms.words.within(language).to_owned(),
        rows: rows(&standing, now, &around),
        has: has(&standing, now, language),
        shop: campaign.terms.shop.clone(),
        around,
    })
}

/// Takes the coupon, and goes back to the page, which shows it: sent twice, the form changes nothing.
pub(super) async fn claim(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Invited { shown, here }: Invited,
) -> Result<Response, Problem> {
    let claimed = desk.store.claim_coupon(shown, Timestamp::now()).await.map_err(Problem::from);
    match failed(&desk, shown.campaign(), Happening::ClaimError, claimed).await? {
        Err(Refusal::NotInvited) => return Ok(stranger(language)),
        Ok(_) => counted("granted"),
        // The page says why, and looks whether that is a fault.
        Err(_) => {}
    }
    Ok(Redirect::to(&here).into_response())
}

fn counted(answer: &'static str) {
    metrics::counter!("mekiki_claims_total", "answer" => answer).increment(1);
}

fn has(standing: &Standing, now: Timestamp, language: Language) -> Has {
    let zone = terms::zone(standing);
    match &standing.coupon {
        Ok(None) => Has::Chance,
        Ok(Some(coupon)) => Has::Coupon {
            code: coupon.code.to_string(),
            until: coupon.use_until.words(&zone, language),
            how: Had::of(coupon, now),
            used: used(coupon, &zone, language),
        },
        Err(refusal) => {
            let (why, advice) = terms::refused(*refusal, &zone, language);
            Has::Nothing { why, advice }
        }
    }
}

fn used(coupon: &Coupon, zone: &jiff::tz::TimeZone, language: Language) -> String {
    coupon.redeemed_at.map(|at| moment(at, zone, language)).unwrap_or_default()
}

/// The terms, a row each: who, until when, how many.
fn rows(standing: &Standing, now: Timestamp, around: &Around) -> Vec<(&'static str, String)> {
    let (campaign, language) = (&standing.campaign, around.language);
    let zone = terms::zone(standing);
    let mut rows = vec![(
        around.say("対象", "For whom"),
        around.say("招待のメールが届いた方だけ", "Only who got the invitation").to_owned(),
    )];
    if let Some(until) = standing.claim_until {
        rows.push((around.say("受け取り", "Take it"), until.words(&zone, language)));
    }
    if matches!(standing.coupon, Ok(None)) {
        let until = terms::use_until(&campaign.terms, now, &zone, language);
        rows.push((around.say("使える期限", "Use it"), until));
        let left = terms::left(campaign, language).to_owned();
        rows.push((around.say("残り", "Left"), left));
    }
    rows
}
