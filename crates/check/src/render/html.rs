use askama::Template;
use verdict::words::{self, Headings, Language};

use super::{
    labels::{Labels, labels, symbol},
    plain::plain,
    proof,
};
use crate::{
    Bilingual, Report,
    report::{AskedAbout, Link, Reason},
};

/// Reasons that are shown before anything is unfolded.
const REASONS: usize = 3;

/// The answer as one page that needs nothing else: no script, no picture, no font from anywhere,
/// everything a stranger wrote escaped, no address that can be clicked.
///
/// # Errors
/// Never: writing to a `String` does not fail.
pub fn html(report: &Report, language: Language) -> Result<String, std::fmt::Error> {
    written(&Page { view: View::new(report, language) })
}

/// The pieces of that page for a page that says more around them, such as the desk's. Everything
/// in them is escaped; how they look is in [`STYLES`].
///
/// # Errors
/// Never: writing to a `String` does not fail.
pub fn pieces(report: &Report, language: Language) -> Result<Pieces, std::fmt::Error> {
    Ok(Pieces {
        answer: written(&Answer { view: View::new(report, language) })?,
        details: written(&Details { view: View::new(report, language) })?,
    })
}

/// Fragments of HTML, to be put into a page without escaping them again.
#[derive(Clone, Debug)]
pub struct Pieces {
    /// The answer in one sentence, the three rows, the three strongest reasons.
    pub answer: String,
    /// What was not looked at; folded: each link with its true host, the proofs, the way it came,
    /// everything that counted.
    pub details: String,
}

/// The style sheet of [`html`] and [`pieces`].
pub const STYLES: &str = include_str!("../../templates/report.css");

fn written(template: &impl Template) -> Result<String, std::fmt::Error> {
    template.render().map_err(|_| std::fmt::Error)
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'r> {
    view: View<'r>,
}

#[derive(Template)]
#[template(path = "report_answer.html")]
struct Answer<'r> {
    view: View<'r>,
}

#[derive(Template)]
#[template(path = "report_details.html")]
struct Details<'r> {
    view: View<'r>,
}

/// What the templates show.
struct View<'r> {
    report: &'r Report,
    language: Language,
    labels: &'static Labels,
    headings: Headings,
}

/// A host in two pieces: what anybody may put in front, and the name that one owner registered.
struct ShownHost<'r> {
    before: &'r str,
    owned: &'r str,
}

impl<'r> View<'r> {
    fn new(report: &'r Report, language: Language) -> Self {
        Self { report, language, labels: labels(language), headings: words::headings(language) }
    }

    fn say<'t>(&self, text: &'t Bilingual) -> std::borrow::Cow<'t, str> {
        plain(text.within(self.language))
    }

    fn plain<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        plain(text)
    }

    fn ruling(&self) -> &'static str {
        self.labels.ruling(self.report.ruling)
    }

    fn symbol(&self) -> &'static str {
        symbol(self.report.ruling)
    }

    fn is_attached(&self) -> bool {
        self.report.asked_about == AskedAbout::Attached
    }

    fn strongest(&self) -> impl Iterator<Item = &'r Reason> {
        self.report.reasons.iter().take(REASONS)
    }

    fn how(&self, reason: &Reason) -> &'static str {
        reason.how.remark(self.language)
    }

    fn advice(&self) -> &'r [String] {
        match self.language {
            Language::Ja => &self.report.advice.ja,
            Language::En => &self.report.advice.en,
        }
    }

    fn host(&self, link: &'r Link) -> ShownHost<'r> {
        let host = link.end_host.as_deref().unwrap_or(&link.end);
        let owned = link.registrable.as_deref().unwrap_or(host);
        ShownHost { before: host.strip_suffix(owned).unwrap_or_default(), owned }
    }

    fn links_left_out(&self) -> usize {
        self.report.links_total.saturating_sub(self.report.links.len())
    }

    fn proofs(&self) -> Vec<String> {
        proof::lines(&self.report.authentication, self.language)
    }

    fn route(&self) -> Vec<(&'static str, String)> {
        proof::route(&self.report.route, self.labels)
    }
}
