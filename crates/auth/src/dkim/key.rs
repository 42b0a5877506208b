use aws_lc_rs::{
    digest::Digest,
    signature::{
        ED25519, RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RsaParameters, RsaPublicKeyComponents,
        UnparsedPublicKey,
    },
};

use super::{
    Algorithm, Problem, TagList, short_rsa,
    tag_list::{base64, trim},
    verifiable::Hashing,
};

/// What a key is made for (`k=`).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum KeyType {
    /// RSA (RFC 6376 §3.3.1).
    Rsa,
    /// Ed25519 (RFC 8463).
    Ed25519,
}

/// What a domain publishes about one of its keys (RFC 6376 §3.6.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyFacts {
    /// `k=`.
    pub key_type: KeyType,
    /// Bits of the RSA modulus; 256 for Ed25519.
    pub bits: usize,
    /// `t=y`: the domain says it is testing. A failure then means nothing at all.
    pub testing: bool,
    /// `t=s`: the domain wants `i=` in `d=` itself.
    pub strict: bool,
    /// `h=`: the only hashes the key may be used with; `None`: any.
    pub hashes: Option<Vec<String>>,
    /// `s=`: the services the key is for; `None`: any.
    pub services: Option<Vec<String>>,
}

/// A public key, ready to verify with.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) facts: KeyFacts,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    Ed25519(Vec<u8>),
}

impl Key {
    /// Reads a key record (RFC 6376 §3.6.1). `g=` of RFC 4871 is ignored as any unknown tag is.
    pub(crate) fn parse(record: &[u8]) -> Result<Self, Problem> {
        let tags = TagList::parse(record).map_err(|_| Problem::KeyMalformed)?;
        // "This tag MUST be the first tag in the record" and "MUST be DKIM1", if it is there.
        if tags.get("v").is_some_and(|version| version != b"DKIM1" || tags.first() != Some("v")) {
            return Err(Problem::KeyMalformed);
        }
        let published = tags.get("p").ok_or(Problem::KeyMalformed)?;
        if published.is_empty() {
            return Err(Problem::KeyRevoked);
        }
        let octets = base64(published).ok_or(Problem::KeyMalformed)?;
        let (material, key_type, bits) = match tags.get("k") {
            None | Some(b"rsa") => {
                let (modulus, exponent) = rsa(&octets).ok_or(Problem::KeyMalformed)?;
                let bits = bit_length(&modulus);
                (Material::Rsa { modulus, exponent }, KeyType::Rsa, bits)
            }
            // RFC 8463 §4: the 32 octets themselves, in no wrapper.
            Some(b"ed25519") if octets.len() == 32 => {
                (Material::Ed25519(octets), KeyType::Ed25519, 256)
            }
            Some(_) => return Err(Problem::KeyMalformed),
        };
        let flags = tags.members("t").unwrap_or_default();
        let facts = KeyFacts {
            key_type,
            bits,
            testing: flags.contains(&&b"y"[..]),
            strict: flags.contains(&&b"s"[..]),
            hashes: words(&tags, "h"),
            services: words(&tags, "s"),
        };
        Ok(Self { facts, material })
    }

    /// Whether the key's own restrictions allow what a signature wants of it.
    pub(crate) fn allows(&self, algorithm: Algorithm) -> Result<(), Problem> {
        let facts = &self.facts;
        let lists = |list: &Option<Vec<String>>, words: &[&str]| {
            list.as_ref().is_none_or(|list| list.iter().any(|word| words.contains(&word.as_str())))
        };
        if facts.key_type != algorithm.key_type() {
            return Err(Problem::KeyTypeMismatch);
        }
        if !lists(&facts.hashes, &[algorithm.hashing().as_str()]) {
            return Err(Problem::HashNotAllowed);
        }
        if !lists(&facts.services, &["*", "email"]) {
            return Err(Problem::ServiceNotAllowed);
        }
        Ok(())
    }

    /// Whether RFC 8301 lets a verifier rely on the key and the algorithm.
    pub(crate) fn acceptable(&self, algorithm: Algorithm) -> Result<(), Problem> {
        match algorithm {
            Algorithm::RsaSha1 => Err(Problem::Sha1),
            Algorithm::RsaSha256 if self.facts.bits < 1024 => {
                Err(Problem::KeyTooShort { bits: self.facts.bits })
            }
            Algorithm::RsaSha256 | Algorithm::Ed25519Sha256 => Ok(()),
        }
    }

    /// Whether the key made `signature` over `digest`; `None`: the library cannot tell for a key
    /// of this length.
    pub(crate) fn made(&self, digest: &Digest, hashing: Hashing, signature: &[u8]) -> Option<bool> {
        match &self.material {
            // RFC 8463 §3: Ed25519 signs the hash, as if that were the message.
            Material::Ed25519(point) => {
                let key = UnparsedPublicKey::new(&ED25519, point);
                Some(key.verify(digest.as_ref(), signature).is_ok())
            }
            Material::Rsa { modulus, exponent } if self.facts.bits < 1024 => {
                short_rsa::made((modulus, exponent), hashing, digest.as_ref(), signature)
            }
            Material::Rsa { .. } if self.facts.bits > 8192 => None,
            Material::Rsa { modulus, exponent } => {
                let key = RsaPublicKeyComponents { n: modulus, e: exponent };
                let key = key.to_parsed_public_key(parameters(hashing));
                Some(key.is_ok_and(|key| key.verify_digest_sig(digest, signature).is_ok()))
            }
        }
    }
}

