//! Learns the wording model: hashed words against labels.

use anyhow::Result;
use reading::wording::BUCKETS;
use verdict::wording::{FEWEST_BUCKETS, bounded, margin};

use super::{
    newton::{Ridge, Text},
    sample::Sample,
};

/// How hard weights are pulled to nothing. Chosen among 1, 0.1, 0.03, 0.01 by cross-validation.
const PULL: f64 = 0.01;

/// Learns from the samples that `keep` lets through.
pub(super) fn learn(samples: &[Sample], keep: impl Fn(usize) -> bool) -> Ridge {
    let kept: Vec<&Sample> = samples
        .iter()
        .enumerate()
        .filter(|(at, sample)| keep(*at) && sample.buckets.len() >= FEWEST_BUCKETS)
        .map(|(_, sample)| sample)
        .collect();
    let frauds = kept.iter().filter(|sample| sample.fraud).count().max(1);
    let honest = (kept.len() - frauds.min(kept.len())).max(1);
    #[expect(clippy::cast_precision_loss, reason = "counts of messages are small")]
    let balance = frauds as f64 / honest as f64;
    // Both kinds count the same in sum, so that the model speaks in likelihood ratios.
    let texts: Vec<Text<'_>> = kept
        .into_iter()
        .map(|sample| Text { importance: if sample.fraud { 1.0 } else { balance }, ..text(sample) })
        .collect();
    Ridge::fit(&texts, BUCKETS, PULL)
}

/// What a model says of a sample, as the program would.
pub(super) fn decibans(model: &Ridge, sample: &Sample) -> Option<i16> {
    (sample.buckets.len() >= FEWEST_BUCKETS).then(|| bounded(model.logit(&text(sample))))
}

fn text(sample: &Sample) -> Text<'_> {
    Text {
        buckets: &sample.buckets,
        value: margin(1.0, sample.buckets.len()),
        fraud: sample.fraud,
        importance: 1.0,
    }
}

/// The model as `wording.bin`: scale and bias as `f32`, then a signed octet for each bucket.
pub(super) fn bytes(model: &Ridge) -> Result<Vec<u8>> {
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
