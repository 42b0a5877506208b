/// So many of so many.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Share {
    pub(crate) hits: u64,
    pub(crate) of: u64,
}

/// Standard deviations that hold 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

impl Share {
    /// The share itself, 0 to 1; `None` of nothing.
    pub(crate) fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    /// The 95 % interval by Wilson (1927), 0 to 1: right for small numbers and at both ends, too.
    pub(crate) fn interval(self) -> Option<(f64, f64)> {
        let p = self.value()?;
        let n = self.of as f64;
        let spread = Z * ((p * (1.0 - p) + Z * Z / (4.0 * n)) / n).sqrt();
        let centre = p + Z * Z / (2.0 * n);
        let scale = 1.0 + Z * Z / n;
        let low = ((centre - spread) / scale).clamp(0.0, p);
        let high = ((centre + spread) / scale).clamp(p, 1.0);
        Some((low, high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_textbook() {
        for (hits, of, low, high) in [
            (0, 10, 0.0, 0.277_5),
            (5, 10, 0.236_6, 0.763_4),
            (10, 10, 0.722_5, 1.0),
            (81, 263, 0.255_3, 0.366_2),
            (3, 942, 0.001_08, 0.009_32),
        ] {
            let (l, h) = Share { hits, of }.interval().unwrap();
            assert!((l - low).abs() < 1e-4 && (h - high).abs() < 1e-4, "{hits}/{of}: {l} {h}");
        }
        assert_eq!(Share { hits: 0, of: 0 }.interval(), None);
    }
}
