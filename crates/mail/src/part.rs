use std::borrow::Cow;

use crate::anomaly::Found;
use crate::charset::{self, Fit};
use crate::{Anomaly, Header, Limits, transfer};

/// Place of a part in [`Mail::parts`](crate::Mail::parts).
pub type PartId = usize;

/// Content-Transfer-Encoding (RFC 2045 §6).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TransferEncoding {
    /// `7bit`, `8bit`, `binary`, or none given.
    Identity,
    /// `base64`.
    Base64,
    /// `quoted-printable`.
    QuotedPrintable,
    /// `x-uuencode` and its spellings, which old programs write.
    Uuencode,
    /// Anything else; the body is taken as it is.
    Unknown,
}

/// Content-Disposition (RFC 2183).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Disposition {
    /// None given.
    Unstated,
    /// Shown with the message.
    Inline,
    /// Offered as a file; also any unknown disposition (RFC 2183 §2.8).
    Attachment,
}

/// One part of a message: the message as a whole, a container, or a leaf.
#[derive(Clone, Debug)]
pub struct Part<'r> {
    /// The container this part lies in; `None` for the message as a whole.
    pub parent: Option<PartId>,
    /// Nesting depth; the message is 0.
    pub depth: usize,
    /// The part's own header fields.
    pub header: Header<'r>,
    /// Media type as declared, lower case, without parameters (`text/html`); the default of its
    /// container where none is declared (RFC 2045 §5.2, RFC 2046 §5.1.5).
    pub media_type: String,
    /// The charset parameter as written, lower case.
    pub charset: Option<String>,
    /// Whether the body is shown or offered as a file.
    pub disposition: Disposition,
    /// File name from Content-Disposition or Content-Type, decoded (RFC 2047, RFC 2231).
    pub file_name: Option<String>,
    /// Content-ID without angle brackets, that `cid:` links name.
    pub content_id: Option<String>,
    /// How the body is encoded.
    pub encoding: TransferEncoding,
    /// The body as it stands in the message, still encoded.
    pub body: &'r [u8],
    /// Where `body` starts in the message.
    pub body_start: usize,
    /// The boundary parameter of a multipart, as its boundary lines carry it after `--`.
    pub boundary: Option<Vec<u8>>,
    /// Whether other parts lie in this one (`multipart/*`, and `message/rfc822` that was entered).
    pub is_container: bool,
}

impl<'r> Part<'r> {
    /// The body after transfer decoding, at most [`Limits::decoded_octets`].
    #[must_use]
    pub fn bytes(&self, limits: &Limits) -> Cow<'r, [u8]> {
        self.read_bytes(limits).0
    }

    /// The body as text, by its declared charset when that fits and by what the octets are when it
    /// does not.
    #[must_use]
    pub fn text(&self, limits: &Limits) -> Cow<'r, str> {
        self.read_text(limits).0
    }

    /// [`Part::bytes`], and what was odd about the transfer encoding.
    #[must_use]
    pub fn read_bytes(&self, limits: &Limits) -> (Cow<'r, [u8]>, Vec<Anomaly>) {
        let mut found = Found::default();
        let octets = self.decoded(limits, &mut found);
        (octets, found.into_vec())
    }

    /// [`Part::text`], and what was odd about the transfer encoding and the charset.
    #[must_use]
    pub fn read_text(&self, limits: &Limits) -> (Cow<'r, str>, Vec<Anomaly>) {
        let mut found = Found::default();
        let text = match self.decoded(limits, &mut found) {
            Cow::Borrowed(octets) => self.in_charset(octets, &mut found),
            Cow::Owned(octets) => match self.in_charset(&octets, &mut found) {
                // The octets are their own text: keep the buffer.
                Cow::Borrowed(text) if text.len() == octets.len() => Cow::Owned(
                    String::from_utf8(octets)
                        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into()),
                ),
                Cow::Borrowed(text) => Cow::Owned(text.to_owned()),
                Cow::Owned(text) => Cow::Owned(text),
            },
        };
        (text, found.into_vec())
    }

    /// Whether the part is a multipart by its type, entered or not.
    #[must_use]
    pub fn is_multipart(&self) -> bool {
        self.media_type.starts_with("multipart/")
    }

    /// Whether the part is a whole message (RFC 2046 §5.2.1, RFC 6532 §3.7).
    #[must_use]
    pub fn is_message(&self) -> bool {
        matches!(self.media_type.as_str(), "message/rfc822" | "message/global" | "message/news")
    }

    /// Whether the body is a header and a body again: a whole message, a fragment of one, or the
    /// description of a body that lies elsewhere (RFC 2046 §5.2).
    pub(crate) fn holds_header(&self) -> bool {
        self.is_message()
            || matches!(self.media_type.as_str(), "message/partial" | "message/external-body")
    }

    fn decoded(&self, limits: &Limits, found: &mut Found) -> Cow<'r, [u8]> {
        // Base64 shrinks by a quarter; one octet too many in is at most one too many out.
        let encoded_limit = match self.encoding {
            TransferEncoding::Base64 => limits.decoded_octets.saturating_mul(2),
            TransferEncoding::QuotedPrintable => limits.decoded_octets.saturating_mul(3),
            TransferEncoding::Identity | TransferEncoding::Uuencode | TransferEncoding::Unknown => {
                limits.decoded_octets
            }
        };
        if self.body.len() > encoded_limit {
            found.note(Anomaly::DecodedTooLong);
        }
        let body = self.body.get(..encoded_limit).unwrap_or(self.body);
        let decoded = match self.encoding {
            TransferEncoding::Base64 => transfer::base64(body),
            TransferEncoding::QuotedPrintable => transfer::quoted_printable(body),
            TransferEncoding::Uuencode => transfer::uuencode(body),
            TransferEncoding::Identity | TransferEncoding::Unknown => {
                transfer::Decoded { octets: Cow::Borrowed(body), broken: false }
            }
        };
        if decoded.broken {
            found.note(Anomaly::BrokenEncoding);
        }
        cut(decoded.octets, limits.decoded_octets, found)
    }

    fn in_charset<'o>(&self, octets: &'o [u8], found: &mut Found) -> Cow<'o, str> {
        let Some(charset) = self.charset.as_deref() else {
            return charset::guess(octets);
        };
        let decoded = charset::decode(octets, charset);
        match decoded.fit {
            Fit::Fits => {}
            Fit::UnknownName => found.note(Anomaly::UnknownCharset),
            Fit::Lie => found.note(Anomaly::CharsetLie),
        }
        decoded.text
    }
}

fn cut<'r>(octets: Cow<'r, [u8]>, limit: usize, found: &mut Found) -> Cow<'r, [u8]> {
    if octets.len() <= limit {
        return octets;
    }
    found.note(Anomaly::DecodedTooLong);
    match octets {
        Cow::Borrowed(octets) => Cow::Borrowed(octets.get(..limit).unwrap_or(octets)),
        Cow::Owned(mut octets) => {
            octets.truncate(limit);
            Cow::Owned(octets)
        }
    }
}
