use std::ops::Range;

use aws_lc_rs::digest::{self, Digest};
use mail::{DomainName, Field};

use super::{
    Algorithm, Canonicalization, FieldIndex, Key, Octets, Problem, TagList, Validity,
    body_hash::{Hasher, Wanted},
};

/// The hash function of a signature algorithm.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Hashing {
    Sha1,
    Sha256,
}

impl Hashing {
    pub(crate) fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
        }
    }

    /// The name in a key's `h=`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }
}

/// All that is needed to verify one signature over header and body: a DKIM-Signature or an
/// ARC-Message-Signature whose syntax is right.
#[derive(Debug)]
pub(crate) struct Verifiable<'m, 'r> {
    pub(crate) field: &'m Field<'r>,
    pub(crate) algorithm: Algorithm,
    /// Where the key is: `SELECTOR._domainkey.DOMAIN`.
    pub(crate) key_name: DomainName,
    pub(crate) validity: Validity,
    pub(crate) header: Canonicalization,
    pub(crate) body: Wanted,
    pub(crate) signed: Vec<&'r [u8]>,
    pub(crate) body_hash: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    /// Where the value of `b=` stands in `field.raw`.
    pub(crate) hole: Range<usize>,
}

impl Verifiable<'_, '_> {
    /// The hash that was signed: the picked fields, then the signature's own with `b=` emptied and
    /// without a final line end (RFC 6376 §3.7).
    pub(crate) fn header_digest(&self, index: &FieldIndex<'_, '_>) -> Digest {
        let mut hasher = Hasher::new(self.algorithm.hashing());
        for field in index.pick(&self.signed, self.field) {
            self.header.field(field.raw, &mut hasher);
            hasher.take(b"\r\n");
        }
        self.header.field(&field_without(self.field, &self.hole), &mut hasher);
        hasher.digest()
    }

    /// Whether `key` made this signature over the fields that stand there now.
    pub(crate) fn made_by(&self, key: &Key, digest: &Digest) -> Option<bool> {
        key.made(digest, self.algorithm.hashing(), &self.signature)
    }
}

/// The tag-list of a field, and where `b=` stands in it, counted in the whole field.
pub(crate) fn sealed<'r>(field: &Field<'r>) -> Result<(TagList<'r>, Range<usize>), Problem> {
    let colon = memchr::memchr(b':', field.raw).unwrap_or(field.raw.len());
    let tags = TagList::parse(field.raw.get(colon + 1..).unwrap_or_default())?;
    let place = tags.place("b").ok_or(Problem::TagMissing("b"))?;
    Ok((tags, place.start + colon + 1..place.end + colon + 1))
}

/// A signature field with the value of `b=` deleted, white space around it included (§3.5, §3.7).
pub(crate) fn field_without(field: &Field<'_>, hole: &Range<usize>) -> Vec<u8> {
    let before = field.raw.get(..hole.start).unwrap_or_default();
    let after = field.raw.get(hole.end..).unwrap_or_default();
    [before, after].concat()
}
