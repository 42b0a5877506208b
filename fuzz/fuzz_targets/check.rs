//! The whole walk: octets, report, and every form a report has.

#![no_main]

use std::sync::{Arc, LazyLock};

use check::{Checker, Given, Report, render};
use fuzz::{is_inert, is_tame, now};
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;
use reading::Brands;
use verdict::words::Language;

/// What the report as a page is made of.
const TAGS: &[&str] = &[
    "html", "head", "meta", "title", "style", "body", "main", "header", "p", "span", "h1", "h2",
    "h3", "dl", "div", "dt", "dd", "section", "ol", "ul", "li", "small", "details", "summary",
    "table", "thead", "tbody", "tr", "th", "td", "code", "b", "strong", "em", "footer", "br",
    "bdi",
];

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    let zone = TimeZone::get("Asia/Tokyo").expect("a zone");
    Checker::new(Brands::built_in(), Arc::new(auth::lookup::Off), zone)
});

fuzz_target!(|raw: &[u8]| {
    let report = pollster::block_on(CHECKER.check(&Given::at(now()), raw));
    for language in [Language::Ja, Language::En] {
        for (width, details) in [(80, true), (1, true), (24, false)] {
            let terminal = render::Terminal { language, width, colour: false, details };
            is_tame(&render::terminal(&report, terminal));
        }
        is_inert(&render::html(&report, language).expect("a page"), TAGS);
    }
    is_one_field(&render::header(&report));
    let json = render::json(&report).expect("a report is JSON");
    let read: Report = serde_json::from_str(&json).expect("a report reads");
    assert_eq!(render::json(&read).as_deref().ok(), Some(&*json));
    let replayed = pollster::block_on(CHECKER.replay(&report, raw)).expect("a report replays");
    let replayed = Report { elapsed_us: report.elapsed_us, ..replayed };
    assert_eq!(render::json(&replayed).as_deref().ok(), Some(&*json));
});

/// Fails when a header field would be more than one, or not of tokens.
fn is_one_field(field: &str) {
    let lines: Vec<&str> = field.split("\r\n").collect();
    assert!(field.starts_with("X-Mekiki: ") && field.ends_with("\r\n"), "{field:?}");
    assert!(field.bytes().all(|octet| matches!(octet, b'\r' | b'\n' | b' '..=b'~')), "{field:?}");
    for line in lines.get(1..lines.len() - 1).unwrap_or_default() {
        assert!(line.starts_with(' ') && line.trim().len() > 1, "{field:?}");
    }
}
