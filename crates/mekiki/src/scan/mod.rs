//! Many messages: `mekiki scan PATH…`.

pub(crate) mod csv;
mod digest;
pub(crate) mod figures;
mod label;
mod ordered;
mod output;
pub(crate) mod page;
mod per_ruling;
pub(crate) mod score;
mod summary;
mod table;
mod tally;
#[cfg(test)]
mod testing;

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

use check::{Checker, Given, Report, render};
use jiff::Timestamp;
use verdict::words::Language;

use crate::{
    check::checker,
    cli::{ScanArgs, ScanFormat},
    dns::{Asker, Dns},
    language,
    source::{self, Found, Walk},
    trouble::{Trouble, cannot_read},
};
use digest::Digest;
pub(crate) use label::Labelled;
use label::Labels;
use ordered::Ordered;
use output::{Answer, Outcome, Output};
use page::Page;
use table::Table;
use tally::Tally;

/// Checks that run side by side when DNS is asked: they wait far longer than they work.
const LIVE_JOBS: usize = 16;

/// One line for each message, in the order of the walk, whatever the messages hold.
pub(crate) fn run(args: &ScanArgs) -> Result<ExitCode, Trouble> {
    let format = args.format.unwrap_or_else(|| default_format(args));
    let language = args.lang.map_or_else(language::of_environment, Language::from);
    let (labels, paths) = labelled(args)?;
    // Files are made first: an hour's work must not end with a folder that is not there.
    let mut page = args.html.as_deref().map(create).transpose()?;
    let out = opened(format, args.out.as_deref())?;
    let asker = args.common.dns.asker()?;
    let scan = Scan {
        checker: checker(&args.common, asker.lookup.clone())?,
        asker,
        now: args.common.now,
        format,
        labels,
    };
    let jobs = args.jobs.map_or_else(|| jobs(args.common.dns.is_live()), usize::from);
    let (out, tally) = scan.all(&paths, jobs, out).map_err(Trouble::Output)?;

    let rendered = || {
        let about = page::About {
            tally: &tally,
            labels: &scan.labels,
            dns: !matches!(args.common.dns, Dns::Off),
            now: args.common.now.unwrap_or_else(Timestamp::now),
            pace: tally.pace(),
        };
        Page::new(&about, language).written().map_err(io::Error::other)
    };
    if let Some(page) = &mut page {
        let written = rendered().and_then(|text| page.write_all(text.as_bytes()));
        written.and_then(|()| page.flush()).map_err(Trouble::Output)?;
    }
    let last = || match format {
        ScanFormat::Html => rendered(),
        ScanFormat::Jsonl | ScanFormat::Csv | ScanFormat::Parquet | ScanFormat::Summary => {
            Ok(tally.table(language))
        }
    };
    out.finish(last).map_err(Trouble::Output)?;
    if format != ScanFormat::Summary {
        tally.tell(language);
    }
    Ok(if tally.unread() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// People want to know how many are what; programs want every report.
fn default_format(args: &ScanArgs) -> ScanFormat {
    let for_people = args.html.is_some() || (args.out.is_none() && io::stdout().is_terminal());
    if for_people { ScanFormat::Summary } else { ScanFormat::Jsonl }
}

fn jobs(live: bool) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if live { cores.max(LIVE_JOBS) } else { cores }
}

/// What messages are known to be, and where to look for messages.
fn labelled(args: &ScanArgs) -> Result<(Labels, Vec<PathBuf>), Trouble> {
    let told = |path: &Path, error: String| Trouble::Labels(path.to_owned(), error);
    let mut labels =
        Labels::of_folders(&args.label).map_err(|error| told(Path::new("--label"), error))?;
    let mut paths = args.paths.clone();
    paths.extend(args.label.iter().map(|label| label.path.clone()));
    if let Some(manifest) = &args.labels {
        let folder = manifest.parent().filter(|folder| *folder != Path::new(""));
        let folder = folder.unwrap_or(Path::new("."));
        let text = std::fs::read_to_string(manifest);
        let text = text.map_err(|error| told(manifest, error.to_string()))?;
        labels.read(&text, folder).map_err(|error| told(manifest, error))?;
        if paths.is_empty() {
            paths.push(folder.to_owned());
        }
    }
    Ok((labels, paths))
}

type Out = Box<dyn Write + Send>;

fn create(path: &Path) -> Result<BufWriter<File>, Trouble> {
    let file = File::create(path).map_err(|error| Trouble::NoFile(path.to_owned(), error))?;
    Ok(BufWriter::with_capacity(1 << 16, file))
}

fn opened(format: ScanFormat, path: Option<&Path>) -> Result<Output<Out>, Trouble> {
    if format == ScanFormat::Parquet && path.is_none() && io::stdout().is_terminal() {
        return Err(Trouble::TableOnTerminal);
    }
    let out: Out = match path {
        Some(path) => Box::new(create(path)?),
        None => Box::new(BufWriter::with_capacity(1 << 16, io::stdout())),
    };
    let mut out = match format {
        ScanFormat::Jsonl | ScanFormat::Csv => Output::Lines(out),
        ScanFormat::Parquet => Output::Table(Box::new(Table::new(out).map_err(Trouble::Output)?)),
        ScanFormat::Summary | ScanFormat::Html => Output::Last(out),
    };
    if format == ScanFormat::Csv {
        out.heading(csv::HEADING).map_err(Trouble::Output)?;
    }
    Ok(out)
}

struct Scan {
    checker: Checker,
    asker: Asker,
    now: Option<Timestamp>,
    format: ScanFormat,
    labels: Labels,
}

impl Scan {
    /// Checks everything under some paths, so many messages at a time.
    fn all(
        &self,
        paths: &[PathBuf],
        jobs: usize,
        out: Output<Out>,
    ) -> io::Result<(Output<Out>, Tally)> {
        let walk = Mutex::new(Walk::new(paths).enumerate());
        let tally = Tally::new(&self.labels, self.now.unwrap_or_else(Timestamp::now));
        let out = Ordered::new(out, tally);
        std::thread::scope(|threads| {
            for _ in 0..jobs {
                threads.spawn(|| self.work(&walk, &out));
            }
        });
        out.finish()
    }

    /// Takes messages off the walk until it ends or nobody reads the answers any more.
    fn work(&self, walk: &Mutex<std::iter::Enumerate<Walk>>, out: &Ordered<Out>) {
        let mut buffer = Vec::new();
        loop {
            let next = walk.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, found)) = next else { return };
            if !out.put(place, self.answer(found, &mut buffer)) {
                return;
            }
        }
    }

    fn answer(&self, found: Found, buffer: &mut Vec<u8>) -> Answer {
        match found {
            Found::File(path) => match source::read(&path, buffer) {
                Ok(()) => self.check(&path, None, buffer),
                Err(error) => self.unread(&path, &error),
            },
            Found::Within(path, nth, message) => self.check(&path, Some(nth), &message),
            Found::Unreadable(path, error) => self.unread(&path, &error),
            Found::NoMail => Answer { line: String::new(), label: None, outcome: Outcome::Skipped },
        }
    }

    fn check(&self, path: &Path, nth: Option<usize>, raw: &[u8]) -> Answer {
        let given = Given::at(self.now.unwrap_or_else(Timestamp::now));
        let mut report = self.asker.wait(self.checker.check(&given, raw));
        let file = path.to_string_lossy();
        report.path = Some(nth.map_or_else(|| file.to_string(), |nth| format!("{file}#{nth}")));
        let label = self.labels.of(path, nth);
        Answer {
            line: self.line(&report),
            label: label.map(|id| self.labels.name(id).to_owned()),
            outcome: Outcome::Ruled(Box::new(Digest::new(&report, label))),
        }
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
            ScanFormat::Summary | ScanFormat::Html | ScanFormat::Parquet => String::new(),
        }
    }

    fn unread(&self, path: &Path, error: &io::Error) -> Answer {
        let line = match self.format {
            ScanFormat::Jsonl => failure(&path.to_string_lossy(), &error.to_string()),
            ScanFormat::Csv | ScanFormat::Summary | ScanFormat::Html | ScanFormat::Parquet => {
                anstream::eprintln!("mekiki: {}", cannot_read(path, error));
                String::new()
            }
        };
        Answer { line, label: None, outcome: Outcome::Unread }
    }
}

/// The line of a message that could not be read.
fn failure(path: &str, error: &str) -> String {
    serde_json::json!({"version": 1, "path": path, "error": error}).to_string()
}
