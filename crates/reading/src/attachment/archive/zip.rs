//! ZIP (APPNOTE.TXT): the central directory (§4.3.12) tells the files, their local headers (§4.3.7)
//! where they lie.

use memchr::memmem;

use super::{Entry, File, Opened, Opener, Packing};
use crate::{
    Limits,
    inflate::{Allowance, Inflated},
};

/// The end of the central directory with the longest comment (§4.3.16).
const END_OCTETS: usize = 22 + 0xffff;

/// Reads a ZIP archive, or the document that is one.
pub(in super::super) fn read(file: &File<'_>, opener: &mut Opener<'_>) -> Opened {
    match entries(file.octets, opener.limits.archive_names) {
        None => Opened::default(),
        Some((entries, is_whole)) => super::read(&entries, is_whole, file, opener),
    }
}

/// A file out of a ZIP archive.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Unzipped {
    /// Its name, with the folders before it.
    pub name: String,
    /// All of it, or its start.
    pub octets: Vec<u8>,
    /// Whether it ended by itself: neither the bound nor an error cut it.
    pub is_whole: bool,
}

/// Unpacks the files of a ZIP archive: at most so many, of which each and all together come to no more
/// octets than said. `None` when it is no archive, or an empty one. What is locked is left out.
#[must_use]
pub fn unzip(
    archive: &[u8],
    most_files: usize,
    most_octets: usize,
    most_of_one: usize,
) -> Option<Vec<Unzipped>> {
    let (entries, _) = entries(archive, most_files)?;
    let limits = Limits {
        inflated_octets: most_octets,
        inflated_file_octets: most_of_one,
        ..Limits::default()
    };
    let mut allowance = Allowance::new(&limits);
    let files = entries.iter().filter(|entry| !entry.is_locked && !entry.name.ends_with('/'));
    let unpacked = files.map(|entry| {
        let Inflated { octets, is_whole, .. } = match entry.packing {
            Packing::Stored => allowance.copy(entry.packed),
            Packing::Deflated => allowance.deflate(entry.packed),
            Packing::Other => Inflated::default(),
        };
        Unzipped { name: entry.name.clone(), octets, is_whole }
    });
    let unpacked: Vec<Unzipped> = unpacked.collect();
    (!unpacked.is_empty()).then_some(unpacked)
}

/// The files of an archive, at most so many, and whether these are all; `None` when it is none.
fn entries(octets: &[u8], most: usize) -> Option<(Vec<Entry<'_>>, bool)> {
    let (mut directory, base) = directory(octets)?;
    let mut entries = Vec::new();
    while entries.len() < most
        && let Some((entry, rest)) = split(directory, octets, base)
    {
        directory = rest;
        entries.push(entry);
    }
    let is_whole = directory.is_empty() && !entries.is_empty();
    Some((entries, is_whole))
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

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;

    use super::*;

    /// An archive of these files, every other one packed.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut body, mut directory) = (Vec::new(), Vec::new());
        for (place, (name, octets)) in files.iter().enumerate() {
            let (method, packed) = match place % 2 {
                0 => (8_u16, compress_to_vec(octets, 6)),
                _ => (0, octets.to_vec()),
            };
            let (at, length) = (body.len() as u32, packed.len() as u32);
            let mut common = Vec::new();
            for half in [20, 0, method, 0, 0, 0, 0] {
                common.extend(half.to_le_bytes());
            }
            for long in [length, octets.len() as u32] {
                common.extend(long.to_le_bytes());
            }
            common.extend((name.len() as u16).to_le_bytes());
            common.extend(0_u16.to_le_bytes());
            body.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
            directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10]].concat());
            directory.extend(at.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let (at, length) = (body.len() as u32, directory.len() as u32);
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend([(files.len() as u16).to_le_bytes(); 2].concat());
        end.extend([length.to_le_bytes(), at.to_le_bytes()].concat());
        [body, directory, end, vec![0, 0]].concat()
    }

    #[test]
    fn files_come_out_of_an_archive_and_the_bound_holds() {
        let long = b"to be or not to be ".repeat(1_000);
        let packed = archive(&[("a/one.xml", &long), ("two.xml", b"stored")]);
        let files = unzip(&packed, 10, 1 << 20, 1 << 20).unwrap();
        let told: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.is_whole)).collect();
        assert_eq!(told, [("a/one.xml", true), ("two.xml", true)]);
        assert!(files[0].octets == long && files[1].octets == b"stored");
        assert_eq!(unzip(&packed, 1, 1 << 20, 1 << 20).unwrap().len(), 1);
        let cut = unzip(&packed, 10, 1_000, 100).unwrap();
        assert!(!cut[0].is_whole && cut[0].octets.len() == 100);
        for broken in [&b""[..], b"PK\x03\x04", &packed[..packed.len() / 2]] {
            assert_eq!(unzip(broken, 10, 100, 100), None);
        }
    }
}
