//! Outlook `.msg` (MS-OXMSG): a compound file of properties, rebuilt into an RFC 5322 message.
//!
//! The header as received is kept by Outlook as text (PidTagTransportMessageHeaders), the body only
//! as properties. So structure and transfer encodings are ours, and DKIM cannot be recomputed.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;

use super::InputError;
use crate::Limits;

mod write;

/// MS-CFB §2.2: the header signature.
const SIGNATURE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether the input is a compound file: an Outlook message or another Office document.
pub(super) fn is_compound_file(input: &[u8]) -> bool {
    input.starts_with(SIGNATURE)
}

/// Rebuilds the message.
pub(super) fn rebuild(input: &[u8], limits: &Limits) -> Result<Vec<u8>, InputError> {
    let file = CompoundFile::open(Cursor::new(input))
        .map_err(|error| InputError::BrokenMsg(error.to_string()))?;
    if !file.is_stream("/__properties_version1.0") {
        return Err(InputError::NotAMessage);
    }
    // Streams may share sectors, so that a small file reads as a large one: one budget for all.
    let mut reader = Reader { file, budget: limits.message_octets, attachments: limits.parts };
    let message = reader.message(Path::new("/"), limits.depth);
    Ok(write::message(&message))
}

/// Property identifiers (MS-OXPROPS §2).
mod tag {
    pub(super) const SUBJECT: u16 = 0x0037;
    pub(super) const CLIENT_SUBMIT_TIME: u16 = 0x0039;
    pub(super) const SENT_REPRESENTING_NAME: u16 = 0x0042;
    pub(super) const SENT_REPRESENTING_ADDRESS: u16 = 0x0065;
    pub(super) const TRANSPORT_HEADERS: u16 = 0x007D;
    pub(super) const SENDER_NAME: u16 = 0x0C1A;
    pub(super) const SENDER_ADDRESS: u16 = 0x0C1F;
    pub(super) const DISPLAY_TO: u16 = 0x0E04;
    pub(super) const DELIVERY_TIME: u16 = 0x0E06;
    pub(super) const BODY: u16 = 0x1000;
    pub(super) const HTML: u16 = 0x1013;
    pub(super) const MESSAGE_ID: u16 = 0x1035;
    pub(super) const ATTACH_DATA: u16 = 0x3701;
    pub(super) const ATTACH_NAME: u16 = 0x3704;
    pub(super) const ATTACH_LONG_NAME: u16 = 0x3707;
    pub(super) const ATTACH_TYPE: u16 = 0x370E;
    pub(super) const ATTACH_CONTENT_ID: u16 = 0x3712;
    pub(super) const INTERNET_CODEPAGE: u16 = 0x3FDE;
    pub(super) const SENDER_SMTP: u16 = 0x5D01;
    pub(super) const SENT_REPRESENTING_SMTP: u16 = 0x5D02;
}

/// What a message's properties say.
#[derive(Debug, Default)]
struct Message {
    /// The header as received, if Outlook kept it.
    transport: Option<String>,
    subject: String,
    author_name: String,
    author_address: String,
    to: String,
    message_id: String,
    /// Seconds since 1970.
    sent: Option<i64>,
    text: Option<String>,
    html: Option<Vec<u8>>,
    /// Windows code page of `html`.
    codepage: u32,
    attachments: Vec<Attachment>,
}

#[derive(Debug)]
struct Attachment {
    name: String,
    media_type: String,
    content_id: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Octets(Vec<u8>),
    Message(Box<Message>),
}

struct Reader<'i> {
    file: CompoundFile<Cursor<&'i [u8]>>,
    /// Octets that may still be read.
    budget: usize,
    /// Attachments that may still be read.
    attachments: usize,
}

