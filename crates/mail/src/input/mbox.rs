//! Many messages in one file (RFC 4155), in the dialects programs write: mboxo and mboxrd.

use std::borrow::Cow;

use memchr::memmem;

use crate::header::{line_at, without_line_end};

/// Whether the input is an mbox: it begins with a `From ` line that bears a time.
pub(super) fn is_mbox(input: &[u8]) -> bool {
    is_separator(line_at(input, 0).0)
}

/// The messages, without separator lines, quoting undone.
pub(super) fn messages(input: &[u8]) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let mut start = Some(line_at(input, 0).1);
    std::iter::from_fn(move || {
        let from = start?;
        let (end, next) = message_end(input, from);
        start = next;
        input.get(from..end).map(unquoted)
    })
}

/// Where the message that starts at `from` ends, and where the next one starts.
fn message_end(input: &[u8], from: usize) -> (usize, Option<usize>) {
    let rest = input.get(from..).unwrap_or_default();
    for newline in memmem::find_iter(rest, b"\nFrom ") {
        let separator = from + newline + 1;
        let before = input.get(from..separator).unwrap_or_default();
        let (line, next) = line_at(input, separator);
        // RFC 4155: an empty line ends a message; it is the separator's, not the message's.
        let body = without_line_end(before);
        if (body.is_empty() || body.ends_with(b"\n")) && is_separator(line) {
            return (from + body.len(), Some(next));
        }
    }
    (input.len(), None)
}

/// `From `, an address, and a time: a sentence that begins with "From " has none.
fn is_separator(line: &[u8]) -> bool {
    let line = without_line_end(line);
    line.strip_prefix(b"From ").is_some_and(|rest| {
        let has_clock = rest.windows(3).any(
            |window| matches!(window, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()),
        );
        has_clock && rest.len() < 500
    })
}

/// mboxrd: every line of `>`s before `From ` was given one `>` more; mboxo did so only for `From `.
fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    if memmem::find(message, b">From ").is_none() {
        return Cow::Borrowed(message);
    }
    let mut octets = Vec::with_capacity(message.len());
    let mut at = 0;
    while at < message.len() {
        let (line, next) = line_at(message, at);
        let bare = line.iter().position(|octet| *octet != b'>').unwrap_or(line.len());
        let quoted = bare > 0 && line.get(bare..).is_some_and(|rest| rest.starts_with(b"From "));
        octets.extend_from_slice(line.get(usize::from(quoted)..).unwrap_or_default());
        at = next;
    }
    Cow::Owned(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_without_separators_and_quoting() {
        let mbox = b"From a Tue Nov 16 10:51:06 2021\nSubject: 1\n\n>From here\n>>From there\n>not\nFrom now on\n\nFrom b Tue Nov 16 10:51:07 2021\r\nSubject: 2\r\n\r\n";
        let messages: Vec<_> = messages(mbox).collect();
        assert_eq!(
            messages,
            [
                b"Subject: 1\n\nFrom here\n>From there\n>not\nFrom now on\n".as_slice(),
                b"Subject: 2\r\n\r\n".as_slice(),
            ]
        );
    }

    #[test]
    fn a_sentence_is_no_separator() {
        assert!(!is_mbox(b"From now on you must pay\n"));
        assert!(is_mbox(b"From - Fri May 26 10:59:48 2000\n"));
    }
}
