use check::{render, report::Ruling};
use verdict::words::Language;

use super::{
    bars::{self, Row},
    columns::{self, Column, Part},
    drawing::{Drawing, Grid, Key},
    evidence_names::evidence,
    tag,
    words::{self, words},
};
use crate::scan::{
    figures::{duration, grouped, share},
    per_ruling::PerRuling,
    summary::Summary,
};

const BRANDS: usize = 15;
const EVIDENCE: usize = 20;

/// The plots of a scan; none where there is nothing to plot.
pub(super) fn plots(summary: &Summary, pace: f64, language: Language) -> Vec<Drawing> {
    if summary.rulings.total() == 0 {
        return Vec::new();
    }
    [
        timeline(summary, language),
        Some(likelihood(summary, language)),
        brands(summary, language),
        decided(summary, language),
        Some(speed(summary, pace, language)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn timeline(summary: &Summary, language: Language) -> Option<Drawing> {
    let words = words(language);
    let (pace, bins, outside) = summary.timeline.bins();
    if bins.is_empty() {
        return None;
    }
    let days: Vec<String> = bins.iter().map(|bin| words::day(bin.from, pace, language)).collect();
    let ticked = columns::ticks(bins.len());
    let stacks: Vec<Column> = bins
        .iter()
        .zip(&days)
        .enumerate()
        .map(|(place, (bin, day))| Column {
            parts: parts(bin.rulings, day, language),
            tick: ticked(place).then(|| day.clone()),
        })
        .collect();
    let rows = bins.iter().zip(&days).map(|(bin, day)| cells(day, bin.rulings)).collect();
    Some(Drawing {
        id: format!("{}-timeline", tag(language)),
        title: words.timeline.to_owned(),
        about: words::timeline(pace, summary.timeline.undated, outside, language),
        width: None,
        height: columns::height(),
        marks: columns::columns(&stacks),
        legend: legend(language),
        table: Grid { head: ruling_head(words.since, language), rows },
    })
}

fn likelihood(summary: &Summary, language: Language) -> Drawing {
    let words = words(language);
    let between = |low: usize, high: usize| format!("{low}–{high}%");
    let ticked = |low: usize| low.is_multiple_of(25).then(|| format!("{low}%"));
    let stacks: Vec<Column> = summary
        .likelihood
        .each()
        .map(|(low, high, rulings)| Column {
            parts: parts(rulings, &between(low, high), language),
            tick: if high == 100 { Some("100%".to_owned()) } else { ticked(low) },
        })
        .collect();
    let rows = summary.likelihood.each().map(|(l, h, rulings)| cells(&between(l, h), rulings));
    let [title, about] = words.likelihood;
    Drawing {
        id: format!("{}-likelihood", tag(language)),
        title: title.to_owned(),
        about: about.to_owned(),
        width: None,
        height: columns::height(),
        marks: columns::columns(&stacks),
        legend: legend(language),
        table: Grid { head: ruling_head(words.probability, language), rows: rows.collect() },
    }
}

fn brands(summary: &Summary, language: Language) -> Option<Drawing> {
    let words = words(language);
    let top = summary.brands.top(BRANDS);
    if top.is_empty() {
        return None;
    }
    let name = |name: &check::Bilingual| render::plain(name.within(language)).into_owned();
    let rows: Vec<Row> = top
        .iter()
        .map(|brand| Row {
            name: name(&brand.name),
            value: words::messages(brand.rulings.total(), language),
            parts: parts(brand.rulings, &name(&brand.name), language),
        })
        .collect();
    let table = top.iter().map(|brand| cells(&name(&brand.name), brand.rulings)).collect();
    Some(Drawing {
        id: format!("{}-brands", tag(language)),
        title: words.brands.to_owned(),
        about: words::brands(top.len(), summary.brands.len(), language),
        width: None,
        height: bars::height(rows.len()),
        marks: bars::bars(&rows),
        legend: legend(language),
        table: Grid { head: ruling_head(words.brand, language), rows: table },
    })
}

fn decided(summary: &Summary, language: Language) -> Option<Drawing> {
    let words = words(language);
    let top = summary.evidence.top(EVIDENCE);
    if top.is_empty() {
        return None;
    }
    let all = summary.rulings.total();
    let mean = |mean: f64| format!("{}{:.1}", if mean < 0.0 { "−" } else { "+" }, mean.abs());
    let rows: Vec<Row> = top
        .iter()
        .map(|count| {
            let name = render::plain(evidence(&count.name, language));
            let value = format!("{} · {}", share(count.messages, all), mean(count.mean()));
            let part = |class, side, messages| {
                let tip = format!("{name} ({side}): {}", words::messages(messages, language));
                Part { class, count: messages, tip }
            };
            let worrying = count.messages.saturating_sub(count.reassuring);
            let parts = vec![
                part("phishing", words.for_fraud, worrying),
                part("genuine", words.for_genuine, count.reassuring),
            ];
            Row { name: name.into_owned(), value, parts }
        })
        .collect();
    let table = top.iter().map(|count| {
        vec![
            render::plain(evidence(&count.name, language)).into_owned(),
            grouped(count.messages),
            share(count.messages, all),
            mean(count.mean()),
        ]
    });
    let [title, about] = words.evidence;
    let key = |class, sign, word: &str| Key { class, sign, word: word.to_owned() };
    Some(Drawing {
        id: format!("{}-evidence", tag(language)),
        title: title.to_owned(),
        about: about.to_owned(),
        width: None,
        height: bars::height(rows.len()),
        marks: bars::bars(&rows),
        legend: vec![key("phishing", "+", words.for_fraud), key("genuine", "−", words.for_genuine)],
        table: Grid { head: words.evidence_head.map(str::to_owned).into(), rows: table.collect() },
    })
}

fn speed(summary: &Summary, pace: f64, language: Language) -> Drawing {
    let words = words(language);
    let speed = &summary.speed;
    let bins = speed.each();
    let between = |low, high| format!("{} – {}", duration(low), duration(high));
    let ticked = columns::ticks(bins.len());
    let stacks: Vec<Column> = bins
        .iter()
        .enumerate()
        .map(|(place, &(low, high, count))| {
            let tip = format!("{}: {}", between(low, high), words::messages(count, language));
            Column {
                parts: vec![Part { class: "plain", count, tip }],
                tick: ticked(place).then(|| duration(low)),
            }
        })
        .collect();
    let rows = bins.iter().map(|&(low, high, n)| vec![between(low, high), grouped(n)]).collect();
    let times = [0.5, 0.9, 0.99].map(|share| duration(speed.within(share)));
    let [half, most, nearly_all] = times;
    let times = [half, most, nearly_all, duration(speed.longest() as f64)];
    Drawing {
        id: format!("{}-speed", tag(language)),
        title: words.speed.to_owned(),
        about: words::speed(times, pace, language),
        width: None,
        height: columns::height(),
        marks: columns::columns(&stacks),
        legend: Vec::new(),
        table: Grid { head: words.speed_head.map(str::to_owned).into(), rows },
    }
}

/// The most worrying at the bottom, where heights compare best.
fn parts(rulings: PerRuling, of: &str, language: Language) -> Vec<Part> {
    let part = |(ruling, count): (Ruling, u64)| Part {
        class: ruling.as_str(),
        count,
        tip: format!(
            "{of} · {}: {}",
            render::ruling_word(ruling, language),
            words::messages(count, language)
        ),
    };
    rulings.each().rev().map(part).collect()
}

fn legend(language: Language) -> Vec<Key> {
    let key = |(ruling, _): (Ruling, u64)| Key {
        class: ruling.as_str(),
        sign: render::symbol(ruling),
        word: render::ruling_word(ruling, language).to_owned(),
    };
    PerRuling::default().each().rev().map(key).collect()
}

/// The head of a table with a column for each ruling.
pub(super) fn ruling_head(first: &str, language: Language) -> Vec<String> {
    let rulings = PerRuling::default().each().map(|(ruling, _)| render::ruling(ruling, language));
    let total = words(language).total.to_owned();
    std::iter::once(first.to_owned()).chain(rulings).chain([total]).collect()
}

/// A line of such a table.
pub(super) fn cells(first: &str, rulings: PerRuling) -> Vec<String> {
    let counts = rulings.each().map(|(_, count)| count).chain([rulings.total()]).map(grouped);
    std::iter::once(first.to_owned()).chain(counts).collect()
}
