use ::desk::attack::{Hour, Tally};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use verdict::words::Language;

use crate::web::staff::clock::moment;

/// Columns of one plot. An attack of more hours than that is drawn by days.
const COLUMNS: usize = 72;

/// Pixels of the columns.
pub(super) const TALL: f64 = 120.0;

/// A stretch of time and how many reports came in it.
pub(super) struct Column {
    /// Percent of the width.
    pub(super) x: f64,
    pub(super) width: f64,
    /// Pixels.
    pub(super) y: f64,
    pub(super) height: f64,
    pub(super) at: String,
    pub(super) reports: i64,
}

/// Reports over time: hours while they fit, else days. Stretches without reports are gaps.
pub(super) fn columns(hours: &[Hour], zone: &TimeZone, language: Language) -> Vec<Column> {
    let (Some(first), Some(last)) = (hours.first(), hours.last()) else { return Vec::new() };
    let span = last.at.duration_since(first.at).as_hours().unsigned_abs() as usize + 1;
    if span <= COLUMNS {
        let places = hours.iter().map(|hour| {
            let place = hour.at.duration_since(first.at).as_hours() as f64;
            (place, moment(hour.at, zone, language), hour.reports)
        });
        return drawn(places.collect(), span);
    }
    let days = by_day(hours, zone);
    let (Some((begins, _)), Some((ends, _))) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let distance = |day: &Date| begins.until(*day).map_or(0, |span| span.get_days());
    let span = distance(ends).unsigned_abs() as usize + 1;
    let places =
        days.iter().map(|(day, reports)| (f64::from(distance(day)), day.to_string(), *reports));
    drawn(places.collect(), span)
}

fn by_day(hours: &[Hour], zone: &TimeZone) -> Vec<(Date, i64)> {
    let mut days: Vec<(Date, i64)> = Vec::new();
    for hour in hours {
        let day = hour.at.to_zoned_datetime(zone.clone()).date();
        match days.last_mut() {
            Some((last, reports)) if *last == day => *reports += hour.reports,
            Some(_) | None => days.push((day, hour.reports)),
        }
    }
    days
}

fn drawn(places: Vec<(f64, String, i64)>, span: usize) -> Vec<Column> {
    let most = places.iter().map(|(_, _, reports)| *reports).max().unwrap_or(1).max(1);
    let step = 100.0 / span as f64;
    let column = |(place, at, reports): (f64, String, i64)| {
        let height = round(TALL * reports as f64 / most as f64).max(1.5);
        let (x, width) = (round(place * step), round((step * 0.86).min(8.0)));
        Column { x, width, y: round(TALL - height), height, at, reports }
    };
    places.into_iter().map(column).collect()
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// How long something was seen: a line from its first report to its last.
pub(super) struct Stretch {
    pub(super) value: String,
    pub(super) reports: i64,
    /// Percent of the time of the whole attack.
    pub(super) from: f64,
    pub(super) width: f64,
    pub(super) first: String,
    pub(super) last: String,
}

/// What came after what, and for how long each was seen.
pub(super) fn stretches(
    tallies: &[Tally],
    (first, last): (Timestamp, Timestamp),
    show: impl Fn(&str) -> String,
    when: impl Fn(Timestamp) -> String,
) -> Vec<Stretch> {
    let whole = last.duration_since(first).max(SignedDuration::from_secs(1)).as_secs_f64();
    let place = |at: Timestamp| (at.duration_since(first).as_secs_f64() / whole).clamp(0.0, 1.0);
    tallies
        .iter()
        .map(|tally| {
            // A host that was reported once is a dot, which must be seen at the right edge too.
            let from = round(place(tally.first_at) * 98.0);
            let width = round((place(tally.last_at) * 98.0 - from).max(0.0) + 2.0);
            Stretch {
                value: show(&tally.value),
                reports: tally.reports,
                from,
                width,
                first: when(tally.first_at),
                last: when(tally.last_at),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hours: i64, reports: i64) -> Hour {
        Hour { at: Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours), reports }
    }

    #[test]
    fn short_attacks_are_drawn_by_hours_and_long_ones_by_days() {
        let drawn = |hours: &[Hour]| {
            let columns = columns(hours, &TimeZone::UTC, Language::En);
            columns.iter().map(|column| (column.x, column.height)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(&[]), []);
        assert_eq!(drawn(&[hour(0, 2), hour(3, 4)]), [(0.0, 60.0), (75.0, 120.0)]);
        assert_eq!(drawn(&[hour(0, 1), hour(1, 1), hour(96, 1)]), [(0.0, 120.0), (80.0, 60.0)]);
    }
}
