//! A new campaign.

use std::sync::Arc;

use ::desk::{Session, campaign::By};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use jiff::Timestamp;
use reading::BrandId;
use verdict::words::Language;

use super::written::Written;
use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    staff::{form::Posted, inside::Inside, session::Staff},
};

#[derive(Template)]
#[template(path = "web/staff/campaign_new.html")]
struct Page {
    inside: Inside,
    written: Written,
    /// Key and name of the brands that may be chosen.
    brands: Vec<(String, String)>,
    /// What was wrong with what was sent; empty at first.
    wrong: String,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let written = Written::begun(session.user.brand.as_deref().unwrap_or_default());
    form(&desk, language, session, written, "")
}

fn form(
    desk: &Desk,
    language: Language,
    session: Session,
    written: Written,
    wrong: &str,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk/campaigns/new", session);
    if !inside.may_decide() {
        return Err(Problem::NotAllowed);
    }
    page(&Page { brands: brands(desk, &inside), written, wrong: wrong.to_owned(), inside })
}

fn brands(desk: &Desk, inside: &Inside) -> Vec<(String, String)> {
    let own = inside.session.user.brand.as_deref();
    let known = desk.checker.brands.iter();
    let allowed = known.filter(|brand| own.is_none_or(|own| brand.id.0 == own));
    let name = |ja: &str, en: &str| inside.say(ja, en).to_owned();
    allowed.map(|brand| (brand.id.0.clone(), name(&brand.name_ja, &brand.name_en))).collect()
}

/// Keeps it, or shows the form again with what is wrong: nothing that was written is lost.
pub(super) async fn keep(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Posted { session, form: written }: Posted<Written>,
) -> Result<Response, Problem> {
    let again = |session, written, (ja, en): (&str, &str)| {
        let wrong = match language {
            Language::Ja => ja,
            Language::En => en,
        };
        let page = form(&desk, language, session, written, wrong)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if desk.checker.brands.get(&BrandId(written.brand.clone())).is_none() {
        return again(session, written, ("会社を選んでください。", "Please choose a company."));
    }
    if written.name.trim().is_empty() {
        return again(
            session,
            written,
            ("キャンペーンの名前を書いてください。", "Please name the campaign."),
        );
    }
    match written.campaign(&desk.checker.zone) {
        Ok(new) => {
            let by = By::User(&session.user);
            let id = desk.store.create_campaign(by, &new, Timestamp::now()).await?;
            Ok(Redirect::to(&format!("/desk/campaigns/{id}")).into_response())
        }
        Err(wrong) => again(session, written, wrong),
    }
}
