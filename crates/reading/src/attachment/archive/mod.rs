//! Archives: the names of the files in them, and those files read like files of the message.

mod gzip;
mod tar;
mod zip;

pub use self::zip::{Unzipped, unzip};
pub(super) use self::{gzip::read as gzip, tar::is_tar, tar::read as tar, zip::read as zip};

use super::{AttachmentKind, File, Opened, Opener, file_name, office};
use crate::inflate::Inflated;

/// Names that are kept.
const MOST_KEPT: usize = 20;
/// Octets of a file that tell what it is.
const HEAD_OCTETS: usize = 4 << 10;
/// Files of an archive from which on scripts in it are the parts of some work.
const WORK_FILES: usize = 12;

/// A file of an archive.
pub(super) struct Entry<'o> {
    pub(super) name: String,
    pub(super) is_locked: bool,
    pub(super) packing: Packing,
    pub(super) packed: &'o [u8],
}

/// How a file lies in an archive.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Packing {
    Stored,
    Deflated,
    /// Otherwise, or it is not there.
    Other,
}

impl Entry<'_> {
    /// Its octets, as far as the allowance goes.
    pub(super) fn unpack(&self, opener: &mut Opener<'_>) -> Inflated {
        match self.packing {
            _ if self.is_locked => Inflated::default(),
            Packing::Stored => opener.allowance.copy(self.packed),
            Packing::Deflated => opener.allowance.deflate(self.packed),
            Packing::Other => Inflated::default(),
        }
    }

    fn head(&self, opener: &mut Opener<'_>) -> Vec<u8> {
        match self.packing {
            _ if self.is_locked => Vec::new(),
            Packing::Stored => {
                self.packed.get(..self.packed.len().min(HEAD_OCTETS)).unwrap_or_default().to_vec()
            }
            Packing::Deflated => opener.allowance.deflate_start(self.packed, HEAD_OCTETS),
            Packing::Other => Vec::new(),
        }
    }
}

/// Reads the files of an archive. `is_whole` when the entries are all there are.
fn read(entries: &[Entry<'_>], is_whole: bool, file: &File<'_>, opener: &mut Opener<'_>) -> Opened {
    let mut opened = Opened::default();
    if office::is_document(entries) {
        office::read(entries, opener, &mut opened);
        opened.attachment.is_read &= is_whole;
        return opened;
    }
    let is_work = is_work(entries);
    let mut is_read = is_whole;
    for entry in entries {
        let attachment = &mut opened.attachment;
        attachment.is_locked |= entry.is_locked;
        let is_program = file_name::is_program(&entry.name)
            && !(is_work && file_name::is_part_of_work(&entry.name));
        if is_program && attachment.programs.len() < MOST_KEPT {
            attachment.programs.push(entry.name.clone());
        }
        if file_name::lies(&entry.name) && attachment.lying_names.len() < MOST_KEPT {
            attachment.lying_names.push(entry.name.clone());
        }
        is_read &= !entry.is_locked;
    }
    for entry in entries.iter().filter(|entry| !entry.is_locked && !entry.name.ends_with('/')) {
        is_read &= open(entry, is_work, file, opener, &mut opened);
    }
    opened.attachment.is_read = is_read;
    opened
}

/// Opens a file of an archive as if the message carried it; whether it was looked at as far as it
/// could lead anywhere.
fn open(
    entry: &Entry<'_>,
    is_work: bool,
    outer: &File<'_>,
    opener: &mut Opener<'_>,
    opened: &mut Opened,
) -> bool {
    if file_name::leads_nowhere(&entry.name) {
        return true;
    }
    let is_part = is_work && file_name::is_part_of_work(&entry.name);
    if is_part || outer.depth >= opener.limits.inner_depth || opener.files == 0 {
        return false;
    }
    opener.files -= 1;
    let head = entry.head(opener);
    match AttachmentKind::of(&head, "", &entry.name) {
        AttachmentKind::Picture | AttachmentKind::Sound => return true,
        AttachmentKind::Other => return false,
        AttachmentKind::Program => {
            let programs = &mut opened.attachment.programs;
            if programs.len() < MOST_KEPT && !programs.contains(&entry.name) {
                programs.push(entry.name.clone());
            }
            // Only a shortcut leads anywhere by itself.
            if !file_name::is_shortcut(&entry.name) {
                return true;
            }
        }
        AttachmentKind::Page
        | AttachmentKind::Calendar
        | AttachmentKind::Text
        | AttachmentKind::RichText
        | AttachmentKind::Message
        | AttachmentKind::Zip
        | AttachmentKind::Archive
        | AttachmentKind::Pdf
        | AttachmentKind::CompoundFile => {}
    }
    let content = entry.unpack(opener);
    let label = format!("{}/{}", outer.label, entry.name);
    let inner = File {
        name: &entry.name,
        label,
        media_type: "",
        octets: &content.octets,
        depth: outer.depth + 1,
    };
    let mut inner = opener.file(&inner);
    inner.attachment.is_read &= content.is_whole;
    opened.inner.push(inner);
    true
}

/// Whether it is the files of some work, in which scripts are parts: a tree of sources, a web site.
fn is_work(entries: &[Entry<'_>]) -> bool {
    let is_mark = |name: &str| {
        let own = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let own = own.to_ascii_lowercase();
        [
            "readme",
            "license",
            "copying",
            "makefile",
            "package.json",
            "cargo.toml",
            "pom.xml",
            "setup.py",
            "configure",
            "cmakelists.txt",
            "index.js",
            ".gitignore",
            "manifest.json",
        ]
        .iter()
        .any(|mark| own.starts_with(mark))
    };
    entries.len() >= WORK_FILES
        || entries.len() > 2 && entries.iter().any(|entry| is_mark(&entry.name))
}
