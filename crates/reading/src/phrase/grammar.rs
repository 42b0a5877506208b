//! The phrase files' format, read into rules. See `data/phrases/README.md`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{figure::Figure, fold::is_cjk, scan::Meaning};
use crate::{Language, LureKind, RequestKind};

/// One file of phrases, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhraseFile {
    /// ISO 639-1 code of the language.
    language: String,
    /// Named groups of alternatives.
    #[serde(default)]
    sets: BTreeMap<String, String>,
    /// Sentences that warn: rules.
    #[serde(default)]
    warning: Vec<String>,
    /// Sentences that ask for the contrary of a request: rules for each kind.
    #[serde(default)]
    denial: BTreeMap<String, Vec<String>>,
    /// Rules for each kind of request.
    #[serde(default)]
    request: BTreeMap<String, Vec<String>>,
    /// Rules for each kind of lure, by how plainly they tell it.
    #[serde(default)]
    lure: BTreeMap<String, LureRules>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LureRules {
    #[serde(default)]
    strong: Vec<String>,
    #[serde(default)]
    clear: Vec<String>,
    #[serde(default)]
    faint: Vec<String>,
}

/// A rule: a hit of every term within so many bytes of folded text means something.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Rule {
    pub(super) meaning: Meaning,
    /// 1 to 100; see [`Lure::strength`](crate::Lure::strength).
    pub(super) strength: u8,
    /// The terms, each a list of alternatives.
    pub(super) terms: Vec<Term>,
    /// How far apart the first byte and the last may be.
    pub(super) within: u32,
    /// Whether all terms must stand in one sentence.
    pub(super) one_sentence: bool,
}

/// Alternatives that count as the same thing.
pub(super) type Term = Vec<Atom>;

/// The smallest thing looked for.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Atom {
    /// Words in folded spelling; `*` has become an open side.
    Words {
        /// The folded text.
        text: String,
        /// It may begin in mid-word.
        open_left: bool,
        /// A word must end here.
        ends: bool,
    },
    /// A figure found by its shape.
    Figure(Figure),
}

/// Why a phrase file cannot be read. Our own files are checked by the tests.
#[derive(Debug, thiserror::Error)]
pub(super) enum GrammarError {
    #[error("phrase file is not valid")]
    Toml(#[from] toml::de::Error),
    #[error("unknown {what} {name:?}")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// What was found.
        name: String,
    },
    #[error("empty phrase in {0:?}")]
    Empty(String),
}

/// Characters that a rule of several terms spans unless it says otherwise.
const DEFAULT_WITHIN: u32 = 60;

/// Reads one file into its rules.
pub(super) fn rules(text: &str) -> Result<Vec<Rule>, GrammarError> {
    let file: PhraseFile = toml::from_str(text)?;
    let language = Language::from_code(&file.language)
        .ok_or_else(|| GrammarError::Unknown { what: "language", name: file.language.clone() })?;
    let reader = Reader { sets: &file.sets, bytes_per_char: bytes_per_char(language) };
    let mut rules = Vec::new();
    for rule in &file.warning {
        rules.push(reader.rule(Meaning::Warning, 100, rule)?);
    }
    for (asks_by_name, meaning) in [
        (&file.denial, Meaning::Denial as fn(RequestKind) -> Meaning),
        (&file.request, Meaning::Request),
    ] {
        for (name, asks) in asks_by_name {
            let kind = RequestKind::from_name(name)
                .ok_or_else(|| GrammarError::Unknown { what: "request", name: name.clone() })?;
            for rule in asks {
                rules.push(reader.rule(meaning(kind), 100, rule)?);
            }
        }
    }
    for (name, lure) in &file.lure {
        let kind = LureKind::from_name(name)
            .ok_or_else(|| GrammarError::Unknown { what: "lure", name: name.clone() })?;
        for (strength, told) in [(90, &lure.strong), (60, &lure.clear), (25, &lure.faint)] {
            for rule in told {
                rules.push(reader.rule(Meaning::Lure(kind), strength, rule)?);
            }
        }
    }
    Ok(rules)
}

