//! Private keys for DKIM, as they are kept in files.

use auth::dkim::{SignError, SigningKey};
use aws_lc_rs::{
    encoding::{AsDer as _, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
    signature::Ed25519KeyPair,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Why a file holds no key to sign with.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum KeyError {
    /// Nothing between `-----BEGIN PRIVATE KEY-----` and its end.
    #[error("there is no private key in PEM form in it")]
    NoPem,
    /// PKCS #1 or SEC 1, as older programs write.
    #[error("it is in an older form; `openssl pkcs8 -topk8 -nocrypt` brings it into PKCS #8")]
    OlderForm,
    /// A key behind a password.
    #[error("it is encrypted; `openssl pkcs8 -topk8 -nocrypt` takes the password off")]
    Encrypted,
    /// DER that is no RSA or Ed25519 key, or a short one.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// Which kind of key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyKind {
    /// 2048 bits; every receiver verifies it.
    Rsa,
    /// RFC 8463; short, and not every receiver verifies it yet: use it beside an RSA key.
    Ed25519,
}

/// Reads a private key from PEM (RFC 7468 §10): PKCS #8, RSA or Ed25519.
///
/// # Errors
///
/// When there is none that signs, and what to do.
pub fn read_key(pem: &str) -> Result<SigningKey, KeyError> {
    let (_, rest) = pem.split_once("-----BEGIN ").ok_or(KeyError::NoPem)?;
    let (label, rest) = rest.split_once("-----").ok_or(KeyError::NoPem)?;
    match label {
        "PRIVATE KEY" => {}
        "ENCRYPTED PRIVATE KEY" => return Err(KeyError::Encrypted),
        "RSA PRIVATE KEY" | "EC PRIVATE KEY" => return Err(KeyError::OlderForm),
        _ => return Err(KeyError::NoPem),
    }
    let (inner, _) = rest.split_once("-----END PRIVATE KEY-----").ok_or(KeyError::NoPem)?;
    let inner: String = inner.split_whitespace().collect();
    let der = STANDARD.decode(inner).map_err(|_| KeyError::NoPem)?;
    match SigningKey::rsa(&der) {
        Err(SignError::NotAKey) => Ok(SigningKey::ed25519(&der)?),
        read => Ok(read?),
    }
}

/// A new private key, in PEM.
///
/// # Errors
///
/// When the operating system gives no random octets.
pub fn new_key(kind: KeyKind) -> Result<String, crate::NoRandomness> {
    let der = match kind {
        KeyKind::Rsa => KeyPair::generate(KeySize::Rsa2048).ok().and_then(|key| {
            let der: Option<Pkcs8V1Der<'static>> = key.as_der().ok();
            der.map(|der| der.as_ref().to_vec())
        }),
        KeyKind::Ed25519 => Ed25519KeyPair::generate()
            .and_then(|key| key.to_pkcs8v1())
            .ok()
            .map(|der| der.as_ref().to_vec()),
    };
    let base64 = STANDARD.encode(der.ok_or(crate::NoRandomness)?);
    let mut pem = "-----BEGIN PRIVATE KEY-----\n".to_owned();
    // RFC 7468 §2: lines of 64 characters.
    for (at, ch) in base64.chars().enumerate() {
        if at > 0 && at % 64 == 0 {
            pem.push('\n');
        }
        pem.push(ch);
    }
    pem.push_str("\n-----END PRIVATE KEY-----\n");
    Ok(pem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_read_again_and_has_a_record() {
        for (kind, name) in [(KeyKind::Rsa, "rsa"), (KeyKind::Ed25519, "ed25519")] {
            let key = read_key(&new_key(kind).unwrap()).unwrap();
            let record = key.record();
            assert!(record.starts_with(&format!("v=DKIM1; k={name}; p=")), "{record}");
        }
    }

    #[test]
    fn what_is_no_key_says_why() {
        let pem = |label: &str, inner: &str| {
            format!("-----BEGIN {label}-----\n{inner}\n-----END {label}-----\n")
        };
        for (text, expected) in [
            (String::new(), KeyError::NoPem),
            ("-----BEGIN PRIVATE KEY-----".to_owned(), KeyError::NoPem),
            (pem("PRIVATE KEY", "not base64!"), KeyError::NoPem),
            (pem("CERTIFICATE", "AAAA"), KeyError::NoPem),
            (pem("RSA PRIVATE KEY", "AAAA"), KeyError::OlderForm),
            (pem("ENCRYPTED PRIVATE KEY", "AAAA"), KeyError::Encrypted),
            (pem("PRIVATE KEY", "AAAA"), KeyError::Sign(SignError::NotAKey)),
        ] {
            assert_eq!(read_key(&text).map(drop).unwrap_err(), expected, "{text}");
        }
    }
}
