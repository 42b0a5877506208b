use std::collections::BTreeMap;

use crate::scan::digest::Digest;

/// Names of evidence that are held; there are far fewer.
const NAMES: usize = 1024;

/// How often a piece of evidence counted, and how much.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::scan) struct EvidenceCount {
    /// Its name in reports.
    pub(in crate::scan) name: String,
    /// Messages in which it counted.
    pub(in crate::scan) messages: u64,
    /// Of these, those in which it spoke for genuine.
    pub(in crate::scan) reassuring: u64,
    /// Decibans, all of them together.
    sum: i64,
    /// The same without their signs: what speaks both ways must not cancel out.
    moved: u64,
}

impl EvidenceCount {
    /// What it counted for on average, in decibans.
    pub(in crate::scan) fn mean(&self) -> f64 {
        self.sum as f64 / self.messages.max(1) as f64
    }
}

/// What counted in the messages; as many lines as there are kinds of evidence.
#[derive(Default)]
pub(in crate::scan) struct Evidences {
    counts: BTreeMap<String, EvidenceCount>,
}

impl Evidences {
    pub(super) fn count(&mut self, digest: &Digest) {
        for (place, (name, weight)) in digest.evidence.iter().enumerate() {
            if *weight == 0 {
                continue;
            }
            let again = digest.evidence.iter().take(place).any(|(n, w)| n == name && *w != 0);
            let room = self.counts.len() < NAMES;
            let count = match self.counts.get_mut(name) {
                Some(count) => count,
                None if room => {
                    let fresh = EvidenceCount { name: name.clone(), ..EvidenceCount::default() };
                    self.counts.entry(name.clone()).or_insert(fresh)
                }
                None => continue,
            };
            if !again {
                count.messages += 1;
                count.reassuring += u64::from(*weight < 0);
            }
            count.moved += u64::from(weight.unsigned_abs());
            count.sum += i64::from(*weight);
        }
    }

    /// What moved the answers most: how often times how much.
    pub(in crate::scan) fn top(&self, many: usize) -> Vec<&EvidenceCount> {
        let mut all: Vec<&EvidenceCount> = self.counts.values().collect();
        all.sort_by_key(|count| std::cmp::Reverse(count.moved));
        all.truncate(many);
        all
    }
}
