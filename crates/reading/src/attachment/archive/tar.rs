//! tar (POSIX.1-2001 `pax`, ustar): a header of 512 octets before each file.

use super::{Entry, File, Opened, Opener, Packing};

const BLOCK: usize = 512;

/// Whether it starts with a header.
pub(in super::super) fn is_tar(head: &[u8]) -> bool {
    head.get(257..).is_some_and(|rest| rest.starts_with(b"ustar"))
}

pub(in super::super) fn read(file: &File<'_>, opener: &mut Opener<'_>) -> Opened {
    let (mut rest, mut entries, mut is_whole) = (file.octets, Vec::new(), false);
    while entries.len() < opener.limits.archive_names {
        if rest.first().is_none_or(|octet| *octet == 0) {
            is_whole = true;
            break;
        }
        let Some((entry, after)) = split(rest) else { break };
        entries.extend(entry);
        rest = after;
    }
    super::read(&entries, is_whole, file, opener)
}

/// The first file, unless it is none (a folder, a name too long for its field), and what follows.
fn split(octets: &[u8]) -> Option<(Option<Entry<'_>>, &[u8])> {
    let header = octets.get(..BLOCK).filter(|header| is_tar(header))?;
    let name = header.get(..100)?.split(|octet| *octet == 0).next()?;
    let size = std::str::from_utf8(header.get(124..135)?).ok()?;
    let size = usize::from_str_radix(size.trim_matches(['\0', ' ']), 8).ok()?;
    let content = octets.get(BLOCK..)?;
    let packed = content.get(..size)?;
    let is_file = matches!(header.get(156), Some(b'0' | 0));
    let entry = is_file.then(|| Entry {
        name: mail::decode_unnamed(name).into_owned(),
        is_locked: false,
        packing: Packing::Stored,
        packed,
    });
    Some((entry, content.get(size.next_multiple_of(BLOCK)..).unwrap_or_default()))
}
