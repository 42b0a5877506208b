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
    let is_firm = |bonds: &[Bond]| bonds.iter().any(|bond| is_firm(*bond));
    let firm = bound.iter().position(|(_, bonds)| is_firm(bonds)).unwrap_or(0);
    let (chosen, bonds) = bound.get(firm)?;
    let merges = bound
        .iter()
        .filter(|(other, by)| other.attack != chosen.attack && is_firm(by) && is_firm(bonds))
        .filter(|(other, _)| other.settled == chosen.settled)
        .map(|(other, _)| other.attack)
        .collect();
    Some(Choice { joins: chosen.attack, bonds: bonds.clone(), merges })
}

/// Whether a bond is strong enough to make two attacks one.
fn is_firm(bond: Bond) -> bool {
    match bond {
        Bond::Text | Bond::Page | Bond::UrlPattern => true,
        Bond::TextAlike | Bond::Subject | Bond::Sending => false,
    }
}
