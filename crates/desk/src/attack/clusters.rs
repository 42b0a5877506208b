use std::collections::HashMap;

use super::{Traits, choice::Candidate, choose};

/// Examples with one key that are looked at; more are copies of each other.
const ALIKE: usize = 32;

/// Examples that are compared with one report.
const COMPARED: usize = 64;

/// Attacks among many reports, in memory: for a heap that is to be sorted without a desk. Each report
/// joins as it comes, by the rule that the store has too.
#[derive(Debug, Default)]
pub struct Clusters {
    /// What the reports with something new were like, and in which attack each is.
    examples: Vec<(Traits, usize)>,
    /// Examples by their keys.
    by_key: HashMap<i64, Vec<usize>>,
    /// The attack that each attack became one with; itself when it did not.
    became: Vec<usize>,
    /// The attack that each report joined.
    reports: Vec<Option<usize>>,
}

impl Clusters {
    /// A report joins. Reports are counted from 0 in the order in which they come.
    pub fn join(&mut self, traits: &Traits) {
        if traits.is_empty() {
            self.reports.push(None);
            return;
        }
        let keys = traits.keys();
        let candidates = self.candidates(&keys);
        let is_known = candidates.iter().any(|(_, candidate)| candidate.traits == *traits);
        let candidates: Vec<_> = candidates.into_iter().map(|(_, candidate)| candidate).collect();
        let attack = match choose(traits, &candidates) {
            Some(choice) => {
                for other in choice.merges {
                    self.merge(choice.joins, other);
                }
                choice.joins
            }
            None => {
                self.became.push(self.became.len());
                self.became.len() - 1
            }
        };
        self.reports.push(Some(attack));
        if !is_known {
            let example = self.examples.len();
            self.examples.push((traits.clone(), attack));
            for key in keys {
                self.by_key.entry(key).or_default().push(example);
            }
        }
    }

    /// The attack of each report, as a number that the reports of one attack share; `None` where there
    /// is nothing by which a report could be compared.
    #[must_use]
    pub fn attacks(&self) -> Vec<Option<usize>> {
        self.reports.iter().map(|attack| attack.map(|attack| self.root(attack))).collect()
    }

    /// Examples that share keys, those that share most first.
    fn candidates(&self, keys: &[i64]) -> Vec<(usize, Candidate<usize>)> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for example in keys.iter().filter_map(|key| self.by_key.get(key)) {
            for example in example.iter().rev().take(ALIKE) {
                *shared.entry(*example).or_default() += 1;
            }
        }
        let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|(example, keys)| (std::cmp::Reverse(*keys), *example));
        shared
            .into_iter()
            .take(COMPARED)
            .filter_map(|(example, keys)| {
                let (traits, attack) = self.examples.get(example)?;
                let (attack, traits) = (self.root(*attack), traits.clone());
                Some((keys, Candidate { attack, traits, settled: None }))
            })
            .collect()
    }

    fn merge(&mut self, older: usize, younger: usize) {
        if let Some(became) = self.became.get_mut(younger) {
            *became = older;
        }
    }

    fn root(&self, attack: usize) -> usize {
        let mut at = attack;
        while let Some(next) = self.became.get(at).copied().filter(|next| *next != at) {
            at = next;
        }
        at
    }
}
