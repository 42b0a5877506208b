use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::{
    Store, StoreError,
    database::{Row, Tx},
    schema::{Audit, AuditHead as Head},
    statement::insert,
};
use crate::{
    CaseId, Right,
    account::Operator,
    audit::{Actor, AuditBroken, AuditEntry, AuditHead, link},
};

/// What is to be written down.
pub(super) struct Act<'a> {
    pub(super) actor: Actor,
    pub(super) action: &'static str,
    pub(super) case: Option<&'a CaseId>,
    pub(super) detail: String,
}

/// Writes an entry in the transaction that does what it tells, so that neither is without the other.
/// Returns its number.
pub(super) async fn append(tx: &mut Tx, act: Act<'_>, now: Timestamp) -> Result<i64, StoreError> {
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
    let row = [
        (Audit::Position, entry.position.into()),
        (Audit::At, now.as_millisecond().into()),
        (Audit::Actor, entry.actor.into()),
        (Audit::Action, entry.action.into()),
        (Audit::CaseId, entry.case.as_ref().map(CaseId::as_str).into()),
        (Audit::Detail, entry.detail.into()),
        (Audit::Hash, entry.hash.clone().into()),
    ];
    tx.run(&insert(Audit::Table, row)).await?;
    let update = Query::update()
        .table(Head::Table)
        .value(Head::Hash, entry.hash)
        .and_where(Expr::col(Head::Id).eq(1_i64))
        .to_owned();
    tx.run(&update).await?;
    Ok(entry.position)
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

    /// Entries of the audit log after a position, oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::ReadAudit`].
    pub async fn audit_log(
        &self,
        by: Operator<'_>,
        after: i64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        match by {
            Operator::Machine => {}
            Operator::User(user) if user.role.may(Right::ReadAudit) => {}
            Operator::User(_) => return Err(StoreError::NotAllowed),
        }
        self.entries(after).await
    }

    async fn entries(&self, after: i64) -> Result<Vec<AuditEntry>, StoreError> {
        let found = Query::select()
            .columns([
                Audit::Position,
                Audit::At,
                Audit::Actor,
                Audit::Action,
                Audit::CaseId,
                Audit::Detail,
                Audit::Hash,
            ])
            .from(Audit::Table)
            .and_where(Expr::col(Audit::Position).gt(after))
            .order_by(Audit::Position, Order::Asc)
            .limit(self.settings.limits.listed)
            .to_owned();
        self.database.rows(&found).await?.iter().map(entry).collect()
    }

    /// Whether the audit log is what was written: every entry follows from the one before, and none
    /// is missing. Who rewrote the whole log from some entry on is found out by a head that was
    /// noted elsewhere before: then the log must still lead through it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Audit`] with the first entry that does not follow.
    pub async fn verify_audit(&self, noted: Option<&AuditHead>) -> Result<AuditHead, StoreError> {
        let head = self.audit_head().await?;
        let (mut position, mut hash) = (0, vec![0; 32]);
        while position < head.position {
            let entries = self.entries(position).await?;
            if entries.is_empty() {
                return Err(AuditBroken { position: position + 1 }.into());
            }
            // What was added since the head was read is checked the next time.
            for entry in entries.into_iter().filter(|entry| entry.position <= head.position) {
                let is_noted = noted.is_none_or(|noted| {
                    noted.position != entry.position || noted.hash == entry.hash
                });
                let follows = entry.position == position + 1 && link(&hash, &entry) == entry.hash;
                if !follows || !is_noted {
                    return Err(AuditBroken { position: position + 1 }.into());
                }
                (position, hash) = (entry.position, entry.hash);
            }
        }
        let is_short = noted.is_some_and(|noted| noted.position > head.position);
        if hash != head.hash || is_short {
            return Err(AuditBroken { position: position + 1 }.into());
        }
        Ok(head)
    }
}

fn entry(row: &Row) -> Result<AuditEntry, StoreError> {
    Ok(AuditEntry {
        position: row.number(Audit::Position)?,
        at: row.moment(Audit::At)?,
        actor: row.text(Audit::Actor)?,
        action: row.text(Audit::Action)?,
        case: row.text_or_none(Audit::CaseId)?.as_deref().and_then(CaseId::parse),
        detail: row.text(Audit::Detail)?,
        hash: row.octets(Audit::Hash)?,
    })
}
