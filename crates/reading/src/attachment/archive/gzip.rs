//! gzip (RFC 1952): one file, with its name where it is told.

use super::{Entry, File, Opened, Opener, Packing};

pub(in super::super) fn read(file: &File<'_>, opener: &mut Opener<'_>) -> Opened {
    let entry = entry(file).into_iter().collect::<Vec<_>>();
    super::read(&entry, !entry.is_empty(), file, opener)
}

/// The member (§2.3). Others that follow it are rare and stay unread with its trailer.
fn entry<'o>(file: &File<'o>) -> Option<Entry<'o>> {
    const CHECKED: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let header = file.octets.strip_prefix(b"\x1f\x8b\x08")?;
    let flags = *header.first()?;
    let mut rest = header.get(7..)?;
    if flags & EXTRA != 0 {
        let length = rest.get(..2)?;
        rest = rest.get(2 + usize::from(u16::from_le_bytes(length.try_into().ok()?))..)?;
    }
    let mut name = None;
    if flags & NAME != 0 {
        let end = memchr::memchr(0, rest)?;
        name = Some(mail::decode_unnamed(rest.get(..end)?).into_owned());
        rest = rest.get(end + 1..)?;
    }
    if flags & COMMENT != 0 {
        rest = rest.get(memchr::memchr(0, rest)? + 1..)?;
    }
    if flags & CHECKED != 0 {
        rest = rest.get(2..)?;
    }
    let name = name.unwrap_or_else(|| match file.name.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("tgz") => format!("{stem}.tar"),
        Some((stem, _)) => stem.to_owned(),
        None => file.name.to_owned(),
    });
    Some(Entry { name, is_locked: false, packing: Packing::Deflated, packed: rest })
}
