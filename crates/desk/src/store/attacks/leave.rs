use sea_query::{Expr, ExprTrait as _, Query};

use super::{
    merge::recount,
    tally::{Counted, What, uncount},
};
use crate::{
    AttackId, ReportId,
    store::{
        Store, StoreError,
        database::{Row, Tx},
        schema::{AttackExamples, AttackKeys, AttackMembers},
        statement::select,
    },
};

/// A report that was taken back leaves its attack, and takes along what it alone told. An attack
/// without reports is in no list any more.
///
/// # Errors
///
/// When the database fails.
pub(in crate::store) async fn leave(tx: &mut Tx, report: &ReportId) -> Result<(), StoreError> {
    let columns = [
        AttackMembers::AttackId,
        AttackMembers::Example,
        AttackMembers::At,
        AttackMembers::Reporter,
        AttackMembers::Brand,
        AttackMembers::Subject,
        AttackMembers::Pages,
        AttackMembers::Patterns,
        AttackMembers::Bonds,
    ];
    let own = (AttackMembers::ReportId, report.as_str());
    let Some(row) = tx.row(&select(AttackMembers::Table, columns, own)).await? else {
        return Ok(());
    };
    let attack = row.word(AttackMembers::AttackId, AttackId::parse)?;
    let gone = Query::delete()
        .from_table(AttackMembers::Table)
        .and_where(Expr::col(AttackMembers::ReportId).eq(report.as_str()))
        .to_owned();
    tx.run(&gone).await?;
    uncount(tx, &attack, &counted(&row)?).await?;
    forget_example(tx, &attack, row.number(AttackMembers::Example)?).await?;
    recount(tx, &attack).await
}

impl Store {
    /// A report that was taken back leaves its attack, in a transaction of its own.
    ///
    /// # Errors
    ///
    /// When the database fails: then nothing is changed.
    pub async fn leave_attack(&self, report: &ReportId) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        leave(&mut tx, report).await?;
        tx.commit().await
    }
}

fn counted(row: &Row) -> Result<Vec<(What, String)>, StoreError> {
    let pages: Vec<(String, String)> = serde_json::from_str(&row.text(AttackMembers::Pages)?)?;
    let patterns: Vec<String> = serde_json::from_str(&row.text(AttackMembers::Patterns)?)?;
    let brand = row.text_or_none(AttackMembers::Brand)?;
    let (subject, bonds) = (row.text(AttackMembers::Subject)?, row.text(AttackMembers::Bonds)?);
    let at = row.moment(AttackMembers::At)?;
    let (pages, patterns) = (pages.into_iter(), patterns.into_iter());
    let mut values = Counted::new(brand.as_deref(), &subject, pages, patterns, &bonds, at).values;
    values.push((What::Reporter, row.text(AttackMembers::Reporter)?));
    Ok(values)
}

/// An example that no report stands for any more.
async fn forget_example(tx: &mut Tx, attack: &AttackId, example: i64) -> Result<(), StoreError> {
    let others = Query::select()
        .column(AttackMembers::ReportId)
        .from(AttackMembers::Table)
        .and_where(Expr::col(AttackMembers::AttackId).eq(attack.as_str()))
        .and_where(Expr::col(AttackMembers::Example).eq(example))
        .limit(1)
        .to_owned();
    if tx.row(&others).await?.is_some() {
        return Ok(());
    }
    let keys = Query::delete()
        .from_table(AttackKeys::Table)
        .and_where(Expr::col(AttackKeys::AttackId).eq(attack.as_str()))
        .and_where(Expr::col(AttackKeys::Example).eq(example))
        .to_owned();
    tx.run(&keys).await?;
    let examples = Query::delete()
        .from_table(AttackExamples::Table)
        .and_where(Expr::col(AttackExamples::AttackId).eq(attack.as_str()))
        .and_where(Expr::col(AttackExamples::Id).eq(example))
        .to_owned();
    tx.run(&examples).await?;
    Ok(())
}
