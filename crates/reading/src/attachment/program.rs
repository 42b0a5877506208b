//! Programs and shortcuts: all that is read of them is where they lead.

use super::{Opened, opener::File};
use crate::Limits;

/// Octets of a shortcut that are read.
const SHORTCUT_OCTETS: usize = 64 << 10;

/// Shell links (MS-SHLLINK) hold the addresses they fetch from as text, in two octets a letter or in
/// one; internet shortcuts (`.url`) and scripts in one.
pub(super) fn read(file: &File<'_>, limits: &Limits, opened: &mut Opened) {
    let octets = file.octets.get(..file.octets.len().min(SHORTCUT_OCTETS)).unwrap_or_default();
    let is_shell_link = octets.starts_with(b"L\0\0\0\x01\x14\x02\0");
    if is_shell_link || !octets.contains(&0) {
        let text: String = octets
            .iter()
            .filter(|octet| !is_shell_link || **octet != 0)
            .map(|octet| if octet.is_ascii_graphic() { char::from(*octet) } else { ' ' })
            .collect();
        opened.add_written_addresses(&text, limits);
    }
    opened.attachment.is_read = true;
}
