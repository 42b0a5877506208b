//! What stands around each page: its language, the way to a person, the switch to the other language.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use verdict::words::Language;

use super::problem::Problem;

/// The frame of a page.
#[derive(Clone, Debug)]
pub(crate) struct Around {
    /// The language of the page.
    pub(crate) language: Language,
    /// The page's own address, without its query: where the other language is.
    pub(crate) here: String,
    /// Where a person is to be reached from here.
    pub(crate) person: String,
}

impl Around {
    /// A page that is about no case.
    pub(crate) fn new(language: Language, here: &str) -> Self {
        Self { language, here: here.to_owned(), person: "/talk".to_owned() }
    }

    /// A page about a case: `case` is its private address.
    pub(crate) fn of_case(language: Language, here: String, case: &str) -> Self {
        Self { language, here, person: format!("{case}/talk") }
    }

    /// The words of the page's language. Templates have both side by side, so that neither is
    /// forgotten.
    pub(crate) fn say<'w>(&self, ja: &'w str, en: &'w str) -> &'w str {
        match self.language {
            Language::Ja => ja,
            Language::En => en,
        }
    }

    /// The language's code (BCP 47).
    pub(crate) fn code(&self) -> &'static str {
        self.say("ja", "en")
    }

    /// The other language's code.
    pub(crate) fn other(&self) -> &'static str {
        self.say("en", "ja")
    }
}

/// A page as an answer.
pub(crate) fn page(template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|error| Problem::inner("a template", &error))?;
    Ok(Html(html).into_response())
}
