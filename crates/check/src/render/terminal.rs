use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;
use verdict::words::{self, Headings, Language};

use super::{
    labels::{Labels, labels, symbol},
    plain::plain,
    proof,
    wrap::{padded, wrap},
};
use crate::{
    Report,
    report::{Link, Ruling},
};

/// Reasons that are shown before anything is unfolded.
const REASONS: usize = 3;

/// How an answer is set on a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// The language it is written in.
    pub language: Language,
    /// Columns of a line; Japanese letters take two.
    pub width: usize,
    /// Whether colour may be used; it never says anything that a sign and a word do not.
    pub colour: bool,
    /// Whether every link, proof and reason is shown.
    pub details: bool,
}

/// The answer in plain words: one sentence, three rows, at most three reasons, what to do, what was
/// not looked at; with details, every link, the proof, the way it came and all reasons.
#[must_use]
pub fn terminal(report: &Report, terminal: Terminal) -> String {
    let mut page = Page {
        out: String::new(),
        terminal,
        labels: labels(terminal.language),
        headings: words::headings(terminal.language),
    };
    page.headline(report);
    page.rows(report);
    page.reasons(report);
    page.advice(report);
    page.not_looked(report);
    if terminal.details {
        page.links(report);
        page.proof(report);
        page.route(report);
        page.anomalies(report);
    } else {
        page.line("");
        page.dim(page.labels.details);
    }
    page.out
}

struct Page {
    out: String,
    terminal: Terminal,
    labels: &'static Labels,
    headings: Headings,
}

impl Page {
    fn headline(&mut self, report: &Report) {
        let sentence = plain(report.headline.within(self.terminal.language)).into_owned();
        let sign = format!("{} ", symbol(report.ruling));
        let (on, off) = self.paint(match report.ruling {
            Ruling::Genuine | Ruling::NoFraudFound => "1;32",
            Ruling::CannotTell => "1;33",
            Ruling::Suspicious => "1;35",
            Ruling::Phishing => "1;31",
        });
        let width = self.terminal.width.saturating_sub(sign.width());
        for (nth, line) in wrap(&sentence, width).iter().enumerate() {
            let lead = if nth == 0 { &sign } else { "  " };
            self.line(&format!("{on}{lead}{line}{off}"));
        }
        if report.asked_about == crate::report::AskedAbout::Attached {
            self.hanging("  ", self.labels.attached);
        }
        self.line("");
    }

    fn rows(&mut self, report: &Report) {
        let language = self.terminal.language;
        let rows = report.rows.each();
        let column = rows.iter().map(|row| row.label.within(language).width()).max().unwrap_or(0);
        for row in rows {
            let lead = format!("  {}  ", padded(row.label.within(language), column));
            self.hanging(&lead, row.answer.within(language));
        }
    }

    fn reasons(&mut self, report: &Report) {
        let shown = if self.terminal.details { report.reasons.len() } else { REASONS };
        if report.reasons.is_empty() {
            return;
        }
        let heading =
            if self.terminal.details { self.labels.all_reasons } else { self.headings.why };
        self.heading(heading);
        for (nth, reason) in report.reasons.iter().take(shown).enumerate() {
            let words = reason.words.within(self.terminal.language);
            let how = reason.how.remark(self.terminal.language);
            let weight = match self.terminal.details {
                true => format!(" [{} {:+}]", reason.evidence, reason.weight),
                false => String::new(),
            };
            let remark = match self.terminal.language {
                Language::Ja => format!("{words}（{how}）{weight}"),
                Language::En => format!("{words} ({how}){weight}"),
            };
            self.hanging(&format!("  {}. ", nth + 1), &remark);
        }
    }

    fn advice(&mut self, report: &Report) {
        let advice = match self.terminal.language {
            Language::Ja => &report.advice.ja,
            Language::En => &report.advice.en,
        };
        self.list(self.headings.now, advice.iter().map(String::as_str));
    }

    fn not_looked(&mut self, report: &Report) {
        let language = self.terminal.language;
        let what = report.not_looked.iter().map(|what| what.words.within(language));
        self.list(self.headings.not_looked, what);
    }

    fn links(&mut self, report: &Report) {
        self.heading(self.headings.links);
        if report.links.is_empty() {
            self.hanging("  ", self.labels.no_links);
        }
        for link in &report.links {
            self.link(link);
        }
        if let Some(more) = report.links_total.checked_sub(report.links.len()).filter(|&n| n > 0) {
            self.hanging("  ", &format!("… {} {more}", self.labels.more));
        }
    }

    fn link(&mut self, link: &Link) {
        let (on, off) = self.paint("1");
        let host = plain(link.end_host.as_deref().unwrap_or(&link.end)).into_owned();
        self.line(&format!("  → {on}{host}{off}  [{}]", link.place));
        if !link.shown.is_empty() {
            self.hanging(&format!("      {}: ", self.labels.shown_as), &link.shown);
        }
        if let Some(first) = link.host.as_deref().filter(|&first| first != host) {
            self.hanging(&format!("      {}: ", self.labels.through), first);
        }
        if !link.url.is_empty() {
            self.hanging(&format!("      {}: ", self.labels.leads_to), &link.url);
        }
    }

    fn proof(&mut self, report: &Report) {
        self.heading(self.headings.proof);
        for line in proof::lines(&report.authentication, self.terminal.language) {
            self.hanging("  ", &line);
        }
    }

    fn route(&mut self, report: &Report) {
        self.heading(self.labels.route);
        for (label, text) in proof::route(&report.route, self.labels) {
            self.hanging(&format!("  {label}: "), &text);
        }
    }

    fn anomalies(&mut self, report: &Report) {
        self.list(self.labels.anomalies, report.anomalies.iter().map(String::as_str));
    }

    fn list<'t>(&mut self, heading: &str, lines: impl Iterator<Item = &'t str>) {
        let lines: Vec<&str> = lines.collect();
        if lines.is_empty() {
            return;
        }
        self.heading(heading);
        let lead = match self.terminal.language {
            Language::Ja => "  ・",
            Language::En => "  - ",
        };
        for line in lines {
            self.hanging(lead, line);
        }
    }

    fn heading(&mut self, text: &str) {
        let (on, off) = self.paint("1");
        self.line("");
        self.line(&format!("{on}{text}{off}"));
    }

    /// A paragraph whose later lines stand under the first one's text.
    fn hanging(&mut self, lead: &str, text: &str) {
        let indent = lead.width();
        let text = plain(text);
        let width = self.terminal.width.saturating_sub(indent);
        for (nth, line) in wrap(&text, width).iter().enumerate() {
            let before = if nth == 0 { plain(lead).into_owned() } else { " ".repeat(indent) };
            self.line(&format!("{before}{line}"));
        }
    }

    fn dim(&mut self, text: &str) {
        let (on, off) = self.paint("2");
        for line in wrap(text, self.terminal.width) {
            self.line(&format!("{on}{line}{off}"));
        }
    }

    fn line(&mut self, line: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{line}");
    }

    /// SGR codes (ECMA-48 §8.3.117) around a stretch, or nothing.
    fn paint(&self, code: &str) -> (String, &'static str) {
        if self.terminal.colour {
            (format!("\x1b[{code}m"), "\x1b[0m")
        } else {
            (String::new(), "")
        }
    }
}
