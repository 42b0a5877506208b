//! Hosts that resemble a brand's.

use std::collections::HashSet;

use mail::DomainName;

use super::{Brand, registry::Map};
use crate::confusable::{fold, look};

/// How a host that is not a brand's resembles the brand's.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Resemblance {
    /// The brand's whole domain stands in front of another (`amazon.co.jp.evil.example`,
    /// `amazon-co-jp.evil.example`).
    BrandDomainAsSubdomain,
    /// A word that is read as the brand's at a glance (`arnazon`, `paypa1`, `аmazon` with a
    /// Cyrillic letter; UTS 39).
    Confusable,
    /// The brand's own label under a top-level domain that is not listed as its own
    /// (`amazon.example`). Big brands own more of these than anybody lists.
    OtherTld,
    /// The brand's name is a word of the host (`amazon-login.example`).
    BrandWordInside,
    /// One letter missing, too many, exchanged or swapped with its neighbour (`amazom`).
    EditDistance,
}

/// What is looked for in a host.
#[derive(Debug, Default)]
pub(super) struct LookalikeIndex {
    words: Vec<Word>,
    exact: Map<Box<str>, usize>,
    shapes: Map<String, usize>,
    /// Words by length and first byte, and by length and last byte: one edit leaves one of both.
    near: Map<(usize, bool, u8), Vec<usize>>,
    /// Own domains with dots for hyphens (`eki.net.com`).
    domains: Map<Box<str>, usize>,
}

#[derive(Debug)]
struct Word {
    text: Box<str>,
    brand: usize,
    /// Odd enough to stand for the brand by itself.
    strong: bool,
    /// The brand owns a domain of this label.
    label: bool,
    /// Own domains of this label under country codes; see [`is_plausible_country_site`].
    countries: usize,
}

