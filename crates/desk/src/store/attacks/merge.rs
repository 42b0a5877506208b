use sea_query::{Alias, Expr, ExprTrait as _, Func, OnConflict, Query, SelectStatement};

use super::tally::{What, added};
use crate::{
    AttackId,
    store::{
        StoreError,
        database::Tx,
        schema::{AttackExamples, AttackKeys, AttackMembers, AttackTallies, Attacks},
    },
};

/// The younger of two attacks turns out to be the older: all that it has goes over, and its id leads
/// there from now on.
pub(super) async fn merge(
    tx: &mut Tx,
    older: &AttackId,
    younger: &AttackId,
) -> Result<(), StoreError> {
    move_examples(tx, older, younger).await?;
    move_tallies(tx, older, younger).await?;
    let members = Query::update()
        .table(AttackMembers::Table)
        .value(AttackMembers::AttackId, older.as_str())
        .and_where(Expr::col(AttackMembers::AttackId).eq(younger.as_str()))
        .to_owned();
    tx.run(&members).await?;
    let became = Query::update()
        .table(Attacks::Table)
        .value(Attacks::Became, older.as_str())
        .value(Attacks::Reports, 0_i64)
        .and_where(
            Expr::col(Attacks::Id)
                .eq(younger.as_str())
                .or(Expr::col(Attacks::Became).eq(younger.as_str())),
        )
        .to_owned();
    tx.run(&became).await?;
    recount(tx, older).await
}

async fn move_examples(
    tx: &mut Tx,
    older: &AttackId,
    younger: &AttackId,
) -> Result<(), StoreError> {
    let examples = Query::select()
        .expr(Expr::val(older.as_str()))
        .columns([AttackExamples::Id, AttackExamples::Traits])
        .from(AttackExamples::Table)
        .and_where(Expr::col(AttackExamples::AttackId).eq(younger.as_str()))
        .to_owned();
    let columns = [AttackExamples::AttackId, AttackExamples::Id, AttackExamples::Traits];
    let twice =
        OnConflict::columns([AttackExamples::AttackId, AttackExamples::Id]).do_nothing().to_owned();
    copy(tx, AttackExamples::Table, columns, examples, twice).await?;
    let keys = Query::select()
        .expr(Expr::val(older.as_str()))
        .columns([AttackKeys::Example, AttackKeys::Key])
        .from(AttackKeys::Table)
        .and_where(Expr::col(AttackKeys::AttackId).eq(younger.as_str()))
        .to_owned();
    let columns = [AttackKeys::AttackId, AttackKeys::Example, AttackKeys::Key];
    let twice = OnConflict::columns(columns).do_nothing().to_owned();
    copy(tx, AttackKeys::Table, columns, keys, twice).await?;
    for table in ["attack_keys", "attack_examples"] {
        let gone = Query::delete()
            .from_table(Alias::new(table))
            .and_where(Expr::col(AttackKeys::AttackId).eq(younger.as_str()))
            .to_owned();
        tx.run(&gone).await?;
    }
    Ok(())
}

async fn move_tallies(tx: &mut Tx, older: &AttackId, younger: &AttackId) -> Result<(), StoreError> {
    let rest = [
        AttackTallies::What,
        AttackTallies::Value,
        AttackTallies::Reports,
        AttackTallies::Weight,
        AttackTallies::FirstAt,
        AttackTallies::LastAt,
    ];
    let tallies = Query::select()
        .expr(Expr::val(older.as_str()))
        .columns(rest)
        .from(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::AttackId).eq(younger.as_str()))
        .to_owned();
    let [what, value, reports, weight, first, last] = rest;
    let columns = [AttackTallies::AttackId, what, value, reports, weight, first, last];
    copy(tx, AttackTallies::Table, columns, tallies, added()).await?;
    let gone = Query::delete()
        .from_table(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::AttackId).eq(younger.as_str()))
        .to_owned();
    tx.run(&gone).await?;
    Ok(())
}

async fn copy<const COLUMNS: usize, C: sea_query::Iden + Copy + 'static>(
    tx: &mut Tx,
    table: C,
    columns: [C; COLUMNS],
    rows: SelectStatement,
    conflict: OnConflict,
) -> Result<(), StoreError> {
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns).on_conflict(conflict);
    // As many columns are selected as are named.
    insert.select_from(rows).map_err(|error| StoreError::Value(error.to_string()))?;
    tx.run(&insert).await?;
    Ok(())
}

/// Sums an attack up anew from its members and tallies.
pub(super) async fn recount(tx: &mut Tx, attack: &AttackId) -> Result<(), StoreError> {
    let members = Query::select()
        .expr_as(Func::count(Expr::col(AttackMembers::At)), Attacks::Reports)
        .expr_as(Func::min(Expr::col(AttackMembers::At)), Attacks::FirstAt)
        .expr_as(Func::max(Expr::col(AttackMembers::At)), Attacks::LastAt)
        .from(AttackMembers::Table)
        .and_where(Expr::col(AttackMembers::AttackId).eq(attack.as_str()))
        .to_owned();
    let members = tx.row(&members).await?.ok_or(sqlx::Error::RowNotFound)?;
    // PostgreSQL's sum of whole numbers is a decimal; so the few weights are added here.
    let weights = Query::select()
        .column(AttackTallies::Weight)
        .from(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::AttackId).eq(attack.as_str()))
        .and_where(Expr::col(AttackTallies::What).eq(What::Reporter.word()))
        .to_owned();
    let (mut reporters, mut weight) = (0_i64, 0_i64);
    tx.each(&weights, |row| {
        reporters += 1;
        weight = weight.saturating_add(row.number(AttackTallies::Weight)?);
        Ok(())
    })
    .await?;
    let mut update = Query::update();
    update
        .table(Attacks::Table)
        .value(Attacks::Reports, members.number(Attacks::Reports)?)
        .value(Attacks::Reporters, reporters)
        .value(Attacks::Weight, weight)
        .and_where(Expr::col(Attacks::Id).eq(attack.as_str()));
    if let Some(first) = members.number_or_none(Attacks::FirstAt)? {
        update.value(Attacks::FirstAt, first);
    }
    if let Some(last) = members.number_or_none(Attacks::LastAt)? {
        update.value(Attacks::LastAt, last);
    }
    tx.run(&update).await?;
    Ok(())
}
