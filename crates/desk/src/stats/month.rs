use std::fmt;

use jiff::{Timestamp, civil::Date, tz::Offset};

/// Japan has had no other time since 1951.
pub(crate) const JAPAN: Offset = Offset::constant(9);

/// A month in Japan: `2025-11`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Month(Date);

impl Month {
    /// A month of a year from 1 to 9999; `None` when there is none.
    #[must_use]
    pub fn new(year: i16, month: i8) -> Option<Self> {
        (year > 0).then(|| Date::new(year, month, 1).ok().map(Self)).flatten()
    }

    /// The month that a moment lies in.
    #[must_use]
    pub fn of(moment: Timestamp) -> Self {
        Self(JAPAN.to_datetime(moment).date().first_of_month())
    }

    /// Reads `2025-11`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let is_plain = |text: &str, digits: usize| {
            text.len() == digits && text.bytes().all(|octet| octet.is_ascii_digit())
        };
        (is_plain(year, 4) && is_plain(month, 2))
            .then(|| Self::new(year.parse().ok()?, month.parse().ok()?))?
    }

    /// The month that a number of six digits tells: `202511`.
    #[must_use]
    pub fn numbered(number: i64) -> Option<Self> {
        Self::new((number / 100).try_into().ok()?, (number % 100).try_into().ok()?)
    }

    /// Six digits: `202511`.
    #[must_use]
    pub fn number(self) -> i64 {
        i64::from(self.0.year()) * 100 + i64::from(self.0.month())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// From 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// So many months before.
    #[must_use]
    pub fn before(self, months: u16) -> Self {
        let all = i32::from(self.0.year()) * 12 + i32::from(self.0.month()) - 1 - i32::from(months);
        let year = i16::try_from(all.div_euclid(12)).unwrap_or(1);
        let month = i8::try_from(all.rem_euclid(12) + 1).unwrap_or(1);
        Self::new(year, month).unwrap_or(Self(Date::MIN.first_of_month()))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_as_they_are_written() {
        for (text, number) in
            [("2025-11", Some(202_511)), ("2025-13", None), ("0000-01", None), ("2025-1", None)]
        {
            assert_eq!(Month::parse(text).map(Month::number), number, "{text}");
        }
        assert_eq!(Month::numbered(202_401).unwrap().to_string(), "2024-01");
        assert_eq!(Month::numbered(0), None);
    }

    #[test]
    fn a_month_begins_when_it_begins_in_japan() {
        for (moment, month) in
            [("2025-10-31T14:59:59Z", "2025-10"), ("2025-10-31T15:00:00Z", "2025-11")]
        {
            assert_eq!(Month::of(moment.parse().unwrap()).to_string(), month);
        }
    }

    #[test]
    fn december_is_before_january() {
        let month = Month::parse("2025-01").unwrap();
        for (months, before) in [(0, "2025-01"), (1, "2024-12"), (13, "2023-12")] {
            assert_eq!(month.before(months).to_string(), before);
        }
    }
}
