//! Cross-validation by source: whole groups are held out together.

use std::collections::BTreeMap;

use super::sample::Sample;

/// How many parts the samples are split into.
pub(super) const FOLDS: usize = 5;

/// The fold of each sample. Groups are dealt largest first to the fold that holds fewest of their
/// label, so that every fold tests on fraud and on honest mail.
pub(super) fn folds(samples: &[Sample]) -> Vec<usize> {
    let mut groups: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for sample in samples {
        *groups.entry((&sample.group, sample.fraud)).or_default() += 1;
    }
    let mut order: Vec<_> = groups.into_iter().collect();
    order.sort_by_key(|&((group, fraud), size)| (std::cmp::Reverse(size), group, fraud));
    let mut load = [[0usize; FOLDS]; 2];
    let mut fold_of: BTreeMap<&str, usize> = BTreeMap::new();
    for ((group, fraud), size) in order {
        let label = usize::from(fraud);
        let Some(loads) = load.get_mut(label) else { continue };
        let lightest =
            loads.iter().enumerate().min_by_key(|(_, load)| **load).map_or(0, |(at, _)| at);
        let fold = *fold_of.entry(group).or_insert(lightest);
        if let Some(slot) = loads.get_mut(fold) {
            *slot += size;
        }
    }
    samples.iter().map(|sample| fold_of.get(sample.group.as_str()).copied().unwrap_or(0)).collect()
}
