//! Pages that come as a file: no filter saw them on the web, and their scripts run.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

use super::Opened;
use crate::{Limits, LinkPlace, html::read_html};

/// What scripts do that build a page or a file out of sight ("HTML smuggling"), or leave at once.
const SIGNS: &[&str] = &[
    "atob(",
    "blob(",
    "mssaveoropenblob",
    "unescape(",
    "document.write",
    "fromcharcode",
    "location.href=",
    "location.href =",
    "location.replace(",
    "location=",
    "eval(",
];

static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(SIGNS).ok());

/// Reads a page as a browser would show it.
pub(super) fn read(text: &str, limits: &Limits, opened: &mut Opened) {
    let page = read_html(text, limits);
    for found in FINDER.iter().flat_map(|finder| finder.find_iter(&page.scripts.text)) {
        if let Some(sign) = SIGNS.get(found.pattern().as_usize())
            && !opened.attachment.script_signs.contains(sign)
        {
            opened.attachment.script_signs.push(sign);
        }
    }
    opened.add_text(&page.visible);
    for link in page.links {
        match link.place {
            LinkPlace::Hidden | LinkPlace::RemotePicture | LinkPlace::PlainAlternative => continue,
            LinkPlace::Refresh => {
                opened.attachment.refresh.get_or_insert_with(|| link.href.clone());
            }
            LinkPlace::Anchor
            | LinkPlace::ImageMap
            | LinkPlace::Form
            | LinkPlace::Text
            | LinkPlace::Frame
            | LinkPlace::HeaderField
            | LinkPlace::QrCode
            | LinkPlace::Attachment(_)
            | LinkPlace::OutlookOnly => {}
        }
        opened.links.push((link.href, link.shown));
    }
    opened.base = page.base;
    opened.attachment.forms = page.forms;
    opened.attachment.is_read = page.octets_beyond == 0;
}
