//! A campaign's terms in words, as dates.

use ::desk::{
    Campaign, Terms,
    campaign::{Coupon, Refusal, Standing, window::zone_or_japan},
};
use jiff::{Timestamp, tz::TimeZone};
use reading::BrandId;
use verdict::words::Language;

use crate::web::Desk;

/// `1,000`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An amount of yen.
pub(crate) fn yen(amount: u32, language: Language) -> String {
    let amount = grouped(amount.into());
    match language {
        Language::Ja => format!("{amount}円"),
        Language::En => format!("{amount} yen"),
    }
}

/// What the coupon takes off, and of what.
pub(crate) fn offer(terms: &Terms, language: Language) -> String {
    let (amount, minimum) = (yen(terms.amount, language), yen(terms.minimum, language));
    match (language, terms.minimum) {
        (Language::Ja, 0) => format!("{amount}引き"),
        (Language::Ja, _) => format!("{minimum}以上のお買い物で{amount}引き"),
        (Language::En, 0) => format!("{amount} off"),
        (Language::En, _) => format!("{amount} off when you spend {minimum} or more"),
    }
}

/// The brand's name as the registry has it; else as it names itself.
pub(crate) fn brand(desk: &Desk, campaign: &Campaign, language: Language) -> String {
    let own = || campaign.terms.from.name.within(language).to_owned();
    let known = desk.checker.brands.get(&BrandId(campaign.brand.clone()));
    known.map_or_else(own, |brand| match language {
        Language::Ja => brand.name_ja.clone(),
        Language::En => brand.name_en.clone(),
    })
}

/// The zone in which somebody's days are counted.
pub(super) fn zone(standing: &Standing) -> TimeZone {
    zone_or_japan(&standing.invitation.zone)
}

/// Until when it can be used, for who takes it now.
pub(super) fn use_until(
    terms: &Terms,
    now: Timestamp,
    zone: &TimeZone,
    language: Language,
) -> String {
    let until = terms.use_until(now, zone).words(zone, language);
    match language {
        Language::Ja => format!("いま受け取ると、{until}"),
        Language::En => format!("{until}, if you take it now"),
    }
}

/// How many are left, roughly: the number itself changes while it is read.
pub(super) fn left(campaign: &Campaign, language: Language) -> &'static str {
    let left = campaign.stock.saturating_sub(campaign.issued);
    let (ja, en) = if left == 0 {
        ("なくなりました", "none")
    } else if left <= campaign.stock / 10 {
        ("残りわずか", "only a few")
    } else if left <= campaign.stock / 2 {
        ("半分以下", "less than half")
    } else {
        ("十分にあります", "plenty")
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// Why somebody gets no coupon: what it is, and what to do.
pub(super) fn refused(
    refusal: Refusal,
    zone: &TimeZone,
    language: Language,
) -> (String, &'static str) {
    let (ja, en): ((String, &str), (String, &str)) = match refusal {
        Refusal::NotInvited => (
            (
                "この招待は、もうありません。".to_owned(),
                "くわしくは、招待した会社にお尋ねください。",
            ),
            (
                "This invitation is there no more.".to_owned(),
                "Please ask the company that invited you.",
            ),
        ),
        Refusal::NotEligible => (
            (
                "このクーポンの対象のお客様として登録されていません。".to_owned(),
                "招待のメールが届いたのにこう表示されるときは、キャンペーン側の誤りかもしれません。この表示は、会社の担当者にも伝わります。少したってから、もう一度このページを開いてください。",
            ),
            (
                "You are not registered as a customer whom this coupon is for.".to_owned(),
                "If you were invited and see this, the mistake may be the company’s. Its staff is told that you saw this. Please open this page again a little later.",
            ),
        ),
        Refusal::NotSent => (
            (
                "クーポンの受け取りは、まだ始まっていません。".to_owned(),
                "少したってから、もう一度このページを開いてください。",
            ),
            (
                "The coupon can’t be taken yet.".to_owned(),
                "Please open this page again a little later.",
            ),
        ),
        Refusal::TooLate { until } => (
            (
                format!("受け取りの期限が過ぎました（{}）。", until.words(zone, Language::Ja)),
                "期限の前に受け取れなかった事情があるときは、招待した会社にお尋ねください。",
            ),
            (
                format!(
                    "The time to take it is over (it was {}).",
                    until.words(zone, Language::En)
                ),
                "If something kept you from taking it in time, please ask the company that invited you.",
            ),
        ),
        Refusal::OutOfStock => (
            (
                "クーポンは、すべて受け取られました。".to_owned(),
                "追加されることもあります。そのときは、このページで受け取れます。",
            ),
            (
                "All coupons were taken.".to_owned(),
                "If more are added, you can take one on this page.",
            ),
        ),
        Refusal::Paused => (
            (
                "クーポンの受け取りを、いまは止めています。".to_owned(),
                "再開したら、このページで受け取れます。",
            ),
            (
                "Taking coupons is paused right now.".to_owned(),
                "Once it goes on, you can take yours on this page.",
            ),
        ),
        Refusal::Ended => (
            (
                "このキャンペーンは終わりました。".to_owned(),
                "受け取り済みのクーポンは、期限まで使えます。",
            ),
            ("This campaign is over.".to_owned(), "Coupons that were taken hold until their day."),
        ),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// How a coupon stands that somebody has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Had {
    /// It can be used.
    Good,
    /// It was used.
    Used,
    /// Its days are over.
    Expired,
}

impl Had {
    pub(super) fn of(coupon: &Coupon, now: Timestamp) -> Self {
        if coupon.redeemed_at.is_some() {
            Self::Used
        } else if coupon.use_until.is_over(now) {
            Self::Expired
        } else {
            Self::Good
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
