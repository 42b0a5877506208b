use aws_lc_rs::digest::{Context, Digest};

use super::{Canonicalization, Octets, verifiable::Hashing};

/// Which hash of the body a signature vouches for. Signatures that want the same share it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Wanted {
    pub(crate) canonicalization: Canonicalization,
    pub(crate) hashing: Hashing,
    /// `l=`: only so many octets of the canonical body.
    pub(crate) length: Option<u64>,
}

/// A hash of the body and how long the canonical body was.
#[derive(Clone, Debug)]
pub(crate) struct Computed {
    pub(crate) digest: Digest,
    pub(crate) canonical_octets: u64,
}

/// The body hashes of one message, each computed once, in one pass and without a copy.
#[derive(Debug)]
pub(crate) struct BodyHashes<'m> {
    body: &'m [u8],
    computed: Vec<(Wanted, Computed)>,
}

impl<'m> BodyHashes<'m> {
    pub(crate) fn new(body: &'m [u8]) -> Self {
        Self { body, computed: Vec::new() }
    }

    pub(crate) fn of(&mut self, wanted: Wanted) -> Computed {
        if let Some((_, known)) = self.computed.iter().find(|(known, _)| *known == wanted) {
            return known.clone();
        }
        let mut hasher = Hasher::new(wanted.hashing, wanted.length);
        wanted.canonicalization.body(self.body, &mut hasher);
        let computed = hasher.finish();
        self.computed.push((wanted, computed.clone()));
        computed
    }
}

/// Feeds a hash. Short pieces are gathered first: a call for each word would cost more than the
/// hashing.
pub(crate) struct Hasher {
    context: Context,
    gathered: Vec<u8>,
    seen: u64,
    limit: u64,
}

const GATHERED: usize = 1024;

impl Hasher {
    pub(crate) fn new(hashing: Hashing, limit: Option<u64>) -> Self {
        Self {
            context: Context::new(hashing.algorithm()),
            gathered: Vec::with_capacity(GATHERED),
            seen: 0,
            limit: limit.unwrap_or(u64::MAX),
        }
    }

    pub(crate) fn finish(mut self) -> Computed {
        self.context.update(&self.gathered);
        Computed { digest: self.context.finish(), canonical_octets: self.seen }
    }

    fn flush(&mut self) {
        self.context.update(&self.gathered);
        self.gathered.clear();
    }
}

impl Clone for Hasher {
    fn clone(&self) -> Self {
        Self {
            context: self.context.clone(),
            gathered: self.gathered.clone(),
            seen: self.seen,
            limit: self.limit,
        }
    }
}

impl Octets for Hasher {
    fn take(&mut self, octets: &[u8]) {
        let left = usize::try_from(self.limit.saturating_sub(self.seen)).unwrap_or(usize::MAX);
        self.seen += octets.len() as u64;
        let octets = octets.get(..left).unwrap_or(octets);
        if self.gathered.len() + octets.len() > GATHERED {
            self.flush();
        }
        if octets.len() > GATHERED {
            self.context.update(octets);
        } else {
            self.gathered.extend_from_slice(octets);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_hash_is_computed_once_and_length_cuts_the_canonical_body() {
        let mut bodies = BodyHashes::new(b"a  b\r\nc\r\n\r\n");
        let whole = Wanted {
            canonicalization: Canonicalization::Relaxed,
            hashing: Hashing::Sha256,
            length: None,
        };
        let part = Wanted { length: Some(5), ..whole };
        let first = bodies.of(whole);
        assert_eq!(bodies.of(whole).digest.as_ref(), first.digest.as_ref());
        assert_eq!(bodies.computed.len(), 1);
        let cut = bodies.of(part);
        assert_eq!((first.canonical_octets, cut.canonical_octets), (8, 8));
        assert_eq!(cut.digest.as_ref(), BodyHashes::new(b"a b").of(part).digest.as_ref());
        assert_ne!(cut.digest.as_ref(), first.digest.as_ref());
    }
}
