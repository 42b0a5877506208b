//! Learns the wording model: hashed words against labels.

use anyhow::Result;
use reading::wording::BUCKETS;
use verdict::wording::{FEWEST_BUCKETS, bounded, margin};

use super::{
    logistic::{Column, Logistic, Row, fit},
    sample::Sample,
};

/// Strong shrinking: a word seen in a handful of mails says nothing yet.
const WORD: Column = Column { prior: 0.0, pull: 0.6, least: -30.0, most: 30.0 };
const ROUNDS: usize = 150;

/// Learns from the samples that `keep` lets through.
pub(super) fn learn(samples: &[Sample], keep: impl Fn(usize) -> bool) -> Logistic {
    let rows: Vec<(Row, bool)> = samples
        .iter()
        .enumerate()
        .filter(|(at, sample)| keep(*at) && sample.buckets.len() >= FEWEST_BUCKETS)
        .map(|(_, sample)| (row(sample), sample.fraud))
        .collect();
    let frauds = rows.iter().filter(|(_, fraud)| *fraud).count().max(1);
    let honest = (rows.len() - frauds.min(rows.len())).max(1);
    #[expect(clippy::cast_precision_loss, reason = "counts of messages are small")]
    let balance = frauds as f64 / honest as f64;
    // Both kinds count the same in sum, so that the model speaks in likelihood ratios.
    let weighed: Vec<_> =
        rows.iter().map(|(row, fraud)| (row, *fraud, if *fraud { 1.0 } else { balance })).collect();
    fit(&weighed, &vec![WORD; BUCKETS], ROUNDS)
}

/// What a model says of a sample, as the program would.
pub(super) fn decibans(model: &Logistic, sample: &Sample) -> Option<i16> {
    (sample.buckets.len() >= FEWEST_BUCKETS).then(|| bounded(model.logit(&row(sample))))
}

fn row(sample: &Sample) -> Row {
    let value = margin(1.0, sample.buckets.len());
    sample.buckets.iter().map(|&bucket| (usize::from(bucket), value)).collect()
}

/// The model as `wording.bin`: scale and bias as `f32`, then a signed octet for each bucket.
pub(super) fn bytes(model: &Logistic) -> Result<Vec<u8>> {
    let largest = model.weights.iter().fold(1e-9_f64, |most, weight| most.max(weight.abs()));
    let scale = largest / 127.0;
    let mut bytes = Vec::with_capacity(8 + BUCKETS);
    #[expect(clippy::cast_possible_truncation, reason = "the file keeps single precision")]
    for number in [scale as f32, model.bias as f32] {
        bytes.extend(number.to_le_bytes());
    }
    #[expect(clippy::cast_possible_truncation, reason = "scaled into -127..=127")]
    bytes.extend(
        model.weights.iter().map(|weight| (weight / scale).round() as i8).map(i8::cast_unsigned),
    );
    Ok(bytes)
}
