//! Labelled mail: the manifest and what was found in each message.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::{Context, Result};
use auth::lookup::Off;
use jiff::{Timestamp, tz::TimeZone};
use reading::Brands;
use verdict::{Blind, Facts};

/// One labelled message and the evidence found in it.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) path: String,
    pub(super) fraud: bool,
    pub(super) kind: String,
    pub(super) language: String,
    /// Messages of one group are never split between learning and testing.
    pub(super) group: String,
    /// Names of evidence, without the wording.
    pub(super) evidence: BTreeSet<String>,
    /// Words, hashed.
    pub(super) buckets: Vec<u16>,
}

/// One line of a manifest.
#[derive(Debug)]
struct Line {
    path: String,
    fraud: bool,
    kind: String,
    language: String,
    group: String,
}

/// Reads `manifest.tsv` of `folder` and gathers the evidence of every message whose label is sure.
pub(super) fn load(folder: &Path, brands: &Brands) -> Result<Vec<Sample>> {
    let manifest = folder.join("manifest.tsv");
    let text = fs::read_to_string(&manifest)
        .with_context(|| format!("cannot read {}", manifest.display()))?;
    let lines: Vec<Line> = scored(&text);
    let next = AtomicUsize::new(0);
    let samples = Mutex::new(Vec::with_capacity(lines.len()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(line) = lines.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Some(sample) = gather(line, &folder.join(&line.path), brands) else {
                        continue;
                    };
                    samples.lock().unwrap_or_else(|e| e.into_inner()).push(sample);
                }
            });
        }
    });
    let mut samples = samples.into_inner().unwrap_or_else(|e| e.into_inner());
    samples.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(samples)
}

/// The lines that are scored: fraud and ham whose label is sure.
fn scored(manifest: &str) -> Vec<Line> {
    let mut rows = manifest.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap_or_default();
    let at = |name: &str| header.iter().position(|column| *column == name);
    let (path, label, sure) = (at("path"), at("label"), at("sure"));
    let (kind, lang, source, date) = (at("kind"), at("lang"), at("source"), at("date"));
    rows.filter_map(|row| {
        let get = |column: Option<usize>| row.get(column?).copied();
        let fraud = match get(label)? {
            "fraud" => true,
            "ham" => false,
            _ => return None,
        };
        (get(sure) != Some("0")).then_some(())?;
        Some(Line {
            path: get(path)?.to_owned(),
            fraud,
            kind: get(kind).unwrap_or_default().to_owned(),
            language: get(lang).unwrap_or_default().to_owned(),
            group: group(get(source).unwrap_or_default(), get(date).unwrap_or_default()),
        })
    })
    .collect()
}

/// A source, and within it a quarter year: near copies of one wave stay together, and a model is
/// always tested on other sources or other times than it learnt from.
fn group(source: &str, date: &str) -> String {
    let source = source.split_once(':').map_or(source, |(name, _)| name);
    let year = date.get(..4).unwrap_or("");
    let quarter = date.get(5..7).and_then(|m| m.parse::<u8>().ok()).map_or(0, |m| m.div_ceil(3));
    format!("{source}/{year}/{quarter}")
}

fn gather(line: &Line, path: &PathBuf, brands: &Brands) -> Option<Sample> {
    let raw = fs::read(path).ok()?;
    let (mail, anomalies) = mail::parse(&raw, &mail::Limits::default());
    let arrival = mail.arrival();
    let now = Timestamp::UNIX_EPOCH;
    let authentication = pollster::block_on(auth::authenticate(&mail, &arrival, &Off, now));
    let reading = reading::read(&mail, brands);
    let zone = TimeZone::UTC;
    let facts = Facts {
        mail: &mail,
        anomalies: &anomalies,
        arrival: &arrival,
        authentication: &authentication,
        reading: &reading,
        brands,
        now,
        zone: &zone,
        recorded: None,
        blind: Blind { dns: true, header: false },
    };
    let evidence = verdict::gather(&facts)
        .into_iter()
        .map(|(evidence, _)| evidence.name())
        .filter(|name| name != "wording")
        .collect();
    Some(Sample {
        path: line.path.clone(),
        fraud: line.fraud,
        kind: line.kind.clone(),
        language: line.language.clone(),
        group: line.group.clone(),
        evidence,
        buckets: reading::wording::buckets(&reading.subject, &reading.visible),
    })
}
