//! One way to run a statement, on SQLite or PostgreSQL.

use std::{path::Path, str::FromStr, time::Duration};

use futures::TryStreamExt as _;
use jiff::Timestamp;
use sea_query::{Iden, PostgresQueryBuilder, QueryStatementWriter, SqliteQueryBuilder, Value};
use sqlx::{
    Arguments as _, AssertSqlSafe, Postgres, Row as _, SqlSafeStr as _, Sqlite, Transaction,
    migrate::{Migration, MigrationType, Migrator},
    postgres::{PgArguments, PgPool, PgPoolOptions, PgRow},
    query::Query,
    sqlite::{
        SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
        SqliteRow, SqliteSynchronous,
    },
};

use super::StoreError;

/// Connections that read at the same time.
const CONNECTIONS: u32 = 8;

/// How long a statement waits for another process's write.
const PATIENCE: Duration = Duration::from_secs(30);

/// The database that answers.
#[derive(Clone, Debug)]
pub(super) enum Database {
    /// One writer, for SQLite has only one: who waits, waits here in line instead of failing there.
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    /// Any number.
    Postgres(PgPool),
}

/// A transaction. What is not committed never was.
#[derive(Debug)]
pub(super) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// One row of an answer.
#[derive(Debug)]
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A statement that either database can be asked.
pub(super) trait Statement: QueryStatementWriter + Sync {}
impl<S: QueryStatementWriter + Sync> Statement for S {}

