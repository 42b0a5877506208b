use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, Func, Order, Query};

use super::{
    Store, StoreError,
    cases::language,
    database::Row,
    decisions,
    schema::{Cases, Decisions, Tellings},
};
use crate::{Access, CaseId, decision::Telling};

impl Store {
    /// Takes people who are to be told, longest waiting first. Each is given to one caller; who
    /// does not report [`Store::told`] within [`Settings::telling`](super::Settings) loses it to
    /// the next, so that a caller's death leaves nobody untold.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn take_tellings(
        &self,
        most: u64,
        now: Timestamp,
    ) -> Result<Vec<Telling>, StoreError> {
        let lost = now - self.settings.telling;
        let free = || {
            Condition::all().add(Expr::col(Tellings::ToldAt).is_null()).add(
                Expr::col(Tellings::TakenAt)
                    .is_null()
                    .or(Expr::col(Tellings::TakenAt).lte(lost.as_millisecond())),
            )
        };
        let candidates = Query::select()
            .columns([Tellings::Decision, Tellings::CaseId])
            .from(Tellings::Table)
            .cond_where(free())
            .order_by(Tellings::CreatedAt, Order::Asc)
            .order_by(Tellings::CaseId, Order::Asc)
            .limit(most)
            .to_owned();
        let mut tx = self.database.begin().await?;
        let mut taken = Vec::new();
        for row in tx.rows(&candidates).await? {
            let (decision, case) = (row.text(Tellings::Decision)?, row.text(Tellings::CaseId)?);
            // Asked again: since the list was made, another may have taken it.
            let take = Query::update()
                .table(Tellings::Table)
                .value(Tellings::TakenAt, now.as_millisecond())
                .and_where(Expr::col(Tellings::Decision).eq(decision.as_str()))
                .and_where(Expr::col(Tellings::CaseId).eq(case.as_str()))
                .cond_where(free())
                .to_owned();
            if tx.run(&take).await? == 0 {
                continue;
            }
            let whole = tx.row(&whole(&decision, &case)).await?;
            taken.extend(whole.map(|row| telling(&row)).transpose()?);
        }
        tx.commit().await?;
        Ok(taken)
    }

    /// What the person of a case has not been told yet, oldest first: to be shown on the next visit.
    /// Once it was shown, [`Store::told`] says so.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for anybody but the person.
    pub async fn tellings_for(&self, access: &Access) -> Result<Vec<Telling>, StoreError> {
        access.person()?;
        let untold = Query::select()
            .column(Tellings::Decision)
            .from(Tellings::Table)
            .and_where(Expr::col(Tellings::CaseId).eq(access.case().as_str()))
            .and_where(Expr::col(Tellings::ToldAt).is_null())
            .order_by(Tellings::CreatedAt, Order::Asc)
            .to_owned();
        let mut tellings = Vec::new();
        for row in self.database.rows(&untold).await? {
            let whole = whole(&row.text(Tellings::Decision)?, access.case().as_str());
            tellings.extend(self.database.row(&whole).await?.map(|row| telling(&row)).transpose()?);
        }
        Ok(tellings)
    }

    /// Somebody was told.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn told(&self, telling: &Telling, now: Timestamp) -> Result<(), StoreError> {
        let update = Query::update()
            .table(Tellings::Table)
            .value(Tellings::ToldAt, now.as_millisecond())
            .and_where(Expr::col(Tellings::Decision).eq(telling.decision.id.as_str()))
            .and_where(Expr::col(Tellings::CaseId).eq(telling.case.as_str()))
            .to_owned();
        let mut tx = self.database.begin().await?;
        tx.run(&update).await?;
        tx.commit().await
    }

    /// How many people are still to be told.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn untold(&self) -> Result<i64, StoreError> {
        let count = Query::select()
            .expr_as(Func::count(Expr::col(Tellings::CaseId)), Tellings::Table)
            .from(Tellings::Table)
            .and_where(Expr::col(Tellings::ToldAt).is_null())
            .to_owned();
        self.database.row(&count).await?.map_or(Ok(0), |row| row.number(Tellings::Table))
    }
}

/// A telling with its decision and what is to be known of its person.
fn whole(decision: &str, case: &str) -> sea_query::SelectStatement {
    Query::select()
        .columns(decisions::COLUMNS.map(|column| (Decisions::Table, column)))
        .columns([(Cases::Table, Cases::Language), (Cases::Table, Cases::Subscribed)])
        .expr_as(Expr::col((Cases::Table, Cases::Id)), Tellings::CaseId)
        .from(Decisions::Table)
        .inner_join(Cases::Table, Expr::col((Cases::Table, Cases::Id)).eq(case))
        .and_where(Expr::col((Decisions::Table, Decisions::Id)).eq(decision))
        .to_owned()
}

fn telling(row: &Row) -> Result<Telling, StoreError> {
    Ok(Telling {
        case: row.word(Tellings::CaseId, CaseId::parse)?,
        language: row.word(Cases::Language, language)?,
        subscribed: row.number(Cases::Subscribed)? != 0,
        decision: decisions::decision(row)?,
    })
}
