use std::collections::BTreeMap;

use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::{
    find::{Found, read, sharing},
    list::{COLUMNS, of_brand},
};
use crate::{
    AttackId, Traits,
    attack::{AttackReader, Bond, Past, same},
    store::{
        Store, StoreError,
        schema::{AttackExamples, AttackKeys, Attacks},
    },
};

/// Examples of the attack that others are compared with.
const OWN: u64 = 32;

/// Earlier attacks that are shown.
const PAST: usize = 10;

impl Store {
    /// Other attacks that were like this one: earlier ones that were over when it began.
    pub(super) async fn past(
        &self,
        reader: AttackReader<'_>,
        id: &AttackId,
        now: Timestamp,
    ) -> Result<Vec<Past>, StoreError> {
        let own = self.own_examples(id).await?;
        let mut found = sharing();
        found
            .and_where(Expr::col((AttackKeys::Table, AttackKeys::Key)).in_subquery(keys(id)))
            .and_where(Expr::col((AttackKeys::Table, AttackKeys::AttackId)).ne(id.as_str()));
        if let Some(brand) = reader.brand()? {
            let own = of_brand(brand);
            found.and_where(Expr::col((Attacks::Table, Attacks::Id)).in_subquery(own));
        }
        let rows = self.database.rows(&found).await?;
        let found = rows.iter().map(read).collect::<Result<Vec<Found>, _>>()?;
        let mut alike: BTreeMap<String, Vec<Bond>> = BTreeMap::new();
        for other in &found {
            for traits in &own {
                let bonds = same(traits, &other.candidate.traits);
                let known = alike.entry(other.attack.to_string()).or_default();
                if bonds.len() > known.len() {
                    *known = bonds;
                }
            }
        }
        alike.retain(|_, bonds| !bonds.is_empty());
        self.as_past(alike, now).await
    }

    async fn own_examples(&self, id: &AttackId) -> Result<Vec<Traits>, StoreError> {
        let found = Query::select()
            .column(AttackExamples::Traits)
            .from(AttackExamples::Table)
            .and_where(Expr::col(AttackExamples::AttackId).eq(id.as_str()))
            .limit(OWN)
            .to_owned();
        let rows = self.database.rows(&found).await?;
        rows.iter().map(|row| row.word(AttackExamples::Traits, Traits::read)).collect()
    }

    async fn as_past(
        &self,
        mut alike: BTreeMap<String, Vec<Bond>>,
        now: Timestamp,
    ) -> Result<Vec<Past>, StoreError> {
        if alike.is_empty() {
            return Ok(Vec::new());
        }
        let found = Query::select()
            .columns(COLUMNS)
            .from(Attacks::Table)
            .and_where(Expr::col(Attacks::Id).is_in(alike.keys().cloned()))
            .and_where(Expr::col(Attacks::Reports).gt(0_i64))
            .order_by(Attacks::LastAt, Order::Desc)
            .limit(PAST as u64)
            .to_owned();
        let rows = self.database.rows(&found).await?;
        let attacks = self.with_brands(&rows, now).await?;
        let past = attacks.into_iter().map(|attack| {
            let bonds = alike.remove(attack.id.as_str()).unwrap_or_default();
            Past { attack, bonds }
        });
        Ok(past.collect())
    }
}

fn keys(id: &AttackId) -> sea_query::SelectStatement {
    Query::select()
        .column(AttackKeys::Key)
        .from(AttackKeys::Table)
        .and_where(Expr::col(AttackKeys::AttackId).eq(id.as_str()))
        .to_owned()
}
