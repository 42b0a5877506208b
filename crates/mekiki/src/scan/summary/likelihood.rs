use crate::scan::{digest::Digest, per_ruling::PerRuling};

/// Bins of probability.
const BINS: usize = 20;

/// How probable fraud is, in bins of 5 %.
#[derive(Default)]
pub(in crate::scan) struct Likelihood {
    bins: [PerRuling; BINS],
}

impl Likelihood {
    pub(super) fn count(&mut self, digest: &Digest) {
        let place = (digest.probability.clamp(0.0, 1.0) * BINS as f64) as usize;
        if let Some(bin) = self.bins.get_mut(place.min(BINS - 1)) {
            bin.count(digest.ruling);
        }
    }

    /// Each bin with its bounds in percent.
    pub(in crate::scan) fn each(&self) -> impl Iterator<Item = (usize, usize, PerRuling)> {
        let width = 100 / BINS;
        self.bins.iter().enumerate().map(move |(n, bin)| (n * width, (n + 1) * width, *bin))
    }
}
