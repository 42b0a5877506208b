use std::ops::{Add, AddAssign};

/// Weight of evidence in decibans: ten times the base-10 logarithm of the likelihood ratio, fraud
/// over genuine. Positive speaks for fraud; 10 is ten to one.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Decibans(pub i16);

impl Decibans {
    /// The probability that these odds stand for.
    #[must_use]
    pub fn probability(self) -> f64 {
        1.0 / (1.0 + 10_f64.powf(-f64::from(self.0) / 10.0))
    }
}

impl Add for Decibans {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Decibans {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_decibans_are_ten_to_one() {
        assert!((Decibans(10).probability() - 10.0 / 11.0).abs() < 1e-12);
        assert!((Decibans(0).probability() - 0.5).abs() < 1e-12);
    }
}