impl Database {
    /// Opens, and brings the schema up to date.
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        match url.split_once(':') {
            Some(("sqlite", _)) => Self::open_sqlite(url).await,
            Some(("postgres" | "postgresql", _)) => Self::open_postgres(url).await,
            Some(_) | None => Err(StoreError::Address),
        }
    }

    /// Whether there is a file to open.
    pub(super) fn is_there(url: &str) -> Result<bool, StoreError> {
        match url.split_once(':') {
            Some(("sqlite", _)) => {
                let options = SqliteConnectOptions::from_str(url)?;
                Ok(is_in_memory(url) || options.get_filename().exists())
            }
            Some(("postgres" | "postgresql", _)) => Ok(true),
            Some(_) | None => Err(StoreError::Address),
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .journal_mode(SqliteJournalMode::Wal)
            // With a write-ahead log this outlives the death of the process; the last moments
            // before a power cut are lost, never the file.
            .synchronous(SqliteSynchronous::Normal)
            .pragma("secure_delete", "on");
        if !is_in_memory(url) {
            make_private(options.get_filename());
        }
        let one = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None);
        let writer = one.connect_with(options.clone()).await?;
        migrator(SQLITE).run(&writer).await?;
        // In memory, each connection would have a database of its own.
        let readers = if is_in_memory(url) {
            writer.clone()
        } else {
            let many = SqlitePoolOptions::new().max_connections(CONNECTIONS);
            many.acquire_timeout(PATIENCE).connect_with(options).await?
        };
        Ok(Self::Sqlite { readers, writer })
    }

    async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let many = PgPoolOptions::new().max_connections(CONNECTIONS * 2);
        let pool = many.acquire_timeout(PATIENCE).connect(url).await?;
        migrator(POSTGRES).run(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    /// Begins a transaction that writes.
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            // A durable one before it has asked for more than is usual. Deferred, it would begin as a
            // reader and fail where it first writes if another process wrote in between.
            Self::Sqlite { writer, .. } => {
                Tx::Sqlite(writer.begin_with("PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE").await?)
            }
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that outlives a power cut once it is committed, and not only the death of this process.
    pub(super) async fn begin_durable(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => {
                Tx::Sqlite(writer.begin_with("PRAGMA synchronous = FULL; BEGIN IMMEDIATE").await?)
            }
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that sees everything as it is at one moment, and writes nothing.
    pub(super) async fn begin_reading(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            ),
        })
    }

    /// Copies an SQLite file into a new one.
    pub(super) async fn copy_into(&self, file: &Path) -> Result<(), StoreError> {
        let Self::Sqlite { readers, .. } = self else { return Err(StoreError::OnlySqlite) };
        let file = file.to_str().ok_or(StoreError::Address)?.to_owned();
        sqlx::query("VACUUM INTO ?").bind(file).execute(readers).await?;
        Ok(())
    }

    /// The rows that a reading statement finds. Not within a transaction: that has its own.
    pub(super) async fn rows(&self, statement: &impl Statement) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                let rows = for_sqlite(statement)?.fetch_all(readers).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(pool) => {
                let rows = for_postgres(statement)?.fetch_all(pool).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row that a reading statement finds.
    pub(super) async fn row(&self, statement: &impl Statement) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    /// Ends every connection.
    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Runs a statement; how many rows it changed.
    pub(super) async fn run(&mut self, statement: &impl Statement) -> Result<u64, StoreError> {
        Ok(match self {
            Self::Sqlite(tx) => for_sqlite(statement)?.execute(&mut **tx).await?.rows_affected(),
            Self::Postgres(tx) => {
                for_postgres(statement)?.execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// The rows that a statement returns.
    pub(super) async fn rows(
        &mut self,
        statement: &impl Statement,
    ) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Self::Sqlite(tx) => {
                let rows = for_sqlite(statement)?.fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let rows = for_postgres(statement)?.fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row that a statement returns.
    pub(super) async fn row(
        &mut self,
        statement: &impl Statement,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    /// Hands on each row that a statement finds, without holding them all.
    pub(super) async fn each(
        &mut self,
        statement: &impl Statement,
        mut take: impl FnMut(Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => {
                let mut rows = for_sqlite(statement)?.fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    take(Row::Sqlite(row))?;
                }
            }
            Self::Postgres(tx) => {
                let mut rows = for_postgres(statement)?.fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    take(Row::Postgres(row))?;
                }
            }
        }
        Ok(())
    }

    /// Lets PostgreSQL number new rows from where those end that were put in with their numbers. SQLite
    /// does so by itself.
    pub(super) async fn number_on(
        &mut self,
        table: &'static str,
        column: &'static str,
    ) -> Result<(), StoreError> {
        if let Self::Postgres(tx) = self {
            let text = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), \
                 (SELECT coalesce(max({column}), 0) + 1 FROM {table}), false)"
            );
            // Both names are ours.
            sqlx::query(AssertSqlSafe(text)).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Makes all of it true.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Binds a statement's values, of the few kinds that our tables have.
macro_rules! bind {
    ($statement:ident, $builder:expr, $arguments:ty) => {{
        let (text, values) = $statement.build($builder);
        let mut arguments = <$arguments>::default();
        for value in values {
            match value {
                Value::BigInt(number) => arguments.add(number),
                // Only LIMIT has one.
                Value::BigUnsigned(number) => {
                    arguments.add(number.map(|number| i64::try_from(number).unwrap_or(i64::MAX)))
                }
                Value::String(text) => arguments.add(text),
                Value::Bytes(octets) => arguments.add(octets),
                other => return Err(StoreError::Value(format!("{other:?}"))),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        // The text comes from sea-query, which puts values beside it and never into it.
        Ok(sqlx::query_with(AssertSqlSafe(text), arguments))
    }};
}

fn for_sqlite(
    statement: &impl Statement,
) -> Result<Query<'static, Sqlite, SqliteArguments>, StoreError> {
    bind!(statement, SqliteQueryBuilder, SqliteArguments)
}

fn for_postgres(
    statement: &impl Statement,
) -> Result<Query<'static, Postgres, PgArguments>, StoreError> {
    bind!(statement, PostgresQueryBuilder, PgArguments)
}

/// Reads one column of a row.
macro_rules! column {
    ($row:ident, $column:expr) => {{
        let name = $column.unquoted().to_owned();
        Ok(match $row {
            Row::Sqlite(row) => row.try_get(name.as_str())?,
            Row::Postgres(row) => row.try_get(name.as_str())?,
        })
    }};
}

impl Row {
    pub(super) fn text(&self, column: impl Iden) -> Result<String, StoreError> {
        column!(self, column)
    }

    pub(super) fn text_or_none(&self, column: impl Iden) -> Result<Option<String>, StoreError> {
        column!(self, column)
    }

    pub(super) fn number(&self, column: impl Iden) -> Result<i64, StoreError> {
        column!(self, column)
    }

    pub(super) fn number_or_none(&self, column: impl Iden) -> Result<Option<i64>, StoreError> {
        column!(self, column)
    }

    pub(super) fn octets(&self, column: impl Iden) -> Result<Vec<u8>, StoreError> {
        column!(self, column)
    }

    pub(super) fn octets_or_none(&self, column: impl Iden) -> Result<Option<Vec<u8>>, StoreError> {
        column!(self, column)
    }

    pub(super) fn moment(&self, column: impl Iden) -> Result<Timestamp, StoreError> {
        moment(self.number(column)?)
    }

    pub(super) fn moment_or_none(
        &self,
        column: impl Iden,
    ) -> Result<Option<Timestamp>, StoreError> {
        self.number_or_none(column)?.map(moment).transpose()
    }

    /// A word that stands for one of few things.
    pub(super) fn word<W>(
        &self,
        column: impl Iden,
        read: impl FnOnce(&str) -> Option<W>,
    ) -> Result<W, StoreError> {
        let word = self.text(column)?;
        read(&word).ok_or(StoreError::Word(word))
    }
}

fn moment(milliseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds)
        .map_err(|_| StoreError::Word(milliseconds.to_string()))
}

/// Makes a new file that only its owner reads, for it will hold people's mail. The files that SQLite
/// puts beside it get the same rights.
fn make_private(file: &Path) {
    use std::os::unix::fs::OpenOptionsExt as _;
    // What is wrong with the place, SQLite says; a file that is there keeps its owner's choice.
    let _ = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
}

fn is_in_memory(url: &str) -> bool {
    url.contains(":memory:") || url.contains("mode=memory")
}

const SQLITE: &[(i64, &str, &str)] = &[
    (1, "desk", include_str!("migrations/sqlite/0001_desk.sql")),
    (2, "events", include_str!("migrations/sqlite/0002_events.sql")),
    (3, "reports", include_str!("migrations/sqlite/0003_reports.sql")),
    (4, "attacks", include_str!("migrations/sqlite/0004_attacks.sql")),
    (5, "alerts", include_str!("migrations/sqlite/0005_alerts.sql")),
    (6, "ledger", include_str!("migrations/sqlite/0006_ledger.sql")),
    (7, "campaigns", include_str!("migrations/sqlite/0007_campaigns.sql")),
    (8, "faults", include_str!("migrations/sqlite/0008_faults.sql")),
    (9, "aggregate", include_str!("migrations/sqlite/0009_aggregate.sql")),
];
const POSTGRES: &[(i64, &str, &str)] = &[
    (1, "desk", include_str!("migrations/postgres/0001_desk.sql")),
    (2, "events", include_str!("migrations/postgres/0002_events.sql")),
    (3, "reports", include_str!("migrations/postgres/0003_reports.sql")),
    (4, "attacks", include_str!("migrations/postgres/0004_attacks.sql")),
    (5, "alerts", include_str!("migrations/postgres/0005_alerts.sql")),
    (6, "ledger", include_str!("migrations/postgres/0006_ledger.sql")),
    (7, "campaigns", include_str!("migrations/postgres/0007_campaigns.sql")),
    (8, "faults", include_str!("migrations/postgres/0008_faults.sql")),
    (9, "aggregate", include_str!("migrations/postgres/0009_aggregate.sql")),
];

fn migrator(steps: &[(i64, &'static str, &'static str)]) -> Migrator {
    let steps = steps.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(steps.collect())
}
