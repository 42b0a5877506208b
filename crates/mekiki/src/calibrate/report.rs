//! What cross-validation shows, in figures.

use std::collections::BTreeMap;

use super::{fold::FOLDS, sample::Sample, table::percent};

/// The log odds above which at most `alarms` of the honest mail lies.
pub(super) fn cut(samples: &[Sample], unseen: &[f64], alarms: f64) -> f64 {
    let mut honest: Vec<f64> =
        samples.iter().zip(unseen).filter(|(s, _)| !s.fraud).map(|(_, &odds)| odds).collect();
    honest.sort_by(|a, b| b.total_cmp(a));
    #[expect(clippy::cast_precision_loss, reason = "counts of messages are small")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let allowed = (alarms * honest.len() as f64) as usize;
    // Just above the first honest mail that may not be alarmed.
    honest.get(allowed).map_or(0.0, |odds| odds + 1e-6)
}

/// Prints what is found at the cut, by kind, language and fold, and the worst mistakes.
pub(super) fn print(samples: &[Sample], folds: &[usize], unseen: &[f64], alarms: f64) {
    for at in [0.01, 0.005, 0.001, alarms] {
        let cut = cut(samples, unseen, at);
        let found = share(samples, unseen, cut, |s| s.fraud);
        println!("at {:.2} % alarms: {found:.1} % of fraud found (unseen sources)", 100.0 * at);
    }
    let cut = cut(samples, unseen, alarms);
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, sample) in samples.iter().enumerate() {
        let label = if sample.fraud { "fraud" } else { "honest" };
        rows.entry(format!("{label} kind {}", sample.kind)).or_default().push(at);
        rows.entry(format!("{label} language {}", sample.language)).or_default().push(at);
    }
    for fold in 0..FOLDS {
        for (label, fraud) in [("fraud", true), ("honest", false)] {
            let chosen = (0..samples.len()).filter(|&at| {
                folds.get(at) == Some(&fold) && samples.get(at).is_some_and(|s| s.fraud == fraud)
            });
            rows.insert(format!("{label} fold {fold}"), chosen.collect());
        }
    }
    for (name, chosen) in rows {
        let over = chosen.iter().filter(|&&at| unseen.get(at).is_some_and(|&odds| odds > cut));
        let over = over.count();
        println!("{name:32} {over:5} of {:5}  {:5.1} %", chosen.len(), percent(over, chosen.len()));
    }
    worst(samples, unseen, cut);
}

fn share(samples: &[Sample], unseen: &[f64], cut: f64, of: impl Fn(&Sample) -> bool) -> f64 {
    let chosen: Vec<f64> =
        samples.iter().zip(unseen).filter(|(s, _)| of(s)).map(|(_, &odds)| odds).collect();
    percent(chosen.iter().filter(|&&odds| odds > cut).count(), chosen.len())
}

fn worst(samples: &[Sample], unseen: &[f64], cut: f64) {
    let mut order: Vec<(f64, &Sample)> = unseen.iter().copied().zip(samples).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("honest mail highest:");
    for (odds, sample) in order.iter().filter(|(_, s)| !s.fraud).take(25) {
        println!("  {:6.1} {} {:?}", odds - cut, sample.path, sample.evidence);
    }
    println!("fraud lowest:");
    for (odds, sample) in order.iter().rev().filter(|(_, s)| s.fraud).take(60) {
        println!("  {:6.1} {} {} {:?}", odds - cut, sample.path, sample.kind, sample.evidence);
    }
}
