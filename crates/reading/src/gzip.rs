use crate::{Limits, inflate::Allowance};

/// What came out of a gzip file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Gunzipped {
    /// All of it, or its start.
    pub octets: Vec<u8>,
    /// Whether it ended by itself: neither the bound nor an error cut it.
    pub is_whole: bool,
}

/// Unpacks a gzip file (RFC 1952) of one member, at most so many octets; `None` when it is none.
#[must_use]
pub fn gunzip(packed: &[u8], most: usize) -> Option<Gunzipped> {
    let packed = after_header(packed)?;
    let limits = Limits { inflated_octets: most, inflated_file_octets: most, ..Limits::default() };
    let inflated = Allowance::new(&limits).deflate(packed);
    Some(Gunzipped { octets: inflated.octets, is_whole: inflated.is_whole })
}

/// §2.3: what stands before the data of a member.
fn after_header(packed: &[u8]) -> Option<&[u8]> {
    let [0x1f, 0x8b, 8, flags, _, _, _, _, _, _, rest @ ..] = packed else { return None };
    let mut rest = rest;
    if flags & 0b100 != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    // The file's name and a comment, each ended by a zero.
    for flag in [0b1000, 0b1_0000] {
        if flags & flag != 0 {
            let end = memchr::memchr(0, rest)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 0b10 == 0 { Some(rest) } else { rest.get(2..) }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    #[test]
    fn what_gzip_packed_comes_out_again() {
        let text = b"date,URL,description\n".repeat(1_000);
        let data = compress_to_vec(&text, 6);
        for (flags, between) in
            [(0, &b""[..]), (0b1000, b"202511.csv\0"), (0b1_1110, b"\x01\0xname\0comment\0cc")]
        {
            let head = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3];
            let packed = [&head, between, &data].concat();
            let out = gunzip(&packed, 1 << 20).unwrap();
            assert!(out.is_whole && out.octets == text, "{flags:b}");
            let cut = gunzip(&packed, 100).unwrap();
            assert!(!cut.is_whole && cut.octets.len() == 100);
        }
        assert_eq!(gunzip(b"date,URL", 100), None);
        assert!(!gunzip(b"\x1f\x8b\x08\0\0\0\0\0\0\x03", 100).unwrap().is_whole);
    }
}
