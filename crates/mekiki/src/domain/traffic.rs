//! What was sent in a domain's name, in words and for programs.

use std::fmt::Write as _;

use check::{Bilingual, render::plain};
use desk::{
    aggregate::{Source, Traffic},
    health::Severity,
};
use serde::Serialize;
use verdict::words::Language;

use crate::{
    scan::figures::{grouped, percent},
    trouble::Trouble,
};

/// Sources that are told in words; a table or a program gets all.
pub(crate) const SOURCES: usize = 30;

/// How much of it passed, in one sentence.
pub(crate) fn summary(traffic: &Traffic) -> Bilingual {
    let (messages, reports) = (traffic.messages(), traffic.reports);
    let domain = traffic.domain.to_unicode();
    if messages == 0 {
        return Bilingual {
            ja: format!("{domain} について、この期間のレポートはありません。"),
            en: format!("There are no reports about {domain} in this time."),
        };
    }
    let passed = share(traffic.passed(), messages);
    let sources = traffic.sources.len();
    Bilingual {
        ja: format!(
            "{domain} を名乗るメールは{}通。そのうち {passed} が認証に成功しました（送信元{sources}、レポート{reports}件）。",
            grouped(messages)
        ),
        en: format!(
            "{} messages in the name of {domain}; {passed} of them passed ({sources} sources, {reports} reports).",
            grouped(messages)
        ),
    }
}

/// A share in percent; one that is not whole never reads as 100%.
pub(crate) fn share(part: u64, whole: u64) -> String {
    let share = part as f64 / whole.max(1) as f64;
    if part < whole && share > 0.999 { "99.9%".to_owned() } else { percent(share) }
}

/// The source as people read it: its address, and whose it proved to be.
pub(crate) fn named(source: &Source) -> String {
    match &source.proved {
        Some(domain) => format!("{} ({})", source.address, domain.to_unicode()),
        None => source.address.to_string(),
    }
}

/// In plain words, the largest source first.
pub(super) fn text(traffic: &Traffic, language: Language) -> String {
    let mut out = format!("{}\n", plain(summary(traffic).within(language)));
    for source in traffic.sources.iter().take(SOURCES) {
        let sign = match (source.passed == source.messages, source.standing.severity()) {
            (true, _) => '✔',
            (false, Severity::Broken) => '✘',
            (false, Severity::Weak) => '▲',
            (false, Severity::Hint) => '・',
        };
        let told = source.standing.told();
        let [what, change] = [&told.what, &told.change].map(|words| plain(words.within(language)));
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "\n{sign} {}\n  {}\n  {what}\n  → {change}",
            plain(&named(source)),
            counts(source).within(language)
        );
    }
    if traffic.sources.len() > SOURCES {
        let more = traffic.sources.len() - SOURCES;
        let _ = match language {
            Language::Ja => {
                writeln!(out, "\nほかに送信元が{more}あります（--format json ですべて）。")
            }
            Language::En => writeln!(out, "\n{more} more sources (--format json has all)."),
        };
    }
    out
}

/// What a source comes to in numbers.
pub(crate) fn counts(source: &Source) -> Bilingual {
    let passed = share(source.passed, source.messages);
    let [messages, dkim, spf, stopped] =
        [source.messages, source.dkim, source.spf, source.stopped].map(grouped);
    Bilingual {
        ja: format!(
            "{messages}通、成功 {passed}（DKIM {dkim}、SPF {spf}）、受信箱に入らなかったもの {stopped}通"
        ),
        en: format!(
            "{messages} messages, {passed} passed (DKIM {dkim}, SPF {spf}), {stopped} kept from the inbox"
        ),
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    domain: &'a str,
    reports: u64,
    reporters: &'a [String],
    messages: u64,
    passed: u64,
    summary: Bilingual,
    days: Vec<OfDay>,
    sources: Vec<OfSource>,
}

#[derive(Serialize)]
struct OfDay {
    date: String,
    passed: u64,
    failed: u64,
}

#[derive(Serialize)]
struct OfSource {
    address: String,
    proved: Option<String>,
    messages: u64,
    passed: u64,
    dkim: u64,
    spf: u64,
    stopped: u64,
    standing: &'static str,
    what: Bilingual,
    change: Bilingual,
}

/// For programs.
pub(super) fn json(traffic: &Traffic) -> Result<String, Trouble> {
    let day = |day: &desk::aggregate::Day| OfDay {
        date: day.date.to_string(),
        passed: day.passed,
        failed: day.failed,
    };
    let answer = Answer {
        domain: traffic.domain.as_str(),
        reports: traffic.reports,
        reporters: &traffic.reporters,
        messages: traffic.messages(),
        passed: traffic.passed(),
        summary: summary(traffic),
        days: traffic.days.iter().map(day).collect(),
        sources: traffic.sources.iter().map(OfSource::new).collect(),
    };
    let json = serde_json::to_string_pretty(&answer);
    json.map(|json| json + "\n").map_err(|error| Trouble::Output(error.into()))
}

impl OfSource {
    fn new(source: &Source) -> Self {
        let told = source.standing.told();
        Self {
            address: source.address.to_string(),
            proved: source.proved.as_ref().map(ToString::to_string),
            messages: source.messages,
            passed: source.passed,
            dkim: source.dkim,
            spf: source.spf,
            stopped: source.stopped,
            standing: (&source.standing).into(),
            what: told.what,
            change: told.change,
        }
    }
}
