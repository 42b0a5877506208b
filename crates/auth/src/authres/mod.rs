//! What others say they found: Authentication-Results (RFC 8601), ARC-Authentication-Results
//! (RFC 8617 §4.1.1) and Received-SPF (RFC 7208 §9.1), and how far they are to be believed.
//!
//! Anyone can write such a field. Only those that the receiving side added count as findings
//! ([`Statements::stated`]); where the line runs is decided in [`Statements::read`].

mod boundary;
mod parse;
mod print;
mod received_spf;
mod statement;

pub use boundary::{Pretended, Source, Stated, Statements};
pub use statement::{SpfIdentity, Statement};

pub(crate) use statement::is_authors;

/// One Authentication-Results field, taken apart (RFC 8601 §2.2).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AuthenticationResults {
    /// The name of the service that looked (§2.5), lower case; `None` in Exchange Online's form,
    /// which leaves it out.
    pub authserv_id: Option<String>,
    /// What it found, in order; empty for `none`.
    pub results: Vec<ResInfo>,
    /// Pieces that fit no rule of the grammar and were passed over. 0 in a well-formed field.
    pub malformed: usize,
}

/// One method's result with what it looked at (`resinfo`, §2.2).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ResInfo {
    /// The method (§2.7), lower case: `spf`, `dkim`, `dmarc`, `arc`, `iprev`, …
    pub method: String,
    /// What came out.
    pub result: ResultCode,
    /// Why, in the service's words.
    pub reason: Option<String>,
    /// The properties that were looked at, in order.
    pub properties: Vec<Property>,
    /// Words `name=value` that are no properties (Exchange: `action=none`), name in lower case.
    pub extras: Vec<(String, String)>,
    /// The first comment after the result, where services put the client's address and policies.
    pub comment: Option<String>,
}

impl ResInfo {
    /// The value of `ptype.property`, the first if several.
    #[must_use]
    pub fn property(&self, ptype: &str, property: &str) -> Option<&str> {
        let is_asked = |p: &&Property| p.ptype == ptype && p.property == property;
        self.properties.iter().find(is_asked).map(|p| p.value.as_str())
    }
}

/// One thing that a method looked at (`propspec`, §2.2): `header.d=example.com`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Property {
    /// Where it stood (§2.3): `smtp`, `header`, `body`, `policy`; lower case.
    pub ptype: String,
    /// Its name there, lower case.
    pub property: String,
    /// Its value, unquoted.
    pub value: String,
}

/// A result in the spellings of RFC 8601 §2.7.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub enum ResultCode {
    /// The check was not made or there was nothing to check.
    #[default]
    None,
    /// It held.
    Pass,
    /// It did not hold.
    Fail,
    /// SPF `~all`: probably not authorised.
    SoftFail,
    /// Nothing can be said either way.
    Neutral,
    /// It held, but local policy does not accept it.
    Policy,
    /// Could not be decided now.
    TempError,
    /// Can never be decided: a broken record or signature.
    PermError,
    /// A word of the service's own (`bestguesspass`, `hardfail`), lower case.
    Other(String),
}

impl ResultCode {
    /// Reads a result word, whatever its case. `error` is what old services write for `permerror`.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "none" => Self::None,
            "pass" => Self::Pass,
            "fail" => Self::Fail,
            "softfail" => Self::SoftFail,
            "neutral" => Self::Neutral,
            "policy" => Self::Policy,
            "temperror" => Self::TempError,
            "permerror" => Self::PermError,
            _ => Self::Other(word),
        }
    }

    /// The word, as RFC 8601 spells it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::None => "none",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::Neutral => "neutral",
            Self::Policy => "policy",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
            Self::Other(word) => word,
        }
    }

    /// Whether the check held.
    #[must_use]
    pub fn is_pass(&self) -> bool {
        *self == Self::Pass
    }

    /// Whether the check was made and did not hold (`fail`, `hardfail` of RFC 5451).
    #[must_use]
    pub fn is_fail(&self) -> bool {
        match self {
            Self::Fail => true,
            Self::Other(word) => word == "hardfail",
            Self::None
            | Self::Pass
            | Self::SoftFail
            | Self::Neutral
            | Self::Policy
            | Self::TempError
            | Self::PermError => false,
        }
    }
}

/// Why a value is no Authentication-Results.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AuthresError {
    /// Nothing there that could be an authserv-id or a result.
    #[error("no authserv-id and no result")]
    Empty,
    /// A version other than 1 (§2.2): its meaning is unknown.
    #[error("unknown authres-version")]
    UnknownVersion,
}
