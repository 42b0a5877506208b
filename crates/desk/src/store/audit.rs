use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::{
    Store, StoreError,
    database::Tx,
    schema::{Audit, AuditHead as Head},
};
use crate::{
    CaseId,
    audit::{Actor, AuditEntry, AuditHead, link},
};

/// What is to be written down.
pub(super) struct Act<'a> {
    pub(super) actor: Actor,
    pub(super) action: &'static str,
    pub(super) case: Option<&'a CaseId>,
    pub(super) detail: String,
}

/// Writes an entry in the transaction that does what it tells, so that neither is without the other.
pub(super) async fn append(tx: &mut Tx, act: Act<'_>, now: Timestamp) -> Result<(), StoreError> {
    // Taking the next number locks the head until the transaction ends: entries follow each other.
    let next = Query::update()
        .table(Head::Table)
        .value(Head::Position, Expr::col(Head::Position).add(1_i64))
        .and_where(Expr::col(Head::Id).eq(1_i64))
        .returning(Query::returning().columns([Head::Position, Head::Hash]))
        .to_owned();
    let head = tx.row(&next).await?.ok_or(sqlx::Error::RowNotFound)?;
    let mut entry = AuditEntry {
        position: head.number(Head::Position)?,
        at: now,
        actor: act.actor.name(),
        action: act.action.to_owned(),
        case: act.case.cloned(),
        detail: act.detail,
        hash: Vec::new(),
    };
    entry.hash = link(&head.octets(Head::Hash)?, &entry);
    let columns = [
        Audit::Position,
        Audit::At,
        Audit::Actor,
        Audit::Action,
        Audit::CaseId,
        Audit::Detail,
        Audit::Hash,
    ];
    let insert = Query::insert()
        .into_table(Audit::Table)
        .columns(columns)
        .values_panic([
            entry.position.into(),
            now.as_millisecond().into(),
            entry.actor.into(),
            entry.action.into(),
            entry.case.as_ref().map(|case| case.as_str().to_owned()).into(),
            entry.detail.into(),
            entry.hash.clone().into(),
        ])
        .to_owned();
    tx.run(&insert).await?;
    let update = Query::update()
        .table(Head::Table)
        .value(Head::Hash, entry.hash)
        .and_where(Expr::col(Head::Id).eq(1_i64))
        .to_owned();
    tx.run(&update).await?;
    Ok(())
}

impl Store {
    /// Where the audit log ends.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn audit_head(&self) -> Result<AuditHead, StoreError> {
        let select = Query::select()
            .columns([Head::Position, Head::Hash])
            .from(Head::Table)
            .and_where(Expr::col(Head::Id).eq(1_i64))
            .to_owned();
        let row = self.database.row(&select).await?.ok_or(sqlx::Error::RowNotFound)?;
        Ok(AuditHead { position: row.number(Head::Position)?, hash: row.octets(Head::Hash)? })
    }
}
