//! What is attached: files by their true type, what they do when opened, where they lead.
//!
//! A name is what the sender chose; the first octets are what the program that opens the file
//! goes by. Nothing is drawn here, and nothing is decompressed but against one allowance for the
//! whole message: what that leaves out is said to be unread.

mod archive;
mod calendar;
mod compound;
mod file_name;
mod kind;
mod opener;
mod page;
mod password;
mod pdf;

pub use kind::AttachmentKind;

pub(crate) use opener::Opener;

use mail::{Mail, Part, PartId};

use crate::{
    Limits,
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
    /// Its file name; its media type when it has none.
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
}

impl Opened {
    /// Addresses in running text.
    fn add_addresses(&mut self, text: &str, limits: &Limits) {
        let room = limits.links.saturating_sub(self.links.len());
        let found = text::addresses(text).take(room);
        self.links.extend(found.map(|address| (address.url, address.written.to_owned())));
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

/// Opens everything that the message does not show as its own text.
pub(crate) fn open_all(mail: &Mail<'_>, body: &Body, opener: &mut Opener<'_>) -> Vec<Opened> {
    let leaves = mail.parts.iter().enumerate().filter(|(_, part)| !part.is_container);
    leaves
        .filter_map(|(id, part)| {
            let shown = body.shown.contains(&id) || body.unshown.contains(&id);
            let mut opened = match (&part.file_name, shown) {
                (None, true) => None,
                (Some(_), true) => Some(by_name(part)).filter(is_telling),
                // The text of a mail inside this one, or beside the root of a related part.
                (None, false) if form(part).is_some() => None,
                (_, false) if belongs_to_the_mail_system(part) => None,
                (_, false) => Some(open(part, opener)),
            }?;
            opened.attachment.part = id;
            Some(opened)
        })
        .collect()
}

/// Signatures and reports, that no reader opens.
fn belongs_to_the_mail_system(part: &Part<'_>) -> bool {
    part.is_multipart()
        || part.media_type.starts_with("message/")
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

fn open(part: &Part<'_>, opener: &mut Opener<'_>) -> Opened {
    let limits = opener.limits;
    let head = part.bytes(&bound(HEAD_OCTETS));
    let name = part.file_name.as_deref().unwrap_or_default();
    let kind = AttachmentKind::of(&head, &part.media_type, name);
    let mut opened = by_name(part);
    opened.attachment.kind = kind;
    if kind == AttachmentKind::Program {
        opened.attachment.programs = vec![opened.attachment.file.clone()];
    }
    if file_name::hides_true_kind(name, kind) {
        opened.attachment.lying_names = vec![name.to_owned()];
    }
    match kind {
        AttachmentKind::Page => {
            page::read(&part.text(&bound(limits.html_octets)), limits, &mut opened)
        }
        AttachmentKind::Calendar => {
            calendar::read(&part.text(&bound(limits.html_octets)), limits, &mut opened);
        }
        AttachmentKind::Text => {
            opened.add_addresses(&part.text(&bound(limits.text_octets)), limits);
            opened.attachment.is_read = true;
        }
        AttachmentKind::Zip => archive::read(&part.bytes(&mail::Limits::default()), &mut opened),
        AttachmentKind::Pdf => {
            pdf::read(&part.bytes(&mail::Limits::default()), opener, &mut opened);
        }
        AttachmentKind::CompoundFile => {
            compound::read(&part.bytes(&mail::Limits::default()), &mut opened);
        }
        // Pictures lead nowhere by themselves; of a program there is nothing more to know.
        AttachmentKind::Picture | AttachmentKind::Sound | AttachmentKind::Program => {
            opened.attachment.is_read = true;
        }
        AttachmentKind::Archive | AttachmentKind::Other => {}
    }
    opened
}

/// What the name alone tells.
fn by_name(part: &Part<'_>) -> Opened {
    let name = part.file_name.as_deref().unwrap_or_default();
    let mut opened = Opened::default();
    let file = if name.is_empty() { part.media_type.as_str() } else { name };
    file.clone_into(&mut opened.attachment.file);
    opened.attachment.kind = AttachmentKind::Text;
    opened.attachment.is_read = true;
    if file_name::is_program(name) {
        opened.attachment.programs.push(name.to_owned());
    }
    if file_name::lies(name) {
        opened.attachment.lying_names.push(name.to_owned());
    }
    if !is_shown_kind(part) {
        opened.attachment.programs.clear();
        opened.attachment.is_read = false;
    }
    opened
}

/// Parts that [`by_name`] is the last word on.
fn is_shown_kind(part: &Part<'_>) -> bool {
    form(part).is_some()
}

fn is_telling(opened: &Opened) -> bool {
    !opened.attachment.lying_names.is_empty() || !opened.attachment.programs.is_empty()
}

fn bound(octets: usize) -> mail::Limits {
    mail::Limits { decoded_octets: octets, ..mail::Limits::default() }
}

#[cfg(test)]
mod tests;