impl Reader<'_> {
    fn message(&mut self, at: &Path, depth: usize) -> Message {
        let fixed = self.stream(&at.join("__properties_version1.0")).unwrap_or_default();
        let first = |texts: [Option<String>; 3]| {
            texts.into_iter().flatten().find(|text| text.contains('@')).unwrap_or_default()
        };
        Message {
            transport: self.text(at, tag::TRANSPORT_HEADERS).filter(|text| text.contains(':')),
            subject: self.text(at, tag::SUBJECT).unwrap_or_default(),
            author_name: self
                .text(at, tag::SENT_REPRESENTING_NAME)
                .or_else(|| self.text(at, tag::SENDER_NAME))
                .unwrap_or_default(),
            author_address: first([
                self.text(at, tag::SENT_REPRESENTING_SMTP),
                self.text(at, tag::SENT_REPRESENTING_ADDRESS),
                self.text(at, tag::SENDER_SMTP).or_else(|| self.text(at, tag::SENDER_ADDRESS)),
            ]),
            to: self.text(at, tag::DISPLAY_TO).unwrap_or_default(),
            message_id: self.text(at, tag::MESSAGE_ID).unwrap_or_default(),
            sent: filetime(&fixed, tag::CLIENT_SUBMIT_TIME)
                .or_else(|| filetime(&fixed, tag::DELIVERY_TIME)),
            codepage: long(&fixed, tag::INTERNET_CODEPAGE).unwrap_or_default(),
            html: self
                .binary(at, tag::HTML)
                .or_else(|| self.text(at, tag::HTML).map(String::into_bytes)),
            text: self.text(at, tag::BODY),
            attachments: self.attachments(at, depth),
        }
    }

    fn attachments(&mut self, at: &Path, depth: usize) -> Vec<Attachment> {
        let Ok(entries) = self.file.read_storage(at) else { return Vec::new() };
        let folders: Vec<PathBuf> = entries
            .filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0"))
            .map(|entry| entry.path().to_owned())
            .take(self.attachments)
            .collect();
        let mut attachments = Vec::new();
        for folder in folders {
            self.attachments = self.attachments.saturating_sub(1);
            attachments.extend(self.attachment(&folder, depth));
        }
        attachments
    }

    fn attachment(&mut self, at: &Path, depth: usize) -> Option<Attachment> {
        let inner = at.join(stream_name(tag::ATTACH_DATA, "000D"));
        let content = if self.file.is_storage(&inner) {
            // MS-OXMSG §2.2.2.1: an attached message is a storage with properties of its own.
            let depth = depth.checked_sub(1)?;
            Content::Message(Box::new(self.message(&inner, depth)))
        } else {
            Content::Octets(self.binary(at, tag::ATTACH_DATA)?)
        };
        let name = self.text(at, tag::ATTACH_LONG_NAME).or_else(|| self.text(at, tag::ATTACH_NAME));
        Some(Attachment {
            name: name.unwrap_or_default(),
            media_type: self.text(at, tag::ATTACH_TYPE).unwrap_or_default(),
            content_id: self.text(at, tag::ATTACH_CONTENT_ID).unwrap_or_default(),
            content,
        })
    }

    /// A text property: UTF-16 (PtypString), or 8-bit in a code page (PtypString8).
    fn text(&mut self, at: &Path, tag: u16) -> Option<String> {
        let text = if let Some(octets) = self.stream(&at.join(stream_name(tag, "001F"))) {
            encoding_rs::UTF_16LE.decode_without_bom_handling(&octets).0.into_owned()
        } else {
            let octets = self.stream(&at.join(stream_name(tag, "001E")))?;
            crate::charset::guess(&octets).into_owned()
        };
        let text = text.trim_end_matches('\0').to_owned();
        Some(text).filter(|text| !text.is_empty())
    }

    fn binary(&mut self, at: &Path, tag: u16) -> Option<Vec<u8>> {
        self.stream(&at.join(stream_name(tag, "0102")))
    }

    fn stream(&mut self, path: &Path) -> Option<Vec<u8>> {
        if !self.file.is_stream(path) {
            return None;
        }
        let stream = self.file.open_stream(path).ok()?;
        let mut octets = Vec::new();
        // What can be read of a damaged stream is better than nothing.
        let _ = stream.take(self.budget as u64).read_to_end(&mut octets);
        self.budget = self.budget.saturating_sub(octets.len());
        Some(octets)
    }
}

/// MS-OXMSG §2.1.3: identifier and type name the stream.
fn stream_name(tag: u16, kind: &str) -> String {
    format!("__substg1.0_{tag:04X}{kind}")
}

/// The value of a fixed-length property (MS-OXMSG §2.4.2.1): entries of 16 octets, after a header
/// of 32 (top), 24 (attached message) or 8; entries are found by their tag at multiples of 8.
fn fixed(properties: &[u8], tag: u16, kind: u16) -> Option<[u8; 8]> {
    let [kind_low, kind_high] = kind.to_le_bytes();
    let [tag_low, tag_high] = tag.to_le_bytes();
    let wanted = [kind_low, kind_high, tag_low, tag_high];
    properties
        .chunks(8)
        .zip(properties.chunks(8).skip(1))
        .find(|(entry, _)| entry.starts_with(&wanted))
        .and_then(|(_, value)| value.try_into().ok())
}

/// A PtypTime property in seconds since 1970; it counts 100 ns since 1601.
fn filetime(properties: &[u8], tag: u16) -> Option<i64> {
    let ticks = i64::from_le_bytes(fixed(properties, tag, 0x0040)?);
    (ticks / 10_000_000).checked_sub(11_644_473_600).filter(|seconds| *seconds > 0)
}

/// A PtypInteger32 property.
fn long(properties: &[u8], tag: u16) -> Option<u32> {
    let [a, b, c, d, ..] = fixed(properties, tag, 0x0003)?;
    Some(u32::from_le_bytes([a, b, c, d]))
}

#[cfg(test)]
mod tests;
