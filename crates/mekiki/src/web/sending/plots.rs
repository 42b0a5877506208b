use desk::aggregate::Traffic;
use verdict::words::Language;

use crate::{
    domain::traffic::{named, share},
    scan::{
        figures::grouped,
        page::{
            bars::{self, Row, bars},
            columns::{self, Column, Part, columns, ticks},
            drawing::{Drawing, Grid, Key},
        },
    },
};

/// Sources that have a bar.
const SOURCES: usize = 12;

/// By day and by source; none where nothing was sent.
pub(super) fn of(traffic: &Traffic, language: Language) -> Vec<Drawing> {
    if traffic.sources.is_empty() {
        return Vec::new();
    }
    vec![by_day(traffic, language), by_source(traffic, language)]
}

fn by_day(traffic: &Traffic, language: Language) -> Drawing {
    let ticked = ticks(traffic.days.len());
    let stacks: Vec<Column> = traffic
        .days
        .iter()
        .enumerate()
        .map(|(place, day)| Column {
            parts: parts(&day.date.to_string(), day.passed, day.failed, language),
            tick: ticked(place).then(|| day.date.to_string()),
        })
        .collect();
    let row = |day: &desk::aggregate::Day| {
        vec![day.date.to_string(), grouped(day.passed), grouped(day.failed)]
    };
    let (title, about) = match language {
        Language::Ja => (
            "日ごとのメール",
            "このドメインを名乗ったメールの数です。日付はレポートの始まる日（世界標準時）です。",
        ),
        Language::En => (
            "Messages by day",
            "Messages in the domain's name, by the day on which a report begins (UTC).",
        ),
    };
    Drawing {
        id: "days".to_owned(),
        title: title.to_owned(),
        about: about.to_owned(),
        width: None,
        height: columns::height(),
        marks: columns(&stacks),
        legend: legend(language),
        table: Grid {
            head: head(say(language, "日", "Day"), language),
            rows: traffic.days.iter().map(row).collect(),
        },
    }
}

fn by_source(traffic: &Traffic, language: Language) -> Drawing {
    let top: Vec<_> = traffic.sources.iter().take(SOURCES).collect();
    let rows: Vec<Row> = top
        .iter()
        .map(|source| {
            let (messages, name) = (source.messages, named(source));
            let failed = messages.saturating_sub(source.passed);
            let value = format!("{} · {}", grouped(messages), share(source.passed, messages));
            Row { parts: parts(&name, source.passed, failed, language), name, value }
        })
        .collect();
    let cells = top.iter().map(|source| {
        let failed = source.messages.saturating_sub(source.passed);
        vec![named(source), grouped(source.passed), grouped(failed)]
    });
    let (title, about) = match language {
        Language::Ja => (
            "送信元ごとのメール",
            "多い順です。アドレスのあとは、認証で分かった持ち主のドメインです。右は通数と、成功した割合です。",
        ),
        Language::En => (
            "Messages by source",
            "The largest first. Behind an address stands the domain that it proved. At the right: messages, and the share that passed.",
        ),
    };
    Drawing {
        id: "sources".to_owned(),
        title: title.to_owned(),
        about: about.to_owned(),
        width: None,
        height: bars::height(rows.len()),
        marks: bars(&rows),
        legend: legend(language),
        table: Grid {
            head: head(say(language, "送信元", "Source"), language),
            rows: cells.collect(),
        },
    }
}

/// What passed at the bottom, where heights compare best.
fn parts(of: &str, passed: u64, failed: u64, language: Language) -> Vec<Part> {
    let part = |class, count, word| Part {
        class,
        count,
        tip: format!("{of} · {word}: {}", grouped(count)),
    };
    let [good, bad] = words(language);
    vec![part("plain", passed, good), part("faint", failed, bad)]
}

fn words(language: Language) -> [&'static str; 2] {
    match language {
        Language::Ja => ["認証に成功", "失敗"],
        Language::En => ["passed", "failed"],
    }
}

fn legend(language: Language) -> Vec<Key> {
    let [good, bad] = words(language);
    let key = |class, word: &str| Key { class, sign: "", word: word.to_owned() };
    vec![key("plain", good), key("faint", bad)]
}

fn head(first: &str, language: Language) -> Vec<String> {
    let [good, bad] = words(language);
    [first, good, bad].map(str::to_owned).into()
}

fn say<'w>(language: Language, ja: &'w str, en: &'w str) -> &'w str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}
