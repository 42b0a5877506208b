use std::fmt::Write as _;

use aws_lc_rs::{
    digest::{SHA256, digest},
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, PublicKey},
    signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use mail::{DomainName, Field, Mail};

use super::{Algorithm, BodyHashes, Canonicalization, FieldIndex, Octets, body_hash::Wanted};

/// Why a message could not be signed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SignError {
    /// The octets are no private key of the kind asked for.
    #[error("not a private key in PKCS #8 form")]
    NotAKey,
    /// RFC 8301 §3.2: "Signers MUST use RSA keys of at least 1024 bits".
    #[error("an RSA key of {0} bits is too short to sign with")]
    KeyTooShort(usize),
    /// A message without From cannot be signed (RFC 6376 §5.4).
    #[error("the message has no From field to sign")]
    NoFrom,
    /// The library refused.
    #[error("the key could not sign")]
    Refused,
}

/// A private key.
#[derive(Debug)]
pub enum SigningKey {
    /// For rsa-sha256.
    Rsa(RsaKeyPair),
    /// For ed25519-sha256.
    Ed25519(Ed25519KeyPair),
}

impl SigningKey {
    /// Reads an RSA key of at least 1024 bits from PKCS #8 DER.
    ///
    /// # Errors
    /// When it is none, or too short.
    pub fn rsa(pkcs8: &[u8]) -> Result<Self, SignError> {
        let key = RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| SignError::NotAKey)?;
        let bits = key.public_modulus_len() * 8;
        if bits < 1024 { Err(SignError::KeyTooShort(bits)) } else { Ok(Self::Rsa(key)) }
    }

    /// Reads an Ed25519 key from PKCS #8 DER.
    ///
    /// # Errors
    /// When it is none.
    pub fn ed25519(pkcs8: &[u8]) -> Result<Self, SignError> {
        let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8);
        key.map(Self::Ed25519).map_err(|_| SignError::NotAKey)
    }

    /// The key record to publish at `SELECTOR._domainkey.DOMAIN` (RFC 6376 §3.6.1).
    #[must_use]
    pub fn record(&self) -> String {
        let (name, public) = match self {
            Self::Rsa(key) => ("rsa", spki(key.public_key())),
            Self::Ed25519(key) => ("ed25519", key.public_key().as_ref().to_vec()),
        };
        format!("v=DKIM1; k={name}; p={}", STANDARD.encode(public))
    }

    fn algorithm(&self) -> Algorithm {
        match self {
            Self::Rsa(_) => Algorithm::RsaSha256,
            Self::Ed25519(_) => Algorithm::Ed25519Sha256,
        }
    }

    fn sign(&self, canonical: &[u8]) -> Result<Vec<u8>, SignError> {
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), canonical, &mut signature)
                    .map_err(|_| SignError::Refused)?;
                Ok(signature)
            }
            // RFC 8463 §3: the hash is what Ed25519 signs.
            Self::Ed25519(key) => {
                Ok(key.sign(digest(&SHA256, canonical).as_ref()).as_ref().to_vec())
            }
        }
    }
}

/// Signs messages for one domain with one key.
#[derive(Debug)]
pub struct Signer {
    /// `d=`.
    pub domain: DomainName,
    /// `s=`.
    pub selector: DomainName,
    /// The private key.
    pub key: SigningKey,
    /// `c=`: for the header and for the body.
    pub canonicalization: (Canonicalization, Canonicalization),
    /// Fields that are signed as often as they stand there, and once more, so that none of that
    /// name can be added (over-signing, RFC 6376 §8.15).
    pub over_signed: Vec<String>,
    /// Fields that are signed as often as they stand there, where they do.
    pub signed: Vec<String>,
    /// How long the signature holds (`x=`); `None`: for ever.
    pub valid_for: Option<SignedDuration>,
}

