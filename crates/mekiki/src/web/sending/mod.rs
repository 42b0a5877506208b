//! What was sent in a domain's name, by DMARC reports: what its page says, at the desk and as a file.

mod plots;

use askama::Template;
use check::render::plain;
use desk::aggregate::Traffic;
use verdict::words::Language;

use super::around::Around;
use crate::{
    domain::traffic,
    scan::page::drawing::{Drawing, Mark},
};

/// What a page says of one domain.
pub(crate) struct Body {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) reporters: String,
    pub(crate) plots: Vec<Drawing>,
    pub(crate) sources: Vec<SourceView>,
    /// Sources that are not shown.
    pub(crate) more: usize,
}

/// A source and what to do about it.
pub(crate) struct SourceView {
    pub(crate) name: String,
    pub(crate) counts: String,
    pub(crate) what: String,
    pub(crate) change: String,
}

impl Body {
    pub(crate) fn new(traffic: &Traffic, language: Language) -> Self {
        let shown = traffic.sources.iter().take(traffic::SOURCES);
        let view = |source: &desk::aggregate::Source| {
            let told = source.standing.told();
            SourceView {
                name: traffic::named(source),
                counts: traffic::counts(source).within(language).to_owned(),
                what: told.what.within(language).to_owned(),
                change: told.change.within(language).to_owned(),
            }
        };
        Self {
            title: traffic.domain.to_unicode(),
            summary: traffic::summary(traffic).within(language).to_owned(),
            reporters: plain(&traffic.reporters.join(match language {
                Language::Ja => "、",
                Language::En => ", ",
            }))
            .into_owned(),
            plots: plots::of(traffic, language),
            sources: shown.map(view).collect(),
            more: traffic.sources.len().saturating_sub(traffic::SOURCES),
        }
    }
}

/// A page that needs nothing else.
#[derive(Template)]
#[template(path = "web/sending_alone.html")]
struct Alone {
    around: Around,
    styles: String,
    body: Body,
}

/// The page as a file.
pub(crate) fn alone(traffic: &Traffic, language: Language) -> String {
    let page = Alone {
        around: Around::new(language, "/desk/sending"),
        styles: super::stats::styles(),
        body: Body::new(traffic, language),
    };
    page.render().unwrap_or_default()
}
