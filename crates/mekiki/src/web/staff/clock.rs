//! Times as people say them.

use jiff::{Timestamp, tz::TimeZone};
use verdict::words::Language;

/// How long somebody has waited, by our own clock.
pub(super) fn waited(since: Timestamp, now: Timestamp, language: Language) -> String {
    let minutes = now.duration_since(since).as_mins().max(0);
    let (days, hours) = (minutes / (24 * 60), minutes / 60);
    match language {
        Language::Ja if minutes == 0 => "1分未満".to_owned(),
        Language::Ja if hours == 0 => format!("{minutes}分"),
        Language::Ja if days == 0 => format!("{hours}時間{}分", minutes % 60),
        Language::Ja => format!("{days}日{}時間", hours % 24),
        Language::En if minutes == 0 => "under a minute".to_owned(),
        Language::En if hours == 0 => format!("{minutes} min"),
        Language::En if days == 0 => format!("{hours} h {} min", minutes % 60),
        Language::En => format!("{days} d {} h", hours % 24),
    }
}

/// A moment, in the zone in which the desk counts days.
pub(crate) fn moment(at: Timestamp, zone: &TimeZone, language: Language) -> String {
    let at = at.to_zoned_datetime(zone.clone());
    match language {
        Language::Ja => at.strftime("%Y年%-m月%-d日 %H:%M").to_string(),
        Language::En => at.strftime("%-d %b %Y, %H:%M").to_string(),
    }
}

/// The moment that a form's field names (HTML `datetime-local`), in the desk's zone.
pub(super) fn named(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let at: jiff::civil::DateTime = text.parse().ok()?;
    zone.to_timestamp(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_told_in_plain_words() {
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        for (seconds, ja, en) in [
            (-5, "1分未満", "under a minute"),
            (59, "1分未満", "under a minute"),
            (60, "1分", "1 min"),
            (3_599, "59分", "59 min"),
            (3_900, "1時間5分", "1 h 5 min"),
            (90_000, "1日1時間", "1 d 1 h"),
        ] {
            let since = Timestamp::from_second(1_700_000_000 - seconds).unwrap();
            assert_eq!(waited(since, now, Language::Ja), ja);
            assert_eq!(waited(since, now, Language::En), en);
        }
    }

    #[test]
    fn a_forms_moment_is_in_the_desks_zone() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let at = named("2021-11-16T10:00", &tokyo).unwrap();
        assert_eq!(at.to_string(), "2021-11-16T01:00:00Z");
        assert_eq!(moment(at, &tokyo, Language::Ja), "2021年11月16日 10:00");
        assert!(named("yesterday", &tokyo).is_none());
    }
}
