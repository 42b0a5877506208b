use super::Share;

/// Bins of probability.
const BINS: usize = 10;

/// Whether fraud is as frequent as it is called probable.
#[derive(Default)]
pub(in crate::scan) struct Reliability {
    bins: [Bin; BINS],
}

#[derive(Clone, Copy, Default)]
struct Bin {
    told: f64,
    seen: Share,
}

impl Reliability {
    /// Counts a message of known kind.
    pub(super) fn count(&mut self, probability: f64, fraud: bool) {
        let p = probability.clamp(0.0, 1.0);
        let place = ((p * BINS as f64) as usize).min(BINS - 1);
        if let Some(bin) = self.bins.get_mut(place) {
            bin.told += p;
            bin.seen.hits += u64::from(fraud);
            bin.seen.of += 1;
        }
    }

    /// Of each bin that is not empty: its mean probability, and how many were fraud.
    pub(in crate::scan) fn each(&self) -> impl Iterator<Item = (f64, Share)> {
        let filled = self.bins.iter().filter(|bin| bin.seen.of > 0);
        filled.map(|bin| (bin.told / bin.seen.of as f64, bin.seen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bin_tells_what_was_foretold_and_what_was_seen() {
        let mut reliability = Reliability::default();
        for (probability, fraud) in [(0.1, false), (0.19, true), (1.0, true), (0.95, true)] {
            reliability.count(probability, fraud);
        }
        let bins: Vec<_> =
            reliability.each().map(|(told, seen)| (told, seen.hits, seen.of)).collect();
        let seen: Vec<_> = bins.iter().map(|bin| (bin.1, bin.2)).collect();
        assert_eq!(seen, [(1, 2), (2, 2)]);
        assert!((bins[0].0 - 0.145).abs() < 1e-9 && (bins[1].0 - 0.975).abs() < 1e-9);
    }
}
