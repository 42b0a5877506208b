//! Ridge logistic regression over many thousand hashed words: truncated Newton steps, each solved
//! by conjugate gradients (Lin, Weng, Keerthi 2008). Full-batch gradient descent stops far from
//! the optimum here, and where it stops depends on how long one waits.

/// One text: its buckets, all with the same value.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) buckets: &'a [u16],
    pub(super) value: f64,
    pub(super) fraud: bool,
    /// How many texts it counts for.
    pub(super) importance: f64,
}

/// Natural log odds: a bias and a weight for each bucket.
#[derive(Clone, Debug)]
pub(super) struct Ridge {
    pub(super) bias: f64,
    pub(super) weights: Vec<f64>,
}

const NEWTON_STEPS: usize = 12;
const CONJUGATE_STEPS: usize = 40;
/// The bias is free but for what keeps the system solvable.
const BIAS_PULL: f64 = 1e-4;

impl Ridge {
    /// Natural log odds of a text.
    pub(super) fn logit(&self, text: &Text<'_>) -> f64 {
        let sum: f64 =
            text.buckets.iter().filter_map(|&bucket| self.weights.get(usize::from(bucket))).sum();
        self.bias + text.value * sum
    }

    /// Least of the logistic loss plus `pull`/2 times the square of each weight.
    pub(super) fn fit(texts: &[Text<'_>], buckets: usize, pull: f64) -> Self {
        let mut model = Self { bias: 0.0, weights: vec![0.0; buckets] };
        for _ in 0..NEWTON_STEPS {
            let logits: Vec<f64> = texts.iter().map(|text| model.logit(text)).collect();
            let chances: Vec<f64> = logits.iter().map(|odds| 1.0 / (1.0 + (-odds).exp())).collect();
            let errors: Vec<f64> = texts
                .iter()
                .zip(&chances)
                .map(|(text, chance)| text.importance * (chance - f64::from(u8::from(text.fraud))))
                .collect();
            let mut slope = transposed(texts, &errors, buckets);
            slope.bias += BIAS_PULL * model.bias;
            add(&mut slope.weights, &model.weights, pull);
            let curvature: Vec<f64> = texts
                .iter()
                .zip(&chances)
                .map(|(text, chance)| text.importance * chance * (1.0 - chance))
                .collect();
            let step = solve(texts, &curvature, &slope, pull);
            model.bias -= step.bias;
            add(&mut model.weights, &step.weights, -1.0);
            if dot(&step, &slope) < 1e-6 {
                break;
            }
        }
        model
    }
}

/// The step `H⁻¹ slope`, by conjugate gradients.
fn solve(texts: &[Text<'_>], curvature: &[f64], slope: &Ridge, pull: f64) -> Ridge {
    let buckets = slope.weights.len();
    let mut step = Ridge { bias: 0.0, weights: vec![0.0; buckets] };
    let mut rest = slope.clone();
    let mut way = slope.clone();
    let mut square = dot(&rest, &rest);
    let enough = square * 1e-6;
    for _ in 0..CONJUGATE_STEPS {
        if square <= enough {
            break;
        }
        let along: Vec<f64> = texts
            .iter()
            .zip(curvature)
            .map(|(text, curvature)| curvature * way.logit(text))
            .collect();
        let mut bent = transposed(texts, &along, buckets);
        bent.bias += BIAS_PULL * way.bias;
        add(&mut bent.weights, &way.weights, pull);
        let far = square / dot(&way, &bent).max(1e-30);
        step.bias += far * way.bias;
        add(&mut step.weights, &way.weights, far);
        rest.bias -= far * bent.bias;
        add(&mut rest.weights, &bent.weights, -far);
        let next = dot(&rest, &rest);
        let keep = next / square;
        square = next;
        way.bias = rest.bias + keep * way.bias;
        for (way, rest) in way.weights.iter_mut().zip(&rest.weights) {
            *way = rest + keep * *way;
        }
    }
    step
}

/// Sums `factors` into the columns of the texts.
fn transposed(texts: &[Text<'_>], factors: &[f64], buckets: usize) -> Ridge {
    let mut sum = Ridge { bias: 0.0, weights: vec![0.0; buckets] };
    for (text, factor) in texts.iter().zip(factors) {
        sum.bias += factor;
        let share = factor * text.value;
        for &bucket in text.buckets {
            if let Some(slot) = sum.weights.get_mut(usize::from(bucket)) {
                *slot += share;
            }
        }
    }
    sum
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

fn dot(one: &Ridge, other: &Ridge) -> f64 {
    one.bias * other.bias
        + one.weights.iter().zip(&other.weights).map(|(one, other)| one * other).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(buckets: &[u16], fraud: bool) -> Text<'_> {
        Text { buckets, value: 1.0, fraud, importance: 1.0 }
    }

    #[test]
    fn the_slope_is_nothing_where_it_stops() {
        let texts = [text(&[0, 1], true), text(&[1], false), text(&[2], false), text(&[0], true)];
        let model = Ridge::fit(&texts, 3, 0.1);
        let errors: Vec<f64> = texts
            .iter()
            .map(|text| 1.0 / (1.0 + (-model.logit(text)).exp()) - f64::from(u8::from(text.fraud)))
            .collect();
        let mut slope = transposed(&texts, &errors, 3);
        add(&mut slope.weights, &model.weights, 0.1);
        assert!(slope.weights.iter().all(|slope| slope.abs() < 1e-4), "{slope:?}");
        assert!(model.weights[0] > 1.0 && model.weights[2] < 0.0);
    }

    #[test]
    fn a_harder_pull_makes_smaller_weights() {
        let texts = [text(&[0], true), text(&[1], false)];
        let (loose, tight) = (Ridge::fit(&texts, 2, 0.01), Ridge::fit(&texts, 2, 1.0));
        assert!(tight.weights[0] < loose.weights[0] && tight.weights[0] > 0.0);
    }
}
