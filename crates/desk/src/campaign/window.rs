//! Until when: the days within which a coupon can be taken, and used.

use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::Date,
    tz::{AmbiguousOffset, Offset, TimeZone},
};
use verdict::words::Language;

use super::Terms;

/// How much longer than stated something holds: two machines' clocks differ, and who pressed the button
/// in time is not refused for the way that the answer took.
pub const GRACE: SignedDuration = SignedDuration::from_mins(2);

/// The moment at which something is over.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Until(pub Timestamp);

impl Until {
    /// Whether it is over, [`GRACE`] included.
    #[must_use]
    pub fn is_over(self, now: Timestamp) -> bool {
        now.duration_since(self.0) >= GRACE
    }

    /// The date and the minute, in somebody's zone: 「2026年11月30日(月)23:59まで」. The zone is named when
    /// it is not that of Japan. The end of a day is its last minute, for 24:00 is read in two ways.
    #[must_use]
    pub fn words(self, zone: &TimeZone, language: Language) -> String {
        let end = self.0.to_zoned_datetime(zone.clone());
        let is_midnight = end.date() > before(self.0).to_zoned_datetime(zone.clone()).date();
        let stated = if is_midnight { before(self.0) } else { self.0 };
        let stated = stated.to_zoned_datetime(zone.clone());
        let place = place(zone);
        match language {
            Language::Ja => {
                let weekday = weekday(stated.date());
                let moment = stated.strftime("%Y年%-m月%-d日");
                let clock = stated.strftime("%H:%M");
                let zone = place.map(|place| format!("（{place}の時刻）")).unwrap_or_default();
                format!("{moment}({weekday}){clock}まで{zone}")
            }
            Language::En => {
                let moment = stated.strftime("until %H:%M on %A, %-d %B %Y");
                let zone = place.map(|place| format!(" ({place} time)")).unwrap_or_default();
                format!("{moment}{zone}")
            }
        }
    }
}

impl Terms {
    /// Until when a coupon can be taken: until the end of the `claim_days`-th day after the one on which
    /// the invitation was received, in the invited person's zone; not beyond `claims_end`, whoever was
    /// invited late. What was extended holds longer.
    #[must_use]
    pub fn claim_until(
        &self,
        received: Timestamp,
        zone: &TimeZone,
        extended_until: Option<Timestamp>,
    ) -> Until {
        let days = end_of_day(received, self.claim_days, zone);
        let end = self.claims_end.map_or(days, |claims_end| days.min(claims_end));
        Until(extended_until.map_or(end, |extended| end.max(extended)))
    }

    /// Until when a coupon can be used: until the end of the `use_days`-th day after the one on which it
    /// was taken, in the invited person's zone.
    #[must_use]
    pub fn use_until(&self, claimed: Timestamp, zone: &TimeZone) -> Until {
        Until(end_of_day(claimed, self.use_days, zone))
    }
}

/// The zone of a name in the IANA database. Fixed offsets are none: people live in places.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    if name.len() > 64 || name.contains(char::is_control) {
        return None;
    }
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

/// As [`zone`]; Japan's for a name that this machine's database does not have any more.
#[must_use]
pub fn zone_or_japan(name: &str) -> TimeZone {
    zone(name)
        .or_else(|| zone("Asia/Tokyo"))
        .unwrap_or_else(|| TimeZone::fixed(Offset::constant(9)))
}

/// The end of the day so many days after a moment's day: the first moment from which on no clock there
/// shows that day any more.
fn end_of_day(moment: Timestamp, days: u16, zone: &TimeZone) -> Timestamp {
    let day = moment.to_zoned_datetime(zone.clone()).date();
    let next = day.checked_add((i64::from(days) + 1).days());
    next.ok().and_then(|next| start_of_day(next, zone)).unwrap_or(Timestamp::MAX)
}

