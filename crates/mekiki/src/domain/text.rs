//! What a domain publishes, in plain words.

use std::fmt::Write as _;

use auth::LookupError;
use check::render::plain;
use desk::health::{Fault, Health, Section, Severity};
use verdict::words::Language;

/// The whole answer: what to mend first, then every record with what it means.
pub(super) fn render(health: &Health, language: Language) -> String {
    let mut out = format!("{}\n\n", summary(health, language));
    let faults = health.faults();
    for fault in &faults {
        told(&mut out, fault, language);
    }
    if !faults.is_empty() {
        out.push('\n');
    }
    for one in &health.sections {
        section(&mut out, one, language);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn summary(health: &Health, language: Language) -> String {
    let domain = health.domain.to_unicode();
    let count = health.faults().iter().filter(|f| f.severity() != Severity::Hint).count();
    match (language, count) {
        (Language::Ja, 0) => format!("{domain}：直すところは見つかりませんでした。"),
        (Language::Ja, _) => format!("{domain}：直すところが{count}件あります。"),
        (Language::En, 0) => format!("{domain}: nothing to mend was found."),
        (Language::En, 1) => format!("{domain}: one thing to mend."),
        (Language::En, _) => format!("{domain}: {count} things to mend."),
    }
}

fn sign(severity: Severity) -> char {
    match severity {
        Severity::Broken => '✘',
        Severity::Weak => '▲',
        Severity::Hint => '・',
    }
}

// Writing to a String cannot fail.
fn told(out: &mut String, fault: &Fault, language: Language) {
    let told = fault.told();
    let (what, change) = (plain(told.what.within(language)), plain(told.change.within(language)));
    let _ = writeln!(out, "{} {what}\n  → {change}", sign(fault.severity()));
}

fn section(out: &mut String, section: &Section, language: Language) {
    let _ = writeln!(out, "{}", section.topic.as_str());
    let mut last = None;
    for record in &section.published {
        if last != Some(&record.name) {
            let _ = writeln!(out, "  {}", plain(&record.name));
        }
        last = Some(&record.name);
        let _ = writeln!(out, "    {}", plain(&record.text));
    }
    for said in &section.said {
        let _ = writeln!(out, "  {}", plain(said.words().within(language)));
    }
    if let Some(error) = &section.unanswered {
        let _ = writeln!(out, "  {}", unanswered(error, language));
    }
    out.push('\n');
}

/// Why something is not known.
pub(super) fn unanswered(error: &LookupError, language: Language) -> String {
    match (error, language) {
        (LookupError::Off(_), Language::Ja) => "DNS を使わない設定のため、調べていません。".into(),
        (LookupError::Off(_), Language::En) => "Not looked at: DNS is switched off.".into(),
        (LookupError::Silent(name) | LookupError::Failed(name), Language::Ja) => {
            format!(
                "DNS（{name}）の応答がなく、分からないことがあります。あとでもう一度試してください。"
            )
        }
        (LookupError::Silent(name) | LookupError::Failed(name), Language::En) => {
            format!("DNS gave no answer ({name}), so not all is known. Try again later.")
        }
        (LookupError::NoSuchName(name), Language::Ja) => format!("{name} は存在しません。"),
        (LookupError::NoSuchName(name), Language::En) => format!("{name} does not exist."),
    }
}
