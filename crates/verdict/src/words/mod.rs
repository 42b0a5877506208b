//! Everything a person reads about a verdict, in Japanese and English.
//!
//! Answer first, one sentence; then why; then what to do; then what was not looked at. Each
//! language is a file whose matches are exhaustive: new evidence does not compile without words.

mod en;
mod ja;
mod joined;

use auth::How;
use reading::Brands;

use joined::joined;

use crate::{Evidence, NextFact, NotLooked, Verdict};

/// A language people read us in.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Language {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

/// The answer in one sentence.
#[must_use]
pub fn headline(verdict: &Verdict, brands: &Brands, language: Language) -> String {
    match language {
        Language::Ja => joined(ja::headline(verdict, brands)),
        Language::En => en::headline(verdict, brands),
    }
}

/// Who sent it: label and answer of the first row.
#[must_use]
pub fn sender_row(verdict: &Verdict, brands: &Brands, language: Language) -> (String, String) {
    match language {
        Language::Ja => ("だれが送ったか".into(), joined(ja::sender(verdict, brands))),
        Language::En => ("Who sent it".into(), en::sender(verdict, brands)),
    }
}

/// Could it hurt me: label and answer of the second row.
#[must_use]
pub fn harm_row(verdict: &Verdict, language: Language) -> (String, String) {
    match language {
        Language::Ja => ("危険はあるか".into(), ja::harm(verdict)),
        Language::En => ("Could it hurt you".into(), en::harm(verdict)),
    }
}

/// Does the offer hold: label and answer of the third row.
#[must_use]
pub fn offer_row(verdict: &Verdict, language: Language) -> (String, String) {
    match language {
        Language::Ja => ("内容は有効か".into(), ja::offer(verdict)),
        Language::En => ("Does what it promises hold".into(), en::offer(verdict)),
    }
}

/// One reason, as a sentence.
#[must_use]
pub fn reason(evidence: &Evidence, brands: &Brands, language: Language) -> String {
    match language {
        Language::Ja => joined(ja::reason(evidence, brands)),
        Language::En => en::reason(evidence, brands),
    }
}

/// How we know it: a short remark behind a reason.
#[must_use]
pub fn how(how: How, language: Language) -> &'static str {
    match language {
        Language::Ja => ja::how(how),
        Language::En => en::how(how),
    }
}

/// What to do now, most urgent first; verbs first.
#[must_use]
pub fn advice(verdict: &Verdict, brands: &Brands, language: Language) -> Vec<String> {
    match language {
        Language::Ja => ja::advice(verdict, brands).into_iter().map(joined).collect(),
        Language::En => en::advice(verdict, brands),
    }
}

/// The one next fact that would settle an open answer.
#[must_use]
pub fn next_fact(next: NextFact, language: Language) -> &'static str {
    match language {
        Language::Ja => ja::next_fact(next),
        Language::En => en::next_fact(next),
    }
}

/// Something that was not looked at.
#[must_use]
pub fn not_looked(what: &NotLooked, language: Language) -> String {
    match language {
        Language::Ja => joined(ja::not_looked(what)),
        Language::En => en::not_looked(what),
    }
}

/// The fixed headings of a report.
#[derive(Clone, Copy, Debug)]
pub struct Headings {
    /// Above the reasons.
    pub why: &'static str,
    /// Above what to do.
    pub now: &'static str,
    /// Above what was not looked at.
    pub not_looked: &'static str,
    /// Above the links, one by one.
    pub links: &'static str,
    /// Above the proof of the sender.
    pub proof: &'static str,
}

/// The fixed headings in a language.
#[must_use]
pub fn headings(language: Language) -> Headings {
    match language {
        Language::Ja => ja::HEADINGS,
        Language::En => en::HEADINGS,
    }
}
