use check::report::Ruling;

/// How many messages have each ruling.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct PerRuling([u64; Ruling::ALL.len()]);

impl PerRuling {
    /// Adds one.
    pub(super) fn count(&mut self, ruling: Ruling) {
        let places = self.0.iter_mut().zip(Ruling::ALL);
        places.filter(|(_, each)| *each == ruling).for_each(|(count, _)| *count += 1);
    }

    /// Adds all of another.
    pub(super) fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }

    /// Rulings and their counts, least worrying first.
    pub(super) fn each(self) -> impl DoubleEndedIterator<Item = (Ruling, u64)> {
        Ruling::ALL.into_iter().zip(self.0)
    }

    /// How many have this ruling.
    pub(super) fn of(self, ruling: Ruling) -> u64 {
        self.each().filter(|(each, _)| *each == ruling).map(|(_, count)| count).sum()
    }

    /// All of them.
    pub(super) fn total(self) -> u64 {
        self.0.iter().sum()
    }

    /// Those that are called suspicious or fraud.
    pub(super) fn alarmed(self) -> u64 {
        self.each().filter(|(ruling, _)| is_alarm(*ruling)).map(|(_, count)| count).sum()
    }
}

/// Whether a ruling warns the reader.
pub(super) fn is_alarm(ruling: Ruling) -> bool {
    matches!(ruling, Ruling::Suspicious | Ruling::Phishing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rulings_are_counted_each_for_itself() {
        let mut counts = PerRuling::default();
        for ruling in [Ruling::Phishing, Ruling::Genuine, Ruling::Phishing, Ruling::Suspicious] {
            counts.count(ruling);
        }
        let mut twice = counts;
        twice.add(counts);
        assert_eq!((counts.of(Ruling::Phishing), counts.alarmed(), counts.total()), (2, 3, 4));
        assert_eq!((twice.of(Ruling::CannotTell), twice.total()), (0, 8));
    }
}
