//! Answers that people at the desk give often.

use std::sync::LazyLock;

use check::Bilingual;
use serde::Deserialize;

/// An answer to be taken, and changed, before it is sent.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Canned {
    /// What it is called by: up to 40 small ASCII letters, digits and hyphens.
    pub key: String,
    /// What an agent finds it by.
    pub title: Bilingual,
    /// What the person is told.
    pub words: Bilingual,
}

/// `data/canned.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    answer: Vec<Canned>,
}

static BUILT_IN: LazyLock<Vec<Canned>> = LazyLock::new(|| {
    let answers: Option<Answers> = toml::from_str(include_str!("../data/canned.toml")).ok();
    // A file that cannot be read is caught by the tests.
    answers.map(|answers| answers.answer).unwrap_or_default()
});

impl Canned {
    /// Longest key.
    const KEY: usize = 40;

    /// Those that every desk has from the start.
    #[must_use]
    pub fn built_in() -> &'static [Self] {
        &BUILT_IN
    }

    /// Whether a text can be a key.
    pub(crate) fn is_key(text: &str) -> bool {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !text.is_empty() && text.len() <= Self::KEY && text.chars().all(is_plain)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn those_built_in_are_whole_in_both_languages() {
        let keys: BTreeSet<&str> = Canned::built_in().iter().map(|one| one.key.as_str()).collect();
        assert!(keys.len() > 5 && keys.len() == Canned::built_in().len());
        for Canned { key, title, words } in Canned::built_in() {
            assert!(Canned::is_key(key), "{key}");
            for text in [&title.ja, &title.en, &words.ja, &words.en] {
                assert!(!text.trim().is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn keys_are_plain() {
        for (text, expected) in [("need-original", true), ("", false), ("A", false), ("あ", false)]
        {
            assert_eq!(Canned::is_key(text), expected, "{text}");
        }
        assert!(!Canned::is_key(&"a".repeat(41)));
    }
}
