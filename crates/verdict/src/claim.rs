//! Whom the message speaks as.

use reading::{BrandId, Claim};

use crate::Facts;

/// From this strength on a message speaks *as* the brand; below, it mentions it.
const SPEAKS_AS: u8 = 50;

/// The brand that the message speaks as.
pub(crate) fn spoken_as<'f>(facts: &Facts<'f>) -> Option<&'f BrandId> {
    strongest(facts).filter(|claim| claim.strength >= SPEAKS_AS).map(|claim| &claim.brand)
}

/// The brand it names most strongly, at whatever strength.
pub(crate) fn strongest<'f>(facts: &Facts<'f>) -> Option<&'f Claim> {
    facts.reading.claims.first()
}
