//! Which brand somebody means who types a name, a domain or an address.

use mail::DomainName;

use super::{Brand, Brands, Owner};
use crate::confusable::fold;

/// How well a brand answers, best first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Fit {
    /// The domain that was typed is its own.
    Owns,
    /// One of its names.
    Whole,
    /// One of its names begins so.
    Beginning,
    /// It stands in one of its names or domains.
    Within,
}

impl Brands {
    /// Brands that a person may mean, best first: by any spelling of a name, whatever its case or
    /// width, by a domain, or by a mail or web address. Empty for a text without a letter or digit.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<&Brand> {
        let sought = spelled(query);
        if !sought.chars().any(char::is_alphanumeric) {
            return Vec::new();
        }
        let owner = host(query).and_then(|host| match self.owner_of_sender(&host) {
            Owner::Brand(id) | Owner::UserContent(id) | Owner::Shortener(id) => Some(id),
            Owner::Unlisted => None,
        });
        let fitting = self.iter().filter_map(|brand| {
            let owns = owner.as_ref() == Some(&brand.id);
            let fit = if owns { Fit::Owns } else { fit(brand, &sought)? };
            Some((fit, brand))
        });
        let mut found: Vec<(Fit, &Brand)> = fitting.collect();
        found.sort_by_key(|(fit, _)| *fit);
        found.into_iter().map(|(_, brand)| brand).collect()
    }
}

fn fit(brand: &Brand, sought: &str) -> Option<Fit> {
    let names = [&brand.id.0, &brand.name_ja, &brand.name_en];
    let names = names.into_iter().chain(&brand.names).chain(&brand.short_names);
    let by_name = names.filter_map(|name| {
        let name = spelled(name);
        Some(if name == sought {
            Fit::Whole
        } else if name.starts_with(sought) {
            Fit::Beginning
        } else if name.contains(sought) {
            Fit::Within
        } else {
            return None;
        })
    });
    let is_in_domain = || brand.domains.iter().any(|domain| domain.as_str().contains(sought));
    by_name.min().or_else(|| is_in_domain().then_some(Fit::Within))
}

/// A spelling without what people leave out or write in many ways.
fn spelled(text: &str) -> String {
    fold(text).as_str().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The host of what may be a domain, a web address or a mail address.
fn host(query: &str) -> Option<DomainName> {
    let query = query.trim();
    let query = query.split_once("://").map_or(query, |(_, rest)| rest);
    let query = query.split(['/', '?', '#']).next()?;
    let query = query.rsplit('@').next()?.trim_end_matches(['>', '.']);
    DomainName::parse(query).ok().filter(|name| name.as_str().contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_is_found_by_what_people_type() {
        let brands = Brands::built_in();
        for (query, expected) in [
            ("Amazon", "amazon"),
            ("ＡＭＡＺＯＮ", "amazon"),
            ("アマゾン", "amazon"),
            ("amazon.co.jp", "amazon"),
            ("https://www.amazon.co.jp/gp/css?a=b", "amazon"),
            ("store-news <store-news@amazon.co.jp>", "amazon"),
            ("三井住友カード", "smcc"),
            (" vpass ", "smcc"),
        ] {
            let found = brands.search(query);
            assert_eq!(found.first().map(|brand| brand.id.0.as_str()), Some(expected), "{query}");
        }
    }

    #[test]
    fn what_is_nobodys_name_finds_nobody() {
        let brands = Brands::built_in();
        for query in ["", "  ", "@", "...", "この名前の会社はどこにもありません", "xn--\u{0}"]
        {
            assert_eq!(brands.search(query), Vec::<&Brand>::new(), "{query:?}");
        }
    }
}
