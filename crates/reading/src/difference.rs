//! What the plain text says beside the HTML that is shown.

use std::collections::BTreeSet;

use mail::DomainName;

/// How the unshown plain text of a message differs from its shown HTML.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Difference {
    /// Registrable domains that only the plain text leads to.
    pub only_in_plain: Vec<DomainName>,
    /// Share of the plain text that occurs in the HTML too, percent; `None` where it is too short
    /// to tell.
    pub shared: Option<u8>,
}

/// Octets of each text that are compared.
const OCTETS: usize = 8 << 10;
/// Shorter plain texts ("please use a program that shows HTML") tell nothing.
const LEAST_OCTETS: usize = 200;

impl Difference {
    pub(crate) fn of(
        plain: &str,
        shown: &str,
        plain_domains: &BTreeSet<DomainName>,
        shown_domains: &BTreeSet<DomainName>,
    ) -> Self {
        Self {
            only_in_plain: plain_domains.difference(shown_domains).take(20).cloned().collect(),
            shared: shared(plain, shown),
        }
    }
}

/// Share of the four-octet runs of letters in `plain` that stand in `shown` too, percent.
///
/// A bit for each of 65,536 hashes: collisions raise the share by a few percent at most.
fn shared(plain: &str, shown: &str) -> Option<u8> {
    let mut seen = vec![0u64; 1 << 10];
    for hash in runs(shown) {
        if let Some(word) = seen.get_mut(usize::from(hash >> 6)) {
            *word |= 1 << (hash & 63);
        }
    }
    let (mut total, mut known) = (0usize, 0usize);
    for hash in runs(plain) {
        total += 1;
        known += usize::from(
            seen.get(usize::from(hash >> 6)).is_some_and(|word| word >> (hash & 63) & 1 == 1),
        );
    }
    (total >= LEAST_OCTETS).then(|| u8::try_from(known * 100 / total).unwrap_or(100))
}

/// Hashes of every four octets, white space and ASCII punctuation left out, case folded.
fn runs(text: &str) -> impl Iterator<Item = u16> {
    let letters = text
        .bytes()
        .filter(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
        .map(|b| b.to_ascii_lowercase())
        .take(OCTETS);
    let mut window = 0u32;
    letters.enumerate().filter_map(move |(at, b)| {
        window = window << 8 | u32::from(b);
        (at >= 3).then(|| u16::try_from(window.wrapping_mul(0x9E37_79B1) >> 16).unwrap_or(0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_say_the_same_share_most_of_it() {
        let plain = "Your order has been shipped and will arrive tomorrow. ".repeat(6);
        let other = "お客様のアカウントは停止されました。至急ご確認ください。".repeat(6);
        let reflowed = plain.replace(' ', "\n");
        assert_eq!(shared(&plain, &reflowed), Some(100));
        assert!(shared(&plain, &other).unwrap() < 20);
        assert_eq!(shared("short", &plain), None);
    }
}
