/// What became of one signature, in the terms of RFC 8601 §2.7.1.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Outcome {
    /// The signature verifies and its domain is responsible for what it covers.
    Pass,
    /// It is acceptable, but does not verify: what it covers was changed, or it is forged.
    Fail,
    /// It asks for something this verifier does not know, so nothing can be said.
    Neutral,
    /// Whether it verifies or not, it is of a kind we do not accept (RFC 8301, expired).
    Policy,
    /// The key could not be had now; a later attempt may tell.
    TempError,
    /// It can never be verified: something it needs is absent or malformed.
    PermError,
    /// Not looked at: DNS is off, or there were too many signatures.
    NotLooked,
}

impl Outcome {
    /// The RFC 8601 word; `none` stands for what was not looked at.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Neutral => "neutral",
            Self::Policy => "policy",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
            Self::NotLooked => "none",
        }
    }
}

/// Why a signature does not pass. The first that applies, in the order of RFC 6376 §6.1.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Problem {
    /// The field is no tag-list (§3.2).
    MalformedTagList,
    /// A tag stands twice, which makes the whole list invalid (§3.2).
    DuplicateTag,
    /// A required tag is absent.
    TagMissing(&'static str),
    /// A tag's value breaks its grammar.
    TagMalformed(&'static str),
    /// `v=` is not 1 (§3.5).
    UnknownVersion,
    /// `a=` names no algorithm we know.
    UnknownAlgorithm,
    /// `c=` names no canonicalization we know.
    UnknownCanonicalization,
    /// `q=` names no way to the key that we know.
    UnknownQueryMethod,
    /// `h=` does not list From (§5.4): the author could be anyone.
    FromNotSigned,
    /// `i=` is neither in `d=` nor below it (§3.5).
    IdentityOutsideDomain,
    /// `x=` is not after `t=` (§3.5).
    ExpiresBeforeSigned,
    /// More signatures than [`Limits::signatures`](super::Limits) lie above this one.
    TooManySignatures,
    /// DNS is off: the key was not asked for.
    KeyNotAsked,
    /// DNS did not answer (§6.1.2).
    KeyUnavailable,
    /// There is no key at that name (§6.1.2).
    KeyMissing,
    /// What stands there is no key we can read (§6.1.2).
    KeyMalformed,
    /// The key was withdrawn: `p=` is empty (§3.6.1).
    KeyRevoked,
    /// The key is for another algorithm than the signature's.
    KeyTypeMismatch,
    /// The key's `h=` does not list the signature's hash.
    HashNotAllowed,
    /// The key's `s=` does not list email.
    ServiceNotAllowed,
    /// The key's `t=s` wants `i=` in `d=` itself, and it is in a subdomain.
    IdentityNotInStrictDomain,
    /// `x=` lies before the time of verification.
    Expired,
    /// `t=` lies in the future.
    NotYetValid,
    /// rsa-sha1, which RFC 8301 §3.1 forbids to accept.
    Sha1,
    /// An RSA key of fewer than 1024 bits, which RFC 8301 §3.2 forbids to accept.
    KeyTooShort {
        /// Bits of its modulus.
        bits: usize,
    },
    /// `l=` is larger than the body (§3.5).
    LengthBeyondBody,
    /// The body is not the one that was signed.
    BodyHashMismatch,
    /// The body is, but the signed header or the signature itself is not.
    SignatureMismatch,
}

impl Problem {
    /// What a signature with this problem amounts to.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::TooManySignatures | Self::KeyNotAsked => Outcome::NotLooked,
            Self::KeyUnavailable => Outcome::TempError,
            Self::UnknownVersion
            | Self::UnknownAlgorithm
            | Self::UnknownCanonicalization
            | Self::UnknownQueryMethod => Outcome::Neutral,
            Self::Expired | Self::NotYetValid | Self::Sha1 | Self::KeyTooShort { .. } => {
                Outcome::Policy
            }
            Self::LengthBeyondBody | Self::BodyHashMismatch | Self::SignatureMismatch => {
                Outcome::Fail
            }
            Self::MalformedTagList
            | Self::DuplicateTag
            | Self::TagMissing(_)
            | Self::TagMalformed(_)
            | Self::FromNotSigned
            | Self::IdentityOutsideDomain
            | Self::ExpiresBeforeSigned
            | Self::KeyMissing
            | Self::KeyMalformed
            | Self::KeyRevoked
            | Self::KeyTypeMismatch
            | Self::HashNotAllowed
            | Self::ServiceNotAllowed
            | Self::IdentityNotInStrictDomain => Outcome::PermError,
        }
    }
}
