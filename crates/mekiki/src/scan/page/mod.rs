//! A scan summed up on one page that needs nothing else: no script, no picture, no font from
//! anywhere. It carries both languages; a switch made of two radio buttons shows one.

pub(crate) mod bars;
pub(crate) mod columns;
mod curves;
pub(crate) mod drawing;
mod evidence_names;
mod lists;
mod plots;
mod score;
mod words;

use askama::Template;
use check::render;
use jiff::Timestamp;
use verdict::words::Language;

use super::{figures, label::Labels, tally::Tally};
use drawing::{Drawing, Mark};
use lists::List;
use score::ScoreView;
use words::Words;

/// What the page is about.
pub(super) struct About<'a> {
    pub(super) tally: &'a Tally,
    pub(super) labels: &'a Labels,
    /// Whether DNS was asked.
    pub(super) dns: bool,
    /// The moment the question was asked.
    pub(super) now: Timestamp,
    /// Messages a second.
    pub(super) pace: f64,
}

/// The page.
#[derive(Template)]
#[template(path = "summary.html")]
pub(super) struct Page {
    /// Both languages, the one that is shown first in front.
    views: [View; 2],
}

/// The page in one language.
struct View {
    tag: &'static str,
    words: &'static Words,
    title: String,
    lead: String,
    tiles: Vec<Tile>,
    score: Option<ScoreView>,
    lists: Vec<List>,
    plots: Vec<Drawing>,
    notes: Vec<String>,
    made: String,
}

/// A ruling and how many messages have it.
struct Tile {
    class: &'static str,
    sign: &'static str,
    word: &'static str,
    count: String,
    share: String,
}

impl Page {
    /// Draws the page; `first` is the language it opens in.
    pub(super) fn new(about: &About<'_>, first: Language) -> Self {
        let second = match first {
            Language::Ja => Language::En,
            Language::En => Language::Ja,
        };
        Self { views: [first, second].map(|language| View::new(about, language)) }
    }

    /// The page as text.
    pub(super) fn written(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn first(&self) -> &View {
        let [first, _] = &self.views;
        first
    }
}

impl View {
    fn new(about: &About<'_>, language: Language) -> Self {
        let summary = &about.tally.summary;
        let rulings = summary.rulings;
        Self {
            tag: tag(language),
            words: words::words(language),
            title: words::title(rulings.total(), language),
            lead: words::lead(rulings, language),
            tiles: rulings
                .each()
                .map(|(ruling, count)| Tile {
                    class: ruling.as_str(),
                    sign: render::symbol(ruling),
                    word: render::ruling_word(ruling, language),
                    count: figures::grouped(count),
                    share: figures::share(count, rulings.total()),
                })
                .collect(),
            score: summary.score.as_ref().map(|score| ScoreView::new(score, language)),
            lists: lists::lists(summary, about.labels, language),
            plots: plots::plots(summary, about.pace, language),
            notes: notes(about, language),
            made: made(about.now),
        }
    }
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Ja => "ja",
        Language::En => "en",
    }
}

fn notes(about: &About<'_>, language: Language) -> Vec<String> {
    let words = words::words(language);
    let mut notes = words::left_out(about.tally.skipped(), about.tally.unread(), language);
    notes.push(words.not_opened.to_owned());
    if !about.dns {
        notes.push(words.dns_off.to_owned());
    }
    notes.push(words.connects_to_nothing.to_owned());
    notes
}

fn made(now: Timestamp) -> String {
    format!("mekiki {} · {}", env!("CARGO_PKG_VERSION"), now.strftime("%Y-%m-%d %H:%M UTC"))
}

#[cfg(test)]
mod tests {
    use check::{Bilingual, report::Ruling};
    use proptest::prelude::*;

    use super::*;
    use crate::scan::{digest::Digest, output::Outcome, testing::digest};

    fn labels() -> Labels {
        let labelled = ["fraud=junk".parse().unwrap(), "genuine=mail".parse().unwrap()];
        Labels::of_folders(&labelled).unwrap()
    }

    fn page(digests: Vec<Digest>, first: Language) -> String {
        let labels = labels();
        let now = "2021-11-24T00:00:00Z".parse().unwrap();
        let mut tally = Tally::new(&labels, now);
        digests.into_iter().for_each(|digest| tally.count(&Outcome::Ruled(Box::new(digest))));
        tally.count(&Outcome::Skipped);
        let about = About { tally: &tally, labels: &labels, dns: false, now, pace: 1_234.0 };
        Page::new(&about, first).written().unwrap()
    }

    fn some() -> Vec<Digest> {
        let rulings = [
            ("mail/a.eml", 1, Ruling::Genuine, 0.001),
            ("mail/b.eml", 1, Ruling::Suspicious, 0.7),
            ("junk/c.eml", 0, Ruling::Phishing, 0.999),
            ("junk/d.eml", 0, Ruling::CannotTell, 0.4),
        ];
        let with = |(path, label, ruling, probability)| Digest {
            label: Some(label),
            ..digest(path, ruling, probability)
        };
        rulings.map(with).to_vec()
    }

    /// What is read of a page, a line for each piece of text.
    fn read_aloud(page: &str) -> String {
        let body = page.split_once("</style>").map_or(page, |(_, body)| body);
        let texts = body.split('<').filter_map(|piece| piece.split_once('>'));
        let lines = texts.map(|(_, text)| text.trim()).filter(|text| !text.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_page_reads_so() {
        insta::assert_snapshot!(read_aloud(&page(some(), Language::Ja)));
    }

    #[test]
    fn an_empty_scan_has_a_page_too() {
        let page = page(Vec::new(), Language::En);
        assert!(page.contains("There was no message to check.") && !page.contains("<figure"));
    }

    #[test]
    fn the_page_needs_nothing_from_elsewhere() {
        let page = page(some(), Language::En);
        for reach in
            ["http:", "https:", "<script", "<img", "<link", "src=", "href", "@import", "url(h"]
        {
            assert!(!page.contains(reach), "{reach}");
        }
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    }

    proptest! {
        /// As many marks of markup as for harmless text: a stranger's text brings none.
        #[test]
        fn nothing_from_a_mail_becomes_markup(text in r#"([<>"'&=/a-z あ\x00-\x20\u{202E}\u{200B}]|<script>|--|\]\]>){0,24}"#) {
            let with = |text: &str| {
                let all = Bilingual::of(|_| text.to_owned());
                let digest = Digest {
                    path: text.to_owned(),
                    label: Some(0),
                    brand: Some((text.to_owned(), all.clone())),
                    evidence: vec![(text.to_owned(), 9)],
                    headline: all.clone(),
                    why: Some(all),
                    ..digest("", Ruling::Phishing, 0.9)
                };
                page(vec![digest], Language::Ja)
            };
            let (harmless, hostile) = (with("a"), with(&text));
            for mark in ['<', '>', '"', '\''] {
                prop_assert_eq!(harmless.matches(mark).count(), hostile.matches(mark).count());
            }
            let steers = |c: char| (c.is_control() && c != '\n') || "\u{202E}\u{200B}".contains(c);
            prop_assert!(!hostile.contains(steers));
        }
    }
}
