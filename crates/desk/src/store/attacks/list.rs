use std::collections::HashMap;

use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, Order, Query, SelectStatement};

use super::{find::settled, tally::What};
use crate::{
    AttackId, AttackState,
    attack::{ATTACK_QUIET, Attack, AttackReader, Settled, Tally, WEIGHTY},
    store::{
        Store, StoreError,
        database::Row,
        schema::{AttackTallies, Attacks},
    },
};

pub(super) const COLUMNS: [Attacks; 12] = [
    Attacks::Id,
    Attacks::Place,
    Attacks::Subject,
    Attacks::FirstAt,
    Attacks::LastAt,
    Attacks::Reports,
    Attacks::Reporters,
    Attacks::Weight,
    Attacks::Settled,
    Attacks::SettledBy,
    Attacks::SettledAt,
    Attacks::Became,
];

/// Brands of one attack that a list names.
const BRANDS: usize = 5;

impl Store {
    /// Attacks, the one with the newest report first; in one state, or in any. `before` is where the
    /// page before ended: its last attack's last report. Brand staff sees those that pose as the own
    /// brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not read.
    pub async fn attacks(
        &self,
        reader: AttackReader<'_>,
        state: Option<AttackState>,
        before: Option<Timestamp>,
        most: u64,
        now: Timestamp,
    ) -> Result<Vec<Attack>, StoreError> {
        let brand = reader.brand()?;
        let mut found = Query::select();
        found
            .columns(COLUMNS)
            .from(Attacks::Table)
            .and_where(Expr::col(Attacks::Reports).gt(0_i64))
            .order_by(Attacks::LastAt, Order::Desc)
            .order_by(Attacks::Place, Order::Desc)
            .limit(Ord::min(most, self.settings.limits.listed));
        if let Some(state) = state {
            found.cond_where(stands(state, now));
        }
        if let Some(before) = before {
            found.and_where(Expr::col(Attacks::LastAt).lt(before.as_millisecond()));
        }
        if let Some(brand) = brand {
            found.and_where(Expr::col(Attacks::Id).in_subquery(of_brand(brand)));
        }
        let rows = self.database.rows(&found).await?;
        self.with_brands(&rows, now).await
    }

    /// Rows of attacks, each with the brands that it poses as.
    pub(super) async fn with_brands(
        &self,
        rows: &[Row],
        now: Timestamp,
    ) -> Result<Vec<Attack>, StoreError> {
        let ids = rows.iter().map(|row| row.text(Attacks::Id)).collect::<Result<Vec<_>, _>>()?;
        let mut brands: HashMap<String, Vec<Tally>> = HashMap::new();
        if !ids.is_empty() {
            let found = Query::select()
                .column(AttackTallies::AttackId)
                .columns(TALLY)
                .from(AttackTallies::Table)
                .and_where(Expr::col(AttackTallies::AttackId).is_in(ids))
                .and_where(Expr::col(AttackTallies::What).eq(What::Brand.word()))
                .order_by(AttackTallies::Reports, Order::Desc)
                .order_by(AttackTallies::Value, Order::Asc)
                .to_owned();
            for row in self.database.rows(&found).await? {
                let own = brands.entry(row.text(AttackTallies::AttackId)?).or_default();
                if own.len() < BRANDS {
                    own.push(tally(&row)?);
                }
            }
        }
        rows.iter().map(|row| attack(row, &mut brands, now)).collect()
    }
}

/// Attacks that pose as a brand.
pub(super) fn of_brand(brand: &str) -> SelectStatement {
    Query::select()
        .column(AttackTallies::AttackId)
        .from(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::What).eq(What::Brand.word()))
        .and_where(Expr::col(AttackTallies::Value).eq(brand))
        .to_owned()
}

pub(super) const TALLY: [AttackTallies; 4] =
    [AttackTallies::Value, AttackTallies::Reports, AttackTallies::FirstAt, AttackTallies::LastAt];

pub(super) fn tally(row: &Row) -> Result<Tally, StoreError> {
    Ok(Tally {
        value: row.text(AttackTallies::Value)?,
        reports: row.number(AttackTallies::Reports)?,
        first_at: row.moment(AttackTallies::FirstAt)?,
        last_at: row.moment(AttackTallies::LastAt)?,
    })
}

fn attack(
    row: &Row,
    brands: &mut HashMap<String, Vec<Tally>>,
    now: Timestamp,
) -> Result<Attack, StoreError> {
    let (weight, last_at) = (row.number(Attacks::Weight)?, row.moment(Attacks::LastAt)?);
    Ok(Attack {
        id: row.word(Attacks::Id, AttackId::parse)?,
        state: AttackState::of(settled(row)?, weight, last_at, now),
        subject: row.text(Attacks::Subject)?,
        brands: brands.remove(&row.text(Attacks::Id)?).unwrap_or_default(),
        reports: row.number(Attacks::Reports)?,
        reporters: row.number(Attacks::Reporters)?,
        weight: weight as f64 / 1_000.0,
        first_at: row.moment(Attacks::FirstAt)?,
        last_at,
    })
}

/// As [`AttackState::of`], asked of the database.
fn stands(state: AttackState, now: Timestamp) -> Condition {
    let quiet = (now - ATTACK_QUIET).as_millisecond();
    let settled = |word: Settled| Expr::col(Attacks::Settled).eq(<&str>::from(word));
    let open = || Condition::all().add(Expr::col(Attacks::Settled).is_null());
    let lately = || Expr::col(Attacks::LastAt).gte(quiet);
    match state {
        AttackState::Genuine => Condition::all().add(settled(Settled::Genuine)),
        AttackState::Closed => Condition::all().add(settled(Settled::Closed)),
        AttackState::Quiet => open().add(Expr::col(Attacks::LastAt).lt(quiet)),
        AttackState::Active => open().add(lately()).add(Expr::col(Attacks::Weight).gte(WEIGHTY)),
        AttackState::New => open().add(lately()).add(Expr::col(Attacks::Weight).lt(WEIGHTY)),
    }
}
