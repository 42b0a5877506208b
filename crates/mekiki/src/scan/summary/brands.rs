use std::collections::BTreeMap;

use check::Bilingual;

use crate::scan::{digest::Digest, per_ruling::PerRuling};

/// A brand that messages speak as.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scan) struct BrandCount {
    pub(in crate::scan) name: Bilingual,
    pub(in crate::scan) rulings: PerRuling,
}

/// Messages by the brand they speak as; as many lines as the registry has brands.
#[derive(Default)]
pub(in crate::scan) struct Brands {
    counts: BTreeMap<String, BrandCount>,
}

impl Brands {
    pub(super) fn count(&mut self, digest: &Digest) {
        let Some((key, name)) = &digest.brand else { return };
        if let Some(count) = self.counts.get_mut(key) {
            count.rulings.count(digest.ruling);
            return;
        }
        let mut rulings = PerRuling::default();
        rulings.count(digest.ruling);
        self.counts.insert(key.clone(), BrandCount { name: name.clone(), rulings });
    }

    /// The brands that most messages speak as.
    pub(in crate::scan) fn top(&self, many: usize) -> Vec<&BrandCount> {
        let mut all: Vec<&BrandCount> = self.counts.values().collect();
        all.sort_by_key(|brand| std::cmp::Reverse(brand.rulings.total()));
        all.truncate(many);
        all
    }

    /// How many brands there are.
    pub(in crate::scan) fn len(&self) -> usize {
        self.counts.len()
    }
}
