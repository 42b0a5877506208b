//! What many reports come to, in memory that does not grow with their number.

mod brands;
mod evidence;
mod likelihood;
mod look;
mod speed;
mod timeline;

use jiff::Timestamp;

use super::{digest::Digest, label::Labels, per_ruling::PerRuling, score::Score};
pub(super) use brands::Brands;
pub(super) use evidence::Evidences;
pub(super) use likelihood::Likelihood;
pub(super) use look::{Look, Noted};
pub(super) use speed::Speed;
pub(super) use timeline::{Pace, Timeline};

/// Everything the tables and the page tell.
pub(super) struct Summary {
    pub(super) rulings: PerRuling,
    pub(super) timeline: Timeline,
    pub(super) brands: Brands,
    pub(super) evidence: Evidences,
    pub(super) likelihood: Likelihood,
    pub(super) speed: Speed,
    pub(super) look: Look,
    /// How rulings fit labels, where there are labels.
    pub(super) score: Option<Score>,
}

impl Summary {
    /// Nothing yet. Dates after `now` are nobody's.
    pub(super) fn new(labels: &Labels, now: Timestamp) -> Self {
        Self {
            rulings: PerRuling::default(),
            timeline: Timeline::until(now),
            brands: Brands::default(),
            evidence: Evidences::default(),
            likelihood: Likelihood::default(),
            speed: Speed::default(),
            look: Look::default(),
            score: (!labels.is_empty()).then(|| Score::new(labels)),
        }
    }

    /// Counts one report.
    pub(super) fn count(&mut self, digest: &Digest) {
        self.rulings.count(digest.ruling);
        self.timeline.count(digest);
        self.brands.count(digest);
        self.evidence.count(digest);
        self.likelihood.count(digest);
        self.speed.count(digest.elapsed);
        let class = self.score.as_mut().and_then(|score| score.count(digest));
        self.look.count(digest, class);
    }
}
