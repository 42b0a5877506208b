//! Days and lengths of time as people write them, in Japanese and English.

use jiff::civil::Date;

/// What a number in the text begins.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum When {
    /// A day of the calendar.
    Day(Date),
    /// So many days.
    Days(u16),
}

/// Reads a day or a length that begins at the start of folded `text`; with it, how many bytes it
/// takes. A day without a year is the next such day, or one at most 60 days past, as seen from
/// the day of receipt: nobody announces an offer that ended two months ago.
pub(super) fn read(text: &str, received: Option<Date>) -> Option<(When, usize)> {
    let (written, rest) =
        written_day(text).or_else(|| english_day(text)).or_else(|| length(text))?;
    let when = match written {
        Written::Length(days) => When::Days(days),
        Written::Day { year: Some(year), month, day } => {
            When::Day(Date::new(year, month, day).ok()?)
        }
        Written::Day { year: None, month, day } => When::Day(next(month, day, received?)?),
    };
    Some((when, text.len() - rest.len()))
}

/// A day or a length before the calendar is asked.
enum Written {
    Day { year: Option<i16>, month: i8, day: i8 },
    Length(u16),
}

fn next(month: i8, day: i8, received: Date) -> Option<Date> {
    let this_year = Date::new(received.year(), month, day).ok();
    let past = |date: &Date| received.since(*date).is_ok_and(|span| span.get_days() > 60);
    match this_year {
        Some(date) if !past(&date) => Some(date),
        _ => Date::new(received.year().checked_add(1)?, month, day).ok(),
    }
}

/// `2021年11月30日`, `令和3年11月30日`, `11月30日`, `2021/11/30`, `2021-11-30`, `11/30`, `11/30/2021`.
fn written_day(text: &str) -> Option<(Written, &str)> {
    let (era, text) = match text.strip_prefix("令和") {
        Some(rest) => (2018, rest),
        None => (0, text),
    };
    let (first, rest) = number(text)?;
    if let Some(rest) = rest.strip_prefix('年') {
        let (month, rest) = number(rest.trim_start())?;
        let (day, rest) = number(rest.strip_prefix('月')?.trim_start())?;
        let rest = rest.strip_prefix('日').unwrap_or(rest);
        return day_of(first.checked_add(era)?, month, day, rest);
    }
    if let Some(rest) = rest.strip_prefix('月') {
        let (day, rest) = number(rest.trim_start())?;
        return monthday(first, day, rest.strip_prefix('日')?);
    }
    let (second, after) = separated(rest)?;
    match separated(after) {
        Some((third, rest)) if first >= 1000 => day_of(first, second, third, rest),
        // American order unless the first number cannot be a month.
        Some((third, rest)) if third >= 1000 && first <= 12 => day_of(third, first, second, rest),
        Some((third, rest)) if third >= 1000 => day_of(third, second, first, rest),
        _ if rest.starts_with('/') => monthday(first, second, after),
        _ => None,
    }
}

fn separated(text: &str) -> Option<(u32, &str)> {
    number(text.strip_prefix(['/', '-', '.'])?)
}

/// `30 november 2021`, `30th nov`, `november 30, 2021`, `nov 30`.
fn english_day(text: &str) -> Option<(Written, &str)> {
    let (month, day, rest) = match month(text) {
        Some((month, rest)) => {
            let (day, rest) = number(rest.trim_start())?;
            (month, day, ordinal(rest))
        }
        None => {
            let (day, rest) = number(text)?;
            let rest = ordinal(rest).trim_start();
            let (month, rest) = month(rest.strip_prefix("of ").unwrap_or(rest))?;
            (month, day, rest)
        }
    };
    let tail = rest.trim_start_matches([',', ' ', '.']);
    match number(tail) {
        Some((year, rest)) if (1900..2200).contains(&year) => day_of(year, month, day, rest),
        _ => monthday(month, day, rest),
    }
}

fn ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_prefix(end)).unwrap_or(text)
}

/// English months; three letters are enough when no other letter than the name's own follows.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|ch: char| !ch.is_ascii_lowercase()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let index = MONTHS.iter().position(|name| {
        word.len() >= 3 && name.starts_with(word) || word == "sept" && *name == "september"
    })?;
    Some((u32::try_from(index).ok()? + 1, rest.strip_prefix('.').unwrap_or(rest)))
}