/// Folded Japanese takes three bytes a character, Russian two; distances are given in characters.
fn bytes_per_char(language: Language) -> u32 {
    match language {
        Language::Japanese | Language::Chinese | Language::Korean => 3,
        Language::Russian => 2,
        Language::English
        | Language::Portuguese
        | Language::German
        | Language::French
        | Language::Dutch
        | Language::Spanish
        | Language::Italian
        | Language::Polish
        | Language::Unknown => 1,
    }
}

struct Reader<'f> {
    sets: &'f BTreeMap<String, String>,
    bytes_per_char: u32,
}

impl Reader<'_> {
    /// Reads `term + term < 40`.
    fn rule(&self, meaning: Meaning, strength: u8, text: &str) -> Result<Rule, GrammarError> {
        let (terms, within) = match text.rsplit_once('<') {
            Some((terms, within)) => (terms, within.trim().parse().unwrap_or(DEFAULT_WITHIN)),
            None => (text, DEFAULT_WITHIN),
        };
        let terms = terms.split(" + ").map(|term| self.term(term, 0)).collect::<Result<_, _>>()?;
        let one_sentence = !matches!(meaning, Meaning::Lure(_));
        Ok(Rule { meaning, strength, terms, within: within * self.bytes_per_char, one_sentence })
    }

    /// Reads `alternative | $set | @figure`. Sets may name sets, three deep.
    fn term(&self, text: &str, depth: u8) -> Result<Term, GrammarError> {
        let mut atoms = Vec::new();
        for alternative in text.split('|').map(str::trim).filter(|part| !part.is_empty()) {
            if let Some(name) = alternative.strip_prefix('$') {
                let set =
                    self.sets.get(name).filter(|_| depth < 3).ok_or_else(|| {
                        GrammarError::Unknown { what: "set", name: name.to_owned() }
                    })?;
                atoms.extend(self.term(set, depth + 1)?);
            } else if let Some(name) = alternative.strip_prefix('@') {
                let figure = Figure::from_name(name).ok_or_else(|| GrammarError::Unknown {
                    what: "figure",
                    name: name.to_owned(),
                })?;
                atoms.push(Atom::Figure(figure));
            } else {
                atoms.push(words(alternative)?);
            }
        }
        if atoms.is_empty() {
            return Err(GrammarError::Empty(text.to_owned()));
        }
        Ok(atoms)
    }
}

/// Folds a phrase. A `*` opens its side; where the phrase begins or ends with an ideograph or a
/// kana there are no word boundaries to keep.
fn words(alternative: &str) -> Result<Atom, GrammarError> {
    let open_left = alternative.starts_with('*');
    let open_right = alternative.ends_with('*');
    let text = super::fold::Folded::of(alternative.trim_matches('*')).text;
    let Some(last) = text.chars().last() else {
        return Err(GrammarError::Empty(alternative.to_owned()));
    };
    let ends = !open_right && last.is_alphanumeric() && !is_cjk(last) && !is_hangul(last);
    Ok(Atom::Words { text, open_left, ends })
}

fn is_hangul(ch: char) -> bool {
    matches!(ch, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::{GrammarError, rules};

    #[test]
    fn a_rule_combines_sets_and_phrases() {
        let rules = rules(
            r#"
            language = "en"
            sets.account = "account | profile"
            request.sign-in = ["verify | confirm + $account < 40"]
            lure.urgency.clear = ["within + @number + hours"]
            "#,
        )
        .unwrap();
        assert_eq!(rules.len(), 2);
        assert_eq!((rules[0].terms.len(), rules[0].within), (2, 40));
        assert_eq!((rules[1].terms.len(), rules[1].within), (3, 60));
    }

    #[test]
    fn mistakes_in_a_file_are_told() {
        for text in [
            "language = \"xx\"",
            "language = \"en\"\nrequest.fly = [\"x\"]",
            "language = \"en\"\nrequest.call = [\"$nobody\"]",
            "language = \"en\"\nrequest.call = [\"call + \"]",
            "language = \"en\"\nrequest.call = [\"@nothing\"]",
        ] {
            assert!(rules(text).is_err(), "{text:?}");
        }
        assert!(matches!(rules("="), Err(GrammarError::Toml(_))));
    }
}
