//! Opens files by their true type; what all files of one message share.

use std::borrow::Cow;

use super::{
    AttachmentKind, Opened, archive, calendar, compound, file_name, message, page, password, pdf,
    program, rich_text,
};
use crate::{
    Limits,
    html::{self, Html},
    inflate::Allowance,
};

/// Passwords tried on one file.
const FOR_ONE: usize = 8;

/// What may still be spent on the files of one message, and the passwords it tells.
pub(crate) struct Opener<'o> {
    pub(super) limits: &'o Limits,
    pub(super) allowance: Allowance,
    html: html::Allowance,
    /// Files inside files that may still be opened.
    pub(super) files: usize,
    /// The subject and the text that the reader sees.
    told: [&'o str; 2],
    passwords: Option<Vec<String>>,
    tries: usize,
}

/// A file, wherever it was found.
pub(super) struct File<'f> {
    /// Its own name; empty when it has none.
    pub(super) name: &'f str,
    /// What a person would call it: its name with those of the files around it.
    pub(super) label: String,
    /// Its media type as declared; empty when nobody declared one.
    pub(super) media_type: &'f str,
    pub(super) octets: &'f [u8],
    /// How many files it lies in.
    pub(super) depth: usize,
}

impl File<'_> {
    /// Its text, by what the octets are, at most so many of them.
    pub(super) fn text(&self, most: usize) -> Cow<'_, str> {
        let octets = self.octets.get(..most.min(self.octets.len())).unwrap_or_default();
        let units = |rest: &[u8], of: fn([u8; 2]) -> u16| {
            let units = rest.as_chunks::<2>().0.iter().map(|pair| of(*pair));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        };
        match octets {
            [0xff, 0xfe, rest @ ..] => Cow::Owned(units(rest, u16::from_le_bytes)),
            [0xfe, 0xff, rest @ ..] => Cow::Owned(units(rest, u16::from_be_bytes)),
            [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
            _ => mail::decode_unnamed(octets),
        }
    }
}

impl<'o> Opener<'o> {
    pub(crate) fn new(limits: &'o Limits, told: [&'o str; 2]) -> Self {
        Self {
            limits,
            allowance: Allowance::new(limits),
            html: html::Allowance::new(limits),
            files: limits.inner_files,
            told,
            passwords: None,
            tries: limits.passwords,
        }
    }

    /// Reads no more HTML than the rest of the message left.
    pub(crate) fn with_html(self, html: html::Allowance) -> Self {
        Self { html, ..self }
    }

    /// What the rest of the message's HTML may still cost.
    pub(crate) fn into_html(self) -> html::Allowance {
        self.html
    }

    /// Reads a page or a fragment of one, out of what all HTML of the message may cost.
    pub(super) fn html(&mut self, text: &str) -> Html {
        self.html.read(text, self.limits)
    }

    /// Passwords to try on a file. Each call takes from what may be tried for the message.
    pub(super) fn passwords(&mut self) -> Vec<String> {
        let tries = self.tries;
        let tried = self.told_passwords().iter().take(tries).cloned().collect::<Vec<_>>();
        self.tries -= tried.len();
        tried
    }

    fn told_passwords(&mut self) -> &[String] {
        let told = self.told;
        self.passwords.get_or_insert_with(|| {
            let mut passwords = Vec::new();
            for text in told.iter().rev() {
                passwords.extend(password::told(text, FOR_ONE - passwords.len()));
            }
            passwords
        })
    }

    /// Opens a file whose octets are at hand.
    pub(super) fn file(&mut self, file: &File<'_>) -> Opened {
        let kind = AttachmentKind::of(file.octets, file.media_type, file.name);
        let text = match kind {
            AttachmentKind::Page | AttachmentKind::Calendar => file.text(self.limits.html_octets),
            AttachmentKind::Text | AttachmentKind::Program => file.text(self.limits.text_octets),
            AttachmentKind::RichText
            | AttachmentKind::Message
            | AttachmentKind::Zip
            | AttachmentKind::Archive
            | AttachmentKind::Pdf
            | AttachmentKind::CompoundFile
            | AttachmentKind::Picture
            | AttachmentKind::Sound
            | AttachmentKind::Other => Cow::Borrowed(""),
        };
        self.of_kind(kind, file, &text)
    }

    /// Opens a file of a known kind, with its text where the kind has one.
    pub(super) fn of_kind(&mut self, kind: AttachmentKind, file: &File<'_>, text: &str) -> Opened {
        let limits = self.limits;
        let mut opened = Opened::default();
        match kind {
            AttachmentKind::Page => page::read(text, self, &mut opened),
            AttachmentKind::Calendar => calendar::read(text, self, &mut opened),
            AttachmentKind::Text => {
                opened.add_addresses(text, limits);
                opened.attachment.is_read = true;
            }
            AttachmentKind::RichText => rich_text::read(file.octets, limits, &mut opened),
            AttachmentKind::Message => opened = message::read(file, self),
            AttachmentKind::Zip => opened = archive::zip(file, self),
            AttachmentKind::Archive if file.octets.starts_with(b"\x1f\x8b") => {
                opened = archive::gzip(file, self);
            }
            AttachmentKind::Archive if archive::is_tar(file.octets) => {
                opened = archive::tar(file, self);
            }
            AttachmentKind::Pdf => pdf::read(file.octets, self, &mut opened),
            AttachmentKind::CompoundFile => compound::read(file.octets, limits, &mut opened),
            AttachmentKind::Program => program::read(file, limits, &mut opened),
            // Pictures lead nowhere by themselves.
            AttachmentKind::Picture | AttachmentKind::Sound => opened.attachment.is_read = true,
            AttachmentKind::Archive | AttachmentKind::Other => {}
        }
        let attachment = &mut opened.attachment;
        if attachment.is_locked || attachment.password.is_some() {
            attachment.password_is_told = self
                .told_passwords()
                .iter()
                .any(|told| told.bytes().any(|octet| octet.is_ascii_digit()));
        }
        attachment.kind = kind;
        attachment.file.clone_from(&file.label);
        if kind == AttachmentKind::Program {
            attachment.programs = vec![file.label.clone()];
        }
        if file_name::hides_true_kind(file.name, kind) {
            attachment.lying_names = vec![file.name.to_owned()];
        }
        opened
    }
}
