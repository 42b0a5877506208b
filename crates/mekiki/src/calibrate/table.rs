//! `priors.txt` and `weights.txt`: a line `name = decibans` for each piece of evidence.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::{
    DECIBAN,
    logistic::{Logistic, Row},
    sample::Sample,
};

/// Evidence by name with its weight in decibans, in the order of the file.
#[derive(Debug)]
pub(super) struct Table {
    names: Vec<String>,
    at: BTreeMap<String, usize>,
    decibans: Vec<i16>,
    prior: i16,
}

impl Table {
    /// Reads `name = decibans` lines; `#` starts a remark.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut table =
            Self { names: Vec::new(), at: BTreeMap::new(), decibans: Vec::new(), prior: 0 };
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("").trim();
            let Some((name, number)) = line.split_once('=') else { continue };
            let number = number.trim().parse().with_context(|| format!("in the line {line:?}"))?;
            if name.trim() == "prior" {
                table.prior = number;
                continue;
            }
            table.at.insert(name.trim().to_owned(), table.names.len());
            table.names.push(name.trim().to_owned());
            table.decibans.push(number);
        }
        Ok(table)
    }

    /// The weights, in order.
    pub(super) fn priors(&self) -> impl Iterator<Item = i16> {
        self.decibans.iter().copied()
    }

    /// A sample as a row of the regression; the wording stands in the last column.
    pub(super) fn row(&self, sample: &Sample, wording: Option<i16>) -> Row {
        let evidence =
            sample.evidence.iter().filter_map(|name| Some((*self.at.get(name.as_str())?, 1.0)));
        let wording = wording.map(|decibans| (self.names.len(), f64::from(decibans) * DECIBAN));
        evidence.chain(wording).collect()
    }

    /// Takes over what was learnt, and the odds that the messages start from.
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the columns")]
    pub(super) fn set(&mut self, model: &Logistic, prior: f64) {
        for (decibans, weight) in self.decibans.iter_mut().zip(&model.weights) {
            *decibans = (weight / DECIBAN).round() as i16;
        }
        self.prior = (prior / DECIBAN).round() as i16;
    }

    /// How much of the wording's odds counts, 0 to 1.
    pub(super) fn wording_share(&self, model: &Logistic) -> f64 {
        model.weights.get(self.names.len()).copied().unwrap_or(1.0)
    }

    /// The file, with how often each piece was seen.
    pub(super) fn text(&self, samples: &[Sample]) -> String {
        let count = |fraud: bool| samples.iter().filter(|sample| sample.fraud == fraud).count();
        let mut text = format!(
            "# Weights of evidence in decibans, fraud over genuine: 10 is ten to one.\n\
             # Made by `mekiki calibrate` from {} frauds and {} honest mails and priors.txt; see MODEL.md.\n\
             # Behind each: the share of frauds and of honest mails it was seen in.\n\n\
             prior = {}\n\n",
            count(true),
            count(false),
            self.prior
        );
        for (name, decibans) in self.names.iter().zip(&self.decibans) {
            let share = |fraud: bool| {
                let seen = samples
                    .iter()
                    .filter(|sample| sample.fraud == fraud && sample.evidence.contains(name))
                    .count();
                percent(seen, count(fraud))
            };
            let (fraud, honest) = (share(true), share(false));
            text.push_str(&format!("{name} = {decibans}  # {fraud:.1} % / {honest:.1} %\n"));
        }
        text
    }
}

/// A share in percent.
#[expect(clippy::cast_precision_loss, reason = "counts of messages are small")]
pub(super) fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
