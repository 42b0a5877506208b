use jiff::{Timestamp, civil::DateTime};

use crate::stats::month::JAPAN;

/// What a cell tells about when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum When {
    /// Nothing.
    Blank,
    /// Something that is no date.
    Strange,
    At(Timestamp),
}

/// Reads `2025/11/03 09:12:00`, `2025-11-03`, `2025年11月3日`; the time of Japan. A day without a time
/// is its first moment.
pub(super) fn when(cell: &str) -> When {
    let numbers: Vec<&str> = cell
        .split(|character: char| !character.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .collect();
    if cell.trim().is_empty() {
        return When::Blank;
    }
    civil(&numbers).and_then(|civil| JAPAN.to_timestamp(civil).ok()).map_or(When::Strange, When::At)
}

fn civil(numbers: &[&str]) -> Option<DateTime> {
    let number = |place: usize| numbers.get(place).map_or(Some(0), |text| text.parse::<i8>().ok());
    let year = numbers.first().filter(|year| year.len() == 4)?.parse().ok()?;
    if !(3..=7).contains(&numbers.len()) {
        return None;
    }
    DateTime::new(year, number(1)?, number(2)?, number(3)?, number(4)?, number(5)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_lists_write_them() {
        for (cell, expected) in [
            ("2025/11/03 09:12:30", Some("2025-11-03T00:12:30Z")),
            ("2025/11/03 09:12", Some("2025-11-03T00:12:00Z")),
            ("2025-11-03", Some("2025-11-02T15:00:00Z")),
            ("2025年11月3日", Some("2025-11-02T15:00:00Z")),
            ("2025/11/03T09:12:30.123", Some("2025-11-03T00:12:30Z")),
            ("2025/13/03", None),
            ("03/11/2025", None),
            ("yesterday", None),
            ("2025", None),
            ("2025/11/03 25:00:00", None),
        ] {
            let expected =
                expected.map_or(When::Strange, |moment| When::At(moment.parse().unwrap()));
            assert_eq!(when(cell), expected, "{cell}");
        }
        assert_eq!(when(" "), When::Blank);
    }
}
