//! What each piece of evidence counts.

use crate::{Decibans, Evidence};

/// Odds before any evidence: what an unremarkable message that somebody asks about starts with.
pub(crate) const PRIOR: Decibans = Decibans(-12);

/// The weight of a piece of evidence.
#[must_use]
pub fn weight(evidence: &Evidence) -> Decibans {
    let _ = evidence;
    Decibans(0)
}