/// `6日間`, `7日以内`, `二週間`, `1か月`, `7 days`, `seven days`, `2 weeks`, `one month`.
fn length(text: &str) -> Option<(Written, &str)> {
    let (count, rest) = number(text).or_else(|| word_number(text))?;
    let rest = rest.trim_start_matches(['-', ' ']);
    const UNITS: [(&str, u32); 13] = [
        ("日間", 1),
        ("日以内", 1),
        ("日後", 1),
        ("日", 1),
        ("週間", 7),
        ("か月", 30),
        ("ヶ月", 30),
        ("カ月", 30),
        ("ヵ月", 30),
        ("ケ月", 30),
        ("day", 1),
        ("week", 7),
        ("month", 30),
    ];
    let (unit, days) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit))?;
    let days =
        u16::try_from(count.checked_mul(*days)?).ok().filter(|days| (1..=366).contains(days))?;
    let rest = rest.strip_prefix(unit)?;
    Some((Written::Length(days), rest.strip_prefix('s').unwrap_or(rest)))
}

fn word_number(text: &str) -> Option<(u32, &str)> {
    const WORDS: [&str; 15] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen",
    ];
    let (index, word) = WORDS
        .iter()
        .enumerate()
        .filter(|(_, word)| text.starts_with(**word))
        .max_by_key(|(_, word)| word.len())?;
    Some((u32::try_from(index).ok()? + 1, text.strip_prefix(word)?.strip_prefix([' ', '-'])?))
}

/// ASCII digits (folding made full-width ones so), or a kanji numeral below 100.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.is_empty() { kanji(text) } else { Some((digits.parse().ok()?, rest)) }
}

fn kanji(text: &str) -> Option<(u32, &str)> {
    const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (mut value, mut pending, mut rest) = (0_u32, None, text);
    while let Some(ch) = rest.chars().next() {
        if let Some(digit) = DIGITS.iter().position(|&known| known == ch) {
            if pending.is_some() {
                return None;
            }
            pending = Some(u32::try_from(digit).ok()? + 1);
        } else if ch == '十' && value == 0 {
            value = 10 * pending.take().unwrap_or(1);
        } else {
            break;
        }
        rest = rest.strip_prefix(ch)?;
    }
    let value = value + pending.unwrap_or(0);
    (value > 0).then_some((value, rest))
}

fn day_of(year: u32, month: u32, day: u32, rest: &str) -> Option<(Written, &str)> {
    let year = Some(i16::try_from(year).ok()?);
    Some((
        Written::Day { year, month: i8::try_from(month).ok()?, day: i8::try_from(day).ok()? },
        rest,
    ))
}

fn monthday(month: u32, day: u32, rest: &str) -> Option<(Written, &str)> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let plausible = (1..=12).contains(&month) && (1..=31).contains(&day);
    plausible.then_some((Written::Day { year: None, month, day }, rest))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{When, read};

    #[test]
    fn days_and_lengths_are_read_as_written() {
        let received = Some(date(2021, 11, 16));
        for (text, expected) in [
            ("2021年11月30日(火)", Some(When::Day(date(2021, 11, 30)))),
            ("令和3年11月30日", Some(When::Day(date(2021, 11, 30)))),
            ("11月30日", Some(When::Day(date(2021, 11, 30)))),
            ("十一月三十日", Some(When::Day(date(2021, 11, 30)))),
            ("1月5日", Some(When::Day(date(2022, 1, 5)))),
            ("10月20日", Some(When::Day(date(2021, 10, 20)))),
            ("2021/11/30", Some(When::Day(date(2021, 11, 30)))),
            ("11/30(火)", Some(When::Day(date(2021, 11, 30)))),
            ("11/30/2021", Some(When::Day(date(2021, 11, 30)))),
            ("30/11/2021", Some(When::Day(date(2021, 11, 30)))),
            ("30th of november, 2021", Some(When::Day(date(2021, 11, 30)))),
            ("nov. 30", Some(When::Day(date(2021, 11, 30)))),
            ("2月30日", None),
            ("99/99", None),
            ("6日間", Some(When::Days(6))),
            ("七日以内", Some(When::Days(7))),
            ("2週間", Some(When::Days(14))),
            ("seven days", Some(When::Days(7))),
            ("500円", None),
        ] {
            assert_eq!(read(text, received).map(|(when, _)| when), expected, "{text:?}");
        }
    }
}
