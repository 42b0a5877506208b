//! The desk's memory: one SQLite file, or PostgreSQL.
//!
//! A person enters a case with [`Store::enter`], an agent with [`Store::enter_as`]; both get an
//! [`Access`](crate::Access), and everything about a case asks for one. The clock is the caller's:
//! `now` is handed in.

mod accounts;
mod api_keys;
mod audit;
mod cases;
mod conversations;
mod database;
mod decisions;
mod error;
mod queue;
mod schema;
mod sessions;
mod settings;
mod statement;
mod tellings;

use std::sync::Arc;

use database::Database;
use tokio::sync::broadcast;

pub use error::StoreError;
pub use settings::{Limits, PasswordCost, Settings};

use crate::CaseId;

/// Cases that may change before a slow listener misses one and must look for itself.
const UNHEARD_CHANGES: usize = 1024;

/// The desk's memory. Cheap to clone: clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
    settings: Arc<Settings>,
    changes: broadcast::Sender<CaseId>,
}

impl Store {
    /// Opens `sqlite://FILE` (made when it is missing), `sqlite::memory:`, or
    /// `postgres://USER@HOST/NAME`, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// When the address is neither, or the database cannot be reached or brought up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, Settings::default()).await
    }

    /// As [`Store::open`], with settings of the caller's choice.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub async fn open_with(url: &str, settings: Settings) -> Result<Self, StoreError> {
        let database = Database::open(url).await?;
        let (changes, _) = broadcast::channel(UNHEARD_CHANGES);
        Ok(Self { database, settings: Arc::new(settings), changes })
    }

    /// The settings it was opened with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the database answers: for `/readyz`.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.audit_head().await.map(drop)
    }

    /// Tells each case that this process changes. What other processes change is not heard: also
    /// look from time to time.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<CaseId> {
        self.changes.subscribe()
    }

    /// Ends every connection, after what is under way.
    pub async fn close(&self) {
        self.database.close().await;
    }

    fn changed(&self, case: &CaseId) {
        // An error says only that nobody listens.
        let _ = self.changes.send(case.clone());
    }
}