/// The first moment of a day; of the next, when clocks there leapt over the whole day.
fn start_of_day(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0));
    match midnight.offset() {
        AmbiguousOffset::Unambiguous { .. } => midnight.unambiguous().ok(),
        // No clock showed midnight: the day begins where the clocks leapt.
        AmbiguousOffset::Gap { .. } => {
            let after = midnight.later().ok()?;
            let leap = zone.preceding(after.checked_add(1.milliseconds()).ok()?).next()?;
            Some(leap.timestamp())
        }
        // Clocks showed midnight twice. Where the day before came back in between (St. John's until
        // 2011, at one minute past midnight), it ends with the second.
        AmbiguousOffset::Fold { .. } => {
            let (first, second) = (midnight.earlier().ok()?, midnight.later().ok()?);
            let came_back = before(second).to_zoned_datetime(zone.clone()).date() < day;
            Some(if came_back { second } else { first })
        }
    }
}

fn before(moment: Timestamp) -> Timestamp {
    moment.checked_sub(1.milliseconds()).unwrap_or(moment)
}

/// What people call a zone by: its city. `None` for Japan's, which goes without saying.
fn place(zone: &TimeZone) -> Option<String> {
    let name = zone.iana_name()?;
    if matches!(name, "Asia/Tokyo" | "Japan") {
        return None;
    }
    let city = match name.rsplit_once('/') {
        Some((area, city)) if area != "Etc" => city,
        Some(_) | None => name,
    };
    Some(city.replace('_', " "))
}

