//! A whole message that may be shared.

mod header;
mod html;
mod recipient;
mod write;

use aws_lc_rs::digest;
use check::Report;
use mail::{Disposition, Limits, Mail, Part, input};

use super::Redactor;
use recipient::Own;
use write::Leaf;

/// Octets of one text that are shared; what lies beyond is left out, and that is said.
const TEXT_OCTETS: usize = 256 << 10;

/// Texts of one message that are shared.
const TEXTS: usize = 10;

/// Files of one message that are named.
const FILES: usize = 50;

impl Redactor {
    /// A copy of a message that may be shared (RFC 6590). It tells as before who sent it, what it
    /// says and where it leads; of whom it was for it tells nothing. Whom it was for and names,
    /// numbers and tokens are masked the same in header, text and HTML; files are named and not in
    /// it. What was signed is told without the signatures, which hold for the original only. The copy
    /// is of ASCII, with CRLF.
    #[must_use]
    pub fn message(&self, raw: &[u8]) -> String {
        self.copy(raw, false)
    }

    /// The same of a message that was checked: who speaks as a brand is shown, though the mailbox
    /// looks like a person's.
    #[must_use]
    pub fn message_of(&self, raw: &[u8], report: &Report) -> String {
        self.copy(raw, report.claim.brand.is_some())
    }

    fn copy(&self, raw: &[u8], speaks_as_brand: bool) -> String {
        let limits = Limits::default();
        let octets = match input::split(raw, &limits).map(<[_; 1]>::try_from) {
            Ok(Ok([message])) => message.octets,
            Ok(Err(_)) | Err(_) => raw.into(),
        };
        let (outer, _) = mail::parse(&octets, &limits);
        match outer.asked_about(&limits) {
            None => self.copy_of(&outer, speaks_as_brand),
            // The envelope is the reporter's own letter: it is not shared.
            Some(part) => {
                self.copy_of(&mail::parse(&part.bytes(&limits), &limits).0, speaks_as_brand)
            }
        }
    }

    fn copy_of(&self, mail: &Mail<'_>, speaks_as_brand: bool) -> String {
        let own = Own::of(mail);
        let masks = Masks { redactor: self, own: &own };
        let fields = header::fields(mail, &masks, speaks_as_brand);
        let leaves = leaves(mail, &masks);
        write::message(&fields, &leaves)
    }
}

/// Masks with one message's recipients known.
struct Masks<'m> {
    redactor: &'m Redactor,
    own: &'m Own,
}

impl Masks<'_> {
    fn text(&self, text: &str) -> String {
        self.redactor.text(&self.own.masked(text, self.redactor))
    }

    fn url(&self, url: &str) -> String {
        self.redactor.url(&self.own.masked(url, self.redactor))
    }
}

fn leaves(mail: &Mail<'_>, masks: &Masks<'_>) -> Vec<Leaf> {
    let limits = Limits::default();
    let (mut texts, mut files) = (0, 0);
    let mut leaves = Vec::new();
    for part in mail.leaves() {
        let is_text = part.media_type.starts_with("text/");
        let is_shown = is_text && part.disposition != Disposition::Attachment;
        if is_shown && texts < TEXTS {
            texts += 1;
            leaves.push(text(part, masks, &limits));
        } else if files < FILES {
            files += 1;
            leaves.push(Leaf::note(&left_out(part, masks, &limits)));
        }
    }
    leaves
}

fn text(part: &Part<'_>, masks: &Masks<'_>, limits: &Limits) -> Leaf {
    let text = part.text(limits);
    let end = text.floor_char_boundary(TEXT_OCTETS);
    let (start, rest) = text.split_at_checked(end).unwrap_or((&text, ""));
    let is_html = part.media_type == "text/html";
    let mut masked = if is_html { html::masked(start, masks) } else { masks.text(start) };
    if !rest.is_empty() {
        masked.push_str(&format!("\n[left out: {} more octets]\n", rest.len()));
    }
    Leaf { is_html, text: masked }
}

/// A file by its name and digest: who has the same file knows it by that.
fn left_out(part: &Part<'_>, masks: &Masks<'_>, limits: &Limits) -> String {
    let octets = part.bytes(limits);
    let name = masks.text(part.file_name.as_deref().unwrap_or("no name"));
    let digest = digest::digest(&digest::SHA256, &octets);
    let digest = crate::fingerprint::hexadecimal(digest.as_ref());
    let kind = masks.text(&part.media_type);
    format!("[left out: {name}, {kind}, {} octets, sha256:{digest}]\n", octets.len())
}

#[cfg(test)]
mod tests;
