//! `mekiki calibrate`: weights and the wording model from labelled mail.
//!
//! Hand-set priors (`priors.txt`) say what each piece of evidence means; data moves them, more the
//! oftener it is seen, never across zero. Everything reported is measured by cross-validation by
//! source: what a fold is tested on, its model has not seen, nor anything of the same source and
//! season.

mod fold;
mod logistic;
mod newton;
mod report;
mod sample;
mod table;
mod wording;

use std::{fs, path::Path};

use anyhow::{Context, Result};
use reading::Brands;

use self::{
    logistic::{Column, Logistic, Row, fit},
    newton::Ridge,
    sample::Sample,
    table::Table,
};

/// A decibel of odds in natural logarithms.
const DECIBAN: f64 = std::f64::consts::LN_10 / 10.0;
/// A prior counts like this many messages.
const PULL: f64 = 4.0;
const ROUNDS: usize = 400;

/// What to read and where to write.
#[derive(Debug)]
pub(crate) struct Calibrate<'a> {
    /// A folder with `manifest.tsv` and the messages it names.
    pub(crate) corpus: &'a Path,
    /// The folder of `priors.txt`; `weights.txt` and `wording.bin` are written there.
    pub(crate) verdict: &'a Path,
    /// Share of honest mail that may be called suspicious, under cross-validation.
    pub(crate) alarms: f64,
    /// Write the result, instead of only telling the figures.
    pub(crate) write: bool,
}

/// Learns, measures and, when asked, writes.
pub(crate) fn run(options: &Calibrate<'_>, brands: &Brands) -> Result<()> {
    let priors = options.verdict.join("priors.txt");
    let text =
        fs::read_to_string(&priors).with_context(|| format!("cannot read {}", priors.display()))?;
    let mut table = Table::parse(&text)?;
    let samples = sample::load(options.corpus, brands)?;
    anyhow::ensure!(!samples.is_empty(), "no labelled message in {}", options.corpus.display());
    let folds = fold::folds(&samples);

    let unseen_wording = wording_out_of_fold(&samples, &folds);
    let rows: Vec<Row> = samples
        .iter()
        .zip(&unseen_wording)
        .map(|(sample, wording)| {
            let found = |kind: verdict::EvidenceKind| {
                let name: &str = kind.into();
                sample.evidence.contains(name)
            };
            let wording = wording.filter(|&decibans| verdict::wording::counts(decibans, found));
            table.row(sample, wording)
        })
        .collect();
    let columns = columns(&table);
    let unseen = evidence_out_of_fold(&samples, &rows, &folds, &columns);
    report::print(&samples, &folds, &unseen, options.alarms);

    let model = learn(&samples, &rows, &columns, |_| true);
    let cut = report::cut(&samples, &unseen, options.alarms);
    table.set(&model, model.bias - cut);
    if options.write {
        let out = options.verdict.join("weights.txt");
        fs::write(&out, table.text(&samples)).with_context(|| format!("{}", out.display()))?;
        let mut words = wording::learn(&samples, |_| true);
        let say = table.wording_share(&model);
        words.bias *= say;
        words.weights.iter_mut().for_each(|weight| *weight *= say);
        let out = options.verdict.join("wording.bin");
        fs::write(&out, wording::bytes(&words)?).with_context(|| format!("{}", out.display()))?;
    }
    Ok(())
}

fn columns(table: &Table) -> Vec<Column> {
    table
        .priors()
        .map(|decibans| {
            let prior = f64::from(decibans) * DECIBAN;
            let most = (prior.abs() * 2.0).max(6.0 * DECIBAN);
            // Monotone: what speaks for fraud by its meaning never speaks against it by chance.
            let (least, most) = if decibans >= 0 { (0.0, most) } else { (-most, 0.0) };
            Column { prior, pull: PULL, least, most }
        })
        // The wording's own share: all of it at most.
        .chain([Column { prior: 0.7, pull: PULL, least: 0.0, most: 1.0 }])
        .collect()
}

/// What the wording model says of each sample when it has not seen the sample's group.
fn wording_out_of_fold(samples: &[Sample], folds: &[usize]) -> Vec<Option<i16>> {
    let models: Vec<Ridge> = (0..fold::FOLDS)
        .map(|held| wording::learn(samples, |at| folds.get(at) != Some(&held)))
        .collect();
    samples
        .iter()
        .zip(folds)
        .map(|(sample, &fold)| wording::decibans(models.get(fold)?, sample))
        .collect()
}

/// Log odds of each sample by a model that has not seen the sample's group.
fn evidence_out_of_fold(
    samples: &[Sample],
    rows: &[Row],
    folds: &[usize],
    columns: &[Column],
) -> Vec<f64> {
    let models: Vec<Logistic> = (0..fold::FOLDS)
        .map(|held| learn(samples, rows, columns, |at| folds.get(at) != Some(&held)))
        .collect();
    rows.iter()
        .zip(folds)
        .map(|(row, &fold)| models.get(fold).map_or(0.0, |model| model.logit(row)))
        .collect()
}

fn learn(
    samples: &[Sample],
    rows: &[Row],
    columns: &[Column],
    keep: impl Fn(usize) -> bool,
) -> Logistic {
    let kept: Vec<_> = samples
        .iter()
        .zip(rows)
        .enumerate()
        .filter(|(at, _)| keep(*at))
        .map(|(_, (sample, row))| (row, sample.fraud, 1.0))
        .collect();
    fit(&kept, columns, ROUNDS)
}
