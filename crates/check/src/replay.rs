use std::sync::Arc;

use auth::{Lookup, lookup};

use crate::{Checker, Report, SenderRecord, record::Replayed, report::replaying};

/// Why a report cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The octets are not those the report is about.
    #[error("the report is about another message: it says {expected}, this one is {found}")]
    OtherMessage {
        /// The report's hash.
        expected: String,
        /// The hash of what was given.
        found: String,
    },
    /// The report's zone is not known here.
    #[error("the report counts days in {0:?}, a zone that is not known here")]
    UnknownZone(String),
    /// The report's recorded DNS cannot be read.
    #[error("the report's recorded DNS cannot be read")]
    Dns(#[from] lookup::RecordedError),
}

impl Checker {
    /// Checks the same octets again by what the report recorded: its DNS answers, its moment, its
    /// zone, what its door told. With the same brands and the same program the outcome is the
    /// same, but for the time it took.
    ///
    /// # Errors
    /// When the octets are others, or the recording cannot be read.
    pub async fn replay(&self, report: &Report, raw: &[u8]) -> Result<Report, ReplayError> {
        let found = replaying::content_hash(raw);
        if found != report.content_hash {
            return Err(ReplayError::OtherMessage { expected: report.content_hash.clone(), found });
        }
        let zone = replaying::zone(&report.zone)
            .ok_or_else(|| ReplayError::UnknownZone(report.zone.clone()))?;
        let lookup: Box<dyn Lookup> = match &report.dns {
            None => Box::new(lookup::Off),
            Some(dns) => Box::new(lookup::Recorded::from_value(dns.clone())?),
        };
        let record: Arc<dyn SenderRecord> = Arc::new(Replayed(report.record.clone()));
        let again = Self { zone, record: Some(record), ..self.clone() };
        let given = report.given.again(report.now);
        let (mut replayed, ()) = again.check_by(&*lookup, &given, raw, |_, _, _| ()).await;
        replayed.path.clone_from(&report.path);
        Ok(replayed)
    }
}
