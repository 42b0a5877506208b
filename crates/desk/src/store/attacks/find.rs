use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Func, JoinType, Order, Query, SelectStatement};

use crate::{
    AttackId, Traits,
    attack::{ATTACK_OVER, Candidate, Settled, choose},
    store::{
        Store, StoreError,
        database::Row,
        schema::{AttackExamples, AttackKeys, Attacks},
    },
};

/// Examples that are compared with one report.
const COMPARED: u64 = 64;

/// An attack, by age.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Place(pub(super) i64);

/// An example that shares a key with what was asked about.
pub(super) struct Found {
    pub(super) attack: AttackId,
    pub(super) example: i64,
    pub(super) candidate: Candidate<Place>,
}

impl Store {
    /// The attack that a message is like which nobody reported: what is told of the attack holds for
    /// the message.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn like(
        &self,
        traits: &Traits,
        now: Timestamp,
    ) -> Result<Option<AttackId>, StoreError> {
        let Some(found) = examples(traits, now) else { return Ok(None) };
        let found = self.database.rows(&found).await?;
        let found = found.iter().map(read).collect::<Result<Vec<Found>, _>>()?;
        Ok(chosen(traits, &found).cloned())
    }
}

fn chosen<'f>(traits: &Traits, found: &'f [Found]) -> Option<&'f AttackId> {
    let candidates: Vec<_> = found.iter().map(|found| found.candidate.clone()).collect();
    let choice = choose(traits, &candidates)?;
    attack(found, choice.joins)
}

/// The id of an attack among what was found.
pub(super) fn attack(found: &[Found], place: Place) -> Option<&AttackId> {
    found.iter().find(|found| found.candidate.attack == place).map(|found| &found.attack)
}

/// Examples that share keys with the traits of a report of that time, those that share most first;
/// `None` when there is nothing to compare.
pub(super) fn examples(traits: &Traits, at: Timestamp) -> Option<SelectStatement> {
    let keys = traits.keys();
    if keys.is_empty() {
        return None;
    }
    let mut found = sharing();
    found
        .and_where(Expr::col((AttackKeys::Table, AttackKeys::Key)).is_in(keys))
        .and_where(column(Attacks::LastAt).gte((at - ATTACK_OVER).as_millisecond()))
        .and_where(column(Attacks::FirstAt).lte((at + ATTACK_OVER).as_millisecond()));
    Some(found)
}

/// Examples with their attacks, of which somebody says by which keys.
pub(super) fn sharing() -> SelectStatement {
    let attack = (AttackKeys::Table, AttackKeys::AttackId);
    let example = (AttackKeys::Table, AttackKeys::Example);
    let traits = (AttackExamples::Table, AttackExamples::Traits);
    let (place, settled) = (Attacks::Place, Attacks::Settled);
    Query::select()
        .columns([attack, example])
        .column(traits)
        .columns([place, settled].map(|column| (Attacks::Table, column)))
        .from(AttackKeys::Table)
        .join(
            JoinType::InnerJoin,
            AttackExamples::Table,
            Expr::col((AttackExamples::Table, AttackExamples::AttackId))
                .equals(attack)
                .and(Expr::col((AttackExamples::Table, AttackExamples::Id)).equals(example)),
        )
        .join(JoinType::InnerJoin, Attacks::Table, column(Attacks::Id).equals(attack))
        .group_by_columns([attack, example])
        .group_by_col(traits)
        .group_by_columns([place, settled].map(|column| (Attacks::Table, column)))
        .order_by_expr(
            Func::count(Expr::col((AttackKeys::Table, AttackKeys::Key))).into(),
            Order::Desc,
        )
        .order_by((Attacks::Table, place), Order::Asc)
        .limit(COMPARED)
        .to_owned()
}

fn column(column: Attacks) -> Expr {
    Expr::col((Attacks::Table, column))
}

pub(super) fn read(row: &Row) -> Result<Found, StoreError> {
    Ok(Found {
        attack: row.word(AttackKeys::AttackId, AttackId::parse)?,
        example: row.number(AttackKeys::Example)?,
        candidate: Candidate {
            attack: Place(row.number(Attacks::Place)?),
            traits: row.word(AttackExamples::Traits, Traits::read)?,
            settled: settled(row)?,
        },
    })
}

pub(super) fn settled(row: &Row) -> Result<Option<Settled>, StoreError> {
    let word = row.text_or_none(Attacks::Settled)?;
    word.map(|word| word.parse().map_err(|_| StoreError::Word(word))).transpose()
}
