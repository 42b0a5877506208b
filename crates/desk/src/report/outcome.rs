use check::Bilingual;
use jiff::Timestamp;

use crate::DecisionKind;

/// What was decided about a report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Outcome {
    /// What it is about truly is.
    pub kind: DecisionKind,
    /// What the reporter is told beside; may be empty.
    pub words: Bilingual,
    /// When it was decided.
    pub at: Timestamp,
}
