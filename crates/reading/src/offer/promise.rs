//! The words that promise something.

use super::term::folded;

/// The words of a promise, and whether they say by themselves that something is offered.
pub(super) struct Promise {
    pub(super) words: String,
    pub(super) plain: bool,
    from_subject: bool,
}

/// Words that promise something by themselves.
const PLAIN: [&str; 21] = [
    "クーポン",
    "割引券",
    "商品券",
    "ギフト券",
    "円off",
    "%off",
    "円引き",
    "円分プレゼント",
    "無料券",
    "優待券",
    "プロモーションコード",
    "coupon",
    "voucher",
    "promo code",
    "discount code",
    "gift card",
    "% off",
    "gutschein",
    "cupom",
    "cupon",
    "bon d'achat",
];

/// Words that promise something when terms stand with them.
const WITH_TERMS: [&str; 20] = [
    "ポイント",
    "割引",
    "特典",
    "プレゼント",
    "キャンペーン",
    "セール",
    "キャッシュバック",
    "還元",
    "進呈",
    "マイル",
    "discount",
    "points",
    "miles",
    "reward",
    "cashback",
    "free shipping",
    "sale ",
    "special offer",
    "offer ends",
    "invitation",
];

/// Words that say only the invited may take it.
const INVITED: [&str; 12] = [
    "招待者限定",
    "招待限定",
    "招待制",
    "ご招待者様限定",
    "招待された方",
    "招待を受けた",
    "招待メール",
    "ご招待のお客様",
    "invitation only",
    "invitation-only",
    "invite-only",
    "invited customers",
];

/// The words to quote: the first line (the subject) if it promises anything, else the first line
/// that promises plainly, else the first that may promise.
pub(super) fn strongest<'t>(lines: impl Iterator<Item = &'t str>) -> Option<Promise> {
    let mut chosen: Option<Promise> = None;
    for (index, line) in lines.enumerate() {
        // An address is no promise, whatever its path is called.
        let line = line.split_once("http").map_or(line, |(before, _)| before);
        let text = folded(line);
        let plain = PLAIN.iter().any(|words| text.contains(words));
        if !plain && (chosen.is_some() || !WITH_TERMS.iter().any(|words| text.contains(words))) {
            continue;
        }
        let fresh = || Promise { words: quoted(line), plain, from_subject: index == 0 };
        chosen = Some(match chosen {
            Some(subject) if subject.from_subject => Promise { plain, ..subject },
            Some(_) | None => fresh(),
        });
        if plain {
            break;
        }
    }
    chosen
}

/// Whether the line says that only the invited may take it.
pub(super) fn is_for_the_invited(line: &str) -> bool {
    let text = folded(line);
    INVITED.iter().any(|words| text.contains(words))
}

/// At most 120 characters of a line.
fn quoted(line: &str) -> String {
    line.trim().chars().take(120).collect()
}
