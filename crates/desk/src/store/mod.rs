//! The desk's memory: one SQLite file, or PostgreSQL.
//!
//! A person enters a case with [`Store::enter`], an agent with [`Store::enter_as`]; both get an
//! [`Access`](crate::Access), and everything about a case asks for one. The clock is the caller's:
//! `now` is handed in.

mod accounts;
mod aggregate;
mod alerts;
mod api_keys;
mod attacks;
mod audit;
mod campaigns;
mod canned;
mod cases;
mod conversations;
mod database;
mod decisions;
mod dump;
mod dump_tables;
mod error;
mod events;
mod faults;
mod figures;
mod hand_in;
mod keys;
mod ledger;
mod listing;
mod lists;
mod onward;
mod overview;
mod queue;
mod reach;
mod reports;
mod retention;
mod schema;
mod sending;
mod sessions;
mod settings;
mod statement;
mod tellings;
mod years;

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use campaigns::Claims;
use database::Database;
use tokio::sync::broadcast;

pub use aggregate::ReportedDomain;
pub use campaigns::{Electing, Inviting};
pub use dump::DumpError;
pub use error::StoreError;
pub use faults::{Closing, Happening};
pub use ledger::{LedgerSize, Packed};
pub use reach::Reach;
pub use reports::{Judged, ReportFilter};
pub use retention::Retained;
pub use settings::{Limits, PasswordCost, Settings};

use crate::{CaseId, campaign::Links, redaction::Redactor};

/// Cases that may change before a slow listener misses one and must look for itself.
const UNHEARD_CHANGES: usize = 1024;

/// The desk's memory. Cheap to clone: clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
    settings: Arc<Settings>,
    redactor: Arc<RwLock<Redactor>>,
    changes: broadcast::Sender<CaseId>,
    claims: Claims,
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

    /// Whether there is a database at an address: for SQLite, a file. Whether a PostgreSQL answers,
    /// opening it tells.
    ///
    /// # Errors
    ///
    /// When the address cannot be one.
    pub fn is_there(url: &str) -> Result<bool, StoreError> {
        Database::is_there(url)
    }

    /// As [`Store::open`], with settings of the caller's choice.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub async fn open_with(url: &str, settings: Settings) -> Result<Self, StoreError> {
        let database = Database::open(url).await?;
        let redactor = keys::redactor(&database).await?;
        let (changes, _) = broadcast::channel(UNHEARD_CHANGES);
        Ok(Self {
            database,
            settings: Arc::new(settings),
            redactor: Arc::new(RwLock::new(redactor)),
            changes,
            claims: Claims::default(),
        })
    }

    /// The settings it was opened with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes out what is personal, with this desk's key: before anything is shown to others.
    #[must_use]
    pub fn redactor(&self) -> Redactor {
        self.redactor.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A number for something of this desk that no other desk has, the same for ever: for names that
    /// have to be unique in the world.
    #[must_use]
    pub fn name_for(&self, what: &str) -> [u8; 16] {
        self.redactor().tag("name", what)
    }

    /// Makes and opens the personal links of invitations.
    #[must_use]
    pub fn links(&self) -> Links {
        Links::new(self.redactor())
    }

    /// Another desk's key came with its dump.
    fn adopt(&self, redactor: Redactor) {
        *self.redactor.write().unwrap_or_else(PoisonError::into_inner) = redactor;
    }

    /// Copies an SQLite desk, as it is at one moment, into a new file that opens as a desk. Others
    /// go on meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError::OnlySqlite`] for PostgreSQL; when the file is there already.
    pub async fn back_up(&self, file: &Path) -> Result<(), StoreError> {
        self.database.copy_into(file).await
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
