/// Bins of a tenth of a deciban, from -100 to +100 decibans.
const BINS: usize = 2_001;

/// How well probability alone tells fraud from genuine mail, wherever the line is drawn.
pub(in crate::scan) struct Curve {
    /// Genuine and fraud in each bin, the least probable first.
    bins: Vec<(u64, u64)>,
}

impl Default for Curve {
    fn default() -> Self {
        Self { bins: vec![(0, 0); BINS] }
    }
}

impl Curve {
    /// Counts a message of known kind.
    pub(super) fn count(&mut self, probability: f64, fraud: bool) {
        let p = probability.clamp(1e-12, 1.0 - 1e-12);
        let decibans = (10.0 * (p / (1.0 - p)).log10()).clamp(-100.0, 100.0);
        let place = (decibans * 10.0).round() as i64 + 1_000;
        let bin = usize::try_from(place).ok().and_then(|place| self.bins.get_mut(place));
        if let Some((genuine, frauds)) = bin {
            *(if fraud { frauds } else { genuine }) += 1;
        }
    }

    /// Points of the curve (ROC) from 0,0 to 1,1: share of genuine mail above the line, share of
    /// fraud above it. `None` when there is only one of both.
    pub(in crate::scan) fn points(&self) -> Option<Vec<(f64, f64)>> {
        let (genuine, frauds) =
            self.bins.iter().fold((0, 0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1));
        if genuine == 0 || frauds == 0 {
            return None;
        }
        let mut points = vec![(0.0, 0.0)];
        let mut above = (0, 0);
        for bin in self.bins.iter().rev().filter(|bin| **bin != (0, 0)) {
            above = (above.0 + bin.0, above.1 + bin.1);
            points.push((above.0 as f64 / genuine as f64, above.1 as f64 / frauds as f64));
        }
        Some(points)
    }

    /// The area under it: the chance that a fraud is held more probable than a genuine mail.
    pub(in crate::scan) fn area(&self) -> Option<f64> {
        let points = self.points()?;
        let steps = points.iter().zip(points.iter().skip(1));
        Some(steps.map(|(a, b)| (b.0 - a.0) * f64::midpoint(a.1, b.1)).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(genuine: &[f64], fraud: &[f64]) -> Curve {
        let mut curve = Curve::default();
        genuine.iter().for_each(|p| curve.count(*p, false));
        fraud.iter().for_each(|p| curve.count(*p, true));
        curve
    }

    #[test]
    fn the_area_is_the_chance_to_rank_rightly() {
        for (genuine, fraud, expected) in [
            (&[0.1, 0.2][..], &[0.8, 0.9][..], 1.0),
            (&[0.9], &[0.1], 0.0),
            (&[0.5, 0.5], &[0.5], 0.5),
            (&[0.1, 0.6], &[0.5, 0.9], 0.75),
            (&[0.0], &[1.0], 1.0),
            (&[f64::NAN], &[1.0], 1.0),
        ] {
            let area = curve(genuine, fraud).area().unwrap();
            assert!((area - expected).abs() < 1e-9, "{genuine:?} {fraud:?}: {area}");
        }
        assert_eq!(curve(&[0.5], &[]).area(), None);
    }
}
