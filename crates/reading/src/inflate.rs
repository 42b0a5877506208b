//! The one place that decompresses (DEFLATE, RFC 1951; in zlib's wrapper, RFC 1950).
//!
//! A thousand octets come out of one that goes in, so nothing is inflated but against an
//! [`Allowance`] that one message shares among all its files.

use miniz_oxide::inflate::{
    TINFLStatus,
    core::{DecompressorOxide, decompress, inflate_flags},
};

use crate::Limits;

/// How many octets may still come out for this message.
#[derive(Debug)]
pub(crate) struct Allowance {
    left: usize,
    for_one: usize,
}

/// What came out.
#[derive(Debug, Default)]
pub(crate) struct Inflated {
    /// All of it, or its start.
    pub(crate) octets: Vec<u8>,
    /// Whether it ended by itself: neither the allowance nor an error cut it.
    pub(crate) is_whole: bool,
    /// Whether the allowance cut it.
    pub(crate) is_cut: bool,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { left: limits.inflated_octets, for_one: limits.inflated_file_octets }
    }

    /// Inflates bare DEFLATE, as ZIP and gzip hold it.
    pub(crate) fn deflate(&mut self, packed: &[u8]) -> Inflated {
        self.inflate(packed, 0, self.for_one)
    }

    /// The start of the same, at most so many octets.
    pub(crate) fn deflate_start(&mut self, packed: &[u8], most: usize) -> Vec<u8> {
        self.inflate(packed, 0, most).octets
    }

    /// Inflates a zlib stream, as PDF holds it; one whose wrapper is missing is read all the same.
    pub(crate) fn zlib(&mut self, packed: &[u8]) -> Inflated {
        let is_wrapped = matches!(packed, [method, flags, ..]
            if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31));
        let flags = if is_wrapped { inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER } else { 0 };
        self.inflate(packed, flags, self.for_one)
    }

    /// Takes octets that need no inflating: they are held all the same.
    pub(crate) fn copy(&mut self, stored: &[u8]) -> Inflated {
        let room = self.left.min(self.for_one).min(stored.len());
        self.left -= room;
        let octets = stored.get(..room).unwrap_or_default().to_vec();
        let is_whole = octets.len() == stored.len();
        Inflated { octets, is_whole, is_cut: !is_whole }
    }

    #[expect(clippy::disallowed_methods, reason = "the one place, and it has a bound")]
    fn inflate(&mut self, packed: &[u8], flags: u32, most: usize) -> Inflated {
        let most = self.left.min(most);
        let flags = flags
            | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF
            | inflate_flags::TINFL_FLAG_IGNORE_ADLER32;
        let mut state = Box::<DecompressorOxide>::default();
        let mut octets = vec![0; packed.len().saturating_mul(4).clamp(1 << 10, 64 << 10).min(most)];
        let (mut read, mut written, mut is_whole) = (0, 0, false);
        while let Some(rest) = packed.get(read..).filter(|_| written < most) {
            let (status, took, gave) = decompress(&mut state, rest, &mut octets, written, flags);
            read += took;
            written += gave;
            if status != TINFLStatus::HasMoreOutput {
                is_whole = status == TINFLStatus::Done;
                break;
            }
            octets.resize(octets.len().saturating_mul(2).min(most), 0);
        }
        octets.truncate(written);
        self.left -= octets.len();
        let is_cut = !is_whole && octets.len() == most;
        Inflated { octets, is_whole, is_cut }
    }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    use super::*;

    fn allowance(left: usize) -> Allowance {
        Allowance::new(&Limits { inflated_octets: left, ..Limits::default() })
    }

    #[test]
    fn what_was_packed_comes_out_again() {
        let text = b"to be or not to be ".repeat(4_000);
        let mut allowance = allowance(1 << 20);
        for out in [
            allowance.deflate(&compress_to_vec(&text, 6)),
            allowance.zlib(&compress_to_vec_zlib(&text, 6)),
            allowance.zlib(&compress_to_vec(&text, 6)),
            allowance.copy(&text),
        ] {
            assert!(out.is_whole && out.octets == text);
        }
        assert_eq!(allowance.left, (1 << 20) - 4 * text.len());
    }

    #[test]
    fn a_bomb_ends_at_the_allowance() {
        let bomb = compress_to_vec_zlib(&vec![0; 8 << 20], 6);
        let mut allowance = allowance(100_000);
        let out = allowance.zlib(&bomb);
        assert!(!out.is_whole && out.octets.len() == 100_000);
        assert!(allowance.zlib(&bomb).octets.is_empty() && !allowance.zlib(&bomb).is_whole);
        assert!(allowance.copy(b"x").octets.is_empty());
    }

    #[test]
    fn what_is_broken_gives_what_came_out_before() {
        let text = b"0123456789abcdef".repeat(1_000);
        let packed = compress_to_vec_zlib(&text, 6);
        let out = allowance(1 << 20).zlib(packed.get(..packed.len() / 2).unwrap());
        assert!(!out.is_whole && text.starts_with(&out.octets));
        for broken in [&b""[..], b"x", b"\x78\x9c", b"\xff\xff\xff\xff"] {
            assert!(!allowance(1 << 20).zlib(broken).is_whole);
            assert!(!allowance(1 << 20).deflate(broken).is_whole);
        }
    }
}
