//! What tests of a scan share.

use check::{
    Bilingual,
    report::{HarmAnswer, Ruling},
};

use super::digest::Digest;

/// A report in short, of no importance but for these.
pub(super) fn digest(path: &str, ruling: Ruling, probability: f64) -> Digest {
    let words = |ja: &str, en: &str| Bilingual { ja: ja.to_owned(), en: en.to_owned() };
    Digest {
        path: path.to_owned(),
        label: None,
        ruling,
        probability,
        sender: "unconfirmed",
        author: Some("a.example".to_owned()),
        proven: None,
        brand: Some(("mihon".to_owned(), words("みほん", "Mihon"))),
        harm: HarmAnswer::Possible,
        offer: None,
        evidence: vec![("link-to-stranger".to_owned(), 4), ("links-all-brands".to_owned(), -7)],
        headline: words("まだ分かりません。", "We can't tell yet."),
        why: Some(words("リンク先が違います。", "A link leads elsewhere.")),
        date: Some((1_637_200_000, jiff::civil::date(2021, 11, 18))),
        elapsed: 1_500,
    }
}
