use std::{
    fmt::Write as _,
    io::{self, IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use verdict::words::Language;

use super::{figures, label::Labels, output::Outcome, score::Score, summary::Summary};

/// Between two looks of the progress line.
const PACE: Duration = Duration::from_millis(200);

/// What the messages come to, shown while it grows when somebody watches.
pub(super) struct Tally {
    pub(super) summary: Summary,
    unread: u64,
    skipped: u64,
    since: Instant,
    shown: Option<Instant>,
    watched: bool,
}

impl Tally {
    pub(super) fn new(labels: &Labels, now: Timestamp) -> Self {
        Self {
            summary: Summary::new(labels, now),
            unread: 0,
            skipped: 0,
            since: Instant::now(),
            shown: None,
            watched: io::stderr().is_terminal(),
        }
    }

    pub(super) fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Ruled(digest) => self.summary.count(digest),
            Outcome::Unread => self.unread += 1,
            Outcome::Skipped => self.skipped += 1,
        }
        if self.watched && self.shown.is_none_or(|shown| shown.elapsed() >= PACE) {
            self.shown = Some(Instant::now());
            // Progress is a courtesy: that it cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r{} ({:.0}/s) ", self.read(), self.pace());
        }
    }

    /// Messages that got a report.
    pub(super) fn read(&self) -> u64 {
        self.summary.rulings.total()
    }

    /// What got no report.
    pub(super) fn unread(&self) -> u64 {
        self.unread
    }

    /// Files that were no messages.
    pub(super) fn skipped(&self) -> u64 {
        self.skipped
    }

    /// Messages a second, over all.
    pub(super) fn pace(&self) -> f64 {
        self.read() as f64 / self.since.elapsed().as_secs_f64().max(1e-9)
    }

    /// Takes the progress line away.
    pub(super) fn clear(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// What whoever runs the scan should see beside the output: the table when somebody watches,
    /// the score when there is one, and never nothing of what was skipped.
    pub(super) fn tell(&self, language: Language) {
        let mut text = String::new();
        if self.watched {
            text.push_str(&self.table(language));
        } else {
            if let Some(score) = &self.summary.score {
                text.push_str(&score_table(score, language));
            }
            if self.skipped > 0 {
                let _ = writeln!(text, "mekiki: {} {}", self.skipped, skipped(language));
            }
        }
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// How many messages are what.
    pub(super) fn table(&self, language: Language) -> String {
        let (unread, pace) = match language {
            Language::Ja => ("読めなかったもの", "通／秒"),
            Language::En => ("could not be read", "messages a second"),
        };
        let mut table = String::new();
        for (ruling, count) in self.summary.rulings.each() {
            // Writing to a String cannot fail.
            let _ = writeln!(table, "{count:>9}  {}", check::render::ruling(ruling, language));
        }
        for (count, what) in [(self.unread, unread), (self.skipped, skipped(language))] {
            if count > 0 {
                let _ = writeln!(table, "{count:>9}  {what}");
            }
        }
        let _ = writeln!(table, "{:>9}  ({:.0} {pace})", self.read(), self.pace());
        if let Some(score) = &self.summary.score {
            let _ = write!(table, "\n{}", score_table(score, language));
        }
        table
    }
}

fn skipped(language: Language) -> &'static str {
    match language {
        Language::Ja => "個のファイルは、メールではないので調べていません",
        Language::En => "files skipped that are no mail",
    }
}

/// Rulings by label, and what they are worth.
fn score_table(score: &Score, language: Language) -> String {
    let mut table = String::new();
    for (label, rulings) in score.rows(language) {
        let counts: Vec<String> = rulings
            .each()
            .map(|(ruling, n)| format!("{} {n:>7}", check::render::symbol(ruling)))
            .collect();
        let _ = writeln!(table, "{}  {label}", counts.join("  "));
    }
    for line in figures::score(score, language) {
        let _ = writeln!(table, "{line}");
    }
    table
}
