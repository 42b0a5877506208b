use auth::How;

use crate::{Decibans, Evidence};

/// One piece of evidence as it counts in a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What was found, with the facts it rests on.
    pub evidence: Evidence,
    /// What it counts.
    pub weight: Decibans,
    /// How we know it.
    pub how: How,
}
