use std::borrow::Cow;

use encoding_rs::{SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use strum::IntoStaticStr;

/// In what a list is written.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16, by its byte order mark.
    Utf16,
    /// Shift_JIS, as Japanese spreadsheets write it.
    ShiftJis,
    /// Mostly UTF-8; what is not, is told row by row.
    Damaged,
}

/// The text of a file. What no encoding explains becomes U+FFFD.
pub(super) fn text_of(octets: &[u8]) -> (Encoding, Cow<'_, str>) {
    match encoding_rs::Encoding::for_bom(octets) {
        Some((found, _)) if found == UTF_16LE || found == UTF_16BE => {
            return (Encoding::Utf16, found.decode(octets).0);
        }
        Some(_) | None => {}
    }
    let (text, had_errors) = UTF_8.decode_with_bom_removal(octets);
    if !had_errors {
        return (Encoding::Utf8, text);
    }
    match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(octets) {
        Some(text) => (Encoding::ShiftJis, text),
        None => (Encoding::Damaged, text),
    }
}
