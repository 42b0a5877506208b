use check::Bilingual;
use serde::{Deserialize, Serialize};

use super::{Known, Talk, fact::When};

/// What a person answers to a yes/no question.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Does not know.
    Unsure,
}

impl Answer {
    /// All answers, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// Its name in ids of options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }
}

/// A question, and which evidence already answers it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// The question.
    #[serde(flatten)]
    pub(super) words: Bilingual,
    /// When the evidence says yes, and how that is told.
    #[serde(default)]
    pub(super) yes: Option<Found>,
    /// When the evidence says no, and how that is told.
    #[serde(default)]
    pub(super) no: Option<Found>,
    /// When the answer would change nothing.
    #[serde(default)]
    pub(super) moot: When,
}

/// One way the evidence answers a question.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Found {
    /// The finding, as a sentence.
    #[serde(flatten)]
    pub(super) words: Bilingual,
    /// What has to be so.
    pub(super) when: When,
}

impl Question {
    /// What the evidence answers, as a sentence; `None` when it does not.
    pub(super) fn found(&self, talk: &Talk, known: &Known<'_>) -> Option<&Bilingual> {
        [&self.yes, &self.no]
            .into_iter()
            .flatten()
            .find(|found| !found.when.is_always() && found.when.holds(talk, known))
            .map(|found| &found.words)
    }

    /// Whether there is no need to ask the person.
    pub(super) fn is_answered(&self, id: &str, talk: &Talk, known: &Known<'_>) -> bool {
        talk.said.contains_key(id)
            || (!self.moot.is_always() && self.moot.holds(talk, known))
            || self.found(talk, known).is_some()
    }
}
