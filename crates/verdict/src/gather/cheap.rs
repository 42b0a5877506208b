//! Top-level domains that are given away or sold for next to nothing, and so are used by the day.
//!
//! A weak note: honest people live there too. Country domains count only where names were free.

const CHEAP: [&str; 64] = [
    "autos",
    "bar",
    "beauty",
    "best",
    "bid",
    "boats",
    "bond",
    "buzz",
    "cam",
    "cf",
    "cfd",
    "click",
    "club",
    "country",
    "cyou",
    "date",
    "digital",
    "download",
    "faith",
    "fit",
    "fun",
    "ga",
    "gdn",
    "gq",
    "hair",
    "homes",
    "icu",
    "kim",
    "life",
    "link",
    "live",
    "loan",
    "lol",
    "makeup",
    "men",
    "ml",
    "mom",
    "monster",
    "motorcycles",
    "mov",
    "online",
    "party",
    "pics",
    "pw",
    "quest",
    "racing",
    "rest",
    "review",
    "rocks",
    "run",
    "sbs",
    "shop",
    "site",
    "skin",
    "space",
    "store",
    "stream",
    "surf",
    "tk",
    "top",
    "website",
    "win",
    "work",
    "xyz",
];

/// Whether a name lies below one of them.
pub(crate) fn is_cheap(domain: &mail::DomainName) -> bool {
    domain.labels().next_back().is_some_and(|label| CHEAP.binary_search(&label).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_searching() {
        let mut sorted = CHEAP;
        sorted.sort_unstable();
        assert_eq!(sorted, CHEAP);
    }
}
