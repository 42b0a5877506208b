use aws_lc_rs::digest::{Context, Digest};

use super::{Canonicalization, Hashing, Octets};

/// Which hash of the body a signature vouches for. Signatures that want the same share it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Wanted {
    pub(crate) canonicalization: Canonicalization,
    pub(crate) hashing: Hashing,
    /// `l=`: only so many octets of the canonical body.
    pub(crate) length: Option<u64>,
}

/// A hash of the body and how long the canonical body was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Computed {
    pub(crate) digest: Digest,
    pub(crate) canonical_octets: u64,
}

/// The body hashes of one message, each computed once and without a copy of the body.
///
/// All that share canonicalization and hash function come out of one pass, whatever their `l=`, so
/// that many signatures cannot make a long body dear.
#[derive(Debug)]
pub(crate) struct BodyHashes {
    computed: Vec<(Wanted, Computed)>,
}

impl BodyHashes {
    pub(crate) fn compute(body: &[u8], wanted: impl IntoIterator<Item = Wanted>) -> Self {
        let mut open: Vec<Wanted> = wanted.into_iter().collect();
        let mut computed = Vec::with_capacity(open.len());
        while let Some(&first) = open.first() {
            let (now, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|wanted| {
                (wanted.canonicalization, wanted.hashing) == (first.canonicalization, first.hashing)
            });
            open = later;
            let mut hasher = Hasher::new(first.hashing).cut_at(now.iter().flat_map(|w| w.length));
            first.canonicalization.body(body, &mut hasher);
            let hashed = hasher.finish();
            computed.extend(now.into_iter().map(|wanted| (wanted, hashed.of(wanted.length))));
        }
        Self { computed }
    }

    /// `None`: it was not among the wanted.
    pub(crate) fn of(&self, wanted: Wanted) -> Option<Computed> {
        self.computed.iter().find(|(known, _)| *known == wanted).map(|(_, computed)| *computed)
    }
}

/// Feeds a hash. Short pieces are gathered first: a call for each word would cost more than the
/// hashing.
#[derive(Clone)]
pub(crate) struct Hasher {
    context: Context,
    gathered: Vec<u8>,
    seen: u64,
    /// Lengths at which the hash so far is wanted, the shortest last.
    cuts: Vec<u64>,
    digests: Vec<(u64, Digest)>,
}

/// What a [`Hasher`] leaves: the hash of everything, and those wanted on the way.
pub(crate) struct Hashed {
    whole: Computed,
    cut: Vec<(u64, Digest)>,
}

const GATHERED: usize = 1024;

impl Hasher {
    pub(crate) fn new(hashing: Hashing) -> Self {
        Self {
            context: Context::new(hashing.algorithm()),
            gathered: Vec::with_capacity(GATHERED),
            seen: 0,
            cuts: Vec::new(),
            digests: Vec::new(),
        }
    }

    fn cut_at(mut self, lengths: impl Iterator<Item = u64>) -> Self {
        self.cuts = lengths.collect();
        self.cuts.sort_unstable_by(|a, b| b.cmp(a));
        self.cuts.dedup();
        self
    }

    pub(crate) fn digest(mut self) -> Digest {
        self.flush();
        self.context.finish()
    }

    fn finish(mut self) -> Hashed {
        self.cut();
        let cut = std::mem::take(&mut self.digests);
        let canonical_octets = self.seen;
        Hashed { whole: Computed { digest: self.digest(), canonical_octets }, cut }
    }

    /// Keeps the hash so far if it is wanted at this length.
    fn cut(&mut self) {
        if self.cuts.last() == Some(&self.seen) {
            self.flush();
            self.digests.push((self.seen, self.context.clone().finish()));
            self.cuts.pop();
        }
    }

    fn flush(&mut self) {
        self.context.update(&self.gathered);
        self.gathered.clear();
    }

    fn feed(&mut self, octets: &[u8]) {
        self.seen += octets.len() as u64;
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

impl Octets for Hasher {
    fn take(&mut self, mut octets: &[u8]) {
        while let Some(&cut) = self.cuts.last() {
            let ahead = usize::try_from(cut - self.seen).unwrap_or(usize::MAX);
            let Some((before, after)) = octets.split_at_checked(ahead) else { break };
            self.feed(before);
            self.cut();
            octets = after;
        }
        self.feed(octets);
    }
}

impl Hashed {
    /// The hash of so many octets; of everything where `length` lies beyond it.
    fn of(&self, length: Option<u64>) -> Computed {
        let cut = self.cut.iter().find(|(at, _)| Some(*at) == length);
        cut.map_or(self.whole, |&(_, digest)| Computed { digest, ..self.whole })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::digest::{SHA256, digest};

    #[test]
    fn every_length_is_cut_out_of_one_canonical_body() {
        let lengths = [Some(5), None, Some(0), Some(2_000), Some(5), Some(1_500), Some(9_999)];
        let wanted = lengths.map(|length| Wanted {
            canonicalization: Canonicalization::Relaxed,
            hashing: Hashing::Sha256,
            length,
        });
        let body = [b"a  b\r\n".as_slice(), &[b'x'; 1_993], b"\r\n\r\n"].concat();
        let canonical = [b"a b\r\n".as_slice(), &[b'x'; 1_993], b"\r\n"].concat();
        let hashes = BodyHashes::compute(&body, wanted);
        for wanted in wanted {
            let length = wanted.length.map_or(2_000, |length| length as usize).min(2_000);
            let got = hashes.of(wanted).unwrap();
            let expected = digest(&SHA256, &canonical[..length]);
            assert_eq!(got.digest.as_ref(), expected.as_ref(), "{wanted:?}");
            assert_eq!(got.canonical_octets, 2_000);
        }
    }
}
