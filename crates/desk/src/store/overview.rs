use jiff::{SignedDuration, Timestamp};
use sea_query::{Condition, Expr, ExprTrait as _, Func, Order, Query, SelectStatement};

use super::{
    Store, StoreError,
    database::Row,
    decisions,
    retention::OPEN,
    schema::{Audit, Cases, Contents, Decisions},
    statement::select,
};
use crate::{
    Access, CaseId, CaseState, DecisionKind, Fingerprint, Right, Role, User,
    overview::{Counts, Decided, Similar},
};

/// Similar cases that are shown.
const SIMILAR: u64 = 10;

/// How far back a case of the same brand and subject is still similar.
const LATELY: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Store {
    /// Other cases that may be about the same, those that say the same first, then the newest; at
    /// most ten. Brand staff sees those of the own brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who does not work at the desk.
    pub async fn similar(
        &self,
        access: &Access,
        now: Timestamp,
    ) -> Result<Vec<Similar>, StoreError> {
        let user = access.user(Right::Read)?;
        let columns = [Cases::Fingerprint, Cases::Brand, Cases::Subject];
        let own = select(Cases::Table, columns, (Cases::Id, access.case.as_str()));
        let own = self.database.row(&own).await?.ok_or(StoreError::NoSuchCase)?;
        let fingerprint = own.text_or_none(Cases::Fingerprint)?;
        let alike = alike(&own, now)?;
        let same = fingerprint.as_deref().map(|content| column(Cases::Fingerprint).eq(content));
        if same.is_none() && alike.is_none() {
            return Ok(Vec::new());
        }
        let mut found = similar(access.case(), Condition::any().add_option(same).add_option(alike));
        let rank = column(Cases::Fingerprint).eq(fingerprint.clone().unwrap_or_default());
        // No fingerprint sorts as another one.
        let rank = Expr::case(rank, 0_i64).finally(1_i64);
        found.order_by_expr(rank.into(), Order::Asc);
        found.order_by((Cases::Table, Cases::OpenedAt), Order::Desc).limit(SIMILAR);
        of_brand(&mut found, user)?;
        let rows = self.database.rows(&found).await?;
        rows.iter().map(|row| one_similar(row, fingerprint.as_deref())).collect()
    }

    /// What was decided before a position, the newest first; before nothing, the newest of all. Brand
    /// staff sees what was decided in cases of the own brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::Read`].
    pub async fn decided(
        &self,
        user: &User,
        before: Option<i64>,
        most: u64,
    ) -> Result<Vec<Decided>, StoreError> {
        if !user.role.may(Right::Read) {
            return Err(StoreError::NotAllowed);
        }
        let mut found = decided();
        found.limit(Ord::min(most, self.settings.limits.listed));
        if let Some(before) = before {
            found.and_where(Expr::col((Decisions::Table, Decisions::Position)).lt(before));
        }
        of_brand(&mut found, user)?;
        self.database.rows(&found).await?.iter().map(one_decided).collect()
    }

    /// How many cases stand where, for whoever watches over the desk.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let count = Query::select()
            .column(Cases::State)
            .expr_as(Func::count(Expr::col(Cases::Id)), Cases::Messages)
            .from(Cases::Table)
            .group_by_col(Cases::State)
            .to_owned();
        let mut counts = Counts::default();
        for row in self.database.rows(&count).await? {
            let number = row.number(Cases::Messages)?;
            match row.word(Cases::State, |word| word.parse::<CaseState>().ok())? {
                CaseState::Answered => counts.answered = number,
                CaseState::Waiting => counts.waiting = number,
                CaseState::WithAgent => counts.with_agent = number,
                CaseState::Decided => counts.decided = number,
            }
        }
        let longest = Query::select()
            .expr_as(Func::min(Expr::col(Cases::WaitingSince)), Cases::WaitingSince)
            .from(Cases::Table)
            .and_where(column(Cases::State).is_in(OPEN.map(<&str>::from)))
            .to_owned();
        if let Some(row) = self.database.row(&longest).await? {
            counts.waiting_since = row.moment_or_none(Cases::WaitingSince)?;
        }
        Ok(counts)
    }
}

fn column(column: Cases) -> Expr {
    Expr::col((Cases::Table, column))
}

