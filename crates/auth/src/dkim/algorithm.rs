use super::{Hashing, KeyType, Problem};

/// A signature algorithm (`a=`).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Algorithm {
    /// `rsa-sha1`: no longer accepted (RFC 8301 §3.1).
    RsaSha1,
    /// `rsa-sha256` (RFC 6376 §3.3.2).
    RsaSha256,
    /// `ed25519-sha256` (RFC 8463).
    Ed25519Sha256,
}

impl Algorithm {
    /// The name used in `a=`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RsaSha1 => "rsa-sha1",
            Self::RsaSha256 => "rsa-sha256",
            Self::Ed25519Sha256 => "ed25519-sha256",
        }
    }

    pub(crate) fn parse(name: &[u8]) -> Result<Self, Problem> {
        match name {
            b"rsa-sha1" => Ok(Self::RsaSha1),
            b"rsa-sha256" => Ok(Self::RsaSha256),
            b"ed25519-sha256" => Ok(Self::Ed25519Sha256),
            b"" => Err(Problem::TagMalformed("a")),
            _ => Err(Problem::UnknownAlgorithm),
        }
    }

    pub(crate) fn hashing(self) -> Hashing {
        match self {
            Self::RsaSha1 => Hashing::Sha1,
            Self::RsaSha256 | Self::Ed25519Sha256 => Hashing::Sha256,
        }
    }

    pub(crate) fn key_type(self) -> KeyType {
        match self {
            Self::RsaSha1 | Self::RsaSha256 => KeyType::Rsa,
            Self::Ed25519Sha256 => KeyType::Ed25519,
        }
    }
}
