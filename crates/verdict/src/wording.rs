//! The small learnt model of how frauds and honest mail are worded.
//!
//! One bounded piece of evidence among many, never the judge: words alone do not condemn.
//! `wording.bin` is made by `mekiki calibrate` (see `MODEL.md`).

use reading::wording::BUCKETS;

use crate::EvidenceKind;

/// The model: scale and bias as little-endian `f32`, then a signed weight for each bucket.
static MODEL: &[u8] = include_bytes!("../wording.bin");

/// Texts with fewer distinct words and pairs say too little.
pub const FEWEST_BUCKETS: usize = 12;

/// What wording can say at most for fraud, in decibans.
pub const MOST: i16 = 15;

/// What wording can say at most for honesty: a forger can copy honest words, so less.
pub const LEAST: i16 = -6;

/// Whether the model's word counts beside the evidence found. Who is caught speaking as somebody
/// else gains nothing by speaking nicely: honest words are the easiest thing to copy.
pub fn counts(decibans: i16, found: impl Fn(EvidenceKind) -> bool) -> bool {
    const CAUGHT: [EvidenceKind; 10] = [
        EvidenceKind::BrandFromElsewhere,
        EvidenceKind::BrandDisguised,
        EvidenceKind::PolicyBroken,
        EvidenceKind::ServerNotAllowed,
        EvidenceKind::NameShowsAnotherAddress,
        EvidenceKind::AuthorLooksLikeBrand,
        EvidenceKind::AuthorAmbiguous,
        EvidenceKind::PretendedResults,
        EvidenceKind::LinkLooksLikeBrand,
        EvidenceKind::PaysToWallet,
    ];
    decibans > 0 || (decibans < 0 && !CAUGHT.into_iter().any(found))
}

/// The model's odds in decibans, within [`LEAST`] and [`MOST`]; `None` for too short a text.
pub(crate) fn decibans(buckets: &[u16]) -> Option<i16> {
    if buckets.len() < FEWEST_BUCKETS {
        return None;
    }
    let (scale, rest) = MODEL.split_first_chunk::<4>()?;
    let (bias, weights) = rest.split_first_chunk::<4>()?;
    if weights.len() != BUCKETS {
        return None;
    }
    let sum: i32 = buckets
        .iter()
        .filter_map(|&bucket| weights.get(usize::from(bucket)))
        .map(|&weight| i32::from(weight.cast_signed()))
        .sum();
    let logit = margin(f64::from(sum) * f64::from(f32::from_le_bytes(*scale)), buckets.len())
        + f64::from(f32::from_le_bytes(*bias));
    Some(bounded(logit))
}

/// The sum of weights, evened out for length: long mails are not more of a kind than short ones.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub fn margin(sum: f64, buckets: usize) -> f64 {
    sum / (buckets.max(1) as f64).sqrt()
}

/// Natural log odds as decibans within the bounds.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "clamped to a few decibans")]
pub fn bounded(logit: f64) -> i16 {
    let decibans = logit * 10.0 / std::f64::consts::LN_10;
    decibans.clamp(f64::from(LEAST), f64::from(MOST)).round() as i16
}
