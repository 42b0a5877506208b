/// Bins, each the square root of two as wide as the one before.
const BINS: usize = 56;

/// How long checks took, in bins that grow with the time.
pub(in crate::scan) struct Speed {
    bins: [u64; BINS],
    longest: u64,
}

impl Default for Speed {
    fn default() -> Self {
        Self { bins: [0; BINS], longest: 0 }
    }
}

impl Speed {
    /// Counts a check that took so many microseconds.
    pub(super) fn count(&mut self, elapsed: u64) {
        let place = ((elapsed.max(1) as f64).log2() * 2.0) as usize;
        if let Some(bin) = self.bins.get_mut(place.min(BINS - 1)) {
            *bin += 1;
        }
        self.longest = self.longest.max(elapsed);
    }

    /// Bins from the first to the last that is not empty: microseconds at both ends, and how many.
    pub(in crate::scan) fn each(&self) -> Vec<(f64, f64, u64)> {
        let first = self.bins.iter().position(|&n| n > 0).unwrap_or(0);
        let past = self.bins.iter().rposition(|&n| n > 0).map_or(0, |last| last + 1);
        let edge = |n: usize| 2_f64.powf(n as f64 / 2.0);
        let bins = self.bins.iter().enumerate().take(past).skip(first);
        bins.map(|(n, &count)| (edge(n), edge(n + 1), count)).collect()
    }

    /// The time within which this share of the checks was done, in microseconds: right to within
    /// the width of a bin.
    pub(in crate::scan) fn within(&self, share: f64) -> f64 {
        let wanted = share * self.bins.iter().sum::<u64>() as f64;
        let mut before = 0.0;
        for (low, high, count) in self.each() {
            let count = count as f64;
            if count > 0.0 && before + count >= wanted {
                let at = low + (high - low) * (wanted - before) / count;
                return at.min(self.longest as f64);
            }
            before += count;
        }
        self.longest as f64
    }

    /// The longest check, in microseconds.
    pub(in crate::scan) fn longest(&self) -> u64 {
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_checks_are_told_to_within_a_bin() {
        let mut speed = Speed::default();
        (1..=1000).for_each(|n| speed.count(n * 10));
        for (share, expected) in [(0.5, 5_000.0), (0.9, 9_000.0), (0.99, 9_900.0)] {
            let told: f64 = speed.within(share);
            assert!((told / expected - 1.0).abs() < 0.1, "{share}: {told}, not {expected}");
        }
        assert_eq!(speed.longest(), 10_000);
        assert_eq!(Speed::default().each(), []);
    }

    #[test]
    fn no_time_is_too_long_to_count() {
        let mut speed = Speed::default();
        [0, u64::MAX].into_iter().for_each(|elapsed| speed.count(elapsed));
        assert_eq!(speed.each().iter().map(|bin| bin.2).sum::<u64>(), 2);
    }
}
