//! Logistic regression on sparse rows, small and dependable: full-batch gradient with momentum,
//! weights pulled towards a prior and kept within their signs.

/// One message: which columns it has, and with what value.
pub(super) type Row = Vec<(usize, f64)>;

/// What is known of a column before any data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Where the weight is pulled to, natural log odds.
    pub(super) prior: f64,
    /// How hard it is pulled: the prior counts like this many messages.
    pub(super) pull: f64,
    /// Least the weight may be.
    pub(super) least: f64,
    /// Most the weight may be.
    pub(super) most: f64,
}

/// A fitted model.
#[derive(Clone, Debug)]
pub(super) struct Logistic {
    /// Natural log odds of a row without columns.
    pub(super) bias: f64,
    /// Natural log odds of each column.
    pub(super) weights: Vec<f64>,
}

impl Logistic {
    /// Natural log odds of a row.
    pub(super) fn logit(&self, row: &Row) -> f64 {
        let weighed = row.iter().filter_map(|&(at, value)| Some(self.weights.get(at)? * value));
        self.bias + weighed.sum::<f64>()
    }
}

/// Fits rows to labels (true: fraud), each with its own importance.
///
/// Steps are scaled per column by the curvature it can have at most, so rare columns learn as fast
/// as common ones; the prior's pull is part of that curvature.
pub(super) fn fit(rows: &[(&Row, bool, f64)], columns: &[Column], rounds: usize) -> Logistic {
    let mut model =
        Logistic { bias: 0.0, weights: columns.iter().map(|column| column.prior).collect() };
    let mut curvature: Vec<f64> = columns.iter().map(|column| column.pull).collect();
    let widest = rows.iter().map(|(row, ..)| row.len()).max().unwrap_or(1).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a row's length is small")]
    let spread = (widest as f64).sqrt();
    for (row, _, importance) in rows {
        for &(at, value) in *row {
            if let Some(slot) = curvature.get_mut(at) {
                *slot += 0.25 * importance * value * value * spread;
            }
        }
    }
    let total: f64 = rows.iter().map(|(.., importance)| importance).sum();
    let mut speed = vec![0.0; columns.len()];
    for _ in 0..rounds {
        let mut gradient = vec![0.0; columns.len()];
        let mut bias_gradient = 0.0;
        for &(row, fraud, importance) in rows {
            let error =
                importance * (1.0 / (1.0 + (-model.logit(row)).exp()) - f64::from(u8::from(fraud)));
            bias_gradient += error;
            for &(at, value) in row {
                if let Some(slot) = gradient.get_mut(at) {
                    *slot += error * value;
                }
            }
        }
        model.bias -= bias_gradient / (0.25 * total.max(1.0)) * 0.3;
        let state = model.weights.iter_mut().zip(&mut speed).zip(&gradient).zip(&curvature);
        for ((((weight, speed), gradient), curvature), column) in state.zip(columns) {
            let slope = gradient + column.pull * (*weight - column.prior);
            *speed = 0.8 * *speed - slope / curvature.max(1e-9);
            *weight = (*weight + *speed).clamp(column.least, column.most);
        }
    }
    model
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: Column = Column { prior: 0.0, pull: 0.1, least: -9.0, most: 9.0 };

    #[test]
    fn a_column_that_only_frauds_have_speaks_for_fraud() {
        let (with, without) = (vec![(0, 1.0)], vec![]);
        let rows = vec![(&with, true, 1.0), (&with, true, 1.0), (&without, false, 1.0)];
        assert!(fit(&rows, &[FREE], 300).weights[0] > 1.0);
    }

    #[test]
    fn a_column_never_seen_keeps_its_prior_and_a_bounded_one_its_bound() {
        let (with, without) = (vec![(0, 1.0)], vec![]);
        let rows = vec![(&with, true, 1.0), (&without, false, 1.0)];
        let bounded = Column { most: 0.5, ..FREE };
        let unseen = Column { prior: 1.25, ..FREE };
        let model = fit(&rows, &[bounded, unseen], 300);
        assert!((model.weights[0] - 0.5).abs() < 1e-9);
        assert!((model.weights[1] - 1.25).abs() < 1e-9);
    }
}
