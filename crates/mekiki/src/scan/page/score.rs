use check::render;
use verdict::words::Language;

use super::{
    curves::{self, Axes},
    drawing::{Drawing, Grid},
    plots::{cells, ruling_head},
    tag,
    words::words,
};
use crate::scan::{
    figures::{self, grouped, percent},
    score::{Score, Share},
};

/// Lines of the curve's table.
const LINES: usize = 20;

/// How rulings fit labels.
pub(super) struct ScoreView {
    pub(super) lines: Vec<String>,
    pub(super) confusion: Grid,
    pub(super) plots: Vec<Drawing>,
}

impl ScoreView {
    pub(super) fn new(score: &Score, language: Language) -> Self {
        let rows = score.rows(language);
        let rows = rows.iter().map(|(label, rulings)| cells(&render::plain(label), *rulings));
        let confusion =
            Grid { head: ruling_head(words(language).label, language), rows: rows.collect() };
        let plots = roc(score, language).into_iter().chain(reliability(score, language));
        Self { lines: figures::score(score, language), confusion, plots: plots.collect() }
    }
}

fn roc(score: &Score, language: Language) -> Option<Drawing> {
    let words = words(language);
    let points = score.curve.points()?;
    let [title, about] = words.roc;
    let [[across, up], _] = words.axes;
    let here = score.false_alarms().value().zip(score.found().value());
    let tip = |(alarms, found)| format!("{across} {}, {up} {}", percent(alarms), percent(found));
    let every = points.len().div_ceil(LINES).max(1);
    let lines = points.iter().enumerate();
    let lines = lines.filter(|(place, _)| place % every == 0 || place + 1 == points.len());
    let table = lines.map(|(_, (alarms, found))| vec![percent(*alarms), percent(*found)]);
    Some(Drawing {
        id: format!("{}-roc", tag(language)),
        title: title.to_owned(),
        about: about.to_owned(),
        width: Some(curves::SIDE),
        height: curves::SIDE,
        marks: curves::roc(&points, here.map(|at| (at, tip(at))), &Axes { across, up }),
        legend: Vec::new(),
        table: Grid { head: words.roc_head.map(str::to_owned).into(), rows: table.collect() },
    })
}

fn reliability(score: &Score, language: Language) -> Option<Drawing> {
    let words = words(language);
    let [title, about] = words.reliability;
    let [_, [across, up]] = words.axes;
    let bins: Vec<(f64, Share)> = score.reliability.each().collect();
    if bins.is_empty() {
        return None;
    }
    let seen = |share: Share| share.value().map(percent).unwrap_or_default();
    let tipped = bins.iter().map(|&(told, share)| {
        let of = grouped(share.of);
        (told, share, format!("{across} {}, {up} {} ({of})", percent(told), seen(share)))
    });
    let rows = bins.iter().map(|&(told, share)| {
        let (low, high) = share.interval().unwrap_or_default();
        let interval = format!("{} – {}", percent(low), percent(high));
        vec![percent(told), seen(share), interval, grouped(share.of)]
    });
    Some(Drawing {
        id: format!("{}-reliability", tag(language)),
        title: title.to_owned(),
        about: about.to_owned(),
        width: Some(curves::SIDE),
        height: curves::SIDE,
        marks: curves::reliability(tipped, &Axes { across, up }),
        legend: Vec::new(),
        table: Grid {
            head: words.reliability_head.map(str::to_owned).into(),
            rows: rows.collect(),
        },
    })
}
