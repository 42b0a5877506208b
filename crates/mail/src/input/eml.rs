//! One message in RFC 5322 form, perhaps with something in front of it.

use crate::anomaly::Found;
use crate::header::{self, line_at, without_line_end};
use crate::{Header, Limits};

/// Octets that begin with a mail header.
pub(super) enum Eml<'i> {
    /// Header and body.
    Whole(&'i [u8]),
    /// A header, and nothing after it. A message without a body looks the same; not to judge its
    /// body is the safe reading.
    HeaderOnly(&'i [u8]),
}

/// Fields that only programs write: where one stands, the text is a message, not a letter that
/// begins with "To: all members".
const WRITTEN_BY_PROGRAMS: &[&str] = &[
    "received",
    "message-id",
    "mime-version",
    "dkim-signature",
    "return-path",
    "delivered-to",
    "authentication-results",
    "arc-seal",
    "content-type",
    "content-transfer-encoding",
    "x-mailer",
    "list-unsubscribe",
    "received-spf",
    "x-received",
];

/// The message in `input`; empty lines before its header are skipped. `None` when what stands
/// there is no mail header.
pub(super) fn find(input: &[u8]) -> Option<Eml<'_>> {
    let octets = without_blank_lines(input);
    let mut found = Found::default();
    // A mark or an mbox line is skipped by `parse`, too.
    let bare = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    let (line, next) = line_at(bare, 0);
    let start = if header::is_mbox_line(line) { next } else { 0 };
    let scanned = header::scan(bare, start, |_| false, &Limits::default(), &mut found);
    if !is_mail_header(&scanned.header) {
        return None;
    }
    let body = bare.get(scanned.body_start..).unwrap_or_default();
    match body.trim_ascii().is_empty() {
        true => Some(Eml::HeaderOnly(octets)),
        false => Some(Eml::Whole(octets)),
    }
}

fn is_mail_header(header: &Header<'_>) -> bool {
    let has = |name: &str| header.first(name).is_some();
    header.fields().first().is_some_and(|field| !field.name.is_empty())
        && (WRITTEN_BY_PROGRAMS.iter().any(|name| has(name))
            || (has("from") && (has("date") || has("subject"))))
}

fn without_blank_lines(mut input: &[u8]) -> &[u8] {
    while !input.is_empty() {
        let (line, next) = line_at(input, 0);
        if !without_line_end(line).trim_ascii().is_empty() {
            break;
        }
        input = input.get(next..).unwrap_or_default();
    }
    input
}
