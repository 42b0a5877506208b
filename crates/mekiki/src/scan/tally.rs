use std::{
    fmt::Write as _,
    io::{self, IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

use check::report::Ruling;
use verdict::words::Language;

use crate::trouble::Trouble;

/// Between two looks of the progress line.
const PACE: Duration = Duration::from_millis(200);

/// What became of one message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    Ruled(Ruling),
    Unread,
}

/// How many messages are what, shown while it grows when somebody watches.
pub(super) struct Tally {
    ruled: [usize; Ruling::ALL.len()],
    unread: usize,
    since: Instant,
    shown: Option<Instant>,
    watched: bool,
}

impl Tally {
    pub(super) fn new() -> Self {
        let watched = io::stderr().is_terminal();
        Self {
            ruled: [0; Ruling::ALL.len()],
            unread: 0,
            since: Instant::now(),
            shown: None,
            watched,
        }
    }

    pub(super) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Ruled(ruling) => {
                let places = self.ruled.iter_mut().zip(Ruling::ALL);
                places.filter(|(_, each)| *each == ruling).for_each(|(count, _)| *count += 1);
            }
            Outcome::Unread => self.unread += 1,
        }
        if self.watched && self.shown.is_none_or(|shown| shown.elapsed() >= PACE) {
            self.shown = Some(Instant::now());
            // Progress is a courtesy: that it cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r{} ({:.0}/s) ", self.read(), self.pace());
        }
    }

    /// Messages that got a report.
    fn read(&self) -> usize {
        self.ruled.iter().sum()
    }

    /// What got no report.
    pub(super) fn unread(&self) -> usize {
        self.unread
    }

    fn pace(&self) -> f64 {
        // Counts are far below 2^53, where a float counts exactly.
        #[expect(clippy::cast_precision_loss, reason = "a count for people to read")]
        let read = self.read() as f64;
        read / self.since.elapsed().as_secs_f64().max(1e-9)
    }

    /// Takes the progress line away.
    pub(super) fn clear(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// The table at the end: on standard output when it is what was asked for, else for whoever
    /// watches.
    pub(super) fn show(&self, asked: bool, language: Language) -> Result<(), Trouble> {
        let table = self.table(language);
        if asked {
            return io::stdout().write_all(table.as_bytes()).map_err(Trouble::Output);
        }
        if self.watched {
            let _ = io::stderr().write_all(table.as_bytes());
        }
        Ok(())
    }

    fn table(&self, language: Language) -> String {
        let (unread, pace) = match language {
            Language::Ja => ("読めなかったもの", "通／秒"),
            Language::En => ("could not be read", "messages a second"),
        };
        let mut table = String::new();
        for (ruling, count) in Ruling::ALL.into_iter().zip(self.ruled) {
            // Writing to a String cannot fail.
            let _ = writeln!(table, "{count:>9}  {}", check::render::ruling(ruling, language));
        }
        if self.unread > 0 {
            let _ = writeln!(table, "{:>9}  {unread}", self.unread);
        }
        let _ = writeln!(table, "{:>9}  ({:.0} {pace})", self.read(), self.pace());
        table
    }
}
