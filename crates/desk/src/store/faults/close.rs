use check::Bilingual;
use jiff::{Timestamp, tz::TimeZone};
use sea_query::{Expr, ExprTrait, Query};

use super::open::written_down;
use crate::{
    CampaignNumber, CampaignState, DecisionKind, NewDecision, Store, StoreError,
    campaign::By,
    fault::{CampaignFault, FaultId, MakeGood, end_of_last_day, mended},
    store::{
        campaigns::{become_state, numbered},
        database::Tx,
        schema::{Campaigns, Coupons, Faults, Invitations},
    },
};

/// How a fault is closed.
#[derive(Clone, Debug)]
pub struct Closing {
    /// What the invited get for it.
    pub make_good: MakeGood,
    /// What people are told beside; may be empty.
    pub words: Bilingual,
    /// The zone in which days of the make-good are counted and told.
    pub zone: TimeZone,
}

impl Store {
    /// Closes a fault: the campaign runs again, the invited get what makes good for it, and everybody
    /// who asked is told.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchFault`]; [`StoreError::NotAllowed`]; [`StoreError::MakeGood`] for figures
    /// that cannot be; when the words are too long.
    pub async fn close_fault(
        &self,
        by: By<'_>,
        id: &FaultId,
        closing: &Closing,
        now: Timestamp,
    ) -> Result<CampaignFault, StoreError> {
        self.fits(&closing.words)?;
        if !closing.make_good.is_possible() {
            return Err(StoreError::MakeGood);
        }
        let mut tx = self.database.begin().await?;
        let mut fault = self.open_one(&mut tx, by, id).await?;
        fault.make_good = Some(closing.make_good);
        fault.words = closing.words.clone();
        fault.closed = Some((by.actor().name(), now));
        tx.run(&closed(&fault)?).await?;
        make_good(&mut tx, fault.campaign, closing, now).await?;
        let campaign = numbered(&mut tx, fault.campaign).await?;
        // Staff may have paused or ended it meanwhile: then it stays so.
        if campaign.state == CampaignState::Faulty {
            become_state(&mut tx, &campaign, CampaignState::Running, now).await?;
        }
        let new = NewDecision {
            kind: DecisionKind::Genuine,
            words: mended(&fault, now, &closing.zone),
            fault: None,
        };
        let told = self.decide_campaign(&mut tx, (fault.campaign, &new), by.actor(), now).await?;
        written_down(&mut tx, by, "fault.closed", &fault, now).await?;
        tx.commit().await?;
        told.iter().for_each(|case| self.changed(case));
        Ok(fault)
    }
}

fn closed(fault: &CampaignFault) -> Result<sea_query::UpdateStatement, StoreError> {
    let (by, at) = fault.closed.clone().unzip();
    let make_good = fault.make_good.as_ref().map(serde_json::to_string).transpose()?;
    Ok(Query::update()
        .table(Faults::Table)
        .value(Faults::MakeGood, make_good)
        .value(Faults::WordsJa, fault.words.ja.replace('\0', ""))
        .value(Faults::WordsEn, fault.words.en.replace('\0', ""))
        .value(Faults::ClosedBy, by)
        .value(Faults::ClosedAt, at.map(Timestamp::as_millisecond))
        .and_where(Expr::col(Faults::Id).eq(fault.id.as_str()))
        .to_owned())
}

/// Gives the invited what makes good.
async fn make_good(
    tx: &mut Tx,
    campaign: CampaignNumber,
    closing: &Closing,
    now: Timestamp,
) -> Result<(), StoreError> {
    let until = |days| end_of_last_day(now, days, &closing.zone).as_millisecond();
    match closing.make_good {
        MakeGood::Nothing => Ok(()),
        MakeGood::Extend { days } => {
            let longer = Query::update()
                .table(Invitations::Table)
                .value(Invitations::ExtendedUntil, until(days))
                .and_where(Expr::col(Invitations::Campaign).eq(campaign.0))
                .to_owned();
            tx.run(&longer).await.map(drop)
        }
        MakeGood::Restock { coupons } => {
            let more = Query::update()
                .table(Campaigns::Table)
                .value(Campaigns::Stock, Expr::col(Campaigns::Stock).add(i64::from(coupons)))
                .and_where(Expr::col(Campaigns::Number).eq(campaign.0))
                .to_owned();
            tx.run(&more).await.map(drop)
        }
        MakeGood::Reissue { days } => {
            let longer = Query::update()
                .table(Coupons::Table)
                .value(Coupons::UseUntil, until(days))
                .and_where(Expr::col(Coupons::Campaign).eq(campaign.0))
                .and_where(Expr::col(Coupons::RedeemedAt).is_null())
                .and_where(ExprTrait::lt(Expr::col(Coupons::UseUntil), until(days)))
                .to_owned();
            tx.run(&longer).await.map(drop)
        }
    }
}
