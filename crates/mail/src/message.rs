use jiff::Timestamp;

use crate::address_list::AddressList;
use crate::anomaly::{Found, SingleField};
use crate::header::{self, line_at};
use crate::{Anomaly, Authors, Field, Header, Limits, Mailbox, Part, authors, date, tree};

/// A message: its header, its body and the tree of its parts, all borrowed from the octets.
#[derive(Clone, Debug)]
pub struct Mail<'r> {
    /// The octets as they arrived, as far as [`Limits::message_octets`] lets them be read.
    pub raw: &'r [u8],
    /// The message's own header fields.
    pub header: Header<'r>,
    /// Everything after the empty line that ends the header.
    pub body: &'r [u8],
    /// The tree in preorder; the first is the message as a whole.
    pub parts: Vec<Part<'r>>,
    /// Text before the first and after the last part of a multipart, which belongs to no part and
    /// which few programs show (RFC 2046 §5.1.1). The customary sentence about MIME is left out.
    pub outside: Vec<&'r [u8]>,
}

/// Any bytes are a mail. What's odd about them comes back beside it.
///
/// Cost is linear in the length of `raw`. Transfer encodings and charsets are undone only when
/// asked for ([`Part::read_text`]), and tell then what is odd about them.
#[must_use]
pub fn parse<'r>(raw: &'r [u8], limits: &Limits) -> (Mail<'r>, Vec<Anomaly>) {
    let mut found = Found::default();
    let raw = within_limit(raw, limits, &mut found);
    note_octets(raw, &mut found);
    let start = after_mbox_line(raw, after_byte_order_mark(raw, &mut found), &mut found);
    let scanned = header::scan(raw, start, |_| false, limits, &mut found);
    note_fields(&scanned.header, &mut found);
    let body = raw.get(scanned.body_start..).unwrap_or_default();
    let header = scanned.header.clone();
    let tree = tree::grow(raw, scanned.header, scanned.body_start, limits, &mut found);
    let mail = Mail { raw, header, body, parts: tree.parts, outside: tree.outside };
    (mail, found.into_vec())
}

impl<'r> Mail<'r> {
    /// RFC5322.From.
    #[must_use]
    pub fn authors(&self) -> Authors {
        authors::of(&self.header)
    }

    /// The Subject as a person reads it; empty when there is none.
    #[must_use]
    pub fn subject(&self) -> String {
        self.header.first("subject").map(Field::text).unwrap_or_default()
    }

    /// When the message says it was written (Date), whatever its spelling.
    #[must_use]
    pub fn date(&self) -> Option<Timestamp> {
        self.header.first("date").and_then(|field| date::parse(&field.unfolded()))
    }

    /// The mailboxes of an address field (`reply-to`, `to`, `cc`, `sender`), in order.
    #[must_use]
    pub fn mailboxes(&self, field: &str) -> Vec<Mailbox> {
        self.header
            .named(field)
            .flat_map(|field| AddressList::parse(field.value).mailboxes)
            .collect()
    }

    /// The parts that are no containers.
    pub fn leaves(&self) -> impl Iterator<Item = &Part<'r>> {
        self.parts.iter().filter(|part| !part.is_container)
    }
}

fn within_limit<'r>(raw: &'r [u8], limits: &Limits, found: &mut Found) -> &'r [u8] {
    if raw.is_empty() {
        found.note(Anomaly::Empty);
    }
    match raw.get(..limits.message_octets) {
        Some(read) if read.len() < raw.len() => {
            found.note(Anomaly::MessageTooLong { octets: raw.len() });
            read
        }
        Some(_) | None => raw,
    }
}

/// NUL, bare CR and mixed line ends. Pure LF is how files store mail, so it is no anomaly.
fn note_octets(raw: &[u8], found: &mut Found) {
    if memchr::memchr(0, raw).is_some() {
        found.note(Anomaly::Nul);
    }
    let returns = memchr::memchr_iter(b'\r', raw);
    let pairs = returns.clone().filter(|at| raw.get(at + 1) == Some(&b'\n')).count();
    if pairs < returns.count() {
        found.note(Anomaly::BareCr);
    }
    if pairs > 0 && memchr::memchr_iter(b'\n', raw).count() > pairs {
        found.note(Anomaly::MixedLineEnds);
    }
}

/// Programs that save mail as "text" put a byte order mark before the first field, whose name it
/// would spoil.
fn after_byte_order_mark(raw: &[u8], found: &mut Found) -> usize {
    if raw.starts_with(b"\xEF\xBB\xBF") {
        found.note(Anomaly::ByteOrderMark);
        return 3;
    }
    0
}

/// RFC 4155: an mbox message starts with a `From ` line, that is no part of the message.
fn after_mbox_line(raw: &[u8], start: usize, found: &mut Found) -> usize {
    let (line, next) = line_at(raw, start);
    if header::is_mbox_line(line) {
        found.note(Anomaly::MboxLine);
        return next;
    }
    start
}

fn note_fields(header: &Header<'_>, found: &mut Found) {
    for (single, name) in SingleField::ALL {
        if header.named(name).nth(1).is_some() {
            found.note(Anomaly::Repeated(single));
        }
    }
    if header.fields().iter().any(|field| !field.raw.is_ascii()) {
        found.note(Anomaly::RawHeaderText);
    }
    authors::note(header, found);
}
