//! Ids that nobody guesses, secrets of which only hashes are kept.

use std::fmt;

use aws_lc_rs::{constant_time, digest, hmac, rand};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The operating system gave no random octets. Without them nothing may be opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the operating system gave no random octets")]
pub struct NoRandomness;

/// Octets nobody can foretell, in base64url without padding (RFC 4648 §5).
pub(crate) fn random<const OCTETS: usize>() -> Result<String, NoRandomness> {
    let mut octets = [0; OCTETS];
    rand::fill(&mut octets).map_err(|_| NoRandomness)?;
    Ok(URL_SAFE_NO_PAD.encode(octets))
}

/// Random octets for a key.
pub(crate) fn key() -> Result<[u8; 32], NoRandomness> {
    let mut octets = [0; 32];
    rand::fill(&mut octets).map_err(|_| NoRandomness)?;
    Ok(octets)
}

/// Whether a text is base64url of exactly so many octets.
fn is_random(text: &str, octets: usize) -> bool {
    // Four characters for three octets, without padding.
    text.len() == (octets * 4).div_ceil(3)
        && URL_SAFE_NO_PAD.decode(text).is_ok_and(|decoded| decoded.len() == octets)
}

/// A secret that its holder shows: 256 random bits. Kept by us only as a hash.
#[derive(Clone, Eq, PartialEq)]
pub struct Secret(String);

impl Secret {
    const OCTETS: usize = 32;

    /// A new one.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random octets.
    pub(crate) fn new() -> Result<Self, NoRandomness> {
        random::<{ Self::OCTETS }>().map(Self)
    }

    /// What somebody showed; `None` when it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_random(text, Self::OCTETS).then(|| Self(text.to_owned()))
    }

    /// The secret itself, for its holder and nobody else: never into a log.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// SHA-256. The secret has 256 random bits, so that nothing slower is needed to keep it from
    /// being guessed.
    pub(crate) fn hash(&self) -> Vec<u8> {
        digest::digest(&digest::SHA256, self.0.as_bytes()).as_ref().to_vec()
    }

    /// Another secret that follows from this one, and that does not lead back to it.
    pub(crate) fn derived(&self, purpose: &str) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_bytes());
        Self(URL_SAFE_NO_PAD.encode(hmac::sign(&key, purpose.as_bytes())))
    }

    /// Whether this is the one whose hash was kept. Takes as long when it is not.
    pub(crate) fn is(&self, kept: &[u8]) -> bool {
        constant_time::verify_slices_are_equal(&self.hash(), kept).is_ok()
    }
}

// A secret that is printed by mistake says nothing.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Makes the type of an id: 128 random bits.
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(String);

        impl $name {
            pub(crate) fn new() -> Result<Self, $crate::secret::NoRandomness> {
                $crate::secret::random::<16>().map(Self)
            }

            /// The id that a text is; `None` when it cannot be one.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                $crate::secret::is_id(text).then(|| Self(text.to_owned()))
            }

            /// Twenty-two characters of base64url.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use id;

pub(crate) fn is_id(text: &str) -> bool {
    is_random(text, 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_secrets_are_read_as_they_were_written() {
        let secret = Secret::new().unwrap();
        assert_eq!(Secret::parse(secret.reveal()), Some(secret.clone()));
        assert!(secret.is(&secret.hash()));
        assert!(!Secret::new().unwrap().is(&secret.hash()));
        assert!(is_id(&random::<16>().unwrap()));
    }

    #[test]
    fn what_cannot_be_an_id_is_none() {
        for text in [
            "",
            "a",
            "' OR 1=1 --",
            "../../../../etc/passwd",
            "本物です",
            "AAAAAAAAAAAAAAAAAAAAA=",
            "AAAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert!(!is_id(text), "{text}");
            assert!(Secret::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_printed_secret_says_nothing() {
        let secret = Secret::new().unwrap();
        assert!(!format!("{secret:?}").contains(secret.reveal()));
    }
}
