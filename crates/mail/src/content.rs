//! What a part's own fields say about its body (RFC 2045, RFC 2183).

use crate::anomaly::Found;
use crate::parameter::Parameterized;
use crate::{Anomaly, Disposition, Field, Header, Part, PartId, TransferEncoding};

/// The media type of a part that declares none (RFC 2045 §5.2; RFC 2046 §5.1.5 for digests).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum DefaultType {
    /// `text/plain`.
    Text,
    /// `message/rfc822`.
    Message,
}

impl DefaultType {
    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Message => "message/rfc822",
        }
    }
}

/// Where a part stands in the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The container.
    pub(crate) parent: Option<PartId>,
    /// Nesting depth.
    pub(crate) depth: usize,
    /// What an undeclared type means here.
    pub(crate) default: DefaultType,
}

/// A part as its header describes it; its body is not yet known.
pub(crate) fn describe<'r>(
    header: Header<'r>,
    body_start: usize,
    place: Place,
    found: &mut Found,
) -> Part<'r> {
    let content = Content::read(&header, found);
    let media_type = media_type(content.kind.as_ref(), place.default, found);
    let multipart = media_type.starts_with("multipart/");
    let boundary = content.kind.as_ref().filter(|_| multipart).and_then(boundary);
    let charset = content
        .kind
        .as_ref()
        .and_then(|kind| kind.text("charset"))
        .map(|charset| charset.trim().to_ascii_lowercase());
    Part {
        parent: place.parent,
        depth: place.depth,
        disposition: disposition(content.disposition.as_ref()),
        file_name: file_name(&content, found),
        content_id: header.first("content-id").map(content_id),
        encoding: encoding(&header, found),
        media_type,
        charset,
        boundary,
        body: &[],
        body_start,
        is_container: false,
        header,
    }
}

/// Content-Type and Content-Disposition, taken apart.
struct Content {
    kind: Option<Parameterized>,
    disposition: Option<Parameterized>,
}

impl Content {
    fn read(header: &Header<'_>, found: &mut Found) -> Self {
        let mut kinds = header.named("content-type");
        let first = kinds.next();
        if first.is_some_and(|first| kinds.any(|other| other.value != first.value)) {
            found.note(Anomaly::ConflictingTypes);
        }
        let kind = first.map(|field| Parameterized::parse(field.value));
        if kind.as_ref().is_some_and(|kind| {
            kind.is_contradictory("boundary") || kind.is_contradictory("charset")
        }) {
            found.note(Anomaly::ConflictingTypes);
        }
        let disposition =
            header.first("content-disposition").map(|field| Parameterized::parse(field.value));
        Self { kind, disposition }
    }
}

fn media_type(kind: Option<&Parameterized>, default: DefaultType, found: &mut Found) -> String {
    let Some(kind) = kind else { return default.as_str().to_owned() };
    let declared = kind.value.split_ascii_whitespace().next().unwrap_or_default();
    let well_formed = declared.split_once('/').is_some_and(|(kind, subtype)| {
        !kind.is_empty() && !subtype.is_empty() && !subtype.contains('/')
    });
    if declared != kind.value || !well_formed {
        found.note(Anomaly::OddMediaType);
    }
    if well_formed {
        return declared.to_owned();
    }
    // RFC 2045 §5.2: what cannot be read is plain text. But `application-x-zip` was surely not
    // meant to be shown as text, nor do programs show it so.
    match declared.is_empty() || declared.starts_with("text") || declared.contains("plain") {
        true => "text/plain".to_owned(),
        false => "application/octet-stream".to_owned(),
    }
}

fn boundary(kind: &Parameterized) -> Option<Vec<u8>> {
    // RFC 2046 §5.1.1: a boundary does not end with white space.
    let boundary = match kind.octets("boundary") {
        Some(octets) => octets.trim_ascii_end().to_vec(),
        None => kind.text("boundary")?.trim_end().as_bytes().to_vec(),
    };
    Some(boundary).filter(|boundary| !boundary.is_empty())
}

fn disposition(disposition: Option<&Parameterized>) -> Disposition {
    match disposition.map(|disposition| disposition.value.as_str()) {
        None | Some("") => Disposition::Unstated,
        Some("inline") => Disposition::Inline,
        Some(_) => Disposition::Attachment,
    }
}

fn file_name(content: &Content, found: &mut Found) -> Option<String> {
    let disposition = content.disposition.as_ref().and_then(|d| d.text("filename"));
    let kind = content.kind.as_ref().and_then(|kind| kind.text("name"));
    if disposition.as_ref().zip(kind.as_ref()).is_some_and(|(one, other)| one != other) {
        found.note(Anomaly::ConflictingFileNames);
    }
    disposition.or(kind).filter(|name| !name.is_empty())
}

fn content_id(field: &Field<'_>) -> String {
    let value = field.unfolded();
    value.trim_start_matches('<').trim_end_matches('>').to_owned()
}

fn encoding(header: &Header<'_>, found: &mut Found) -> TransferEncoding {
    let mut fields = header.named("content-transfer-encoding").map(|field| named(field.value));
    let Some(first) = fields.next() else { return TransferEncoding::Identity };
    if fields.any(|other| other != first) {
        found.note(Anomaly::ConflictingEncodings);
    }
    if first == TransferEncoding::Unknown {
        found.note(Anomaly::UnknownEncoding);
    }
    first
}

fn named(value: &[u8]) -> TransferEncoding {
    let name = Parameterized::parse(value).value;
    match name.trim_matches(['"', '\'', ' ', '\t']) {
        "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" | "7 bit" | "8 bit" | "none" => {
            TransferEncoding::Identity
        }
        "base64" | "base-64" => TransferEncoding::Base64,
        "quoted-printable" | "quotedprintable" => TransferEncoding::QuotedPrintable,
        "x-uuencode" | "x-uue" | "uuencode" | "uue" => TransferEncoding::Uuencode,
        _ => TransferEncoding::Unknown,
    }
}
