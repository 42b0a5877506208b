//! What is done with a fault: one form each, and back to it.

use std::sync::Arc;

use ::desk::{
    CampaignId,
    campaign::By,
    fault::{FaultId, FaultKind, MakeGood},
    store::Closing,
};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use check::Bilingual;
use jiff::Timestamp;
use serde::Deserialize;

use super::one::Named;
use crate::web::{Desk, problem::Problem, staff::form::Posted};

fn back(id: &FaultId) -> Redirect {
    Redirect::to(&format!("/desk/faults/{id}"))
}

#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words_ja: String,
    #[serde(default)]
    words_en: String,
}

impl Said {
    fn kind(&self) -> Result<FaultKind, Problem> {
        self.kind.parse().map_err(|_| Problem::Malformed)
    }

    fn words(&self) -> Bilingual {
        Bilingual { ja: self.words_ja.trim().to_owned(), en: self.words_en.trim().to_owned() }
    }
}

/// Confirms it, and says what people are told.
pub(super) async fn declare(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form: said }: Posted<Said>,
) -> Result<Redirect, Problem> {
    let (by, words) = (By::User(&session.user), said.words());
    desk.store.declare_fault(by, &id, (said.kind()?, &words), Timestamp::now()).await?;
    Ok(back(&id))
}

/// Says of a campaign that something is broken.
pub(super) async fn report(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Posted { session, form: said }: Posted<Said>,
) -> Result<Redirect, Problem> {
    let id = CampaignId::parse(&id).ok_or(Problem::NotFound)?;
    let (by, words) = (By::User(&session.user), said.words());
    let now = Timestamp::now();
    let fault = desk.store.report_fault(by, &id, (said.kind()?, &words), now).await?;
    Ok(back(&fault.id))
}

#[derive(Deserialize)]
pub(super) struct Closed {
    #[serde(default)]
    make_good: String,
    #[serde(default)]
    many: String,
    #[serde(default)]
    words_ja: String,
    #[serde(default)]
    words_en: String,
}

impl Closed {
    fn make_good(&self) -> Result<MakeGood, Problem> {
        let many = || self.many.trim().parse::<u32>().map_err(|_| Problem::Malformed);
        let days = || u16::try_from(many()?).map_err(|_| Problem::Malformed);
        Ok(match self.make_good.as_str() {
            "nothing" => MakeGood::Nothing,
            "extend" => MakeGood::Extend { days: days()? },
            "restock" => MakeGood::Restock { coupons: many()? },
            "reissue" => MakeGood::Reissue { days: days()? },
            _ => return Err(Problem::Malformed),
        })
    }
}

/// Closes it: everybody who asked is told.
pub(super) async fn close(
    State(desk): State<Arc<Desk>>,
    Named(id): Named,
    Posted { session, form }: Posted<Closed>,
) -> Result<Redirect, Problem> {
    let closing = Closing {
        make_good: form.make_good()?,
        words: Bilingual { ja: form.words_ja.trim().into(), en: form.words_en.trim().into() },
        zone: desk.checker.zone.clone(),
    };
    desk.store.close_fault(By::User(&session.user), &id, &closing, Timestamp::now()).await?;
    Ok(back(&id))
}
