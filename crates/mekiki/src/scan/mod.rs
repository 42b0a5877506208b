//! Many messages: `mekiki scan PATH…`.

mod csv;
mod ordered;
mod tally;

use std::{
    io::{self, IsTerminal as _},
    path::Path,
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

use check::{Checker, Given, Report, render};
use jiff::Timestamp;

use crate::{
    check::checker,
    cli::{ScanArgs, ScanFormat},
    dns::Asker,
    language,
    source::{self, Found, Walk},
    trouble::{Trouble, cannot_read},
};
use ordered::Ordered;
use tally::{Outcome, Tally};

/// Checks that run side by side when DNS is asked: they wait far longer than they work.
const LIVE_JOBS: usize = 16;

/// One line for each message, in the order of the walk, whatever the messages hold.
pub(crate) fn run(args: &ScanArgs) -> Result<ExitCode, Trouble> {
    let asker = args.common.dns.asker()?;
    let scan = Scan {
        checker: checker(&args.common, asker.lookup.clone())?,
        asker,
        now: args.common.now,
        format: args.format.unwrap_or_else(default_format),
    };
    let jobs = args.jobs.map_or_else(|| jobs(args.common.dns.is_live()), usize::from);
    let walk = Mutex::new(Walk::new(&args.paths).enumerate());
    let out = Ordered::new(io::BufWriter::with_capacity(1 << 16, io::stdout()), Tally::new());
    if scan.format == ScanFormat::Csv {
        out.heading(csv::HEADING);
    }
    std::thread::scope(|threads| {
        for _ in 0..jobs {
            threads.spawn(|| scan.work(&walk, &out));
        }
    });
    let tally = out.finish().map_err(Trouble::Output)?;
    tally.show(scan.format == ScanFormat::Summary, language::of_environment())?;
    Ok(if tally.unread() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// People want to know how many are what; programs want every report.
fn default_format() -> ScanFormat {
    if io::stdout().is_terminal() { ScanFormat::Summary } else { ScanFormat::Jsonl }
}

fn jobs(live: bool) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if live { cores.max(LIVE_JOBS) } else { cores }
}

struct Scan {
    checker: Checker,
    asker: Asker,
    now: Option<Timestamp>,
    format: ScanFormat,
}

impl Scan {
    /// Takes messages off the walk until it ends or nobody reads the answers any more.
    fn work(&self, walk: &Mutex<std::iter::Enumerate<Walk>>, out: &Ordered<impl io::Write>) {
        let mut buffer = Vec::new();
        loop {
            let next = walk.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, found)) = next else { return };
            let (line, outcome) = self.answer(found, &mut buffer);
            if !out.put(place, line, outcome) {
                return;
            }
        }
    }

    fn answer(&self, found: Found, buffer: &mut Vec<u8>) -> (String, Outcome) {
        match found {
            Found::File(path) => match source::read(&path, buffer) {
                Ok(()) => self.check(&path.to_string_lossy(), buffer),
                Err(error) => self.unread(&path, &error),
            },
            Found::Within(name, message) => self.check(&name, &message),
            Found::Unreadable(path, error) => self.unread(&path, &error),
        }
    }

    fn check(&self, name: &str, raw: &[u8]) -> (String, Outcome) {
        let given = Given::at(self.now.unwrap_or_else(Timestamp::now));
        let mut report = self.asker.wait(self.checker.check(&given, raw));
        report.path = Some(name.to_owned());
        let outcome = Outcome::Ruled(report.ruling);
        (self.line(&report), outcome)
    }

    fn line(&self, report: &Report) -> String {
        match self.format {
            ScanFormat::Jsonl => match render::json(report) {
                Ok(line) => line,
                Err(error) => {
                    failure(report.path.as_deref().unwrap_or_default(), &error.to_string())
                }
            },
            ScanFormat::Csv => csv::row(report),
            ScanFormat::Summary => String::new(),
        }
    }

    fn unread(&self, path: &Path, error: &io::Error) -> (String, Outcome) {
        let line = match self.format {
            ScanFormat::Jsonl => failure(&path.to_string_lossy(), &error.to_string()),
            ScanFormat::Csv | ScanFormat::Summary => {
                anstream::eprintln!("mekiki: {}", cannot_read(path, error));
                String::new()
            }
        };
        (line, Outcome::Unread)
    }
}

/// The line of a message that could not be read.
fn failure(path: &str, error: &str) -> String {
    serde_json::json!({"version": 1, "path": path, "error": error}).to_string()
}
