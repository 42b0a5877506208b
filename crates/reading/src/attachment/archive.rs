//! ZIP archives: the names in the central directory (APPNOTE.TXT §4.3.12), nothing unpacked.

use memchr::memmem;

use super::{Opened, file_name};

/// Files of one archive whose names are read.
const MOST_FILES: usize = 5_000;
/// Names that are kept.
const MOST_KEPT: usize = 20;
/// The end of the central directory with the longest comment (§4.3.16).
const END_OCTETS: usize = 22 + 0xffff;

/// Reads the names. What the files hold stays unread.
pub(super) fn read(octets: &[u8], opened: &mut Opened) {
    let mut directory = directory(octets).unwrap_or_default();
    let attachment = &mut opened.attachment;
    for _ in 0..MOST_FILES {
        let Some((entry, rest)) = Entry::split(directory) else { break };
        directory = rest;
        attachment.is_locked |= entry.is_encrypted;
        attachment.is_active |= has_macros(&entry.name);
        if file_name::is_program(&entry.name) && attachment.programs.len() < MOST_KEPT {
            attachment.programs.push(entry.name.clone());
        }
        if file_name::lies(&entry.name) && attachment.lying_names.len() < MOST_KEPT {
            attachment.lying_names.push(entry.name);
        }
    }
}

/// A file of the archive.
struct Entry {
    name: String,
    is_encrypted: bool,
}

impl Entry {
    /// The first file header of the directory, and what follows it.
    fn split(directory: &[u8]) -> Option<(Self, &[u8])> {
        let header = directory.strip_prefix(b"PK\x01\x02")?;
        // Offsets of §4.3.12, less the four octets of the mark.
        let flags = number(header, 4)?;
        let (name, extra, comment) =
            (number(header, 24)?, number(header, 26)?, number(header, 28)?);
        let name_end = 42 + name;
        let entry = Self {
            name: String::from_utf8_lossy(header.get(42..name_end)?).into_owned(),
            is_encrypted: flags & 1 == 1,
        };
        Some((entry, header.get(name_end + extra + comment..)?))
    }
}

/// The central directory: it ends where its end record starts, whatever stands before the archive.
fn directory(octets: &[u8]) -> Option<&[u8]> {
    let from = octets.len().saturating_sub(END_OCTETS);
    let end = from + memmem::rfind(octets.get(from..)?, b"PK\x05\x06")?;
    let size = octets.get(end + 12..end + 16)?;
    let size = usize::try_from(u32::from_le_bytes(size.try_into().ok()?)).ok()?;
    octets.get(end.checked_sub(size)?..end)
}

fn number(octets: &[u8], at: usize) -> Option<usize> {
    let pair = octets.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes(pair.try_into().ok()?)))
}

/// Macros of OOXML documents (ECMA-376; MS-OFFMACRO2 §2.2.1), those of Excel 4 among them.
fn has_macros(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/")
}
