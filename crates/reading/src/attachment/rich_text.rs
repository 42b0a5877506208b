//! Rich Text Format: links, and what it loads or starts when it is opened.

use memchr::memmem;

use super::{Opened, fields::hyperlinks};
use crate::Limits;

/// Control words by which a document fetches, holds or refreshes what is not text.
const ACTS: &[&[u8]] = &[b"\\objdata", b"\\objupdate", b"\\objautlink", b"\\objlink"];

pub(super) fn read(octets: &[u8], limits: &Limits, opened: &mut Opened) {
    opened.attachment.is_active = ACTS.iter().any(|word| memmem::find(octets, word).is_some());
    // A template of the writer's own disk is everyday; one that is fetched is not.
    if let Some(at) = memmem::find(octets, b"\\*\\template") {
        let rest = octets.get(at + 11..).unwrap_or_default();
        let rest = rest.get(..rest.len().min(64)).unwrap_or_default();
        opened.attachment.is_active |= memmem::find(rest, b"http").is_some();
    }
    let links = hyperlinks(octets, limits.links);
    opened.links.extend(links.into_iter().map(|link| (link, String::new())));
    opened.attachment.is_read = true;
}