/// Whether one of the keys at a name made an ARC signature, by the rules of DKIM.
pub(crate) fn any_made(
    keys: &[Key],
    algorithm: Algorithm,
    digest: &Digest,
    signature: &[u8],
) -> Result<(), Problem> {
    let mut problem = Problem::KeyMissing;
    for key in keys {
        let permitted = key.allows(algorithm).and_then(|()| key.acceptable(algorithm));
        problem = match permitted {
            Err(problem) => problem,
            Ok(()) => match key.made(digest, algorithm.hashing(), signature) {
                Some(true) => return Ok(()),
                Some(false) => Problem::SignatureMismatch,
                None => Problem::KeyMalformed,
            },
        };
    }
    Err(problem)
}

fn parameters(hashing: Hashing) -> &'static RsaParameters {
    match hashing {
        Hashing::Sha1 => &RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Hashing::Sha256 => &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
    }
}

fn words(tags: &TagList<'_>, name: &str) -> Option<Vec<String>> {
    let words = tags.members(name)?;
    Some(words.into_iter().map(|word| String::from_utf8_lossy(word).into_owned()).collect())
}

fn bit_length(number: &[u8]) -> usize {
    number.first().map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
}

/// Modulus and exponent of an RSA key. RFC 6376 §3.6.1 means SubjectPublicKeyInfo in its example
/// and RSAPublicKey (RFC 8017 A.1.1) in its text, so both are out there.
fn rsa(der: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (fields, _) = element(der, 0x30)?;
    let fields = match element(fields, 0x30) {
        None => fields,
        Some((_algorithm, rest)) => {
            let (bits, _) = element(rest, 0x03)?;
            element(bits.strip_prefix(&[0])?, 0x30)?.0
        }
    };
    let (modulus, rest) = element(fields, 0x02)?;
    let (exponent, _) = element(rest, 0x02)?;
    let (modulus, exponent) = (unsigned(modulus), unsigned(exponent));
    (!modulus.is_empty() && !exponent.is_empty()).then(|| (modulus.to_vec(), exponent.to_vec()))
}

/// The contents of a DER element with this tag, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&length, rest) = der.strip_prefix(&[tag])?.split_first()?;
    if length < 0x80 {
        return rest.split_at_checked(usize::from(length));
    }
    // No key we accept needs a length of more than two octets.
    let (octets, rest) = rest.split_at_checked(usize::from(length & 0x7F))?;
    if octets.len() > 2 {
        return None;
    }
    rest.split_at_checked(octets.iter().fold(0, |sum, &octet| sum << 8 | usize::from(octet)))
}

fn unsigned(integer: &[u8]) -> &[u8] {
    let zeros = integer.iter().take_while(|&&octet| octet == 0).count();
    trim_front(integer, zeros)
}

fn trim_front(octets: &[u8], count: usize) -> &[u8] {
    octets.get(count..).unwrap_or_default()
}

/// Whether a record at a key's name looks as if it were meant as a key.
pub(crate) fn looks_like_key(record: &[u8]) -> bool {
    let record = trim(record);
    record.starts_with(b"v=DKIM1") || memchr::memmem::find(record, b"p=").is_some()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::{
        digest::{SHA256, digest},
        encoding::{AsDer, PublicKeyX509Der},
        rand::SystemRandom,
        rsa::{KeyPair, KeySize},
        signature::{KeyPair as _, RSA_PKCS1_SHA256},
    };
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::*;

    #[test]
    fn both_forms_of_an_rsa_key_are_the_same_key() {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let spki: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
        let mut signature = vec![0; 256];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), b"text", &mut signature).unwrap();
        let digest = digest(&SHA256, b"text");
        for form in [pair.public_key().as_ref(), spki.as_ref()] {
            let key = Key::parse(format!("p={}", STANDARD.encode(form)).as_bytes()).unwrap();
            assert_eq!((key.facts.key_type, key.facts.bits), (KeyType::Rsa, 2048));
            assert_eq!(key.made(&digest, Hashing::Sha256, &signature), Some(true));
            assert_eq!(key.made(&digest, Hashing::Sha256, b"no signature"), Some(false));
        }
    }

    #[test]
    fn der_that_ends_early_or_says_too_much_is_no_key() {
        for der in [
            &b""[..],
            b"\x30",
            b"\x30\x05\x02\x01",
            b"\x30\x84\xff\xff\xff\xff",
            b"\x30\x06\x02\x01\x00\x02\x01\x03",
            b"\x30\x80\x02\x01\x05\x02\x01\x03",
        ] {
            assert_eq!(rsa(der), None, "{}", der.escape_ascii());
        }
    }
}