impl LookalikeIndex {
    pub(super) fn new(brands: &[Brand]) -> Self {
        let mut index = Self::default();
        let plain: HashSet<String> =
            brands.iter().flat_map(|b| &b.short_names).map(|name| joined(name)).collect();
        for (brand, facts) in brands.iter().enumerate() {
            for domain in &facts.domains {
                index.domain(brand, domain, &plain);
            }
            for name in &facts.names {
                let word = joined(name);
                if word.len() >= 5 && word.bytes().all(|b| b.is_ascii_alphanumeric()) {
                    index.word(brand, word, false, &plain);
                }
            }
        }
        for (at, word) in index.words.iter().enumerate().filter(|(_, word)| word.strong) {
            index.shapes.entry(look(&word.text)).or_insert(at);
            let bytes = word.text.as_bytes();
            if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
                index.near.entry((bytes.len(), true, *first)).or_default().push(at);
                index.near.entry((bytes.len(), false, *last)).or_default().push(at);
            }
        }
        index
    }

    fn domain(&mut self, brand: usize, domain: &DomainName, plain: &HashSet<String>) {
        let Some(label) = domain.labels().next() else { return };
        if label.len() >= 3 {
            self.domains.entry(domain.as_str().replace('-', ".").into()).or_insert(brand);
        }
        if label.len() < 4 {
            return;
        }
        let country = domain.labels().next_back().is_some_and(|tld| tld.len() == 2);
        let at = self.word(brand, label.to_owned(), true, plain);
        if let Some(word) = self.words.get_mut(at) {
            word.label = true;
            word.countries += usize::from(country);
        }
    }

    fn word(&mut self, brand: usize, text: String, label: bool, plain: &HashSet<String>) -> usize {
        if let Some(at) = self.exact.get(text.as_str()) {
            return *at;
        }
        let at = self.words.len();
        let strong = text.len() >= 5 && !plain.contains(&text) && !COMMON.contains(&text.as_str());
        self.exact.insert(text.as_str().into(), at);
        self.words.push(Word { text: text.into(), brand, strong, label, countries: 0 });
        at
    }

    /// Which brand a host resembles most plainly.
    pub(super) fn find(&self, host: &DomainName) -> Option<(usize, Resemblance)> {
        let registrable = host.registrable();
        let registered = registrable.as_ref().map_or(host.as_str(), DomainName::as_str);
        let label = registered.split('.').next().unwrap_or_default();
        let suffix = registered.len() - label.len();
        let name = host.as_str().get(..host.as_str().len() - suffix).unwrap_or_default();
        let words: Vec<&str> = name.split(['.', '-', '_']).filter(|w| !w.is_empty()).collect();
        let tld = registered.rsplit('.').next().unwrap_or_default();
        None.or_else(|| self.whole_domain(&words))
            .or_else(|| self.confusable(name, &words))
            .or_else(|| self.other_tld(label, tld))
            .or_else(|| self.word_inside(&words))
            .or_else(|| self.one_edit(label, &words))
    }

    fn whole_domain(&self, words: &[&str]) -> Option<(usize, Resemblance)> {
        let brand = (2..=4)
            .flat_map(|length| words.windows(length))
            .find_map(|window| self.domains.get(window.join(".").as_str()))?;
        Some((*brand, Resemblance::BrandDomainAsSubdomain))
    }

    fn confusable(&self, name: &str, words: &[&str]) -> Option<(usize, Resemblance)> {
        let alike = |shown: &str, written: &str| {
            let word = self.words.get(*self.shapes.get(&look(shown))?)?;
            (&*word.text != written && word.text.len() >= 5).then_some(word.brand)
        };
        let decoded = name.split('.').filter(|label| label.starts_with("xn--")).find_map(|label| {
            let (unicode, _) = idna::domain_to_unicode(label);
            let folded = fold(&unicode);
            let shown = folded.as_str();
            shown.split('-').chain([shown]).find_map(|word| alike(word, label))
        });
        let ascii = || {
            let odd = words.iter().filter(|word| !self.exact.contains_key(**word));
            odd.filter(|word| word.len() >= 5).find_map(|word| alike(word, word))
        };
        Some((decoded.or_else(ascii)?, Resemblance::Confusable))
    }

    fn other_tld(&self, label: &str, tld: &str) -> Option<(usize, Resemblance)> {
        let word = self.words.get(*self.exact.get(label)?)?;
        let fits = word.strong && word.label && !is_plausible_country_site(word.countries, tld);
        fits.then_some((word.brand, Resemblance::OtherTld))
    }

    fn word_inside(&self, words: &[&str]) -> Option<(usize, Resemblance)> {
        let lured = words.iter().any(|word| LURES.contains(word));
        let exact = |word: &str| self.exact.get(word).and_then(|at| self.words.get(*at));
        let inside = |word: &str| {
            if let Some(known) = exact(word) {
                let alone = words.len() == 1;
                return ((known.strong && !alone) || (lured && !alone)).then_some(known.brand);
            }
            compound(word).find_map(|(brand_word, rest)| {
                let known = exact(brand_word).filter(|known| known.strong)?;
                is_lure(rest).then_some(known.brand)
            })
        };
        let brand = words.iter().find_map(|word| inside(word))?;
        Some((brand, Resemblance::BrandWordInside))
    }

    fn one_edit(&self, label: &str, words: &[&str]) -> Option<(usize, Resemblance)> {
        let brand = words.iter().chain([&label]).find_map(|word| self.near(word))?;
        Some((brand, Resemblance::EditDistance))
    }

    fn near(&self, word: &str) -> Option<usize> {
        let bytes = word.as_bytes();
        // Of shorter words every second is one letter from some other word.
        if bytes.len() < 6 || bytes.len() > 24 || self.exact.contains_key(word) {
            return None;
        }
        let (first, last) = (*bytes.first()?, *bytes.last()?);
        let lengths = bytes.len().saturating_sub(1)..=bytes.len() + 1;
        let keys = lengths.flat_map(|length| [(length, true, first), (length, false, last)]);
        keys.filter_map(|key| self.near.get(&key))
            .flatten()
            .filter_map(|at| self.words.get(*at))
            .filter(|known| known.text.len() >= 6)
            // A dropped hyphen makes `online` of `t-online`.
            .filter(|known| known.text.contains('-') == word.contains('-'))
            .find(|known| is_one_edit(known.text.as_bytes(), bytes))
            .map(|known| known.brand)
    }
}

