use check::Bilingual;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{CampaignFault, FaultKind, MakeGood};

/// What people are told while a fault is there: what cannot be done, and what the brand's staff says beside. That it is
/// no doing of theirs, whoever shows this has said before ([`conversation`](crate::conversation)'s answer, the campaign's
/// page).
#[must_use]
pub fn told(fault: &CampaignFault) -> Bilingual {
    let kind = by_kind(fault.kind);
    Bilingual {
        ja: joined([kind.0, "直ったらお知らせします。", &fault.words.ja], ""),
        en: joined([kind.1, "You will be told when it is mended.", &fault.words.en], " "),
    }
}

/// What people are told once it is mended, days counted in a zone.
#[must_use]
pub fn mended(fault: &CampaignFault, at: Timestamp, zone: &TimeZone) -> Bilingual {
    let (ja, en) = match fault.make_good {
        None | Some(MakeGood::Nothing) => (String::new(), String::new()),
        Some(MakeGood::Extend { days }) => {
            let until = last_day(at, days, zone);
            (
                format!("受け取り期間を {} まで延ばしました。", ja_date(until)),
                format!("You can take it until {}.", en_date(until)),
            )
        }
        Some(MakeGood::Restock { coupons }) => (
            format!("クーポンを {coupons} 枚追加しました。"),
            format!("There are {coupons} more coupons."),
        ),
        Some(MakeGood::Reissue { days }) => {
            let until = last_day(at, days, zone);
            (
                format!("受け取り済みで未使用のクーポンは、{} まで使えます。", ja_date(until)),
                format!(
                    "A coupon that you took and did not use can be used until {}.",
                    en_date(until)
                ),
            )
        }
    };
    Bilingual {
        ja: joined(["キャンペーンの不具合は直りました。", &ja, &fault.words.ja], ""),
        en: joined(["The campaign's fault is mended.", &en, &fault.words.en], " "),
    }
}

/// The last of so many days after the one of a moment.
fn last_day(at: Timestamp, days: u16, zone: &TimeZone) -> Date {
    at.to_zoned_datetime(zone.clone())
        .date()
        .saturating_add(jiff::Span::new().days(i64::from(days)))
}

/// The end of that day: the moment at which the next begins.
pub(crate) fn end_of_last_day(at: Timestamp, days: u16, zone: &TimeZone) -> Timestamp {
    let next = last_day(at, days, zone).saturating_add(jiff::Span::new().days(1));
    let start = zone.to_ambiguous_timestamp(next.at(0, 0, 0, 0)).compatible();
    start.unwrap_or(Timestamp::MAX)
}

fn by_kind(kind: FaultKind) -> (&'static str, &'static str) {
    match kind {
        FaultKind::InvitedRefused => (
            "招待された方がクーポンを受け取れない不具合が起きています。",
            "People who were invited cannot take the coupon: that is a fault.",
        ),
        FaultKind::ClaimsFail => (
            "クーポンの受け取りがエラーになる不具合が起きています。",
            "Taking the coupon ends in an error.",
        ),
        FaultKind::StockGone => (
            "期間内なのにクーポンの在庫がなくなっています。",
            "There are no coupons left although the period is not over.",
        ),
        FaultKind::MailBounces => {
            ("招待メールが届かない不具合が起きています。", "Invitations do not reach everybody.")
        }
        FaultKind::PageDown => (
            "キャンペーンのページが開けない不具合が起きています。",
            "The campaign's page cannot be opened.",
        ),
        FaultKind::Other => {
            ("キャンペーンに不具合が起きています。", "Something of the campaign is broken.")
        }
    }
}

fn joined<const N: usize>(parts: [&str; N], between: &str) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    parts.join(between)
}

fn ja_date(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn en_date(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        CampaignNumber,
        fault::{FaultId, Seen},
    };

    fn fault(make_good: Option<MakeGood>) -> CampaignFault {
        CampaignFault {
            id: FaultId::new().unwrap(),
            campaign: CampaignNumber(1),
            kind: FaultKind::InvitedRefused,
            seen: Seen::default(),
            opened_by: "desk".to_owned(),
            opened_at: "2026-11-18T00:00:00Z".parse().unwrap(),
            declared: None,
            words: Bilingual {
                ja: "ご迷惑をおかけします。".to_owned(),
                en: "We are sorry.".to_owned(),
            },
            make_good,
            closed: None,
        }
    }

    #[test]
    fn people_read_what_is_broken_and_then_what_they_get() {
        assert_eq!(
            told(&fault(None)).ja,
            "招待された方がクーポンを受け取れない不具合が起きています。直ったらお知らせします。ご迷惑をおかけします。"
        );
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let at = "2026-11-19T16:00:00Z".parse().unwrap();
        let words = mended(&fault(Some(MakeGood::Extend { days: 6 })), at, &zone);
        assert_eq!(
            words.ja,
            "キャンペーンの不具合は直りました。受け取り期間を 2026年11月26日 まで延ばしました。ご迷惑をおかけします。"
        );
        assert_eq!(
            words.en,
            "The campaign's fault is mended. You can take it until 26 November 2026. We are sorry."
        );
    }
}
