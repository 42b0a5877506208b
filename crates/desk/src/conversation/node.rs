use check::Bilingual;
use serde::{Deserialize, Serialize};

use super::{LineKind, fact::When};

/// A way out of the talk that the page around it offers as a link or a button.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The page where a message is handed in and checked.
    OpenCheck,
    /// The whole result page of the message at hand.
    OpenResult,
    /// The page with first aid.
    FirstAid,
    /// The report form, with a preview of what is shared. Reporting is the person's own choice.
    Report,
    /// The queue for a person, with the [`Handover`](super::Handover).
    TalkToPerson,
    /// To be told when the answer changes.
    Notify,
    /// Deletes what was handed in here.
    DeleteCase,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 7] = [
        Self::OpenCheck,
        Self::OpenResult,
        Self::FirstAid,
        Self::Report,
        Self::TalkToPerson,
        Self::Notify,
        Self::DeleteCase,
    ];
}

/// What the desk can tell out of a report or a decision.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Tell {
    /// What a person decided.
    Decision,
    /// The answer in one sentence.
    Headline,
    /// The three answers.
    Rows,
    /// Whether the offer holds.
    Offer,
    /// At most three reasons, each with how we know.
    Reasons,
    /// Which of the questions the evidence answers.
    Found,
    /// What to do now.
    Advice,
    /// What was not looked at.
    NotLooked,
}

/// One thing that is said, when its condition holds: fixed words, or something told from the
/// report.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Saying {
    Tell {
        tell: Tell,
        #[serde(default)]
        when: When,
    },
    Words {
        #[serde(flatten)]
        words: Bilingual,
        #[serde(default)]
        kind: LineKind,
        #[serde(default)]
        when: When,
    },
}

impl Saying {
    /// Its fixed words, if it has any.
    pub(super) fn words(&self) -> Option<&Bilingual> {
        match self {
            Self::Words { words, .. } => Some(words),
            Self::Tell { .. } => None,
        }
    }

    pub(super) fn when(&self) -> &When {
        match self {
            Self::Tell { when, .. } | Self::Words { when, .. } => when,
        }
    }
}

/// An option and the node it leads to.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Leading {
    /// A node, or `@language` for the other language.
    pub(super) to: String,
    #[serde(flatten)]
    pub(super) label: Bilingual,
    #[serde(default)]
    pub(super) when: When,
}

/// Whoever comes to a node is sent on when the condition holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Route {
    pub(super) to: String,
    #[serde(default)]
    pub(super) when: When,
}

/// A link out of the talk, where its condition holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) action: Action,
    #[serde(default)]
    pub(super) when: When,
}

/// One place in the dialogue.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Node {
    /// Where it sends whoever comes, first fitting first.
    pub(super) go: Vec<Route>,
    /// What is said.
    pub(super) say: Vec<Saying>,
    /// What the person can choose, before what can always be chosen.
    pub(super) options: Vec<Leading>,
    /// Ways out of the talk.
    pub(super) links: Vec<Link>,
    /// The question that is asked here.
    pub(super) asks: Option<String>,
    /// Where it goes on after the question.
    pub(super) next: Option<String>,
    /// What has happened to whoever comes here (`card`, `paid`).
    pub(super) happened: Option<String>,
    /// Said before everything else, a decision included.
    pub(super) urgent: bool,
    /// A person is called.
    pub(super) hands_over: bool,
    /// Where text that was not understood leads from here.
    pub(super) otherwise: Option<String>,
}
