//! What a human being says a message is, and who is to be told.

use check::Bilingual;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use verdict::words::Language;

use crate::{
    CaseId, Fingerprint,
    conversation::{self, Whose},
    secret::id,
};

id!(
    /// A decision's id.
    DecisionId
);

/// What a message is.
#[derive(
    Clone, Copy, Debug, Deserialize, EnumString, Eq, Hash, IntoStaticStr, PartialEq, Serialize,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DecisionKind {
    /// It is from whom it says, and what it says holds.
    Genuine,
    /// It is fraud.
    Fraud,
    /// It is from whom it says, and something of theirs is broken.
    GenuineButFaulty,
}

/// A decision to be made.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// What the message is.
    pub kind: DecisionKind,
    /// What people are told; may be empty.
    pub words: Bilingual,
    /// Whose fault it is, if there is one.
    pub fault: Option<Fault>,
}

/// What is broken about a genuine message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fault {
    /// Whose fault it is.
    pub whose: Whose,
    /// Since when it is known.
    pub since: Option<Timestamp>,
}

/// What somebody decided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// What the message is.
    pub kind: DecisionKind,
    /// What people are told; may be empty.
    pub words: Bilingual,
    /// Whose fault it is, if there is one.
    pub fault: Option<Fault>,
    /// Who decided: the actor as the audit log names it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Decision {
    /// The decision as the conversation tells it, its days counted in a zone.
    #[must_use]
    pub fn told(&self, zone: &TimeZone) -> conversation::Decision {
        match self.kind {
            DecisionKind::Genuine => conversation::Decision::Genuine,
            DecisionKind::Fraud => conversation::Decision::Fraud,
            DecisionKind::GenuineButFaulty => conversation::Decision::GenuineButFaulty {
                since: self
                    .fault
                    .and_then(|fault| fault.since)
                    .map(|since| since.to_zoned_datetime(zone.clone())),
                whose: self.fault.map_or(Whose::Unknown, |fault| fault.whose),
                words: self.words.clone(),
            },
        }
    }
}

/// What a decision is about: what a message says, and who is proven to have said it.
///
/// A decision answers other messages of the same content only if the same brand stands behind them
/// by proof, or none. So a forged copy of a genuine message is not excused by the decision about
/// the original, nor the original condemned by the one about the copy.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Content {
    /// What it says.
    pub fingerprint: Fingerprint,
    /// The domain proven to stand behind it, of the brand that it speaks as; empty without proof.
    pub vouched: String,
}

impl Content {
    /// Who is proven to have said it.
    pub(crate) fn vouched(report: &check::Report) -> String {
        match report.sender.answer {
            check::report::SenderAnswer::Confirmed => {
                report.sender.proven.clone().unwrap_or_default()
            }
            check::report::SenderAnswer::Unconfirmed | check::report::SenderAnswer::Forged => {
                String::new()
            }
        }
    }
}

impl DecisionKind {
    /// Whether it answers other messages too. That something without proof is genuine is said of
    /// the one message that somebody looked at: what a stranger can write excuses nobody.
    pub(crate) fn extends(self, vouched: &str) -> bool {
        match self {
            Self::Fraud => true,
            Self::Genuine | Self::GenuineButFaulty => !vouched.is_empty(),
        }
    }
}

/// Somebody is to be told that the answer changed.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Whose case.
    pub case: CaseId,
    /// The person's language.
    pub language: Language,
    /// Whether the person asked to be told; who did not is told on the next visit.
    pub subscribed: bool,
    /// What to tell.
    pub decision: Decision,
}
