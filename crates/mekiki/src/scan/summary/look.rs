use check::{Bilingual, report::Ruling};

use crate::scan::{digest::Digest, label::Class, label::LabelId, per_ruling::is_alarm};

/// Messages that are kept of each list.
const KEPT: usize = 30;

/// A message somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scan) struct Noted {
    pub(in crate::scan) path: String,
    pub(in crate::scan) ruling: Ruling,
    pub(in crate::scan) label: Option<LabelId>,
    pub(in crate::scan) headline: Bilingual,
    pub(in crate::scan) why: Option<Bilingual>,
    /// How much it needs it; the most first.
    need: f64,
}

/// The messages most in need of a look, each list of bounded length.
#[derive(Default)]
pub(in crate::scan) struct Look {
    /// Called otherwise than labelled, the most wrong first.
    pub(in crate::scan) wrong: Vec<Noted>,
    /// How many there are.
    pub(in crate::scan) wrongs: u64,
    /// Called suspicious or fraud, the surest first.
    pub(in crate::scan) alarmed: Vec<Noted>,
    /// Nobody can tell yet, the most worrying first.
    pub(in crate::scan) open: Vec<Noted>,
}

impl Look {
    pub(super) fn count(&mut self, digest: &Digest, class: Option<Class>) {
        let p = digest.probability;
        let wrong = match (class, is_alarm(digest.ruling)) {
            (Some(Class::Fraud), false) if digest.ruling != Ruling::CannotTell => Some(1.0 - p),
            (Some(Class::Genuine), true) => Some(p),
            _ => None,
        };
        if let Some(need) = wrong {
            self.wrongs += 1;
            keep(&mut self.wrong, digest, need);
        }
        match digest.ruling {
            Ruling::Phishing => keep(&mut self.alarmed, digest, 1.0 + p),
            Ruling::Suspicious => keep(&mut self.alarmed, digest, p),
            Ruling::CannotTell => keep(&mut self.open, digest, p),
            Ruling::Genuine | Ruling::NoFraudFound => {}
        }
    }
}

/// Puts a message where it belongs; of those that need it alike, the first found stay.
fn keep(list: &mut Vec<Noted>, digest: &Digest, need: f64) {
    let place = list.partition_point(|noted| noted.need >= need);
    if place >= KEPT {
        return;
    }
    list.truncate(KEPT - 1);
    let Digest { path, ruling, label, headline, why, .. } = digest.clone();
    list.insert(place, Noted { path, ruling, label, headline, why, need });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::testing::digest;

    #[test]
    fn the_most_worrying_are_kept_and_the_first_of_alike() {
        let mut look = Look::default();
        for n in 0..100_u32 {
            let probability = f64::from(n % 50) / 100.0;
            look.count(&digest(&format!("{n}"), Ruling::Suspicious, probability), None);
        }
        let names: Vec<&str> = look.alarmed.iter().map(|noted| noted.path.as_str()).collect();
        assert_eq!((names.len(), names[0], names[1], names[2]), (KEPT, "49", "99", "48"));
        assert!(look.wrong.is_empty() && look.open.is_empty());
    }

    #[test]
    fn what_is_called_otherwise_than_labelled_is_noted() {
        let mut look = Look::default();
        for (name, class, ruling) in [
            ("missed", Class::Fraud, Ruling::Genuine),
            ("found", Class::Fraud, Ruling::Phishing),
            ("left open", Class::Fraud, Ruling::CannotTell),
            ("alarm", Class::Genuine, Ruling::Suspicious),
            ("quiet", Class::Genuine, Ruling::NoFraudFound),
            ("other", Class::Other, Ruling::Phishing),
        ] {
            look.count(&digest(name, ruling, 0.6), Some(class));
        }
        let names: Vec<&str> = look.wrong.iter().map(|noted| noted.path.as_str()).collect();
        assert_eq!(names, ["alarm", "missed"]);
    }
}
