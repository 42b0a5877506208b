//! A true address beside false ones. The false ones end in `.example`, a name that nobody can own
//! (RFC 2606 §3), so that no example accuses anybody.

use mail::DomainName;
use reading::{
    Brand,
    brand::{Technique, imitations},
};

use crate::web::spelled::Spelled;

/// Addresses to compare.
pub(super) struct Example {
    /// The brand's.
    pub(super) genuine: Spelled,
    /// Not the brand's.
    pub(super) fakes: Vec<Fake>,
}

/// A false address, and what to see in it.
pub(super) struct Fake {
    pub(super) host: Spelled,
    pub(super) ja: &'static str,
    pub(super) en: &'static str,
}

impl Example {
    /// `None` for who has no domain.
    pub(super) fn of(brand: &Brand) -> Option<Self> {
        let own = brand.domains.first()?;
        let label = own.labels().next()?;
        let fakes = [
            fake(
                &format!("{own}.kakunin.example"),
                "本物の名前は、前に書いてあるだけです。持ち主は、うしろの太字です。",
                "The true name only stands in front. Whose it is, the bold end tells.",
            ),
            fake(
                &format!("{label}-kakunin.example"),
                "本物の名前に言葉を足した、別の名前です。",
                "The true name with a word added: another name.",
            ),
            lookalike(own).and_then(|label| {
                fake(
                    &format!("{label}.example"),
                    "よく似た文字に替えてあります。1文字ずつ見比べてください。",
                    "A letter was exchanged for one that looks like it. Compare them one by one.",
                )
            }),
        ];
        let fakes = fakes.into_iter().flatten().collect();
        Some(Self { genuine: Spelled::of(own), fakes })
    }
}

fn fake(host: &str, ja: &'static str, en: &'static str) -> Option<Fake> {
    let host = DomainName::parse(host).ok()?;
    Some(Fake { host: Spelled::of(&host), ja, en })
}

/// The first label with a letter exchanged for one that the eye can still tell apart: plain letters
/// alone, so that the example shows something.
fn lookalike(own: &DomainName) -> Option<String> {
    let all = imitations(own);
    let mut plain = all
        .iter()
        .filter(|made| made.technique == Technique::Homoglyph && made.shown.is_ascii())
        .filter_map(|made| made.name.labels().next());
    plain.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use reading::Brands;

    use super::*;

    #[test]
    fn no_example_names_an_address_that_somebody_can_own() {
        for brand in Brands::built_in().iter() {
            let Some(example) = Example::of(brand) else { continue };
            assert!(!example.fakes.is_empty(), "{}", brand.id.0);
            for fake in example.fakes {
                let host = format!("{}{}", fake.host.before, fake.host.owned);
                assert!(host.trim_end_matches(')').ends_with(".example"), "{}: {host}", brand.id.0);
            }
        }
    }
}
