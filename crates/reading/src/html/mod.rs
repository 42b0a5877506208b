//! What an HTML body shows, hides, links to and asks for, read in one walk over its tokens.
//!
//! No tree is built. The walk keeps a bounded stack of open elements with their computed style, so
//! the cost is linear in the document. A second walk is made only when a `<style>` element comes
//! after text it might hide.

mod allowance;
mod build;
mod close;
mod content;
mod document;
mod element;
mod form;
mod frame;
mod grid;
mod outcome;
mod prose;
mod style;
mod tokens;

pub(crate) use allowance::Allowance;
pub use form::{Field, FieldKind, Form};
pub use grid::Grid;
pub use outcome::{Html, HtmlLink, Picture, Scripts};
pub use style::{Hiding, color::Rgb};

use document::Document;
use style::Matcher;

use crate::Limits;

/// Reads an HTML document or fragment. Any text is one.
#[must_use]
pub fn read_html(html: &str, limits: &Limits) -> Html {
    Allowance::new(limits).read(html, limits)
}

/// Reads at most so many octets in so many steps of matching styles, and takes these from `steps`.
fn read_within(html: &str, limits: &Limits, octets: usize, steps: &mut usize) -> Html {
    let end = html.floor_char_boundary(octets.min(html.len()));
    let within = html.get(..end).unwrap_or(html);
    let most = limits.style_steps.min(*steps);
    let mut document = Document::new(limits, Matcher::new(most));
    tokens::walk(within, limits.attributes, &mut document);
    if document.has_late_style() {
        let mut matcher = document.into_matcher();
        *steps -= most - matcher.left();
        matcher.refill(limits.style_steps.min(*steps));
        document = Document::with_sheet(limits, matcher);
        tokens::walk(within, limits.attributes, &mut document);
    }
    *steps -= limits.style_steps.min(*steps) - document.matcher.left();
    let mut read = document.finish();
    read.octets_beyond += html.len() - within.len();
    read
}

#[cfg(test)]
mod tests;
