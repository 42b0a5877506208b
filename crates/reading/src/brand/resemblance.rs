//! Hosts that resemble a brand's.

use std::collections::HashSet;

use mail::DomainName;

use super::{
    Brand,
    plain_words::{COMMON, LURES, STRONG_LURES},
    registry::Map,
    slip::{is_one_slip, squeezed},
};
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
    /// Words by length and first byte.
    near: Map<(usize, u8), Vec<usize>>,
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
            let is_latin = |word: &String| word.bytes().all(|b| b.is_ascii_alphanumeric());
            let names: Vec<String> =
                facts.names.iter().map(|name| joined(name)).filter(is_latin).collect();
            // Labels of firms that write their names in kana are known by the labels alone.
            let any_label = facts.countries.iter().all(|country| country == "JP");
            for domain in &facts.domains {
                let label = domain.labels().next().unwrap_or_default();
                let told = any_label || is_told_by(label, &names);
                index.domain(brand, domain, told, &plain);
            }
            for name in names.into_iter().filter(|name| name.len() >= 5) {
                index.word(brand, name, true, &plain);
            }
        }
        for (at, word) in index.words.iter().enumerate().filter(|(_, word)| word.strong) {
            index.shapes.entry(look(&word.text)).or_insert(at);
            if let Some(first) = word.text.bytes().next() {
                index.near.entry((word.text.len(), first)).or_default().push(at);
            }
        }
        index
    }

    fn domain(&mut self, brand: usize, domain: &DomainName, told: bool, plain: &HashSet<String>) {
        let Some(label) = domain.labels().next() else { return };
        if label.len() >= 3 {
            self.domains.entry(domain.as_str().replace('-', ".").into()).or_insert(brand);
        }
        if label.len() < 4 {
            return;
        }
        let country = domain.labels().next_back().is_some_and(|tld| tld.len() == 2);
        let at = self.word(brand, label.to_owned(), told, plain);
        if let Some(word) = at.and_then(|at| self.words.get_mut(at)) {
            word.label = true;
            word.countries += usize::from(country);
        }
    }

    /// `told`: the word tells the brand, being one of its names or made of one.
    fn word(
        &mut self,
        brand: usize,
        text: String,
        told: bool,
        plain: &HashSet<String>,
    ) -> Option<usize> {
        if let Some(at) = self.exact.get(text.as_str()) {
            return Some(*at);
        }
        let plain_name = plain.contains(&text);
        if !told && !plain_name {
            return None;
        }
        let at = self.words.len();
        let strong = told && text.len() >= 5 && !plain_name && !COMMON.contains(&text.as_str());
        self.exact.insert(text.as_str().into(), at);
        self.words.push(Word { text: text.into(), brand, strong, label: false, countries: 0 });
        Some(at)
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
        let lured = words.iter().any(|word| STRONG_LURES.contains(word));
        let exact = |word: &str| self.exact.get(word).and_then(|at| self.words.get(*at));
        let inside = |word: &str| {
            if let Some(known) = exact(word) {
                let alone = words.len() == 1;
                return (!alone && (known.strong || lured)).then_some(known.brand);
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

    /// A word that is a known one but for letters written twice and more.
    fn doubled(&self, word: &str) -> Option<&Word> {
        let plain = squeezed(word);
        let known = (plain.len() < word.len()).then(|| self.exact.get(plain.as_str())).flatten()?;
        self.words.get(*known).filter(|known| known.strong && known.text.len() >= 6)
    }

    fn near(&self, word: &str) -> Option<usize> {
        let bytes = word.as_bytes();
        // Of shorter words every second is one letter from some other word.
        if bytes.len() < 6 || bytes.len() > 24 || self.exact.contains_key(word) {
            return None;
        }
        let first = *bytes.first()?;
        (bytes.len() - 1..=bytes.len() + 1)
            .filter_map(|length| self.near.get(&(length, first)))
            .flatten()
            .filter_map(|at| self.words.get(*at))
            .filter(|known| known.text.len() >= 6)
            // A dropped hyphen makes `online` of `t-online`.
            .filter(|known| known.text.contains('-') == word.contains('-'))
            .find(|known| is_one_slip(known.text.as_bytes(), bytes))
            .or_else(|| self.doubled(word))
            .map(|known| known.brand)
    }
}

/// Whether a label is one of the names, or begins or ends with one (`rakuten-card`).
fn is_told_by(label: &str, names: &[String]) -> bool {
    let label = label.replace('-', "");
    names.iter().any(|name| {
        label == *name
            || (name.len() >= 5
                && (label.starts_with(name.as_str()) || label.ends_with(name.as_str())))
    })
}

/// A brand with shops under many country codes owns those nobody listed, too.
fn is_plausible_country_site(countries: usize, tld: &str) -> bool {
    // Country codes that are sold to anybody.
    const FREE: [&str; 24] = [
        "tk", "ml", "ga", "cf", "gq", "cc", "tv", "me", "co", "io", "ws", "pw", "la", "su", "vc",
        "to", "ai", "cm", "sh", "gg", "im", "is", "bz", "cn",
    ];
    tld.len() == 2 && (countries >= 10 || (countries >= 2 && !FREE.contains(&tld)))
}

/// A Latin name in one word.
fn joined(name: &str) -> String {
    fold(name).as_str().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The ways to read a word as a known one of five letters and more with something before or after.
fn compound(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let word = if word.is_ascii() && word.len() <= 40 { word } else { "" };
    let splits = (1..word.len()).filter_map(|at| word.split_at_checked(at));
    splits
        .flat_map(|(head, tail)| [(head, tail), (tail, head)])
        .filter(|(known, _)| known.len() >= 5)
}

/// One lure after another, or digits: `loginjp`, `2024`.
fn is_lure(word: &str) -> bool {
    let mut rest = word.trim_end_matches(|c: char| c.is_ascii_digit());
    // Longest first, so that `account` is not read as `ac` and a rest.
    while let Some(next) =
        LURES.iter().filter(|lure| rest.starts_with(**lure)).max_by_key(|lure| lure.len())
    {
        rest = rest.get(next.len()..).unwrap_or_default();
    }
    rest.is_empty() && word.len() <= 24
}
