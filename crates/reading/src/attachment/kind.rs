//! What a file is, by its first octets.

use memchr::memmem;

use super::{archive, file_name};

/// What a file truly is.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AttachmentKind {
    /// HTML, XHTML or SVG: a browser opens it, and runs its scripts.
    Page,
    /// iCalendar (RFC 5545).
    Calendar,
    /// Plain text.
    Text,
    /// Rich Text Format.
    RichText,
    /// A message (RFC 5322).
    Message,
    /// A ZIP archive, or a document that is one (OOXML, ODF, EPUB).
    Zip,
    /// Another archive (gzip, tar, RAR, 7z, CAB).
    Archive,
    /// PDF.
    Pdf,
    /// An OLE compound file: Word, Excel and PowerPoint before 2007, protected Office files, MSG.
    CompoundFile,
    /// A picture.
    Picture,
    /// Sound or film.
    Sound,
    /// A program, a script, a shortcut, or a disk image.
    Program,
    /// Anything else.
    #[default]
    Other,
}

const MAGIC: &[(&[u8], AttachmentKind)] = &[
    (b"MZ", AttachmentKind::Program),
    (b"\x7fELF", AttachmentKind::Program),
    (b"L\0\0\0\x01\x14\x02\0", AttachmentKind::Program),
    (b"PK\x03\x04", AttachmentKind::Zip),
    (b"PK\x05\x06", AttachmentKind::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", AttachmentKind::CompoundFile),
    (b"Rar!\x1a\x07", AttachmentKind::Archive),
    (b"7z\xbc\xaf\x27\x1c", AttachmentKind::Archive),
    (b"\x1f\x8b", AttachmentKind::Archive),
    (b"MSCF", AttachmentKind::Archive),
    (b"\x89PNG", AttachmentKind::Picture),
    (b"GIF8", AttachmentKind::Picture),
    (b"\xff\xd8\xff", AttachmentKind::Picture),
    (b"II*\0", AttachmentKind::Picture),
    (b"MM\0*", AttachmentKind::Picture),
    (b"{\\rtf", AttachmentKind::RichText),
    (b"ITSF", AttachmentKind::Program),
    (b"conectix", AttachmentKind::Program),
    (b"vhdxfile", AttachmentKind::Program),
    (b"ID3", AttachmentKind::Sound),
    (b"RIFF", AttachmentKind::Sound),
    (b"OggS", AttachmentKind::Sound),
];
/// What stands near the start of a page.
const PAGE_STARTS: &[&[u8]] = &[
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<form",
    b"<meta",
    b"<svg",
    b"<iframe",
    b"<!doctype svg",
    b"<title",
];

impl AttachmentKind {
    /// The kind of a file: by its first octets, then by its name, then by its declared type.
    /// Systems choose the program by name, so a program's name counts unless the content could
    /// not run.
    pub(super) fn of(head: &[u8], media_type: &str, name: &str) -> Self {
        let by_content = by_content(head);
        let cannot_run = matches!(by_content, Some(Self::Picture | Self::Pdf));
        if file_name::is_program(name) && !cannot_run {
            return Self::Program;
        }
        if let Some(kind) = by_content {
            return kind;
        }
        let is_calendar = matches!(media_type, "text/calendar" | "application/ics")
            || matches!(file_name::extension(name).as_str(), "ics" | "vcs");
        let is_page = matches!(
            media_type,
            "text/html" | "application/html" | "application/xhtml+xml" | "image/svg+xml"
        );
        let is_message = matches!(media_type, "message/rfc822" | "message/global")
            || file_name::extension(name) == "eml";
        match media_type.split('/').next().unwrap_or_default() {
            _ if is_calendar => Self::Calendar,
            _ if is_message => Self::Message,
            _ if is_page || file_name::is_page(name) => Self::Page,
            "text" => Self::Text,
            "image" => Self::Picture,
            "audio" | "video" => Self::Sound,
            _ => Self::Other,
        }
    }
}

fn by_content(head: &[u8]) -> Option<AttachmentKind> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*kind);
    }
    if is_disk(head) {
        return Some(AttachmentKind::Program);
    }
    if archive::is_tar(head) {
        return Some(AttachmentKind::Archive);
    }
    // Readers look for the mark in the first 1,024 octets.
    let start = head.get(..head.len().min(1_024)).unwrap_or_default();
    if memmem::find(start, b"%PDF-").is_some() {
        return Some(AttachmentKind::Pdf);
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    // UTF-16 puts a zero beside each ASCII letter.
    let text: Vec<u8> =
        text.iter().filter(|octet| **octet != 0).map(u8::to_ascii_lowercase).collect();
    let text = text.strip_prefix(b"\xff\xfe").or(text.strip_prefix(b"\xfe\xff")).unwrap_or(&text);
    if text.starts_with(b"begin:vcalendar") {
        return Some(AttachmentKind::Calendar);
    }
    let is_markup = text.starts_with(b"<");
    (is_markup && PAGE_STARTS.iter().any(|mark| memmem::find(text, mark).is_some()))
        .then_some(AttachmentKind::Page)
}

/// Images of disks, which a double click mounts: ISO 9660 and UDF (ECMA-119 §8, ECMA-167 part 2
/// §9), and the boot sectors of FAT and NTFS.
fn is_disk(head: &[u8]) -> bool {
    let has = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    has(32_769, b"CD001")
        || has(32_769, b"BEA01")
        || has(32_769, b"NSR0")
        || has(510, b"\x55\xaa") && (has(3, b"NTFS") || has(54, b"FAT") || has(82, b"FAT32"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_says_what_a_file_is() {
        use AttachmentKind as Kind;
        for (head, media_type, name, expected) in [
            (&b"MZ\x90"[..], "application/pdf", "a.pdf", Kind::Program),
            (b"%PDF-1.4", "application/octet-stream", "a", Kind::Pdf),
            (b"%PDF-1.4", "application/pdf", "shop.com", Kind::Pdf),
            (b"  <!DOCTYPE HTML><p>", "text/plain", "a.txt", Kind::Page),
            (b"\xff\xfe<\0h\0t\0m\0l\0", "application/octet-stream", "a", Kind::Page),
            (b"hello", "application/octet-stream", "a.HTML", Kind::Page),
            (b"hello", "text/plain", "a.txt", Kind::Text),
            (b"WScript", "text/plain", "a.js", Kind::Program),
            (b"<?xml version='1.0'?><note/>", "application/xml", "a.xml", Kind::Other),
            (b"<?xml version='1.0'?><svg/>", "image/svg+xml", "a.svg", Kind::Page),
            (b"BEGIN:VCALENDAR", "application/octet-stream", "a", Kind::Calendar),
            (b"PK\x03\x04", "application/x", "a.docx", Kind::Zip),
            (b"{\\rtf1", "application/msword", "a.doc", Kind::RichText),
            (b"From: a@b.example", "application/octet-stream", "a.eml", Kind::Message),
            (b"conectix", "application/octet-stream", "a", Kind::Program),
            (b"L\0\0\0\x01\x14\x02\0", "image/png", "a.png", Kind::Program),
            (b"", "image/png", "a.png", Kind::Picture),
            (b"", "", "", Kind::Other),
        ] {
            assert_eq!(Kind::of(head, media_type, name), expected, "{media_type} {name}");
        }
    }
}
