//! Date (RFC 5322 §3.3 and §4.3), however programs really write it.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// Longest text that is looked at; a date is far shorter.
const MAX_OCTETS: usize = 200;

/// Reads a date: day and month in either order, two-digit years, missing seconds, obsolete or
/// missing zones (then UTC), comments, ISO 8601.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text: String = text.chars().take(MAX_OCTETS).collect();
    let mut stamp = Stamp::default();
    for word in words(&text) {
        stamp.take(&word);
    }
    stamp.into_timestamp()
}

/// Words without comments (§3.2.2: they may name the zone, `(JST)`, and say nothing new). An ISO
/// 8601 `T` between digits parts date and time.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut depth = 0_usize;
    let mut last = ' ';
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ',' | ';' | '"' | '\'' => words.push(String::new()),
            'T' | 't' if last.is_ascii_digit() => words.push(String::new()),
            c if c.is_whitespace() => words.push(String::new()),
            c => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
        last = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[derive(Default)]
struct Stamp {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(i8, i8, i8)>,
    /// Seconds east of Greenwich.
    zone: Option<i32>,
    afternoon: Option<bool>,
}

impl Stamp {
    fn take(&mut self, word: &str) {
        if self.time.is_none()
            && word.contains(':')
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            self.take_time(word);
        } else if let Some(zone) = self.time.and_then(|_| zone(word)) {
            // `+0900 JST`: the number says it exactly, the name comes after.
            self.zone = self.zone.or(Some(zone));
        } else if let Some(month) = month(word) {
            self.month = self.month.or(Some(month));
        } else if let Ok(number) = word.trim_end_matches('.').parse::<i16>() {
            self.take_number(number, word.len());
        } else if word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm") {
            self.afternoon = Some(word.eq_ignore_ascii_case("pm"));
        } else {
            self.take_joined(word);
        }
    }

    /// `10:51`, `10:51:06`, `10:51:06.123`, and an offset written without a space.
    fn take_time(&mut self, word: &str) {
        let end =
            word.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(word.len());
        let (clock, rest) = word.split_at(end);
        let mut numbers = clock
            .split(':')
            .map(|part| part.split('.').next().and_then(|number| number.parse::<i8>().ok()));
        let hour = numbers.next().flatten();
        let minute = numbers.next().flatten();
        let second = numbers.next().flatten().unwrap_or(0);
        if let (Some(hour), Some(minute)) = (hour, minute) {
            self.time = Some((hour, minute, second));
            self.zone = zone(rest);
            if rest.eq_ignore_ascii_case("am") || rest.eq_ignore_ascii_case("pm") {
                self.afternoon = Some(rest.eq_ignore_ascii_case("pm"));
            }
        }
    }

    fn take_number(&mut self, number: i16, digits: usize) {
        if self.day.is_none() && digits <= 2 && (1..=31).contains(&number) {
            self.day = i8::try_from(number).ok();
        } else if self.year.is_none() {
            self.year = Some(whole_year(number, digits));
        }
    }

    /// `16-Nov-2021`, `2021-11-16`, `2021/11/16`, `16/Nov/2021`.
    fn take_joined(&mut self, word: &str) {
        let pieces: Vec<&str> = word.split(['-', '/', '.']).collect();
        let [first, second, third] = pieces.as_slice() else { return };
        let number = |text: &str| text.parse::<i16>().ok();
        let month = month(second).or_else(|| number(second).and_then(|n| i8::try_from(n).ok()));
        let (Some(first_number), Some(month), Some(third_number)) =
            (number(first), month, number(third))
        else {
            return;
        };
        let (year, day) = match first.len() {
            4 => (first_number, third_number),
            _ => (whole_year(third_number, third.len()), first_number),
        };
        self.year = Some(year);
        self.month = Some(month);
        self.day = i8::try_from(day).ok();
    }

    fn into_timestamp(self) -> Option<Timestamp> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let (hour, minute, second) = self.time.unwrap_or_default();
        let hour = match (self.afternoon, hour) {
            (Some(true), 1..=11) => hour + 12,
            (Some(false), 12) => 0,
            _ => hour,
        };
        // §3.3 allows a leap second, which no clock here counts.
        let time = Time::new(hour, minute, second.min(59), 0).ok()?;
        let utc = Offset::UTC.to_timestamp(date.to_datetime(time)).ok()?;
        utc.checked_sub(SignedDuration::from_secs(i64::from(self.zone.unwrap_or(0)))).ok()
    }
}

