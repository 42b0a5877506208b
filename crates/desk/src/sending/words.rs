//! What an invitation says, in both languages.
//!
//! The terms stand in the words that `reading::offer` understands: whoever has the message checked is told the days
//! that we mean.

use jiff::{Timestamp, ToSpan as _, civil::Time, tz::TimeZone};
use verdict::words::Language;

use super::compose::Invitee;
use crate::campaign::Terms;

/// The words of one invitation, before they become text and a page.
#[derive(Debug)]
pub(super) struct Words {
    /// Polite form of address; `None` where the list has no name.
    pub(super) greeting: Option<String>,
    /// Who writes to whom.
    pub(super) opening: String,
    /// The offer: what goes before it, itself, what goes behind.
    pub(super) offer: [String; 3],
    /// What the button does.
    pub(super) button: &'static str,
    /// The terms, a line each.
    pub(super) terms: Vec<String>,
    /// What else is to be known; may be empty.
    pub(super) more: String,
    /// What the sender never does.
    pub(super) never: String,
    /// Who writes.
    pub(super) from: String,
    /// Before the address of the shop.
    pub(super) shop: &'static str,
    /// Before the address that ends such mail.
    pub(super) stop: &'static str,
}

impl Words {
    /// What is said to somebody at a moment.
    pub(super) fn new(terms: &Terms, to: &Invitee, now: Timestamp) -> Self {
        match to.language {
            Language::Ja => Self::ja(terms, to, now),
            Language::En => Self::en(terms, to, now),
        }
    }

    fn ja(terms: &Terms, to: &Invitee, now: Timestamp) -> Self {
        let from = &terms.from.name.ja;
        let minimum = match terms.minimum {
            0 => String::new(),
            yen => format!("{}円以上のお買い物でご利用いただけます。", grouped(yen)),
        };
        Self {
            greeting: named(to).map(|name| format!("{name} 様")),
            opening: format!("{from}から、ご招待したお客様だけへのお知らせです。"),
            offer: [
                String::new(),
                format!("{}円OFFクーポン", grouped(terms.amount)),
                format!("を差し上げます。{minimum}"),
            ],
            button: "今すぐ受け取る",
            terms: [
                claim_ja(terms, &to.zone, now),
                vec![
                    format!("お受け取り後{}日以内にご利用ください。", terms.use_days),
                    "ご招待者様限定です。ほかの方は受け取れません。".to_owned(),
                ],
            ]
            .concat(),
            more: terms.words.ja.clone(),
            never: format!(
                "{from}が、メールでパスワードやカード番号をお尋ねすることはありません。"
            ),
            from: from.clone(),
            shop: "ご利用先",
            stop: "配信停止",
        }
    }

    fn en(terms: &Terms, to: &Invitee, now: Timestamp) -> Self {
        let from = &terms.from.name.en;
        let minimum = match terms.minimum {
            0 => ".".to_owned(),
            yen => format!(" when you spend {} yen or more.", grouped(yen)),
        };
        Self {
            greeting: named(to).map(|name| format!("Dear {name},")),
            opening: format!("{from} is writing only to customers it has invited."),
            offer: [
                "We would like to give you ".to_owned(),
                format!("a coupon for {} yen off", grouped(terms.amount)),
                minimum,
            ],
            button: "Claim it now",
            terms: [
                claim_en(terms, &to.zone, now),
                vec![
                    format!("Use it within {} of claiming it.", days_en(terms.use_days)),
                    "By invitation only: nobody else can claim it.".to_owned(),
                ],
            ]
            .concat(),
            more: terms.words.en.clone(),
            never: format!("{from} never asks for passwords or card numbers by email."),
            from: from.clone(),
            shop: "Shop",
            stop: "Unsubscribe",
        }
    }
}

/// Until when it can be taken. Where the campaign's own end may come before the days are over, it is said; where it
/// certainly does, nothing else is.
fn claim_ja(terms: &Terms, zone: &TimeZone, now: Timestamp) -> Vec<String> {
    let days = format!(
        "クーポンは、このメールの受信日から{}日以内にお受け取りください。",
        terms.claim_days
    );
    match End::of(terms, zone, now) {
        None => vec![days],
        Some(End { first: true, day, time }) => {
            let (day, time) = (day.strftime("%Y年%-m月%-d日"), time_ja(time));
            vec![format!("クーポンは、{day}{time}までにお受け取りください。")]
        }
        Some(End { first: false, day, time }) => {
            let (day, time) = (day.strftime("%Y年%-m月%-d日"), time_ja(time));
            vec![days, format!("それより前でも、お受け取りは{day}{time}までです。")]
        }
    }
}

fn claim_en(terms: &Terms, zone: &TimeZone, now: Timestamp) -> Vec<String> {
    let days = format!(
        "Please claim the coupon within {} of receiving this email.",
        days_en(terms.claim_days)
    );
    match End::of(terms, zone, now) {
        None => vec![days],
        Some(End { first: true, day, time }) => {
            let (day, time) = (day.strftime("%-d %B %Y"), time_en(time));
            vec![format!("Please claim the coupon by {day}{time}.")]
        }
        Some(End { first: false, day, time }) => {
            let (day, time) = (day.strftime("%-d %B %Y"), time_en(time));
            vec![days, format!("Even so, it can be claimed until {day}{time} at the latest.")]
        }
    }
}

/// The campaign's own end, as the invited person's calendar has it.
struct End {
    /// Whether it comes before the days that count from receipt are over, whenever that is.
    first: bool,
    /// The last day.
    day: jiff::civil::Date,
    /// When on that day; `None`: at its end.
    time: Option<Time>,
}

impl End {
    fn of(terms: &Terms, zone: &TimeZone, now: Timestamp) -> Option<Self> {
        let end = terms.claims_end?.to_zoned_datetime(zone.clone());
        let (day, time) = if end.time() == Time::midnight() {
            (end.date().yesterday().ok()?, None)
        } else {
            (end.date(), Some(end.time()))
        };
        // Nobody receives it before it is sent.
        let today = now.to_zoned_datetime(zone.clone()).date();
        let earliest = today.checked_add(i64::from(terms.claim_days).days()).ok()?;
        Some(Self { first: day <= earliest, day, time })
    }
}

fn time_ja(time: Option<Time>) -> String {
    time.map(|time| time.strftime("%-H時%M分").to_string()).unwrap_or_default()
}

fn time_en(time: Option<Time>) -> String {
    time.map(|time| time.strftime(" %H:%M").to_string()).unwrap_or_default()
}

fn days_en(days: u16) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// A name as it can stand in a line; `None` when there is none.
fn named(to: &Invitee) -> Option<String> {
    let name = to.shown_name();
    (!name.is_empty()).then_some(name)
}

/// `1,000`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, expected) in
            [(0, "0"), (500, "500"), (1_000, "1,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), expected);
        }
    }
}
