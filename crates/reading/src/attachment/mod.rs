//! What is attached: files by their true type, what they do when opened, where they lead.
//!
//! A name is what the sender chose; the first octets are what the program that opens the file
//! goes by. Nothing is drawn here, and nothing is decompressed but against one allowance for the
//! whole message: what that leaves out is said to be unread.

mod archive;
mod calendar;
mod compound;
mod fields;
mod file_name;
mod kind;
mod message;
mod office;
mod opener;
mod page;
mod password;
mod pdf;
mod program;
mod rich_text;
mod unfold;

pub use archive::{Unzipped, unzip};
pub use kind::AttachmentKind;
pub use pdf::is_tame as is_tame_pdf;

pub(crate) use opener::Opener;

use std::borrow::Cow;

use mail::{Mail, Part, PartId};

use self::opener::File;
use crate::{
    Limits, LinkPlace,
    body::{Body, form},
    html, text,
};

/// Octets that are decoded to tell the true type. An ISO 9660 image shows itself at 32,769.
const HEAD_OCTETS: usize = 33 << 10;
/// Characters of an attachment's text that are kept.
const TEXT_OCTETS: usize = 16 << 10;

/// One file that came with the message.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Attachment {
    /// Its file name; its media type when it has none; behind those of the files it lies in, with a
    /// slash between.
    pub file: String,
    /// What it truly is.
    pub kind: AttachmentKind,
    /// Names that pretend to be of another type than they are: its own, or of files in it.
    pub lying_names: Vec<String>,
    /// Programs and scripts: itself, or files in it.
    pub programs: Vec<String>,
    /// It acts by itself when opened: macros in a document, a start of programs in a PDF.
    pub is_active: bool,
    /// It cannot be opened without a password.
    pub is_locked: bool,
    /// Forms of a page.
    pub forms: Vec<html::Form>,
    /// What the scripts of a page or a PDF do that hides a page or a file from whoever checks it.
    pub script_signs: Vec<&'static str>,
    /// The scripts of a page decode something and write or run it: what it becomes is not what came.
    pub unfolds: bool,
    /// A page shows next to nothing and goes to another by itself.
    pub leaves: bool,
    /// The first address that a script goes or sends to.
    pub script_goal: Option<String>,
    /// Where a page leaves to by itself (`<meta http-equiv=refresh>`), as written.
    pub refresh: Option<String>,
    /// The text of a page, or what an invitation says.
    pub text: String,
    /// Whether everything in it was looked at that could lead or carry a reader away.
    pub is_read: bool,
    /// The part of the message that carries it, so that it can be drawn elsewhere.
    pub part: PartId,
    /// The password that the message tells and that opened it.
    pub password: Option<String>,
    /// Whether the message tells something like a password, for a file that is or was locked.
    pub password_is_told: bool,
    /// Pages of a PDF.
    pub pages: usize,
}

/// An attachment with its links, which are still as written.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    pub(crate) attachment: Attachment,
    /// Address and shown words.
    pub(crate) links: Vec<(String, String)>,
    /// `<base href>` of a page.
    pub(crate) base: Option<String>,
    /// Files in it that were opened themselves.
    inner: Vec<Self>,
}

impl Opened {
    /// It and the files in it, one after the other. Levels are bounded by
    /// [`Limits::inner_depth`].
    fn flatten(mut self, part: PartId, all: &mut Vec<Self>) {
        let inner = std::mem::take(&mut self.inner);
        self.attachment.part = part;
        all.push(self);
        inner.into_iter().for_each(|one| one.flatten(part, all));
    }

    /// Addresses in running text.
    fn add_addresses(&mut self, text: &str, limits: &Limits) {
        let room = limits.links.saturating_sub(self.links.len());
        let found = text::addresses(text).take(room);
        self.links.extend(found.map(|address| (address.url, address.written.to_owned())));
    }

    /// Addresses that are written with their scheme: `https://…`.
    fn add_written_addresses(&mut self, text: &str, limits: &Limits) {
        for address in text::addresses(text).filter(|found| found.has_scheme).take(limits.links) {
            self.add_link(address.url, String::new(), limits);
        }
    }

    fn add_link(&mut self, link: String, shown: String, limits: &Limits) {
        if self.links.len() < limits.links {
            self.links.push((link, shown));
        }
    }

    fn add_text(&mut self, more: &str) {
        let text = &mut self.attachment.text;
        if !text.is_empty() {
            text.push('\n');
        }
        let room = TEXT_OCTETS.saturating_sub(text.len());
        text.push_str(more.get(..more.floor_char_boundary(room.min(more.len()))).unwrap_or(""));
    }
}

