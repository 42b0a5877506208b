use std::collections::BTreeSet;

use super::{Bond, Settled, Traits, same};

/// An example of an attack that a report may belong to.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<I> {
    /// Which attack; the older of two is the lesser.
    pub(crate) attack: I,
    /// What the example's traits are.
    pub(crate) traits: Traits,
    /// What was settled about the attack.
    pub(crate) settled: Option<Settled>,
}

/// Where a report belongs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Choice<I> {
    /// The attack that it joins.
    pub(crate) joins: I,
    /// By what.
    pub(crate) bonds: Vec<Bond>,
    /// Attacks that turn out to be the same one.
    pub(crate) merges: Vec<I>,
}

/// Where a report belongs among the attacks that share a key with it; nowhere when it is the first of
/// its kind.
///
/// Of several the oldest takes it. The others become one with that when the report is bound to them
/// too by more than a likeness, and nobody settled them otherwise: so the order in which reports come
/// makes little difference.
pub(crate) fn choose<I: Copy + Ord>(
    traits: &Traits,
    candidates: &[Candidate<I>],
) -> Option<Choice<I>> {
    let mut bound: Vec<(&Candidate<I>, Vec<Bond>)> = candidates
        .iter()
        .map(|candidate| (candidate, same(traits, &candidate.traits)))
        .filter(|(_, bonds)| !bonds.is_empty())
        .collect();
    // The strongest bond first of each attack, the attacks by age.
    bound.sort_by(|(one, by), (other, by_other)| {
        (one.attack, by_other.len()).cmp(&(other.attack, by.len()))
    });
    bound.dedup_by_key(|(candidate, _)| candidate.attack);
    bound.retain(|(candidate, by)| {
        by.contains(&Bond::Page) || !poses_as_another(candidate.attack, traits, candidates)
    });
    let is_firm = |bonds: &[Bond]| bonds.iter().any(|bond| is_firm(*bond));
    let firm = bound.iter().position(|(_, bonds)| is_firm(bonds)).unwrap_or(0);
    let (chosen, bonds) = bound.get(firm)?;
    let own = brands(chosen.attack, candidates);
    let merges = bound
        .iter()
        .filter(|(other, by)| other.attack != chosen.attack && is_firm(by) && is_firm(bonds))
        .filter(|(other, _)| other.settled == chosen.settled)
        .filter(|(other, by)| {
            by.contains(&Bond::Page) || !are_apart(&own, &brands(other.attack, candidates))
        })
        .map(|(other, _)| other.attack)
        .collect();
    Some(Choice { joins: chosen.attack, bonds: bonds.clone(), merges })
}

/// Whether an attack is known to pose as another brand. What poses as nobody we know may be like the
/// attacks on two brands, and must not lead from one to the other.
fn poses_as_another<I: Copy + Ord>(
    attack: I,
    traits: &Traits,
    candidates: &[Candidate<I>],
) -> bool {
    let own = traits.brand.as_deref().into_iter().collect();
    are_apart(&own, &brands(attack, candidates))
}

fn brands<I: Copy + Ord>(attack: I, candidates: &[Candidate<I>]) -> BTreeSet<&str> {
    let own = candidates.iter().filter(|candidate| candidate.attack == attack);
    own.filter_map(|candidate| candidate.traits.brand.as_deref()).collect()
}

fn are_apart(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

/// Whether a bond is strong enough to make two attacks one.
fn is_firm(bond: Bond) -> bool {
    match bond {
        Bond::Text | Bond::Page | Bond::UrlPattern => true,
        Bond::TextAlike | Bond::Subject | Bond::Sending => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::Strategy as _;

    use super::*;
    use crate::attack::{Clusters, Template};

    const TEXT: &str = "カードのご利用を一時停止しました。下記より本人確認のお手続きをお願いいたします。\
        二十四時間以内にお手続きがない場合、カードは永久に停止されます。";

    fn reads(text: &str, brand: Option<&str>) -> Traits {
        let brand = brand.map(str::to_owned);
        Traits { template: Template::of(text), brand, ..Traits::default() }
    }

    fn joined(reports: &[&Traits]) -> Vec<Option<usize>> {
        let mut clusters = Clusters::default();
        reports.iter().for_each(|traits| clusters.join(traits));
        clusters.attacks()
    }

    #[test]
    fn whoever_speaks_as_nobody_does_not_lead_from_one_brand_to_another() {
        let (one, none, other) =
            (reads(TEXT, Some("a")), reads(TEXT, None), reads(TEXT, Some("b")));
        for order in [[&one, &none, &other], [&one, &other, &none], [&none, &other, &one]] {
            let attacks = joined(&order);
            let of = |traits: &Traits| {
                order.iter().position(|own| *own == traits).and_then(|place| attacks[place])
            };
            assert_ne!(of(&one), of(&other), "{attacks:?}");
        }
    }

    #[test]
    fn reports_without_anything_to_compare_join_nothing() {
        let nothing = Traits { brand: Some("a".to_owned()), ..Traits::default() };
        assert_eq!(joined(&[&nothing, &nothing]), [None, None]);
    }

    proptest::proptest! {
        /// On clear cases: copies of a few texts that have nothing in common.
        #[test]
        fn the_order_makes_no_difference(order in proptest::sample::subsequence((0..24_usize).collect::<Vec<_>>(), 24).prop_shuffle()) {
            let texts = ["定期点検のお知らせでございます", "ご当選おめでとうございます", "料金の未払いがございます"];
            let reports: Vec<Traits> = (0..24)
                .map(|number| {
                    let text = texts[number % 3];
                    reads(&format!("{text}{number}。{}。{text}", text.repeat(3)), None)
                })
                .collect();
            let shuffled: Vec<&Traits> = order.iter().map(|place| &reports[*place]).collect();
            let attacks = joined(&shuffled);
            for (at, one) in order.iter().enumerate() {
                for (by, other) in order.iter().enumerate() {
                    proptest::prop_assert_eq!(attacks[at] == attacks[by], one % 3 == other % 3);
                }
            }
        }

        #[test]
        fn any_octets_have_traits_and_join(raw in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let (mail, _) = mail::parse(&raw, &mail::Limits::default());
            let text = String::from_utf8_lossy(&raw);
            let habits = crate::attack::Habits::of(&mail);
            let traits = Traits { template: Template::of(&text), habits, ..Traits::default() };
            proptest::prop_assert_eq!(Traits::read(&traits.written()), Some(traits.clone()));
            let _ = Traits::of_url(&text, None, &reading::Brands::default());
            let attacks = joined(&[&traits, &traits]);
            proptest::prop_assert_eq!(attacks[0], attacks[1]);
        }
    }
}
