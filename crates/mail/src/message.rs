use jiff::Timestamp;

use crate::{Anomaly, Arrival, Authors, Field, Header, Limits, Mailbox, Part};

/// A message: its header, its body and the tree of its parts, all borrowed from the octets.
#[derive(Clone, Debug)]
pub struct Mail<'r> {
    /// The octets as they arrived.
    pub raw: &'r [u8],
    /// The message's own header fields.
    pub header: Header<'r>,
    /// Everything after the empty line that ends the header.
    pub body: &'r [u8],
    /// The tree in preorder; the first is the message as a whole.
    pub parts: Vec<Part<'r>>,
}

/// Any bytes are a mail. What's odd about them comes back beside it.
#[must_use]
pub fn parse<'r>(raw: &'r [u8], limits: &Limits) -> (Mail<'r>, Vec<Anomaly>) {
    let _ = limits;
    (Mail { raw, header: Header::default(), body: raw, parts: Vec::new() }, Vec::new())
}

impl<'r> Mail<'r> {
    /// RFC5322.From.
    #[must_use]
    pub fn authors(&self) -> Authors {
        Authors::None
    }

    /// The Subject as a person reads it; empty when there is none.
    #[must_use]
    pub fn subject(&self) -> String {
        self.header.first("subject").map(Field::text).unwrap_or_default()
    }

    /// When the message says it was written (Date), whatever its spelling.
    #[must_use]
    pub fn date(&self) -> Option<Timestamp> {
        None
    }

    /// The mailboxes of an address field (`reply-to`, `to`, `cc`, `sender`), in order.
    #[must_use]
    pub fn mailboxes(&self, field: &str) -> Vec<Mailbox> {
        let _ = field;
        Vec::new()
    }

    /// The facts of arrival as the receiving side's trace fields tell them.
    #[must_use]
    pub fn arrival(&self) -> Arrival {
        Arrival::default()
    }

    /// The parts that are no containers.
    pub fn leaves(&self) -> impl Iterator<Item = &Part<'r>> {
        self.parts.iter().filter(|part| !part.is_container)
    }
}