/// §4.3: two digits below 50 are 20xx, the others 19xx; three digits count from 1900.
fn whole_year(number: i16, digits: usize) -> i16 {
    match digits {
        1 | 2 if number < 50 => number + 2000,
        1..=3 => number + 1900,
        _ => number,
    }
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_ascii_lowercase();
    let start = word.get(..3)?;
    if !word.chars().all(|c| c.is_ascii_alphabetic() || c == '.') {
        return None;
    }
    let index = MONTHS.iter().position(|month| *month == start)?;
    i8::try_from(index + 1).ok()
}

/// Seconds east of Greenwich, from `+0900`, `+09:00`, `GMT+9` or a name (§4.3; others as common).
fn zone(word: &str) -> Option<i32> {
    let upper = word.to_ascii_uppercase();
    let bare = upper.strip_prefix("GMT").or_else(|| upper.strip_prefix("UTC")).unwrap_or(&upper);
    if let Some(digits) = bare.strip_prefix('+') {
        return offset(digits);
    }
    if let Some(digits) = bare.strip_prefix('-') {
        return offset(digits).map(|seconds| -seconds);
    }
    let hours = match upper.as_str() {
        // §4.3: the military letters were defined wrongly and mean nothing.
        "UT" | "GMT" | "UTC" | "Z" | "WET" => 0,
        "JST" | "KST" => 9,
        "HKT" | "SGT" | "AWST" => 8,
        "CET" | "BST" | "MET" => 1,
        "CEST" | "MEST" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "AEST" => 10,
        "AEDT" => 11,
        "ADT" => -3,
        "EDT" | "AST" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    Some(hours * 3600)
}

fn offset(digits: &str) -> Option<i32> {
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let number: i32 = digits.parse().ok().filter(|_| digits.len() <= 4)?;
    let (hours, minutes) =
        if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
    (hours <= 24 && minutes < 60).then_some(hours * 3600 + minutes * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_programs_write_them() {
        for (text, expected) in [
            ("Tue, 16 Nov 2021 10:51:06 +0900 (JST)", "2021-11-16T01:51:06Z"),
            ("Tue, 16 Nov 2021 10:51:06 +0900", "2021-11-16T01:51:06Z"),
            ("16 Nov 2021 10:51 JST", "2021-11-16T01:51:00Z"),
            ("Tue, 16 Nov 21 10:51:06 GMT", "2021-11-16T10:51:06Z"),
            ("Tue Nov 16 10:51:06 2021", "2021-11-16T10:51:06Z"),
            ("Tue, 16-Nov-2021 10:51:06 PST", "2021-11-16T18:51:06Z"),
            ("2021-11-16T10:51:06+09:00", "2021-11-16T01:51:06Z"),
            ("2021-11-16T01:51:06Z", "2021-11-16T01:51:06Z"),
            ("2021/11/16 10:51:06 +0900", "2021-11-16T01:51:06Z"),
            ("Fri, 31 Dec 1999 23:59:60 +0000", "1999-12-31T23:59:59Z"),
            ("Tuesday, November 16, 2021 1:05 PM", "2021-11-16T13:05:00Z"),
            ("Tue, 16 Nov 2021 10:51:06 GMT+9", "2021-11-16T01:51:06Z"),
            ("Tue,16 Nov 2021 10:51:06 -0000", "2021-11-16T10:51:06Z"),
        ] {
            let date = parse(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "yesterday", "99 Xyz 2021", "31 Feb 2021 10:00", "٣ Nov 2021"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
