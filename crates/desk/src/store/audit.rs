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
        let row = self.database.row(&the_head()).await?.ok_or(sqlx::Error::RowNotFound)?;
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
        let found = entries(after, self.settings.limits.listed);
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
        let mut chain = Chain::new(noted);
        while chain.position < head.position {
            let rows = self.database.rows(&entries(chain.position, PAGE)).await?;
            chain.follow_page(&rows, &head)?;
        }
        chain.ends_at(head)
    }
}

/// As [`Store::verify_audit`], of what a transaction has put in.
pub(super) async fn verify_in(tx: &mut Tx) -> Result<(), StoreError> {
    let row = tx.row(&the_head()).await?.ok_or(AuditBroken { position: 1 })?;
    let head = AuditHead { position: row.number(Head::Position)?, hash: row.octets(Head::Hash)? };
    let mut chain = Chain::new(None);
    while chain.position < head.position {
        let rows = tx.rows(&entries(chain.position, PAGE)).await?;
        chain.follow_page(&rows, &head)?;
    }
    let last = Query::select()
        .column(Audit::Position)
        .from(Audit::Table)
        .and_where(Expr::col(Audit::Position).gt(head.position))
        .to_owned();
    if tx.row(&last).await?.is_some() {
        return Err(AuditBroken { position: head.position + 1 }.into());
    }
    chain.ends_at(head).map(drop)
}

/// Forgets where the log ends, for another log is put in its place.
pub(super) fn forget_head() -> sea_query::DeleteStatement {
    Query::delete().from_table(Head::Table).to_owned()
}

/// Entries that are verified at a time.
const PAGE: u64 = 1_000;

/// How far the log was followed.
struct Chain<'n> {
    position: i64,
    hash: Vec<u8>,
    noted: Option<&'n AuditHead>,
}

impl<'n> Chain<'n> {
    fn new(noted: Option<&'n AuditHead>) -> Self {
        Self { position: 0, hash: vec![0; 32], noted }
    }

    fn broken(&self) -> StoreError {
        AuditBroken { position: self.position + 1 }.into()
    }

    /// Follows entries up to the head; what was added since is verified the next time.
    fn follow_page(&mut self, rows: &[Row], head: &AuditHead) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Err(self.broken());
        }
        for row in rows {
            let entry = entry(row)?;
            if entry.position > head.position {
                break;
            }
            self.follow(entry)?;
        }
        Ok(())
    }

    fn follow(&mut self, entry: AuditEntry) -> Result<(), StoreError> {
        let noted = self.noted.filter(|noted| noted.position == entry.position);
        let is_as_noted = noted.is_none_or(|noted| noted.hash == entry.hash);
        let is_next = entry.position == self.position + 1;
        if !is_next || !is_as_noted || link(&self.hash, &entry) != entry.hash {
            return Err(self.broken());
        }
        (self.position, self.hash) = (entry.position, entry.hash);
        Ok(())
    }

    fn ends_at(self, head: AuditHead) -> Result<AuditHead, StoreError> {
        let is_short = self.noted.is_some_and(|noted| noted.position > head.position);
        if self.hash != head.hash || is_short { Err(self.broken()) } else { Ok(head) }
    }
}

/// Some entries after a position.
fn entries(after: i64, most: u64) -> sea_query::SelectStatement {
    Query::select()
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
        .limit(most)
        .to_owned()
}

fn the_head() -> sea_query::SelectStatement {
    Query::select()
        .columns([Head::Position, Head::Hash])
        .from(Head::Table)
        .and_where(Expr::col(Head::Id).eq(1_i64))
        .to_owned()
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
