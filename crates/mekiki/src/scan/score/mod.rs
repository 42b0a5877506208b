//! How rulings fit what messages are known to be.

mod curve;
mod interval;
mod reliability;

use verdict::words::Language;

use super::{
    digest::Digest,
    label::{Class, Labels},
    per_ruling::PerRuling,
};
pub(super) use curve::Curve;
pub(crate) use interval::Share;
pub(super) use reliability::Reliability;

/// Rulings by label, in memory that does not grow with the number of messages.
pub(super) struct Score {
    labels: Vec<Labelling>,
    /// Messages that nobody labelled.
    unlabelled: PerRuling,
    /// Paths that the manifest names.
    listed: usize,
    pub(super) curve: Curve,
    pub(super) reliability: Reliability,
}

/// A label and the rulings of its messages.
struct Labelling {
    name: String,
    class: Class,
    rulings: PerRuling,
}

impl Score {
    pub(super) fn new(labels: &Labels) -> Self {
        let labelling = |(name, class): (&str, Class)| Labelling {
            name: name.to_owned(),
            class,
            rulings: PerRuling::default(),
        };
        Self {
            labels: labels.each().map(labelling).collect(),
            unlabelled: PerRuling::default(),
            listed: labels.listed(),
            curve: Curve::default(),
            reliability: Reliability::default(),
        }
    }

    /// Counts one report, and tells what its label counts as.
    pub(super) fn count(&mut self, digest: &Digest) -> Option<Class> {
        let labelling = digest.label.and_then(|id| self.labels.get_mut(usize::from(id)));
        let Some(labelling) = labelling else {
            self.unlabelled.count(digest.ruling);
            return None;
        };
        labelling.rulings.count(digest.ruling);
        let class = labelling.class;
        if let Class::Fraud | Class::Genuine = class {
            let fraud = class == Class::Fraud;
            self.curve.count(digest.probability, fraud);
            self.reliability.count(digest.probability, fraud);
        }
        Some(class)
    }

    /// The confusion table with words for those without a label, where there are such.
    /// What is scored comes first.
    pub(super) fn rows(&self, language: Language) -> Vec<(String, PerRuling)> {
        let classes = [Class::Fraud, Class::Genuine, Class::Other];
        let labels = classes.iter().flat_map(|class| {
            let fitting = self.labels.iter().filter(move |label| label.class == *class);
            fitting.map(|label| (label.name.clone(), label.rulings))
        });
        let unlabelled = match language {
            Language::Ja => "（ラベルなし）",
            Language::En => "(no label)",
        };
        let rest = Some((unlabelled.to_owned(), self.unlabelled)).filter(|(_, r)| r.total() > 0);
        labels.chain(rest).collect()
    }

    /// Fraud that is called suspicious or fraud.
    pub(super) fn found(&self) -> Share {
        self.alarmed(Class::Fraud)
    }

    /// Genuine mail that is called so.
    pub(super) fn false_alarms(&self) -> Share {
        self.alarmed(Class::Genuine)
    }

    /// Paths of the manifest for which no message was found. Several messages of one mbox may
    /// stand for one line, so this is a lower bound then.
    pub(super) fn missing(&self) -> u64 {
        let labelled: u64 = self.labels.iter().map(|label| label.rulings.total()).sum();
        (self.listed as u64).saturating_sub(labelled)
    }

    fn alarmed(&self, class: Class) -> Share {
        let mut rulings = PerRuling::default();
        let fitting = self.labels.iter().filter(|label| label.class == class);
        fitting.for_each(|label| rulings.add(label.rulings));
        Share { hits: rulings.alarmed(), of: rulings.total() }
    }
}
