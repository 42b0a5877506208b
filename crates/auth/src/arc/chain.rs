use jiff::Timestamp;
use mail::DomainName;

use super::Problem;
use crate::dkim::BodyHash;

/// Whether a chain holds (RFC 8617 §4.4).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ChainValidation {
    /// There is no chain.
    None,
    /// It is whole and every seal verifies.
    Pass,
    /// It is broken.
    Fail,
    /// Its structure is right; the keys were not asked for, as DNS is off.
    NotLooked,
}

impl ChainValidation {
    /// The word used in `cv=` and in Authentication-Results; `none` also for what was not looked
    /// at.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None | Self::NotLooked => "none",
            Self::Pass => "pass",
            Self::Fail => "fail",
        }
    }
}

/// One link of a chain: a handler that sealed what it had received.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sealer {
    /// `i=`: 1 is the first handler that sealed.
    pub instance: u32,
    /// `d=` of its ARC-Seal.
    pub domain: Option<DomainName>,
    /// `s=` of its ARC-Seal.
    pub selector: Option<String>,
    /// `d=` of its ARC-Message-Signature.
    pub signing_domain: Option<DomainName>,
    /// `t=` of its ARC-Seal: when it says it sealed.
    pub sealed_at: Option<Timestamp>,
    /// What its ARC-Authentication-Results says after `i=N;`, folds undone: the results this
    /// handler says it saw, in the syntax of RFC 8601. To be believed only if the chain passes and
    /// the sealer is trusted.
    pub authentication_results: String,
}

/// A message's chain of ARC sets.
#[derive(Clone, Debug)]
pub struct Chain {
    validation: ChainValidation,
    /// The sealers, first instance first; also of a chain that fails, as far as they can be read.
    pub sealers: Vec<Sealer>,
    /// Whether the body is the one the newest handler signed.
    pub body_hash: BodyHash,
    /// Why the chain fails; `None` where it does not.
    pub problem: Option<Problem>,
}

impl Chain {
    pub(super) fn new(
        validation: ChainValidation,
        sealers: Vec<Sealer>,
        body_hash: BodyHash,
        problem: Option<Problem>,
    ) -> Self {
        Self { validation, sealers, body_hash, problem }
    }

    /// Whether the chain holds. Only this crate makes a chain, so a pass is always computed.
    #[must_use]
    pub fn validation(&self) -> ChainValidation {
        self.validation
    }
}
