use std::collections::HashMap;

use super::{Base, Hop, LinkOddity, Target, hop, oddities};

/// Everything that an address alone tells: where a browser goes, where it is carried, what is odd.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Followed {
    /// Where a browser goes first.
    pub target: Target,
    /// Known steps behind it.
    pub hops: Vec<Hop>,
    /// Addresses inside the last that may be steps.
    pub guesses: Vec<Target>,
    /// What is odd about it.
    pub oddities: Vec<LinkOddity>,
}

/// Follows an address as far as can be known offline.
#[must_use]
pub fn follow(written: &str, base: &Base, limits: &crate::Limits) -> Followed {
    // `data:` pages travel in the address; only their media type matters here.
    let inline = super::target::starts_with_ignore_case(written.trim_start(), "data:");
    if written.len() > limits.url_octets && !inline {
        let (hops, guesses, oddities) = <_>::default();
        return Followed { target: Target::Broken, hops, guesses, oddities };
    }
    let (target, url) = Target::resolve_url(written, base);
    let oddities = oddities(written, &target, url.as_ref());
    let Some(url) = url else {
        return Followed { target, hops: Vec::new(), guesses: Vec::new(), oddities };
    };
    let (hops, end) = hop::walk(&url, limits.hops);
    let guesses = hop::guesses(end.as_ref().unwrap_or(&url));
    Followed { target, hops, guesses, oddities }
}

/// Answers that were worked out before: mails repeat their links.
#[derive(Debug, Default)]
pub(crate) struct Memory(HashMap<String, Followed>);

impl Memory {
    pub(crate) fn follow(
        &mut self,
        written: &str,
        base: &Base,
        limits: &crate::Limits,
    ) -> Followed {
        if let Some(known) = self.0.get(written) {
            return known.clone();
        }
        let followed = follow(written, base, limits);
        self.0.insert(written.to_owned(), followed.clone());
        followed
    }
}
