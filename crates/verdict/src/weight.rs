//! What each piece of evidence counts: `weights.txt`, compiled in.

use reading::{RequestKind, lure::LureKind};

use crate::{Decibans, Evidence};

include!(concat!(env!("OUT_DIR"), "/weights.rs"));

/// The weight of a piece of evidence.
#[must_use]
pub fn weight(evidence: &Evidence) -> Decibans {
    if let Evidence::Wording { decibans } = evidence {
        // The model's own odds, already bounded where they are made.
        return Decibans(*decibans);
    }
    fixed(evidence)
}
