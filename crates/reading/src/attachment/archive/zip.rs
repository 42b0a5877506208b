//! ZIP (APPNOTE.TXT): the central directory (§4.3.12) tells the files, their local headers (§4.3.7)
//! where they lie.

use memchr::memmem;

use super::{Entry, File, Opened, Opener, Packing};

/// The end of the central directory with the longest comment (§4.3.16).
const END_OCTETS: usize = 22 + 0xffff;

/// Reads a ZIP archive, or the document that is one.
pub(in super::super) fn read(file: &File<'_>, opener: &mut Opener<'_>) -> Opened {
    let Some((mut directory, base)) = directory(file.octets) else {
        return Opened::default();
    };
    let mut entries = Vec::new();
    while entries.len() < opener.limits.archive_names
        && let Some((entry, rest)) = split(directory, file.octets, base)
    {
        directory = rest;
        entries.push(entry);
    }
    super::read(&entries, directory.is_empty() && !entries.is_empty(), file, opener)
}

/// The first file header of the directory, and what follows it.
fn split<'o>(directory: &'o [u8], archive: &'o [u8], base: usize) -> Option<(Entry<'o>, &'o [u8])> {
    let header = directory.strip_prefix(b"PK\x01\x02")?;
    // Offsets of §4.3.12, less the four octets of the mark.
    let flags = short(header, 4)?;
    let packing = match short(header, 6)? {
        0 => Packing::Stored,
        8 => Packing::Deflated,
        _ => Packing::Other,
    };
    let (name, extra, comment) = (short(header, 24)?, short(header, 26)?, short(header, 28)?);
    let name_end = 42 + name;
    let rest = header.get(name_end + extra + comment..)?;
    let packed = content(archive, base.checked_add(long(header, 38)?), long(header, 16)?);
    let entry = Entry {
        name: mail::decode_unnamed(header.get(42..name_end)?).into_owned(),
        is_locked: flags & 1 == 1,
        packing: if packed.is_some() { packing } else { Packing::Other },
        packed: packed.unwrap_or_default(),
    };
    Some((entry, rest))
}

fn content(archive: &[u8], at: Option<usize>, length: usize) -> Option<&[u8]> {
    let header = archive.get(at?..)?.strip_prefix(b"PK\x03\x04")?;
    let start = 26 + short(header, 22)? + short(header, 24)?;
    header.get(start..start.checked_add(length)?)
}

/// The central directory, and where the archive starts: the directory ends where its end record
/// starts, whatever stands before the archive.
fn directory(octets: &[u8]) -> Option<(&[u8], usize)> {
    let from = octets.len().saturating_sub(END_OCTETS);
    let end = from + memmem::rfind(octets.get(from..)?, b"PK\x05\x06")?;
    let start = end.checked_sub(long(octets, end + 12)?)?;
    let base = start.saturating_sub(long(octets, end + 16)?);
    Some((octets.get(start..end)?, base))
}

fn short(octets: &[u8], at: usize) -> Option<usize> {
    let pair = octets.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes(pair.try_into().ok()?)))
}

fn long(octets: &[u8], at: usize) -> Option<usize> {
    let four = octets.get(at..at + 4)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}
