//! How DNS is asked: by the system's resolver, from a recording, or not at all.

mod reserved;

use std::{
    convert::Infallible,
    future::Future,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use auth::{
    Lookup,
    lookup::{Live, LiveLimits, Off, Recorded},
};

use crate::trouble::Trouble;
pub(crate) use reserved::{Reserved, beside};

/// A person waits for the answer: with the bound that a check keeps over all its questions, dead
/// name servers cost five seconds.
pub(crate) fn patience() -> LiveLimits {
    let (timeout, total) = (Duration::from_millis(700), Duration::from_millis(1_500));
    LiveLimits { timeout, total, ..LiveLimits::default() }
}

/// The choice, as typed.
#[derive(Clone, Debug)]
pub(crate) enum Dns {
    System,
    Off,
    Recorded(PathBuf),
}

impl FromStr for Dns {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "system" => Self::System,
            "off" => Self::Off,
            path => Self::Recorded(path.into()),
        })
    }
}

/// A way to ask DNS, and what it takes to wait for its answers.
pub(crate) struct Asker {
    pub(crate) lookup: Arc<dyn Lookup>,
    /// Only live questions need a reactor; recorded answers are there at once.
    runtime: Option<tokio::runtime::Runtime>,
}

impl Dns {
    /// Whether answers come over the network, so that waiting takes longer than working.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self, Self::System)
    }

    pub(crate) fn asker(&self) -> Result<Asker, Trouble> {
        match self {
            Self::Off => Ok(Asker { lookup: Arc::new(Off), runtime: None }),
            Self::Recorded(path) => Ok(Asker { lookup: Arc::new(recorded(path)?), runtime: None }),
            Self::System => {
                let runtime = tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(1)
                    .enable_all()
                    .build()
                    .map_err(|error| Trouble::Resolver(error.to_string()))?;
                let lookup = runtime
                    .block_on(async { Live::system(patience()) })
                    .map_err(|error| Trouble::Resolver(error.to_string()))?;
                Ok(Asker { lookup: Arc::new(lookup), runtime: Some(runtime) })
            }
        }
    }
}

impl Asker {
    /// Waits for a check.
    pub(crate) fn wait<T>(&self, check: impl Future<Output = T>) -> T {
        match &self.runtime {
            Some(runtime) => runtime.block_on(check),
            None => pollster::block_on(check),
        }
    }
}

pub(crate) fn recorded(path: &Path) -> Result<Recorded, Trouble> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Trouble::DnsFile(path.to_owned(), error.to_string()))?;
    Recorded::from_json(&text).map_err(|error| Trouble::DnsFile(path.to_owned(), error.to_string()))
}
