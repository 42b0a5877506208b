//! Finds the fields of one header, octet for octet (RFC 5322 §2.2), however it is written.

use memchr::memchr;

use crate::anomaly::Found;
use crate::{Anomaly, Field, Header, Limits};

/// A header and where its body begins.
pub(crate) struct Scanned<'r> {
    /// The fields within [`Limits`].
    pub(crate) header: Header<'r>,
    /// Where the body starts in the message.
    pub(crate) body_start: usize,
}

/// Reads the header that starts at `start`. It ends at an empty line, at a line that is no field,
/// or at a boundary line of an enclosing multipart.
pub(crate) fn scan<'r>(
    raw: &'r [u8],
    start: usize,
    is_boundary: impl Fn(&[u8]) -> bool,
    limits: &Limits,
    found: &mut Found,
) -> Scanned<'r> {
    let mut scan = Scan { raw, start, limits, found, fields: Vec::new(), open: None };
    let body_start = scan.run(&is_boundary);
    Scanned { header: Header::new(scan.fields), body_start }
}

/// The line that starts at `at`, line end included, and where the next one starts.
pub(crate) fn line_at(raw: &[u8], at: usize) -> (&[u8], usize) {
    let rest = raw.get(at..).unwrap_or_default();
    let length = memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
    (rest.get(..length).unwrap_or_default(), at + length)
}

/// A line without its line end.
pub(crate) fn without_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Whether a line is an mbox separator (RFC 4155), perhaps quoted. `From : a@b.example` is none: it
/// is a From field, however oddly spaced.
pub(crate) fn is_mbox_line(line: &[u8]) -> bool {
    (line.starts_with(b"From ") || line.starts_with(b">From "))
        && matches!(line_kind(without_line_end(line)), Line::Other)
}

/// What a line in a header is.
enum Line {
    /// The name ends before `name`, the colon stands at `colon`.
    Field { name: usize, colon: usize },
    /// No field.
    Other,
}

struct Scan<'r, 'l> {
    raw: &'r [u8],
    start: usize,
    limits: &'l Limits,
    found: &'l mut Found,
    fields: Vec<Field<'r>>,
    /// The field that is being read: where it starts.
    open: Option<usize>,
}

impl Scan<'_, '_> {
    /// Returns where the body starts.
    fn run(&mut self, is_boundary: &impl Fn(&[u8]) -> bool) -> usize {
        let mut at = self.start;
        while at < self.raw.len() {
            let (line, next) = line_at(self.raw, at);
            let text = without_line_end(line);
            if text.is_empty() {
                self.close(at);
                return next;
            }
            if is_continuation(text) && self.open.is_some() {
                if text.iter().all(|octet| matches!(octet, b' ' | b'\t')) {
                    self.found.note(Anomaly::BlankFold);
                }
                at = next;
                continue;
            }
            if text.starts_with(b"--") && is_boundary(text) {
                self.close(at);
                self.found.note(Anomaly::BoundaryInHeader);
                return at;
            }
            self.close(at);
            if matches!(line_kind(text), Line::Other) && self.body_begins(text, next) {
                self.found.note(Anomaly::NoSeparator);
                return at;
            }
            self.open = Some(at);
            at = next;
        }
        self.close(at);
        at
    }

    /// Whether a line that is no field starts the body. A stray line between fields does not:
    /// most mail programs read on.
    fn body_begins(&self, text: &[u8], next: usize) -> bool {
        let (first, mut after) = line_at(self.raw, next);
        let mut following = without_line_end(first);
        // "From" CRLF " : a@b" is a folded field to some programs.
        if is_continuation(following) && memchr(b':', following).is_some() && is_name(text) {
            return false;
        }
        while is_continuation(following) && after < self.raw.len() {
            let (line, end) = line_at(self.raw, after);
            (following, after) = (without_line_end(line), end);
        }
        let goes_on = matches!(line_kind(following), Line::Field { .. })
            || (following.is_empty() && !self.fields.is_empty());
        !goes_on
    }

    fn close(&mut self, end: usize) {
        let Some(start) = self.open.take() else { return };
        if end - self.start > self.limits.header_octets {
            self.found.note(Anomaly::HeaderTooLong);
            return;
        }
        if self.fields.len() >= self.limits.header_fields {
            self.found.note(Anomaly::TooManyFields);
            return;
        }
        let raw = self.raw.get(start..end).unwrap_or_default();
        let field = self.field(raw, start);
        self.fields.push(field);
    }

    fn field<'r>(&mut self, raw: &'r [u8], start: usize) -> Field<'r> {
        let text = without_line_end(raw);
        match line_kind(text) {
            Line::Field { name, colon } => {
                if name != colon {
                    self.found.note(Anomaly::SpaceBeforeColon);
                }
                let (before, after) = text.split_at(colon);
                Field {
                    raw,
                    name: before.get(..name).unwrap_or_default(),
                    value: after.get(1..).unwrap_or_default(),
                    start,
                }
            }
            Line::Other => {
                self.found.note(Anomaly::FieldWithoutColon);
                Field { raw, name: b"", value: text, start }
            }
        }
    }
}

fn is_continuation(text: &[u8]) -> bool {
    matches!(text.first(), Some(b' ' | b'\t'))
}

fn is_name(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    !text.is_empty() && text.iter().all(|octet| octet.is_ascii_graphic() && *octet != b':')
}

/// §2.2: a name is printable US-ASCII except the colon; §4.5: white space may stand before the
/// colon. A fold there ("From" CRLF " : a@b") is allowed by no edition, yet some programs read it,
/// so we do.
fn line_kind(text: &[u8]) -> Line {
    let graphic = |octet: &u8| octet.is_ascii_graphic() && *octet != b':';
    let name = text.iter().position(|octet| !graphic(octet)).unwrap_or(text.len());
    let rest = text.get(name..).unwrap_or_default();
    let space = rest.iter().position(|octet| !octet.is_ascii_whitespace()).unwrap_or(rest.len());
    match rest.get(space) {
        Some(b':') if name > 0 => Line::Field { name, colon: name + space },
        Some(_) | None => Line::Other,
    }
}