/// Leaves brand staff what is of the own brand.
fn of_brand(found: &mut SelectStatement, user: &User) -> Result<(), StoreError> {
    if user.role == Role::BrandStaff {
        let brand = user.brand.as_deref().ok_or(StoreError::NotAllowed)?;
        found.and_where(column(Cases::Brand).eq(brand));
    }
    Ok(())
}

/// The same brand and subject, not long ago.
fn alike(own: &Row, now: Timestamp) -> Result<Option<Expr>, StoreError> {
    let (brand, subject) = (own.text_or_none(Cases::Brand)?, own.text_or_none(Cases::Subject)?);
    Ok(match (brand, subject.filter(|subject| !subject.is_empty())) {
        (Some(brand), Some(subject)) => Some(
            column(Cases::Brand)
                .eq(brand)
                .and(column(Cases::Subject).eq(subject))
                .and(column(Cases::OpenedAt).gte((now - LATELY).as_millisecond())),
        ),
        (None, _) | (_, None) => None,
    })
}

fn similar(own: &CaseId, which: Condition) -> SelectStatement {
    Query::select()
        .columns(
            [
                Cases::Id,
                Cases::Fingerprint,
                Cases::OpenedAt,
                Cases::State,
                Cases::Subject,
                Cases::Ruling,
            ]
            .map(|column| (Cases::Table, column)),
        )
        .column((Decisions::Table, Decisions::Kind))
        .from(Cases::Table)
        .left_join(
            Decisions::Table,
            Expr::col((Decisions::Table, Decisions::Id)).equals((Cases::Table, Cases::Decision)),
        )
        .and_where(column(Cases::Id).ne(own.as_str()))
        .cond_where(which)
        .to_owned()
}

fn one_similar(row: &Row, fingerprint: Option<&str>) -> Result<Similar, StoreError> {
    let kind = row.text_or_none(Decisions::Kind)?;
    let content = row.text_or_none(Cases::Fingerprint)?;
    Ok(Similar {
        id: row.word(Cases::Id, CaseId::parse)?,
        is_same: content.is_some() && content.as_deref() == fingerprint,
        opened_at: row.moment(Cases::OpenedAt)?,
        state: row.word(Cases::State, |word| word.parse::<CaseState>().ok())?,
        subject: row.text_or_none(Cases::Subject)?,
        ruling: row.text_or_none(Cases::Ruling)?,
        decided: kind.and_then(|kind| kind.parse::<DecisionKind>().ok()),
    })
}

/// Decisions with the case that each was made in: the audit log's entry of the same position names
/// it.
pub(super) fn decided() -> SelectStatement {
    let position = (Decisions::Table, Decisions::Position);
    let content = (Decisions::Table, Decisions::Fingerprint);
    Query::select()
        .columns(decisions::COLUMNS.map(|column| (Decisions::Table, column)))
        .columns([position, content, (Decisions::Table, Decisions::Vouched)])
        .column((Contents::Table, Contents::Asked))
        .expr_as(column(Cases::Id), Audit::CaseId)
        .columns([Cases::Subject, Cases::Brand, Cases::Ruling].map(|name| (Cases::Table, name)))
        .from(Decisions::Table)
        .left_join(
            Contents::Table,
            Expr::col((Contents::Table, Contents::Fingerprint)).equals(content),
        )
        .left_join(Audit::Table, Expr::col((Audit::Table, Audit::Position)).equals(position))
        .left_join(Cases::Table, column(Cases::Id).equals((Audit::Table, Audit::CaseId)))
        .order_by(position, Order::Desc)
        .to_owned()
}

pub(super) fn one_decided(row: &Row) -> Result<Decided, StoreError> {
    Ok(Decided {
        position: row.number(Decisions::Position)?,
        decision: decisions::decision(row)?,
        fingerprint: row.text_or_none(Decisions::Fingerprint)?.map(Fingerprint::kept),
        vouched: row.text(Decisions::Vouched)?,
        asked: row.number_or_none(Contents::Asked)?.unwrap_or(0),
        case: row.text_or_none(Audit::CaseId)?.as_deref().and_then(CaseId::parse),
        subject: row.text_or_none(Cases::Subject)?,
        brand: row.text_or_none(Cases::Brand)?,
        ruling: row.text_or_none(Cases::Ruling)?,
    })
}
