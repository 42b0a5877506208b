//! Names that somebody would register to be taken for a given domain.
//!
//! The other direction of [`Brands::lookalike_of`](super::Brands::lookalike_of): there a name is
//! given and the brand is found, here the names are made. What is made is a candidate, not a fact:
//! whether a name exists, and whose it is, has to be asked.

mod letters;
mod technique;

use std::collections::HashMap;

use mail::DomainName;

pub use technique::Technique;

/// A name that can be taken for the given one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Imitation {
    /// How it was made; the most dangerous way where there are several.
    pub technique: Technique,
    /// How easily it deceives, 1 to 100: our own order, for sorting only.
    pub danger: u8,
    /// The name in A-labels, as it would be registered.
    pub name: DomainName,
    /// The name as a browser may show it, in U-labels.
    pub shown: String,
}

/// The most names that are made for one domain.
pub const MAX_IMITATIONS: usize = 10_000;

/// Names to be taken for `domain`, most dangerous first; the order is always the same. Empty for a
/// public suffix, which nobody registers.
#[must_use]
pub fn imitations(domain: &DomainName) -> Vec<Imitation> {
    let Some(own) = domain.registrable() else { return Vec::new() };
    let shown = own.to_unicode();
    let Some((label, suffix)) = shown.split_once('.') else { return Vec::new() };
    let mut made = Made { own: own.clone(), by_name: HashMap::new() };
    for technique in Technique::ALL {
        technique.make(label, suffix, &mut |text, danger| made.add(technique, danger, text));
    }
    let mut all: Vec<_> = made.by_name.into_values().collect();
    all.sort_by(|a, b| b.danger.cmp(&a.danger).then_with(|| a.name.cmp(&b.name)));
    all
}

struct Made {
    own: DomainName,
    by_name: HashMap<DomainName, Imitation>,
}

impl Made {
    /// Keeps a name that can be registered: one that IDNA takes as it is written.
    fn add(&mut self, technique: Technique, danger: u8, text: &str) {
        if self.by_name.len() >= MAX_IMITATIONS {
            return;
        }
        let Ok(name) = DomainName::parse(text) else { return };
        if name == self.own || !name.labels().all(is_label) {
            return;
        }
        let shown = name.to_unicode();
        // A letter that IDNA maps to another makes no name of its own.
        if shown != text {
            return;
        }
        let new = Imitation { technique, danger, name: name.clone(), shown };
        let kept = self.by_name.entry(name).or_insert_with(|| new.clone());
        if kept.danger < danger {
            *kept = new;
        }
    }
}

/// What registries take (RFC 5891 §4.2.3.1): letters, digits and hyphens, no hyphen at either end.
fn is_label(label: &str) -> bool {
    label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && (label.starts_with("xn--") || label.get(2..4) != Some("--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(domain: &str) -> Vec<Imitation> {
        imitations(&DomainName::parse(domain).unwrap())
    }

    #[test]
    fn every_technique_makes_the_names_it_is_known_for() {
        let all = made("www.mihonbank.co.jp");
        for (technique, shown) in [
            (Technique::Homoglyph, "mіhonbank.co.jp"),
            (Technique::Homoglyph, "rnihonbank.co.jp"),
            (Technique::Homoglyph, "mih0nbank.co.jp"),
            (Technique::Omission, "mihonbak.co.jp"),
            (Technique::Transposition, "mihonbakn.co.jp"),
            (Technique::Repetition, "mihonnbank.co.jp"),
            (Technique::NeighbouringKey, "mihonbanj.co.jp"),
            (Technique::VowelSwap, "mihonbonk.co.jp"),
            (Technique::Hyphenation, "mihon-bank.co.jp"),
            (Technique::Combosquatting, "mihonbank-login.com"),
            (Technique::Combosquatting, "securemihonbank.co.jp"),
            (Technique::OtherTld, "mihonbank.com"),
            (Technique::SubdomainPretence, "mihonbank.co.jp.example"),
            (Technique::SubdomainPretence, "mihonbank-co-jp.com"),
            (Technique::SubdomainPretence, "mihonbank.co.jp-login.com"),
            (Technique::Bitsquatting, "mihonrank.co.jp"),
        ] {
            let found = all.iter().find(|one| one.shown == shown);
            assert_eq!(found.map(|one| one.technique), Some(technique), "{shown}");
        }
    }

    #[test]
    fn names_come_once_most_dangerous_first_and_always_alike() {
        let all = made("mihonbank.co.jp");
        assert_eq!(all, made("mihonbank.co.jp"));
        assert!(all.windows(2).all(|pair| pair[0].danger >= pair[1].danger));
        let mut names: Vec<_> = all.iter().map(|one| &one.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.len());
        assert!(all.iter().all(|one| one.name.as_str() != "mihonbank.co.jp"));
        assert_eq!(all[0].technique, Technique::Homoglyph);
    }

    #[test]
    fn a_name_in_japanese_has_imitations_too() {
        let all = made("みほん銀行.jp");
        assert!(all.iter().any(|one| one.shown == "みほん銀行.com"));
        assert!(all.iter().any(|one| one.shown == "みほん銀行-login.jp"));
    }

    #[test]
    fn the_longest_names_cost_little_and_a_suffix_has_none() {
        assert!(made("co.jp").is_empty());
        let long = format!("{}.jp", "abcdefg".repeat(9));
        assert!(made(&long).len() <= MAX_IMITATIONS);
    }
}