/// A brand with shops under many country codes owns those nobody listed, too.
fn is_plausible_country_site(countries: usize, tld: &str) -> bool {
    // Country codes that are sold to anybody.
    const FREE: [&str; 24] = [
        "tk", "ml", "ga", "cf", "gq", "cc", "tv", "me", "co", "io", "ws", "pw", "la", "su", "vc",
        "to", "ai", "cm", "sh", "gg", "im", "is", "bz", "cn",
    ];
    countries >= 4 && tld.len() == 2 && !FREE.contains(&tld)
}

/// A Latin name in one word.
fn joined(name: &str) -> String {
    fold(name).as_str().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The ways to read a word as a known one of five letters and more with something before or after.
fn compound(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let word = if word.is_ascii() && word.len() <= 40 { word } else { "" };
    let splits = (1..word.len()).filter_map(|at| word.split_at_checked(at));
    splits.flat_map(|(head, tail)| [(head, tail), (tail, head)]).filter(|(known, _)| known.len() >= 5)
}

fn is_lure(word: &str) -> bool {
    LURES.contains(&word) || (word.len() <= 6 && word.bytes().all(|b| b.is_ascii_digit()))
}

/// Optimal string alignment distance of exactly one (Damerau 1964).
fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let tail = |from: usize| {
        let rest = short.len().min(long.len()).saturating_sub(from);
        short.iter().rev().zip(long.iter().rev()).take(rest).take_while(|(x, y)| x == y).count()
    };
    let same = head + tail(head);
    match long.len() - short.len() {
        0 if same + 1 == short.len() => true,
        0 if same + 2 == short.len() => {
            let pair = |word: &[u8]| Some((*word.get(head)?, *word.get(head + 1)?));
            pair(short).zip(pair(long)).is_some_and(|((x, y), (v, w))| x == w && y == v)
        }
        1 => same == short.len(),
        _ => false,
    }
}

/// Words that go with a brand's name in hosts made to deceive.
const LURES: &[&str] = &[
    "login", "signin", "logon", "secure", "security", "account", "accounts", "verify",
    "verification", "auth", "update", "support", "service", "services", "id", "billing", "pay",
    "payment", "card", "bank", "banking", "online", "web", "mail", "confirm", "center", "centre",
    "help", "info", "jp", "co", "com", "cojp", "my", "wallet", "point", "points", "member",
    "members", "user", "client", "customer", "alert", "notice", "unlock", "recovery", "reset",
    "password", "official", "app", "portal", "access", "case", "refund", "track", "tracking",
    "parcel", "delivery", "claim", "airdrop", "reward", "rewards", "gift", "bonus", "net",
];

/// Own labels and names that are plain words or other people's names too.
const COMMON: &[&str] = &[
    "about", "minecraft", "people", "audible", "kindle", "store", "family", "nationwide", "fortis",
    "prime", "metrobank", "global", "penny", "douglas", "saturn", "rogers", "sprint", "norton",
    "diners", "marriott", "hermes", "volksbank", "correos", "booking", "delivery", "postbank",
    "recruit", "hotels", "rewards", "threads", "kindle", "diners", "sakura", "promise", "allegro",
    "stripe", "matsui", "nomura", "yamada", "joshin", "parco", "central", "united", "mileage",
    "photoshop", "workplace", "messenger", "windows", "skype", "outlook", "office", "msauth",
    "android", "chrome", "electrum", "kraken", "gemini", "phantom", "ledger", "exodus", "stellar",
    "ethereum", "bitcoin", "celsius", "voyager", "arkham", "proton", "circle", "decrypt", "scroll",
    "optimism", "illuvium", "discover", "fidelity", "square", "affirm", "target", "action",
    "orange", "spectrum", "telekom", "raiffeisen", "sparkasse", "detran", "medicare", "treasury",
    "state", "ripple", "tether", "loom", "wise", "block", "trade", "people", "stanley", "makita",
    "steam", "chase", "apple", "shell", "tesla", "toyota", "samsung", "hilton", "mercedes",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_one_letter_or_two_swapped() {
        for (a, b, expected) in [
            ("amazon", "amazom", true),
            ("amazon", "amaozn", true),
            ("amazon", "amazonn", true),
            ("amazon", "mazon", true),
            ("amazon", "amazon", false),
            ("amazon", "amzaom", false),
            ("aa", "a", true),
            ("", "a", true),
        ] {
            assert_eq!(is_one_edit(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
        }
    }
}
