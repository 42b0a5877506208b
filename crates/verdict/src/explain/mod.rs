//! What each kind of evidence means, for people who want to know why it counts.

mod kinds;
mod sample;
mod seen;

pub use kinds::explain;
pub use sample::sample;
pub use seen::{Seen, seen};

use crate::words::Language;

/// A text in both languages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Both {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

impl Both {
    /// The text in one language.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Ja => self.ja,
            Language::En => self.en,
        }
    }
}

impl From<[&'static str; 2]> for Both {
    fn from([ja, en]: [&'static str; 2]) -> Self {
        Self { ja, en }
    }
}

/// A kind of evidence, explained.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Explanation {
    /// What it sees in a message.
    pub sees: Both,
    /// Why that speaks for or against it.
    pub matters: Both,
    /// A short example of our own.
    pub example: Both,
    /// Which doubts it takes away; `None`: none.
    pub excuses: Option<Both>,
}

impl Explanation {
    fn new(
        sees: [&'static str; 2],
        matters: [&'static str; 2],
        example: [&'static str; 2],
    ) -> Self {
        let (sees, matters, example) = (sees.into(), matters.into(), example.into());
        Self { sees, matters, example, excuses: None }
    }

    fn excuses(self, what: [&'static str; 2]) -> Self {
        Self { excuses: Some(what.into()), ..self }
    }
}
