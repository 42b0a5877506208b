//! Content-Transfer-Encoding undone (RFC 2045 §6), as tolerantly as mail programs do it.

use std::borrow::Cow;

use memchr::memchr;

/// Octets after decoding, and whether the encoding was broken.
pub(crate) struct Decoded<'r> {
    /// The decoded octets.
    pub(crate) octets: Cow<'r, [u8]>,
    /// Whether something in the input does not belong there.
    pub(crate) broken: bool,
}

/// Decodes base64 (RFC 2045 §6.8). Octets outside the alphabet are skipped, as §6.8 asks; padding
/// in the middle ends one run of base64 and the next begins, as programs read joined pieces.
pub(crate) fn base64(input: &[u8]) -> Decoded<'static> {
    if let Some(octets) = mail_parser::decoders::base64::base64_decode(input) {
        return Decoded { octets: Cow::Owned(octets), broken: false };
    }
    let in_alphabet = |octet: &u8| {
        octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=' | b'\r' | b'\n' | b' ')
    };
    let clean: Vec<u8> = input.iter().copied().filter(in_alphabet).collect();
    let octets = mail_parser::decoders::base64::base64_decode(&clean).unwrap_or_default();
    Decoded { octets: Cow::Owned(octets), broken: true }
}

/// Decodes quoted-printable (RFC 2045 §6.7). A `=` that starts no code stays as it is, as §6.7
/// advises; white space at a line's end is transport padding and goes.
pub(crate) fn quoted_printable(input: &[u8]) -> Decoded<'_> {
    if memchr(b'=', input).is_none() {
        return Decoded { octets: Cow::Borrowed(input), broken: false };
    }
    let mut octets = Vec::with_capacity(input.len());
    let mut broken = false;
    let mut rest = input;
    while let Some(equals) = memchr(b'=', rest) {
        let (literal, tail) = rest.split_at(equals);
        octets.extend_from_slice(literal);
        let after = tail.get(1..).unwrap_or_default();
        if let Some(octet) = hex_pair(after) {
            octets.push(octet);
            rest = after.get(2..).unwrap_or_default();
        } else if let Some(skip) = soft_line_break(after) {
            rest = after.get(skip..).unwrap_or_default();
        } else {
            broken = true;
            octets.push(b'=');
            rest = after;
        }
    }
    octets.extend_from_slice(rest);
    Decoded { octets: Cow::Owned(octets), broken }
}

/// How many octets after a `=` belong to a soft line break; `None` when it is none.
fn soft_line_break(after: &[u8]) -> Option<usize> {
    let padding = after.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    match after.get(padding..)? {
        [b'\r', b'\n', ..] => Some(padding + 2),
        [b'\n', ..] => Some(padding + 1),
        [] => Some(padding),
        _ => None,
    }
}

/// The octet that two hexadecimal digits at the start of `text` name.
pub(crate) fn hex_pair(text: &[u8]) -> Option<u8> {
    let [high, low, ..] = text else { return None };
    let digit = |octet: u8| (octet as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}

/// Decodes uuencode, that old programs put into mail (`x-uuencode`).
pub(crate) fn uuencode(input: &[u8]) -> Decoded<'static> {
    let mut octets = Vec::with_capacity(input.len() * 3 / 4);
    let mut started = false;
    for line in input.split(|octet| *octet == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !started {
            started = line.starts_with(b"begin ");
            continue;
        }
        let Some((length, data)) = line.split_first() else { continue };
        if line == b"end" {
            break;
        }
        uudecode_line(usize::from(length.wrapping_sub(32) & 63), data, &mut octets);
    }
    Decoded { octets: Cow::Owned(octets), broken: !started }
}

fn uudecode_line(length: usize, data: &[u8], octets: &mut Vec<u8>) {
    let end = octets.len() + length;
    let value = |index: usize, quad: &[u8]| {
        u32::from(quad.get(index).copied().unwrap_or(32).wrapping_sub(32) & 63)
    };
    for quad in data.chunks(4) {
        let word =
            value(0, quad) << 18 | value(1, quad) << 12 | value(2, quad) << 6 | value(3, quad);
        octets.extend(word.to_be_bytes().iter().skip(1));
    }
    octets.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_base64_is_read_as_mail_programs_read_it() {
        for (input, expected, broken) in [
            ("aGVsbG8=", "hello", false),
            ("aGVs\r\nbG8=", "hello", false),
            ("aGVs!!bG8=", "hello", true),
            ("aGVsbG8", "hello", false),
            ("aGVsbG8=aGVsbG8=", "hellohello", false),
            ("", "", false),
        ] {
            let decoded = base64(input.as_bytes());
            assert_eq!(decoded.octets, expected.as_bytes(), "{input:?}");
            assert_eq!(decoded.broken, broken, "{input:?}");
        }
    }

    #[test]
    fn quoted_printable_keeps_what_is_no_code() {
        for (input, expected, broken) in [
            ("a=3Db", "a=b", false),
            ("a=3db", "a=b", false),
            ("soft=\r\nbreak", "softbreak", false),
            ("soft= \t\nbreak", "softbreak", false),
            ("100% = a lot", "100% = a lot", true),
            ("end=", "end", false),
            ("=E3=81=82", "あ", false),
        ] {
            let decoded = quoted_printable(input.as_bytes());
            assert_eq!(decoded.octets, expected.as_bytes(), "{input:?}");
            assert_eq!(decoded.broken, broken, "{input:?}");
        }
    }
}
