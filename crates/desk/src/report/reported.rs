use check::report::Ruling;
use jiff::Timestamp;
use verdict::words::Language;

use super::{Outcome, Recipient, Recipients, ReportId};
use crate::{
    CaseId, DecisionKind,
    event::{Counting, Source},
    exchange::Shared,
};

/// Proof that somebody may see a report. Only the store makes one.
#[derive(Clone, Debug)]
pub struct ReportAccess {
    pub(crate) report: ReportId,
    /// Whether it is the reporter.
    pub(crate) is_reporter: bool,
}

impl ReportAccess {
    /// The report.
    #[must_use]
    pub fn report(&self) -> &ReportId {
        &self.report
    }
}

/// A report as it was kept.
#[derive(Clone, Debug)]
pub struct Reported {
    /// Its id.
    pub id: ReportId,
    /// The case of its message.
    pub case: Option<CaseId>,
    /// By which way it came.
    pub source: Source,
    /// The reporter's language.
    pub language: Language,
    /// To whom it may go.
    pub recipients: Recipients,
    /// Whether it counts.
    pub counting: Counting,
    /// The same reporter's earlier report of the same.
    pub same_as: Option<ReportId>,
    /// When it came.
    pub received_at: Timestamp,
    /// When the reporter saw it, as told.
    pub seen_at: Option<Timestamp>,
    /// When the reporter took it back.
    pub undone_at: Option<Timestamp>,
    /// The brand that is posed as: the registry's key, or as it was told.
    pub brand: Option<String>,
    /// What the check said.
    pub ruling: Option<Ruling>,
    /// The subject, redacted.
    pub subject: Option<String>,
    /// The main page it leads to, masked.
    pub page: Option<String>,
    /// What the reporter said about it, redacted.
    pub words: String,
    /// What is shared; `None` when it could not be read.
    pub shared: Option<Shared>,
    /// Why it could not be read.
    pub unreadable: Option<String>,
    /// What holds now, of what was decided about it.
    pub outcome_kind: Option<DecisionKind>,
    /// Everything that was decided about it, the oldest first. The last holds.
    pub outcomes: Vec<Outcome>,
    /// To whom it was passed on.
    pub handed: Vec<Handed>,
}

/// A report was passed on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Handed {
    /// To whom.
    pub recipient: Recipient,
    /// To which address or page.
    pub address: String,
    /// When.
    pub at: Timestamp,
}

impl Reported {
    /// What holds now.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcomes.last()
    }
}
