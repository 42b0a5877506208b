//! OLE compound files (MS-CFB): old Office documents, and new ones under a password.

use memchr::memmem;

use super::{Opened, fields::hyperlinks};
use crate::Limits;

/// Looks for the directory entries that macros (MS-OVBA §2.2.1) and protection (MS-OFFCRYPTO
/// §1.3.3) need, and for link fields. The words of the document stay unread.
pub(super) fn read(octets: &[u8], limits: &Limits, opened: &mut Opened) {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(octets, &name).is_some()
    };
    opened.attachment.is_active = has("_VBA_PROJECT");
    opened.attachment.is_locked = has("EncryptedPackage");
    let links = hyperlinks(octets, limits.links);
    opened.links.extend(links.into_iter().map(|link| (link, String::new())));
}
