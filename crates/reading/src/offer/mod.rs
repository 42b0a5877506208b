//! What a mail promises, and until when.
//!
//! Days are counted as Japanese law counts them (民法140条, 初日不算入): 「受信日から6日間」 leaves
//! the day of receipt out, so a mail of 16 November holds until the 22nd; 「翌日から6日間」 says the
//! same expressly; 「受信日を含む6日間」 counts the day of receipt and ends on the 21st. English
//! "within 6 days of receiving" is read the same way.

use jiff::civil::Date;

mod day;
mod promise;
mod term;

use term::{Term, terms};

/// A promise with terms: a coupon, points, a discount.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Offer {
    /// The words that promise it, at most 120 characters.
    pub words: String,
    /// Only for those who were invited.
    pub invitation_only: bool,
    /// Last day to take it, worked out from the terms and the day of receipt.
    pub claim_until: Option<Date>,
    /// Days it can be used once taken.
    pub use_within_days: Option<u16>,
    /// Last day it can be used, where the terms state a date.
    pub use_until: Option<Date>,
}

/// Bytes of the visible text that are read for terms.
const TEXT_READ: usize = 64 * 1024;

/// Lines that are read for terms.
const LINES_READ: usize = 1500;

/// Finds what a message promises. At most one offer for now: its terms are gathered from all
/// lines, the first statement of each kind of term holding.
///
/// `received` is the civil day on which the message arrived, in the reader's zone; without it,
/// terms that count from the receipt and dates without a year stay unknown.
#[must_use]
pub fn find(visible: &str, subject: &str, received: Option<Date>) -> Vec<Offer> {
    let end = visible.floor_char_boundary(TEXT_READ);
    let visible = visible.get(..end).unwrap_or(visible);
    let lines = || std::iter::once(subject).chain(visible.lines()).take(LINES_READ);
    let Some(promise) = promise::strongest(lines()) else { return Vec::new() };
    let mut offer = Offer {
        words: promise.words,
        invitation_only: lines().any(promise::is_for_the_invited),
        claim_until: None,
        use_within_days: None,
        use_until: None,
    };
    for term in terms(lines(), received) {
        match term {
            Term::ClaimUntil(day) => keep(&mut offer.claim_until, day),
            Term::UseUntil(day) => keep(&mut offer.use_until, day),
            Term::UseWithin(days) => keep(&mut offer.use_within_days, days),
        }
    }
    let has_terms =
        offer.claim_until.is_some() || offer.use_until.is_some() || offer.use_within_days.is_some();
    if has_terms || offer.invitation_only || promise.plain { vec![offer] } else { Vec::new() }
}

/// The first statement holds.
fn keep<T>(slot: &mut Option<T>, value: T) {
    slot.get_or_insert(value);
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Offer, find};

    fn offer(text: &str) -> Option<Offer> {
        let (subject, visible) = text.split_once('\n').unwrap_or((text, ""));
        find(visible, subject, Some(date(2021, 11, 16))).pop()
    }

    #[test]
    fn the_invitation_holds_until_the_sixth_day_after_its_receipt() {
        let text = "招待者限定 500円OFFクーポン\nクーポンの受け取り期間: 本キャンペーンの招待メール受信日から6日間\n\
                    クーポン利用期間: クーポンを受け取ってから7日間\n今すぐ受け取る";
        let offer = offer(text).unwrap();
        assert!(offer.invitation_only);
        assert_eq!(offer.claim_until, Some(date(2021, 11, 22)));
        assert_eq!(offer.use_within_days, Some(7));
        assert_eq!(offer.words, "招待者限定 500円OFFクーポン");
    }

    #[test]
    fn the_last_day_to_take_an_offer_is_worked_out() {
        for (text, expected) in [
            ("クーポン受取期限：11月22日まで", Some(date(2021, 11, 22))),
            ("クーポン\n2021年11月22日23:59までに受け取ってください", Some(date(2021, 11, 22))),
            ("クーポン\n受信日の翌日から６日間受け取れます", Some(date(2021, 11, 22))),
            ("クーポン\n受信日を含む6日間受け取れます", Some(date(2021, 11, 21))),
            ("クーポン\n招待メール受信日から六日間", Some(date(2021, 11, 22))),
            ("割引キャンペーン\n応募期間 2021/11/1(月)〜11/30(火)", Some(date(2021, 11, 30))),
            ("クーポン\nエントリー期間：令和3年11月10日から12月5日", Some(date(2021, 12, 5))),
            ("クーポン\n1月10日までに獲得", Some(date(2022, 1, 10))),
            (
                "Coupon\nClaim it within 6 days of receiving this invitation",
                Some(date(2021, 11, 22)),
            ),
            ("20% off voucher\nOffer ends November 30", Some(date(2021, 11, 30))),
            ("Gift voucher\nClaim by 5th Dec 2021", Some(date(2021, 12, 5))),
            ("Coupon\nThis invitation expires in seven days", Some(date(2021, 11, 23))),
        ] {
            assert_eq!(offer(text).and_then(|offer| offer.claim_until), expected, "{text:?}");
        }
    }

    #[test]
    fn the_last_day_of_use_is_worked_out() {
        for (text, until, within) in [
            ("クーポン\n有効期限：2021/11/30", Some(date(2021, 11, 30)), None),
            ("ポイント\n有効期限:２０２１年１１月３０日 23:59", Some(date(2021, 11, 30)), None),
            ("ポイントのお知らせ\n11月30日までにお使いください", Some(date(2021, 11, 30)), None),
            ("クーポン\nご利用期間 〜11/30(火)", Some(date(2021, 11, 30)), None),
            ("クーポン\n取得後7日以内にご利用ください", None, Some(7)),
            ("クーポン\n獲得から2週間有効", None, Some(14)),
            ("Coupon\nValid until 30 November 2021", Some(date(2021, 11, 30)), None),
            ("Coupon\nUse within 7 days of claiming", None, Some(7)),
            ("Voucher\nRedeem by 11/30/2021", Some(date(2021, 11, 30)), None),
            ("15% off\nUse it before 2021-12-24.", Some(date(2021, 12, 24)), None),
        ] {
            let offer = offer(text).unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!((offer.use_until, offer.use_within_days), (until, within), "{text:?}");
        }
    }

    #[test]
    fn mail_that_promises_nothing_has_no_offer() {
        for text in [
            "当選のお知らせ\n9月1日から10月10日まで実施したキャンペーンにご応募いただき",
            "Your receipt\nhttps://www.example.com/coupon",
            "会議の件\n11月22日までにご返事ください",
            "Your order\nArriving by November 30",
            "ご利用のお知らせ\n2021年11月15日にご利用がありました",
            "",
        ] {
            assert_eq!(offer(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_day_without_a_year_needs_the_day_of_receipt() {
        assert_eq!(find("11月22日まで", "クーポン", None).pop().unwrap().claim_until, None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(クーポン|\\PC|[0-9]{1,4}|年|月|日|まで|within|days|/|\n| ){0,60}") {
            let _ = find(&text, &text, Some(Date::MAX));
            let _ = find(&text, "", Some(Date::MIN));
        }
    }
}