impl Signer {
    /// A signer with what suits mail to people: relaxed, and every field a reader is shown
    /// over-signed.
    #[must_use]
    pub fn new(domain: DomainName, selector: DomainName, key: SigningKey) -> Self {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            domain,
            selector,
            key,
            canonicalization: (Canonicalization::Relaxed, Canonicalization::Relaxed),
            over_signed: names(&[
                "from",
                "to",
                "cc",
                "subject",
                "date",
                "reply-to",
                "message-id",
                "mime-version",
                "content-type",
                "content-transfer-encoding",
            ]),
            // RFC 8058 §4 wants both covered by the signature.
            signed: names(&["list-unsubscribe", "list-unsubscribe-post", "list-id"]),
            valid_for: None,
        }
    }

    /// The DKIM-Signature field to put on top of `mail`, line end included.
    ///
    /// # Errors
    /// When there is no From, or the key refuses.
    pub fn sign(&self, mail: &Mail<'_>, now: Timestamp) -> Result<String, SignError> {
        let names = self.names(mail);
        if mail.header.first("from").is_none() {
            return Err(SignError::NoFrom);
        }
        let unsigned = self.unsigned_field(mail, &names, now);
        let octets = self.canonical_header(mail, &names, &unsigned);
        let signature = STANDARD.encode(self.key.sign(&octets)?);
        Ok(format!("{unsigned}{}\r\n", folded(&signature)))
    }

    fn names(&self, mail: &Mail<'_>) -> Vec<String> {
        let mut names = Vec::new();
        for (list, more) in [(&self.over_signed, 1), (&self.signed, 0)] {
            for name in list {
                let times = mail.header.named(name).count() + more;
                names.extend(std::iter::repeat_n(name.to_ascii_lowercase(), times));
            }
        }
        names
    }

    fn unsigned_field(&self, mail: &Mail<'_>, names: &[String], now: Timestamp) -> String {
        let (header, body) = self.canonicalization;
        let algorithm = self.key.algorithm();
        let wanted = Wanted { canonicalization: body, hashing: algorithm.hashing(), length: None };
        let hashed = BodyHashes::compute(mail.body, [wanted]).of(wanted);
        let body_hash = hashed.map(|hashed| STANDARD.encode(hashed.digest)).unwrap_or_default();
        let mut field = format!(
            "DKIM-Signature: v=1; a={}; c={}/{}; d={};\r\n s={}; t={};",
            algorithm.as_str(),
            header.as_str(),
            body.as_str(),
            self.domain,
            self.selector,
            now.as_second(),
        );
        if let Some(valid_for) = self.valid_for {
            // Writing to a String cannot fail.
            let _ = write!(field, " x={};", now.as_second().saturating_add(valid_for.as_secs()));
        }
        let _ = write!(field, "\r\n h={};\r\n bh={body_hash};\r\n b=", names.join(":\r\n  "));
        field
    }

    fn canonical_header(&self, mail: &Mail<'_>, names: &[String], unsigned: &str) -> Vec<u8> {
        let names: Vec<&[u8]> = names.iter().map(String::as_bytes).collect();
        let own = Field { raw: unsigned.as_bytes(), name: b"", value: b"", start: usize::MAX };
        let mut octets = Vec::new();
        for field in FieldIndex::new(&mail.header).pick(&names, &own) {
            self.canonicalization.0.field(field.raw, &mut octets);
            octets.take(b"\r\n");
        }
        self.canonicalization.0.field(unsigned.as_bytes(), &mut octets);
        octets
    }
}

/// SubjectPublicKeyInfo, which more verifiers read than the bare RSAPublicKey.
fn spki(key: &PublicKey) -> Vec<u8> {
    let spki: Result<PublicKeyX509Der<'_>, _> = key.as_der();
    spki.map_or_else(|_| key.as_ref().to_vec(), |spki| spki.as_ref().to_vec())
}

/// Base64 in lines that stay under 78 columns (RFC 5322 §2.1.1).
fn folded(base64: &str) -> String {
    let mut text = String::with_capacity(base64.len() + base64.len() / 20);
    for (at, c) in base64.chars().enumerate() {
        if at > 0 && at % 72 == 0 {
            text.push_str("\r\n  ");
        }
        text.push(c);
    }
    text
}
