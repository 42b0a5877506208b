use std::{collections::BTreeMap, sync::LazyLock};

use check::Bilingual;
use serde::Deserialize;

use super::{
    Action,
    node::{Leading, Node, Saying},
    question::Question,
    words::Words,
};

/// Why a text is no dialogue.
#[derive(Debug, thiserror::Error)]
pub enum DialogueError {
    /// The dialogue's own file.
    #[error("the dialogue cannot be read")]
    Dialogue(#[source] Box<toml::de::Error>),
    /// The lists of words that free text is understood by.
    #[error("the words of the dialogue cannot be read")]
    Words(#[source] Box<toml::de::Error>),
}

/// Everything that can be said and chosen, and by which words free text is understood.
#[derive(Clone, Debug)]
pub struct Dialogue {
    pub(super) script: Script,
    pub(super) words: Words,
}

/// `data/dialogue.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    /// Where a talk begins.
    pub(super) start: String,
    /// Where text that was not understood leads.
    pub(super) not_understood: String,
    /// Where a pasted message leads.
    pub(super) pasted: String,
    /// Where news lead: a message was handed in, a decision fell.
    pub(super) news: String,
    /// Options on every screen.
    pub(super) always: Vec<Leading>,
    /// Said after first aid, once.
    pub(super) after_urgent: Vec<Saying>,
    pub(super) phrases: Phrases,
    pub(super) actions: BTreeMap<Action, Bilingual>,
    pub(super) questions: BTreeMap<String, Question>,
    pub(super) nodes: BTreeMap<String, Node>,
}

/// Small words between the nodes. `{brand}`, `{since}` and `{whose}` are filled in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub(super) yes: Bilingual,
    pub(super) no: Bilingual,
    pub(super) unsure: Bilingual,
    /// Instead of a brand's name, where none is known.
    pub(super) no_brand: Bilingual,
    pub(super) decided_genuine: Bilingual,
    pub(super) decided_fraud: Bilingual,
    pub(super) decided_faulty: Bilingual,
    pub(super) decided_faulty_since: Bilingual,
    /// After a fault that is known: it is not the reader's.
    pub(super) not_your_fault: Bilingual,
    pub(super) whose_sender: Bilingual,
    pub(super) whose_partner: Bilingual,
    pub(super) whose_unknown: Bilingual,
    /// A label and what stands behind it.
    pub(super) row: Bilingual,
    /// A reason and how we know it.
    pub(super) reason: Bilingual,
    /// Before what was not looked at.
    pub(super) not_looked: Bilingual,
    /// Text was longer than is kept.
    pub(super) cut: Bilingual,
}

static BUILT_IN: LazyLock<Dialogue> = LazyLock::new(|| {
    let dialogue = include_str!("../../data/dialogue.toml");
    let words = include_str!("../../data/words.toml");
    #[expect(clippy::expect_used, reason = "both files are compiled in, and a test reads them")]
    Dialogue::read(dialogue, words).expect("the built-in dialogue reads")
});

impl Dialogue {
    /// The dialogue that is compiled in.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads a dialogue and the words it understands, both TOML. See [`Dialogue::faults`] for what
    /// a dialogue that reads can still lack.
    ///
    /// # Errors
    /// When a text is not of the schema, or a condition asks for a fact there is not.
    pub fn read(dialogue: &str, words: &str) -> Result<Self, DialogueError> {
        let script: Script =
            toml::from_str(dialogue).map_err(|error| DialogueError::Dialogue(Box::new(error)))?;
        let words: Words =
            toml::from_str(words).map_err(|error| DialogueError::Words(Box::new(error)))?;
        Ok(Self { script, words: words.folded() })
    }

    pub(super) fn node(&self, id: &str) -> Option<&Node> {
        self.script.nodes.get(id)
    }
}
