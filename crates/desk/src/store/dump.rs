//! Everything the desk knows, as lines of JSON: to be put into another database, of either kind.
//!
//! The first line tells the form, the last how many rows there are; between them a line a row, in
//! an order in which every row stands behind those that it names.

use std::{
    collections::BTreeMap,
    io::{BufRead, Read as _, Write},
};

use sea_query::{Expr, ExprTrait as _, Query};
use serde::{Deserialize, Serialize};

use super::{
    Store, StoreError, audit,
    database::Tx,
    dump_tables::TABLES,
    keys,
    schema::{AuditHead, Cases, Users},
};

/// The form's version.
const VERSION: u32 = 1;

/// Longest line that is read: a message of the default limit, in base64, and its report.
const LINE: u64 = 64 * 1024 * 1024;

/// One line of a dump.
#[derive(Deserialize, Serialize)]
#[serde(untagged, deny_unknown_fields)]
enum Line {
    Head { mekiki_desk: u32 },
    Row { table: String, row: BTreeMap<String, Cell> },
    End { rows: u64 },
}

/// One value.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Cell {
    None(()),
    Number(i64),
    Text(String),
    Octets { base64: String },
}

/// A dump that is not one, or that ends too soon.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DumpError {
    /// The first line is not that of a dump that this program knows.
    #[error("this is no dump of a desk, or of a newer one")]
    Head,
    /// A line that tells no row of the desk's tables.
    #[error("line {line} tells no row of a desk")]
    Line {
        /// From 1.
        line: u64,
    },
    /// It has fewer rows than it says, or more.
    #[error("the dump is not whole")]
    NotWhole,
}

impl Store {
    /// Writes everything, as it is at one moment; holds one row at a time. Whoever has the dump has
    /// the messages that people handed in and the key of the masks; of people's secrets, hashes.
    ///
    /// # Errors
    ///
    /// When the database fails, or writing.
    pub async fn dump(&self, out: &mut (impl Write + Send)) -> Result<u64, StoreError> {
        let mut tx = self.database.begin_reading().await?;
        line(out, &Line::Head { mekiki_desk: VERSION })?;
        let mut rows = 0;
        for table in TABLES {
            tx.each(&table.all(), |row| {
                rows += 1;
                line(out, &Line::Row { table: table.name.to_owned(), row: table.cells(&row)? })
            })
            .await?;
        }
        line(out, &Line::End { rows })?;
        out.flush().map_err(StoreError::Io)?;
        Ok(rows)
    }

    /// Puts a dump into this desk, which must be empty: all of it or nothing. The audit log is
    /// verified. The store is then to be opened anew, by other processes too.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotEmpty`]; [`StoreError::Dump`] or [`StoreError::Audit`] for what is damaged.
    pub async fn restore(&self, dump: &mut (impl BufRead + Send)) -> Result<u64, StoreError> {
        let mut tx = self.database.begin().await?;
        if !is_empty(&mut tx).await? {
            return Err(StoreError::NotEmpty);
        }
        tx.run(&keys::forget()).await?;
        tx.run(&audit::forget_head()).await?;
        let rows = put_in(&mut tx, Lines { dump, line: 0 }).await?;
        tx.number_on("ledger_volumes", "id").await?;
        tx.number_on("campaigns", "number").await?;
        audit::verify_in(&mut tx).await?;
        let redactor = keys::redactor_in(&mut tx).await?;
        tx.commit().await?;
        self.adopt(redactor);
        Ok(rows)
    }
}

/// Puts the rows of a dump into empty tables; how many.
async fn put_in<D: BufRead>(tx: &mut Tx, mut lines: Lines<'_, D>) -> Result<u64, StoreError> {
    let Some(Line::Head { mekiki_desk: VERSION }) = lines.next()? else {
        return Err(DumpError::Head.into());
    };
    let mut rows = 0;
    loop {
        match lines.next()? {
            Some(Line::Row { table, row }) => {
                let table = TABLES.iter().find(|known| known.name == table);
                let insert = table.and_then(|table| table.insert(row));
                tx.run(&insert.ok_or(DumpError::Line { line: lines.line })?).await?;
                rows += 1;
            }
            Some(Line::End { rows: told }) if told == rows && lines.is_over()? => return Ok(rows),
            Some(Line::End { .. } | Line::Head { .. }) | None => {
                return Err(DumpError::NotWhole.into());
            }
        }
    }
}

fn line(out: &mut impl Write, line: &Line) -> Result<(), StoreError> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    out.write_all(&text).map_err(StoreError::Io)
}

/// Nobody has used the desk: no case, no user, nothing in the audit log.
async fn is_empty(tx: &mut Tx) -> Result<bool, StoreError> {
    let case = Query::select().column(Cases::Id).from(Cases::Table).limit(1).to_owned();
    let user = Query::select().column(Users::Id).from(Users::Table).limit(1).to_owned();
    let head = Query::select()
        .column(AuditHead::Id)
        .from(AuditHead::Table)
        .and_where(Expr::col(AuditHead::Position).gt(0_i64))
        .to_owned();
    for any in [case, user, head] {
        if tx.row(&any).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The lines of a dump, none of them too long.
struct Lines<'d, D> {
    dump: &'d mut D,
    line: u64,
}

impl<D: BufRead> Lines<'_, D> {
    fn next(&mut self) -> Result<Option<Line>, StoreError> {
        let mut text = Vec::new();
        self.dump.by_ref().take(LINE).read_until(b'\n', &mut text).map_err(StoreError::Io)?;
        self.line += 1;
        // Nothing, or a line that was cut.
        if text.pop() != Some(b'\n') {
            return Ok(None);
        }
        let line = serde_json::from_slice(&text);
        line.map(Some).map_err(|_| DumpError::Line { line: self.line }.into())
    }

    fn is_over(&mut self) -> Result<bool, StoreError> {
        Ok(self.dump.fill_buf().map_err(StoreError::Io)?.is_empty())
    }
}
