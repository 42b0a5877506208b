//! The words by which free text is understood: `data/words.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use strsim::osa_distance;

use super::fold::{Clause, fold};

/// A word of Latin letters is also known with one slip of the finger, from this length on.
const TYPO_FROM: usize = 6;

/// The lists of words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// A longer text is a pasted message, not something said.
    pub(super) pasted_characters: usize,
    /// A text of more lines is.
    pub(super) pasted_lines: usize,
    /// The node for whoever did nothing.
    pub(super) nothing_happened: String,
    /// Words that turn the meaning and so end a clause.
    pub(super) turns: Vec<String>,
    /// Short answers to a yes/no question.
    pub(super) yes: Vec<Phrase>,
    pub(super) no: Vec<Phrase>,
    pub(super) unsure: Vec<Phrase>,
    pub(super) done: Endings,
    /// English words before a deed that deny it.
    pub(super) deny: Vec<Phrase>,
    /// English words before a deed that only report it: "it says I paid".
    pub(super) report: Vec<Phrase>,
    /// Words that look like a slip of another and are none.
    pub(super) no_slips: Vec<String>,
    /// What people did, by name: English forms of the past, Japanese stems.
    pub(super) verbs: BTreeMap<String, Vec<Phrase>>,
    pub(super) deeds: Vec<Deed>,
    pub(super) intents: Vec<Intent>,
}

/// How a Japanese verb goes on after its stem.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Endings {
    /// Only thought of, asked or told by others.
    pub(super) thought: Vec<String>,
    /// Not done.
    pub(super) undone: Vec<String>,
    /// Done.
    pub(super) done: Vec<String>,
}

/// Something that happened, and the first aid for it. Most urgent first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deed {
    /// The node.
    pub(super) to: String,
    /// Which verbs.
    pub(super) did: String,
    /// One of these has to be near; empty when the verb says it all.
    #[serde(default)]
    pub(super) things: Vec<Phrase>,
    /// None of these may be.
    #[serde(default)]
    pub(super) unless: Vec<Phrase>,
    /// Not told beside a more urgent deed.
    #[serde(default)]
    pub(super) lesser: bool,
}

/// Something that is wanted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Intent {
    /// The node; `@ja` or `@en` for a language.
    pub(super) to: String,
    /// One of these is said.
    #[serde(default)]
    pub(super) any: Vec<Phrase>,
    /// One of each of these is said.
    #[serde(default)]
    pub(super) all: Vec<Vec<Phrase>>,
    /// None of these is.
    #[serde(default)]
    pub(super) unless: Vec<Phrase>,
}

/// A word or words: Latin ones are compared as words, others letter by letter.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(from = "String")]
pub(super) enum Phrase {
    Latin(Vec<String>),
    Japanese(String),
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        let text = fold(&text);
        if text.is_ascii() {
            return Self::Latin(text.split_whitespace().map(str::to_owned).collect());
        }
        Self::Japanese(text)
    }
}

impl Words {
    /// The same words as they compare with folded text.
    pub(super) fn folded(mut self) -> Self {
        let lists = [
            &mut self.turns,
            &mut self.no_slips,
            &mut self.done.thought,
            &mut self.done.undone,
            &mut self.done.done,
        ];
        for word in lists.into_iter().flatten() {
            *word = fold(word);
        }
        self
    }

    /// Whether one of the phrases is said.
    pub(super) fn says(&self, clause: &Clause, phrases: &[Phrase]) -> bool {
        phrases.iter().any(|phrase| match phrase {
            Phrase::Latin(words) => self.places(clause, words).next().is_some(),
            Phrase::Japanese(text) => clause.text.contains(text.as_str()),
        })
    }

    /// Where the words stand in a clause, one after the other.
    pub(super) fn places<'c>(
        &'c self,
        clause: &'c Clause,
        words: &'c [String],
    ) -> impl Iterator<Item = usize> + 'c {
        let windows = clause.words.windows(words.len().max(1)).enumerate();
        let fits = move |window: &[String]| {
            !words.is_empty() && window.iter().zip(words).all(|(said, word)| self.same(said, word))
        };
        windows.filter(move |(_, window)| fits(window)).map(|(at, _)| at)
    }

    /// Whether a typed word is this word, give or take a slip.
    fn same(&self, said: &str, word: &str) -> bool {
        if said == word {
            return true;
        }
        word.len() >= TYPO_FROM
            && said.len().abs_diff(word.len()) <= 1
            && said.chars().next() == word.chars().next()
            && !said.starts_with(word)
            && !word.starts_with(said)
            && !self.no_slips.iter().any(|other| other == said)
            && osa_distance(said, word) == 1
    }
}
