//! Octets to text: charsets by name, by guess, and RFC 2047 encoded words.

use std::borrow::Cow;

/// Undoes folding (RFC 5322 §2.2.3) and trims; octets that are not UTF-8 are replaced.
pub(crate) fn unfold(value: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(value);
    if text.bytes().any(|b| b == b'\r' || b == b'\n') {
        Cow::Owned(text.replace(['\r', '\n'], "").trim().to_owned())
    } else {
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }
}

/// A header value as a person reads it.
pub(crate) fn header_text(value: &[u8]) -> String {
    unfold(value).into_owned()
}
