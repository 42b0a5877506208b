//! A report, for people and for programs. Each form is made from the report alone, so that one
//! that was stored renders as it did the first time.
//!
//! [`preview`] shows what a report does not keep: a message's own page, with nothing in it that acts.

mod header;
mod html;
mod labels;
mod plain;
pub mod preview;
mod proof;
mod terminal;
mod wrap;

pub use header::header;
pub use html::{Pieces, STYLES, html, pieces};
pub use labels::symbol;
pub use plain::plain;
pub use terminal::{Terminal, terminal};

use verdict::words::Language;

use crate::{Report, report::Ruling};

/// A ruling with its sign: `✔ Genuine`.
#[must_use]
pub fn ruling(ruling: Ruling, language: Language) -> String {
    format!("{} {}", labels::symbol(ruling), labels::labels(language).ruling(ruling))
}

/// A ruling as a word, without its sign.
#[must_use]
pub fn ruling_word(ruling: Ruling, language: Language) -> &'static str {
    labels::labels(language).ruling(ruling)
}

/// The report as one line of JSON.
///
/// # Errors
/// Never for a report that a checker made.
pub fn json(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string(report)
}