fn weekday(day: Date) -> &'static str {
    use jiff::civil::Weekday;
    match day.weekday() {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz;
    use proptest::prelude::*;

    use super::*;
    use crate::campaign::terms::tests::terms;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn windows_are_stated_as_dates_in_the_persons_zone() {
        let received = moment("2026-11-24T19:00:00+09:00");
        for (zone_name, ja, en) in [
            (
                "Asia/Tokyo",
                "2026年11月30日(月)23:59まで",
                "until 23:59 on Monday, 30 November 2026",
            ),
            (
                "America/New_York",
                "2026年11月30日(月)23:59まで（New Yorkの時刻）",
                "until 23:59 on Monday, 30 November 2026 (New York time)",
            ),
            (
                "UTC",
                "2026年11月30日(月)23:59まで（UTCの時刻）",
                "until 23:59 on Monday, 30 November 2026 (UTC time)",
            ),
        ] {
            let zone = zone(zone_name).unwrap();
            let until = terms().claim_until(received, &zone, None);
            assert_eq!(until.words(&zone, Language::Ja), ja);
            assert_eq!(until.words(&zone, Language::En), en);
        }
        let tokyo = zone("Asia/Tokyo").unwrap();
        let ends = |at| Until(moment(at)).words(&tokyo, Language::Ja);
        assert_eq!(ends("2026-12-01T18:00:00+09:00"), "2026年12月1日(火)18:00まで");
        assert_eq!(ends("2026-12-01T00:00:00+09:00"), "2026年11月30日(月)23:59まで");
        assert_eq!(ends("2026-11-30T23:59:59+09:00"), "2026年11月30日(月)23:59まで");
    }

    #[test]
    fn days_that_begin_otherwise_end_where_the_next_begins() {
        for (zone_name, received, days, end) in [
            ("Asia/Tokyo", "2026-11-24T00:00:00+09:00", 6, "2026-12-01T00:00:00+09:00"),
            ("Asia/Tokyo", "2026-11-24T23:59:59+09:00", 6, "2026-12-01T00:00:00+09:00"),
            // Leap days.
            ("Asia/Tokyo", "2028-02-27T12:00:00+09:00", 1, "2028-02-29T00:00:00+09:00"),
            ("Asia/Tokyo", "2028-02-28T12:00:00+09:00", 1, "2028-03-01T00:00:00+09:00"),
            ("Asia/Tokyo", "2027-02-27T12:00:00+09:00", 1, "2027-03-01T00:00:00+09:00"),
            // Clocks leap at midnight: 24 October 2026 begins at 1 o'clock.
            ("Africa/Cairo", "2026-04-22T12:00:00+02:00", 1, "2026-04-24T01:00:00+03:00"),
            // Midnight comes twice; the day before does not come back.
            ("America/Havana", "2026-10-30T12:00:00-04:00", 1, "2026-11-01T00:00:00-04:00"),
            // Midnight comes twice, and the day before came back.
            ("America/St_Johns", "2010-11-05T12:00:00-02:30", 1, "2010-11-07T00:00:00-03:30"),
            // Midnight within a leap from 23:30 to 0:30.
            ("America/Toronto", "1919-03-29T12:00:00-05:00", 1, "1919-03-31T00:30:00-04:00"),
            // No 30 December 2011.
            ("Pacific/Apia", "2011-12-28T12:00:00-10:00", 1, "2011-12-31T00:00:00+14:00"),
            ("Pacific/Apia", "2011-12-28T12:00:00-10:00", 2, "2011-12-31T00:00:00+14:00"),
        ] {
            let mut terms = terms();
            terms.claim_days = days;
            let until = terms.claim_until(moment(received), &zone(zone_name).unwrap(), None);
            assert_eq!(until, Until(moment(end)), "{zone_name} {received} {days}");
        }
    }

    #[test]
    fn a_late_invitation_has_less_time_and_an_extended_one_more() {
        let tokyo = zone("Asia/Tokyo").unwrap();
        let received = moment("2026-11-24T19:00:00+09:00");
        let mut terms = terms();
        terms.claims_end = Some(moment("2026-11-26T18:00:00+09:00"));
        let until = |extended| terms.claim_until(received, &tokyo, extended);
        assert_eq!(until(None), Until(moment("2026-11-26T18:00:00+09:00")));
        let later = moment("2026-12-24T00:00:00+09:00");
        assert_eq!(until(Some(later)), Until(later));
        assert_eq!(until(Some(received)), until(None), "nothing gets shorter");
    }

    #[test]
    fn zones_are_places_of_the_database() {
        for name in ["", "+09:00", "JST", "Asia/Edo", "../../etc/passwd", "Asia/Tokyo\0"] {
            assert!(zone(name).is_none(), "{name}");
        }
        assert_eq!(zone("asia/tokyo").unwrap().iana_name(), Some("Asia/Tokyo"));
    }

    fn zones() -> impl Strategy<Value = TimeZone> {
        let names: Vec<String> = tz::db().available().map(|name| name.to_string()).collect();
        prop::sample::select(names).prop_filter_map("a zone", |name| zone(&name))
    }

    /// Moments around the changes of clocks, and any others.
    fn moments(zone: &TimeZone) -> impl Strategy<Value = Timestamp> + use<> {
        let from = moment("1970-01-01T00:00:00Z");
        let changes: Vec<i64> =
            zone.following(from).take(200).map(|change| change.timestamp().as_second()).collect();
        let any = 0_i64..4_000_000_000;
        let near = prop::sample::select(if changes.is_empty() { vec![0] } else { changes });
        prop_oneof![any, (near, -400_000_i64..400_000).prop_map(|(at, by)| (at + by).max(0))]
            .prop_map(|second| Timestamp::from_second(second).unwrap())
    }

    fn received() -> impl Strategy<Value = (TimeZone, Timestamp)> {
        zones().prop_flat_map(|zone| (Just(zone.clone()), moments(&zone)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn a_window_is_right_at_its_edge_in_every_zone(
            (zone, received) in received(), days in 1_u16..=8,
        ) {
            let mut terms = terms();
            (terms.claim_days, terms.use_days) = (days, days);
            let until = terms.claim_until(received, &zone, None);
            prop_assert_eq!(terms.use_until(received, &zone), until);
            let day = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
            let last = day(received).checked_add(i64::from(days).days()).unwrap();
            prop_assert!(day(before(until.0)) <= last);
            // From there on, no clock shows the last day again.
            for later in [0, 1, 59, 61, 1_800, 3_599, 3_600, 7_200, 86_400] {
                let at = until.0 + SignedDuration::from_secs(later);
                prop_assert!(day(at) > last, "{at}");
            }
            prop_assert!(!until.is_over(until.0));
            prop_assert!(!until.is_over(before(until.0 + GRACE)));
            prop_assert!(until.is_over(until.0 + GRACE));
            prop_assert!(until.0 > received);
            // What is stated is the last day, unless clocks there leapt over it.
            let stated = day(before(until.0)).strftime("%Y年%-m月%-d日").to_string();
            prop_assert!(until.words(&zone, Language::Ja).starts_with(&stated));
        }
    }
}
