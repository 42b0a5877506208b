//! Strings in scripts that stand for something else: base64, percent signs, escapes.

use base64::{
    alphabet,
    engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig},
};

/// Strings that are unfolded, the first ones.
const MOST: usize = 64;
/// Octets of all of them together.
const OCTETS: usize = 2 << 20;
/// Letters of a string that may hold something.
const SHORTEST: usize = 24;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What the string literals of a script stand for, where that is another text than they are.
pub(super) fn literals(script: &str) -> Vec<String> {
    let mut room = OCTETS;
    let mut unfolded = Vec::new();
    for literal in script.split(['"', '\'', '`']) {
        if unfolded.len() >= MOST {
            break;
        }
        if literal.len() < SHORTEST || literal.len() > room {
            continue;
        }
        if let Some(text) = base64(literal).or_else(|| escaped(literal)) {
            room = room.saturating_sub(literal.len());
            unfolded.push(text);
        }
    }
    unfolded
}

/// Whether it reads like a page.
pub(super) fn is_markup(text: &str) -> bool {
    text.matches('<').take(2).count() > 1 && text.contains('>')
}

fn base64(literal: &str) -> Option<String> {
    let is_base64 =
        literal.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'='));
    let octets = BASE64.decode(literal).ok().filter(|_| is_base64)?;
    // A picture, or letters that only look packed.
    String::from_utf8(octets)
        .ok()
        .filter(|text| !text.contains(|c: char| c.is_control() && !c.is_whitespace()))
}

/// Undoes `%3C`, `\x3C` and `\u003C`; `None` when there are few.
fn escaped(literal: &str) -> Option<String> {
    let count = literal.bytes().filter(|octet| matches!(octet, b'%' | b'\\')).count();
    if count < 4 {
        return None;
    }
    let mut plain = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some(at) = rest.find(['%', '\\']) {
        let (before, mark) = rest.split_at_checked(at)?;
        plain.push_str(before);
        let (skip, digits) = match mark.get(..2) {
            Some("\\x") => (2, 2),
            Some("\\u" | "%u") => (2, 4),
            _ if mark.starts_with('%') => (1, 2),
            _ => (1, 0),
        };
        let code = mark
            .get(skip..skip + digits)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        if let Some(c) = code {
            plain.push(c);
            rest = mark.get(skip + digits..).unwrap_or_default();
        } else {
            plain.push_str(mark.get(..1).unwrap_or_default());
            rest = mark.get(1..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    (plain.len() < literal.len()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_as_what_they_stand_for() {
        for (script, expected) in [
            ("atob('PGEgaHJlZj1odHRwczovL2EuanA+Z288L2E+')", &["<a href=https://a.jp>go</a>"][..]),
            ("unescape(\"%3Cp%3Ehello%20there%20you%3C/p%3E\")", &["<p>hello there you</p>"]),
            ("x = '\\x3cp\\x3ehello\\u0020there\\x3c/p\\x3e'", &["<p>hello there</p>"]),
            ("'a string of words that is what it says'", &[]),
            ("'abcdefghijklmnopqrstuvwxyzABCDEF'", &[]),
            ("'100% of 100% of 100% of 100% and more'", &[]),
        ] {
            assert_eq!(literals(script), expected, "{script}");
        }
    }
}
