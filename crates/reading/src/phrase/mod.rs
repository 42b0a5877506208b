//! What a text asks and which stories it tells, found by its phrases in one pass.
//!
//! All phrases of all languages (`data/phrases/*.toml`, format in the README beside them) lie in
//! one automaton: a text is folded once, scanned once, and the hits are combined in windows.
//! Cost is linear in the text; every bound is in [`Limits`].

use crate::{Language, Lure, Request, language};

mod book;
mod figure;
mod fold;
mod grammar;
mod note;
mod scan;

/// Bounds on how much of a text is read for phrases.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// Bytes of the visible text that are read; the rest is not looked at.
    pub text_bytes: usize,
    /// Bytes of the subject that are read.
    pub subject_bytes: usize,
    /// How often one group of phrases is counted; more would only repeat.
    pub hits_per_group: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text_bytes: 64 * 1024, subject_bytes: 1024, hits_per_group: 64 }
    }
}

/// What the phrases of a message say.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Notes {
    /// The language it is written in.
    pub language: Language,
    /// What it asks for, each kind once, in the order of [`RequestKind`](crate::RequestKind).
    pub requests: Vec<Request>,
    /// Which stories it tells, each kind once, in the order of [`LureKind`](crate::LureKind).
    pub lures: Vec<Lure>,
    /// Sentences that warn the reader of fraud or say what is never asked for. Requests and
    /// lures named in such a sentence are not counted.
    pub warnings: Vec<String>,
}

/// Reads the requests and lures of a message, in any language.
///
/// `charset` is the label the visible text was declared with; it only helps to tell Japanese,
/// Chinese and Korean apart.
#[must_use]
pub fn notes(subject: &str, visible: &str, charset: Option<&str>) -> Notes {
    notes_within(subject, visible, charset, &Limits::default())
}

/// As [`notes`], with bounds of the caller's choice.
#[must_use]
pub fn notes_within(subject: &str, visible: &str, charset: Option<&str>, limits: &Limits) -> Notes {
    let subject = beginning(subject, limits.subject_bytes);
    let visible = beginning(visible, limits.text_bytes);
    let source = format!("{subject}\n\n{visible}");
    let folded = fold::Folded::of(&source);
    let book = book::book();
    let hits = scan::hits(&folded, book, limits);
    let findings = scan::findings(&folded, book, &hits);
    let mut notes = note::collect(&source, subject.len(), &folded, &findings);
    notes.language = language::detect(&source, charset);
    notes
}

/// A line in the spelling that phrases are compared in: lower case, NFKC, without accents and
/// unseen characters.
pub(crate) fn fold_line(line: &str) -> String {
    fold::Folded::of(line).text
}

/// At most so many bytes, cut at a character.
fn beginning(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}
