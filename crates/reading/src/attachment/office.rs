//! Office documents that are ZIP archives (ECMA-376): where they lead, and what they fetch or run.

use memchr::memmem;

use super::{Opened, Opener, archive::Entry, fields::hyperlinks};

/// Relations of one document that are read (`.rels`).
const MOST_RELATIONS: usize = 100;

/// Whether the archive is such a document.
pub(super) fn is_document(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| entry.name == "[Content_Types].xml" || has_macros(&entry.name))
}

/// Reads relations to the outside (part 2 §6.5), link fields, and whether macros are in it. Words are
/// not read: the document counts as read, for it is its links that lead away.
pub(super) fn read(entries: &[Entry<'_>], opener: &mut Opener<'_>, opened: &mut Opened) {
    opened.attachment.is_read = true;
    opened.attachment.is_locked = entries.iter().any(|entry| entry.is_locked);
    opened.attachment.is_active = entries.iter().any(|entry| has_macros(&entry.name));
    let mut relations = 0;
    for entry in entries {
        let is_relation = entry.name.ends_with(".rels");
        let is_text = entry.name == "word/document.xml";
        if !is_relation && !is_text {
            continue;
        }
        relations += usize::from(is_relation);
        if relations > MOST_RELATIONS {
            opened.attachment.is_read = false;
            break;
        }
        let xml = entry.unpack(opener);
        opened.attachment.is_read &= xml.is_whole;
        if is_text {
            let links = hyperlinks(&xml.octets, opener.limits.links);
            links.into_iter().for_each(|link| add(link, opener, opened));
        } else {
            related(&String::from_utf8_lossy(&xml.octets), opener, opened);
        }
    }
}

/// Macros (MS-OFFMACRO2 §2.2.1), those of Excel 4 among them.
fn has_macros(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/")
}

/// The relations that lead out of the document.
fn related(xml: &str, opener: &Opener<'_>, opened: &mut Opened) {
    for relation in xml.split("<Relationship ").skip(1).take(opener.limits.links) {
        let relation = relation.split('>').next().unwrap_or_default();
        let value = |name| attribute(relation, name).unwrap_or_default();
        if !value("TargetMode").eq_ignore_ascii_case("external") {
            continue;
        }
        let target = value("Target").replace("&amp;", "&");
        let kind = value("Type").rsplit('/').next().unwrap_or_default();
        match kind {
            "hyperlink" => add(target, opener, opened),
            // Fetched when the document is opened, from wherever it says. A template on the
            // writer's own disk is everyday, and so is a sheet that refers to another.
            "attachedTemplate" | "oleObject" | "frame" | "subDocument" | "aFChunk"
                if is_elsewhere(&target) =>
            {
                opened.attachment.is_active = true;
                add(target, opener, opened);
            }
            _ => {}
        }
    }
}

fn add(link: String, opener: &Opener<'_>, opened: &mut Opened) {
    if opened.links.len() < opener.limits.links && !opened.links.iter().any(|(l, _)| *l == link) {
        opened.links.push((link, String::new()));
    }
}

fn is_elsewhere(target: &str) -> bool {
    let target = target.trim().to_ascii_lowercase().replace('\\', "/");
    let target = target.strip_prefix("mhtml:").unwrap_or(&target);
    ["http:", "https:", "ftp:"].iter().any(|scheme| target.starts_with(scheme))
        || target.starts_with("//")
        || target.strip_prefix("file://").is_some_and(|rest| !rest.starts_with('/'))
}

fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let at = memmem::find_iter(tag.as_bytes(), name.as_bytes())
        .find(|at| tag.get(at + name.len()..).is_some_and(|rest| rest.starts_with("=\"")))?;
    tag.get(at + name.len() + 2..)?.split('"').next()
}