/// Opens everything that the message does not show as its own text, `depth` files deep.
pub(crate) fn open_all(
    mail: &Mail<'_>,
    body: &Body,
    depth: usize,
    opener: &mut Opener<'_>,
) -> Vec<Opened> {
    let mut all = Vec::new();
    for (id, part) in mail.parts.iter().enumerate() {
        let shown = body.shown.contains(&id) || body.unshown.contains(&id);
        let opened = match (&part.file_name, shown) {
            _ if part.is_container => message_part(mail, id, part, opener),
            (None, true) => None,
            (Some(_), true) => Some(by_name(part)).filter(is_telling),
            // The text of a mail inside this one, or beside the root of a related part.
            (None, false) if form(part).is_some() => None,
            (_, false) if belongs_to_the_mail_system(part) => None,
            (_, false) => Some(open(part, depth, opener)),
        };
        if let Some(opened) = opened {
            opened.flatten(id, &mut all);
        }
    }
    all
}

/// A message that is a part of this one, but for those that a mail system sends back.
fn message_part(
    mail: &Mail<'_>,
    id: PartId,
    part: &Part<'_>,
    opener: &mut Opener<'_>,
) -> Option<Opened> {
    let outer = mail.parts.get(part.parent?)?;
    if !part.is_message() || outer.media_type == "multipart/report" {
        return None;
    }
    let mut opened = message::of_part(mail, id, opener);
    opened.attachment.file = label(part).to_owned();
    opened.attachment.kind = AttachmentKind::Message;
    Some(opened)
}

/// Signatures and reports, that no reader opens.
fn belongs_to_the_mail_system(part: &Part<'_>) -> bool {
    part.is_multipart()
        || part.media_type.starts_with("message/") && !part.is_message()
        || matches!(
            part.media_type.as_str(),
            "application/pkcs7-signature"
                | "application/x-pkcs7-signature"
                | "application/pgp-signature"
                | "application/pgp-encrypted"
                | "application/pgp-keys"
                | "text/rfc822-headers"
        )
}

fn open(part: &Part<'_>, depth: usize, opener: &mut Opener<'_>) -> Opened {
    let head = part.bytes(&bound(HEAD_OCTETS));
    let name = part.file_name.as_deref().unwrap_or_default();
    let kind = AttachmentKind::of(&head, &part.media_type, name);
    let limits = opener.limits;
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let text = match kind {
        AttachmentKind::Page | AttachmentKind::Calendar if !is_utf16 => {
            part.text(&bound(limits.html_octets))
        }
        AttachmentKind::Text if !is_utf16 => part.text(&bound(limits.text_octets)),
        AttachmentKind::Page | AttachmentKind::Calendar | AttachmentKind::Text => {
            let octets = part.bytes(&bound(limits.html_octets));
            let file = File { octets: &octets, ..File::of(part, depth) };
            Cow::Owned(file.text(limits.html_octets).into_owned())
        }
        AttachmentKind::RichText
        | AttachmentKind::Message
        | AttachmentKind::Zip
        | AttachmentKind::Archive
        | AttachmentKind::Pdf
        | AttachmentKind::CompoundFile
        | AttachmentKind::Picture
        | AttachmentKind::Sound
        | AttachmentKind::Program
        | AttachmentKind::Other => Cow::Borrowed(""),
    };
    let octets = match kind {
        AttachmentKind::RichText
        | AttachmentKind::Message
        | AttachmentKind::Zip
        | AttachmentKind::Archive
        | AttachmentKind::Pdf
        | AttachmentKind::CompoundFile => part.bytes(&mail::Limits::default()),
        AttachmentKind::Page
        | AttachmentKind::Calendar
        | AttachmentKind::Text
        | AttachmentKind::Picture
        | AttachmentKind::Sound
        | AttachmentKind::Program
        | AttachmentKind::Other => head,
    };
    opener.of_kind(kind, &File { octets: &octets, ..File::of(part, depth) }, &text)
}

impl<'f> File<'f> {
    /// A part's file, its octets still to be filled in.
    fn of(part: &'f Part<'_>, depth: usize) -> Self {
        Self {
            name: part.file_name.as_deref().unwrap_or_default(),
            label: label(part).to_owned(),
            media_type: &part.media_type,
            octets: &[],
            depth,
        }
    }
}

/// What a person would call the file of a part.
fn label<'p>(part: &'p Part<'_>) -> &'p str {
    part.file_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&part.media_type)
}

/// Whether a link of a page inside a file is one that its reader can follow.
fn is_followed(place: &LinkPlace) -> bool {
    !matches!(place, LinkPlace::Hidden | LinkPlace::RemotePicture | LinkPlace::PlainAlternative)
}

/// What the name alone tells.
fn by_name(part: &Part<'_>) -> Opened {
    let name = part.file_name.as_deref().unwrap_or_default();
    let mut opened = Opened::default();
    label(part).clone_into(&mut opened.attachment.file);
    opened.attachment.kind = AttachmentKind::Text;
    opened.attachment.is_read = true;
    if file_name::is_program(name) {
        opened.attachment.programs.push(name.to_owned());
    }
    if file_name::lies(name) {
        opened.attachment.lying_names.push(name.to_owned());
    }
    opened
}

fn is_telling(opened: &Opened) -> bool {
    !opened.attachment.lying_names.is_empty() || !opened.attachment.programs.is_empty()
}

fn bound(octets: usize) -> mail::Limits {
    mail::Limits { decoded_octets: octets, ..mail::Limits::default() }
}

#[cfg(test)]
mod tests;
