use jiff::Timestamp;
use sea_query::{Alias, DeleteStatement, Expr, ExprTrait as _, OnConflict, Query};

use crate::{
    AttackId, Traits,
    attack::Member,
    event::SeenUrl,
    store::{StoreError, database::Tx, schema::AttackTallies, statement::insert},
};

/// Pages of one report that are counted.
pub(super) const PAGES: usize = 20;

/// What is counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum What {
    Reporter,
    Brand,
    Host,
    Page,
    Pattern,
    Subject,
    Hour,
    Bond,
}

impl What {
    pub(super) fn word(self) -> &'static str {
        self.into()
    }
}

/// What one report adds to an attack's counts, beside its reporter.
pub(super) struct Counted {
    pub(super) values: Vec<(What, String)>,
    pub(super) at: Timestamp,
}

impl Counted {
    pub(super) fn of(member: &Member<'_>, traits: &Traits, bonds: &str, at: Timestamp) -> Self {
        let pages = member.pages.iter().take(PAGES).map(SeenUrl::clone).collect::<Vec<_>>();
        let patterns = traits.patterns.iter().map(|pattern| pattern.as_str().to_owned());
        Self::new(
            member.brand,
            member.subject.unwrap_or_default(),
            pages.into_iter().map(|page| (page.host, page.url)),
            patterns,
            bonds,
            at,
        )
    }

    pub(super) fn new(
        brand: Option<&str>,
        subject: &str,
        pages: impl Iterator<Item = (String, String)>,
        patterns: impl Iterator<Item = String>,
        bonds: &str,
        at: Timestamp,
    ) -> Self {
        let mut values = vec![(What::Hour, hour(at).to_string())];
        values.extend(brand.map(|brand| (What::Brand, clean(brand))));
        if !subject.is_empty() {
            values.push((What::Subject, clean(subject)));
        }
        for (host, url) in pages {
            values.push((What::Host, clean(&host)));
            values.push((What::Page, clean(&url)));
        }
        values.extend(patterns.map(|pattern| (What::Pattern, clean(&pattern))));
        values.extend(
            bonds.split(' ').filter(|bond| !bond.is_empty()).map(|b| (What::Bond, b.to_owned())),
        );
        // Each once: two pages on one host are one report about it. The order is the same in every
        // transaction, so that two of them never wait for each other.
        values.sort_by(|(one, value), (other, by)| (one.word(), value).cmp(&(other.word(), by)));
        values.dedup();
        Self { values, at }
    }
}

/// PostgreSQL's text cannot hold NUL.
pub(super) fn clean(text: &str) -> String {
    text.replace('\0', "")
}

const HOUR: i64 = 3_600_000;

pub(super) fn hour(at: Timestamp) -> i64 {
    at.as_millisecond().div_euclid(HOUR)
}

/// When an hour began.
pub(super) fn began(hour: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(hour.parse::<i64>().ok()?.checked_mul(HOUR)?).ok()
}

/// Counts what a report has.
pub(super) async fn count(
    tx: &mut Tx,
    attack: &AttackId,
    counted: &Counted,
) -> Result<(), StoreError> {
    for (what, value) in &counted.values {
        add(tx, attack, (*what, value), 0, counted.at).await?;
    }
    Ok(())
}

/// Counts one more; of a reporter, the weight is the one that is known last.
pub(super) async fn add(
    tx: &mut Tx,
    attack: &AttackId,
    (what, value): (What, &str),
    weight: i64,
    at: Timestamp,
) -> Result<(), StoreError> {
    let at = at.as_millisecond();
    let row = [
        (AttackTallies::AttackId, attack.as_str().into()),
        (AttackTallies::What, what.word().into()),
        (AttackTallies::Value, value.into()),
        (AttackTallies::Reports, 1_i64.into()),
        (AttackTallies::Weight, weight.into()),
        (AttackTallies::FirstAt, at.into()),
        (AttackTallies::LastAt, at.into()),
    ];
    tx.run(insert(AttackTallies::Table, row).on_conflict(added())).await?;
    Ok(())
}

/// Where the value is counted already, what is new is added to it.
pub(super) fn added() -> OnConflict {
    let key = [AttackTallies::AttackId, AttackTallies::What, AttackTallies::Value];
    let is_earlier = new(AttackTallies::FirstAt).lt(old(AttackTallies::FirstAt));
    let is_later = new(AttackTallies::LastAt).gt(old(AttackTallies::LastAt));
    let first = Expr::case(is_earlier, new(AttackTallies::FirstAt));
    let last = Expr::case(is_later, new(AttackTallies::LastAt));
    OnConflict::columns(key)
        .value(AttackTallies::Reports, old(AttackTallies::Reports).add(new(AttackTallies::Reports)))
        .value(AttackTallies::Weight, new(AttackTallies::Weight))
        .value(AttackTallies::FirstAt, first.finally(old(AttackTallies::FirstAt)))
        .value(AttackTallies::LastAt, last.finally(old(AttackTallies::LastAt)))
        .to_owned()
}

fn old(column: AttackTallies) -> Expr {
    Expr::col((AttackTallies::Table, column))
}

fn new(column: AttackTallies) -> Expr {
    Expr::col((Alias::new("excluded"), column))
}

/// Takes back what a report added.
pub(super) async fn uncount(
    tx: &mut Tx,
    attack: &AttackId,
    values: &[(What, String)],
) -> Result<(), StoreError> {
    for (what, value) in values {
        let less = Query::update()
            .table(AttackTallies::Table)
            .value(AttackTallies::Reports, Expr::col(AttackTallies::Reports).sub(1_i64))
            .and_where(Expr::col(AttackTallies::AttackId).eq(attack.as_str()))
            .and_where(Expr::col(AttackTallies::What).eq(what.word()))
            .and_where(Expr::col(AttackTallies::Value).eq(value.as_str()))
            .to_owned();
        tx.run(&less).await?;
    }
    let gone = Query::delete()
        .from_table(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::AttackId).eq(attack.as_str()))
        .and_where(Expr::col(AttackTallies::Reports).lte(0_i64))
        .to_owned();
    tx.run(&gone).await?;
    Ok(())
}

/// Who reported, long ago: what an attack was like is kept longer than who saw it.
pub(in crate::store) fn forget_reporters(before: Timestamp) -> DeleteStatement {
    Query::delete()
        .from_table(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::What).eq(What::Reporter.word()))
        .and_where(Expr::col(AttackTallies::LastAt).lte(before.as_millisecond()))
        .to_owned()
}
