use std::collections::BTreeMap;

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, date},
};

use crate::scan::{digest::Digest, per_ruling::PerRuling};

/// Before this day nobody wrote mail as it is written now; a day for each until today is a table
/// of some 13,000 lines at most.
const FIRST: Date = date(1990, 1, 1);
/// Share of the messages at either end that may fall outside the plot: one mail with a wrong date
/// would press all others into a corner.
const OUTSIDE: f64 = 0.005;

/// Rulings by the day on which a message says it was written.
pub(in crate::scan) struct Timeline {
    days: BTreeMap<Date, PerRuling>,
    /// A clock may be wrong by a day; the last that counts.
    last: Date,
    /// Messages without a date, or with one that cannot be.
    pub(in crate::scan) undated: u64,
}

/// How long a bin is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::scan) enum Pace {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// A stretch of time and what was written in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scan) struct Bin {
    /// Its first day.
    pub(in crate::scan) from: Date,
    pub(in crate::scan) rulings: PerRuling,
}

impl Timeline {
    pub(super) fn until(now: Timestamp) -> Self {
        let today = now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        Self { days: BTreeMap::new(), last: today.saturating_add(2.days()), undated: 0 }
    }

    pub(super) fn count(&mut self, digest: &Digest) {
        match digest.date {
            Some((_, day)) if (FIRST..=self.last).contains(&day) => {
                self.days.entry(day).or_default().count(digest.ruling);
            }
            _ => self.undated += 1,
        }
    }

    /// Bins without a gap, at most some sixty, and how many messages lie outside them.
    pub(in crate::scan) fn bins(&self) -> (Pace, Vec<Bin>, u64) {
        let Some((from, to)) = self.middle() else { return (Pace::Day, Vec::new(), 0) };
        let pace = Pace::fitting(from, to);
        let mut bins: BTreeMap<Date, PerRuling> = BTreeMap::new();
        let mut day = pace.start(from);
        while day <= to {
            bins.insert(day, PerRuling::default());
            day = pace.next(day);
        }
        let mut outside = 0;
        for (day, rulings) in &self.days {
            match bins.get_mut(&pace.start(*day)) {
                Some(bin) => bin.add(*rulings),
                None => outside += rulings.total(),
            }
        }
        let bins = bins.into_iter().map(|(from, rulings)| Bin { from, rulings }).collect();
        (pace, bins, outside)
    }

    /// First and last day without the stray ends.
    fn middle(&self) -> Option<(Date, Date)> {
        let total: u64 = self.days.values().map(|day| day.total()).sum();
        let spare = (total as f64 * OUTSIDE) as u64;
        Some((past(self.days.iter(), spare)?, past(self.days.iter().rev(), spare)?))
    }
}

/// The first day by which more messages were seen than may be spared.
fn past<'d>(mut days: impl Iterator<Item = (&'d Date, &'d PerRuling)>, spare: u64) -> Option<Date> {
    let mut seen = 0;
    let found = days.find(|(_, rulings)| {
        seen += rulings.total();
        seen > spare
    });
    found.map(|(day, _)| *day)
}

impl Pace {
    fn fitting(from: Date, to: Date) -> Self {
        match (to - from).get_days() {
            ..=45 => Self::Day,
            46..=300 => Self::Week,
            301..=1_800 => Self::Month,
            1_801..=5_400 => Self::Quarter,
            _ => Self::Year,
        }
    }

    /// First day of the bin a day lies in.
    fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => {
                let into = (day.month() - 1) % 3;
                day.first_of_month().saturating_sub(i64::from(into).months())
            }
            Self::Year => day.first_of_year(),
        }
    }

    fn next(self, day: Date) -> Date {
        day.saturating_add(match self {
            Self::Day => 1.days(),
            Self::Week => 1.weeks(),
            Self::Month => 1.months(),
            Self::Quarter => 3.months(),
            Self::Year => 1.years(),
        })
    }
}

#[cfg(test)]
mod tests {
    use check::report::Ruling;

    use super::*;
    use crate::scan::testing::digest;

    fn timeline(days: &[(Date, usize)]) -> Timeline {
        let mut timeline = Timeline::until("2026-11-24T00:00:00Z".parse().unwrap());
        for (day, many) in days {
            for _ in 0..*many {
                let mut digest = digest("x", Ruling::Genuine, 0.0);
                digest.date = Some((0, *day));
                timeline.count(&digest);
            }
        }
        timeline
    }

    #[test]
    fn bins_fit_the_span_and_leave_no_gap() {
        for (from, to, pace, bins) in [
            (date(2026, 1, 1), date(2026, 1, 1), Pace::Day, 1),
            (date(2026, 1, 1), date(2026, 1, 31), Pace::Day, 31),
            (date(2026, 1, 1), date(2026, 6, 30), Pace::Week, 27),
            (date(2024, 1, 31), date(2026, 2, 1), Pace::Month, 26),
            (date(2018, 2, 1), date(2026, 2, 1), Pace::Quarter, 33),
            (date(1995, 2, 1), date(2026, 2, 1), Pace::Year, 32),
        ] {
            let (told, all, outside) = timeline(&[(from, 3), (to, 3)]).bins();
            assert_eq!((told, all.len(), outside), (pace, bins, 0), "{from} to {to}");
            assert_eq!(all.iter().map(|bin| bin.rulings.total()).sum::<u64>(), 6);
        }
    }

    #[test]
    fn a_stray_date_does_not_stretch_the_plot() {
        let (pace, bins, outside) =
            timeline(&[(date(1991, 1, 1), 2), (date(2026, 1, 1), 500), (date(2026, 1, 9), 500)])
                .bins();
        assert_eq!((pace, bins.len(), outside), (Pace::Day, 9, 2));
    }

    #[test]
    fn days_that_cannot_be_are_no_dates() {
        let timeline = timeline(&[(date(1900, 1, 1), 1), (date(2040, 1, 1), 1), (Date::MAX, 1)]);
        assert_eq!((timeline.undated, timeline.bins().1.len()), (3, 0));
    }
}
