//! What the people at the desk see of many cases at once.

use jiff::Timestamp;

use crate::{CaseId, CaseState, Decision, DecisionKind, Fingerprint, case::Queued};

/// Another case that may be about the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Similar {
    /// The case.
    pub id: CaseId,
    /// Whether the message says the same, word for word; else the brand and the subject are the same.
    pub is_same: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Where it stands.
    pub state: CaseState,
    /// The message's subject, redacted.
    pub subject: Option<String>,
    /// What the check found.
    pub ruling: Option<String>,
    /// What somebody decided.
    pub decided: Option<DecisionKind>,
}

/// A case in a list of all.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listed {
    /// What is shown of it.
    pub case: Queued,
    /// When it was opened.
    pub opened_at: Timestamp,
}

/// A decision, with what it is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decided {
    /// Its place among all decisions; later ones have greater numbers, with gaps.
    pub position: i64,
    /// What was decided.
    pub decision: Decision,
    /// What the message says.
    pub fingerprint: Option<Fingerprint>,
    /// The domain proven to stand behind it; empty without proof.
    pub vouched: String,
    /// How often somebody asked about what it says, under whatever header.
    pub asked: i64,
    /// The case that it was decided in; `None` when that is gone.
    pub case: Option<CaseId>,
    /// The message's subject, redacted.
    pub subject: Option<String>,
    /// The brand it speaks as.
    pub brand: Option<String>,
    /// What the check found.
    pub ruling: Option<String>,
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// Cases that the desk answered by itself.
    pub answered: i64,
    /// Cases that wait for a human being.
    pub waiting: i64,
    /// Cases that an agent has.
    pub with_agent: i64,
    /// Cases that somebody decided.
    pub decided: i64,
    /// Since when the person waits for a word who waits longest.
    pub waiting_since: Option<Timestamp>,
}
