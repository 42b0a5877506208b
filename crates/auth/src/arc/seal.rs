use std::ops::Range;

use aws_lc_rs::digest::Digest;
use mail::{DomainName, Field};

use super::{Problem, set::Set};
use crate::dkim::{
    self, Algorithm, Canonicalization, Hasher, Hashing, Octets, field_without, sealed,
};

/// An ARC-Seal whose syntax is right (RFC 8617 §4.1.3).
#[derive(Debug)]
pub(super) struct Seal<'m, 'r> {
    pub(super) instance: u32,
    field: &'m Field<'r>,
    pub(super) algorithm: Algorithm,
    pub(super) key_name: DomainName,
    /// `cv=`: what this handler found of the chain before it.
    pub(super) chain_validation: &'r [u8],
    pub(super) signature: Vec<u8>,
    hole: Range<usize>,
}

impl<'m, 'r> Seal<'m, 'r> {
    pub(super) fn read(set: &Set<'m, 'r>) -> Result<Self, Problem> {
        let instance = set.instance;
        let why = |why| Problem::Seal { instance, why };
        let (tags, hole) = sealed(set.seal).map_err(why)?;
        if tags.get("h").is_some() {
            return Err(Problem::SealWithFields { instance });
        }
        let domain = tags.domain("d").map_err(why)?;
        tags.number("t").map_err(why)?;
        Ok(Self {
            instance,
            field: set.seal,
            algorithm: tags.required("a").and_then(Algorithm::parse).map_err(why)?,
            key_name: tags.selector().and_then(|s| dkim::key_name(s, &domain)).map_err(why)?,
            chain_validation: tags.required("cv").map_err(why)?,
            signature: tags.base64("b").map_err(why)?,
            hole,
        })
    }
}

/// Hashes for the seals of a chain, each over all sets up to its own (RFC 8617 §5.1.1). Every field
/// is canonicalized once: a seal's hash goes on where the one before it stood.
pub(super) struct Sealing {
    hasher: Hasher,
}

impl Sealing {
    pub(super) fn new(hashing: Hashing) -> Self {
        Self { hasher: Hasher::new(hashing) }
    }

    /// Takes the next set in and returns what its seal signed.
    pub(super) fn add(&mut self, set: &Set<'_, '_>, seal: &Seal<'_, '_>) -> Digest {
        self.add_field(set.results);
        self.add_field(set.message_signature);
        let mut own = self.hasher.clone();
        Canonicalization::Relaxed.field(&field_without(seal.field, &seal.hole), &mut own);
        self.add_field(set.seal);
        own.digest()
    }

    fn add_field(&mut self, field: &Field<'_>) {
        Canonicalization::Relaxed.field(field.raw, &mut self.hasher);
        self.hasher.take(b"\r\n");
    }
}
