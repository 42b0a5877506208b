//! The desk's store, for a command.

use std::process::ExitCode;

use desk::Store;

use crate::{cli::Database, config::Config, trouble::Trouble};

/// What a command finds when the database is not there yet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum IfMissing {
    /// A new, empty desk.
    Make,
    /// An error: the address has a typing error, most likely.
    Refuse,
}

impl Database {
    /// The settings, with what was typed over all else.
    pub(crate) fn config(&self) -> Result<Config, Trouble> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(url) = &self.url {
            config.database.url.clone_from(url);
        }
        Ok(config)
    }

    /// Does something with the store, and prints what comes of it.
    pub(crate) fn run<W>(
        &self,
        missing: IfMissing,
        work: impl FnOnce(Store) -> W,
    ) -> Result<ExitCode, Trouble>
    where
        W: Future<Output = Result<String, Trouble>>,
    {
        let config = self.config()?;
        let url = &config.database.url;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let printed = runtime.map_err(Trouble::Serve)?.block_on(async {
            if missing == IfMissing::Refuse && !Store::is_there(url)? {
                return Err(Trouble::NoDesk);
            }
            let store = Store::open_with(url, config.store()).await?;
            let printed = work(store.clone()).await;
            store.close().await;
            printed
        });
        crate::print(&printed?)
    }
}
