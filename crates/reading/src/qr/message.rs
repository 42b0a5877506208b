//! Every code of a message: in its pictures, its tables and its letters.

use std::borrow::Cow;

use base64::Engine as _;
use mail::{Mail, Part};

use super::{
    Effort, Payload, PictureError, decode, dimensions, from_grid, from_text, luma::Luma, search,
};
use crate::{
    Limits,
    html::{Grid, Picture},
};

/// Where a code stands in a message.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum QrPlace {
    /// In a picture: its file name or media type.
    Picture(String),
    /// On a page of a document: its file name.
    Page(String),
    /// Drawn from the cells of a table.
    Table,
    /// Drawn from block letters.
    Letters,
}

/// One code of a message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct QrCode {
    /// What it holds.
    pub text: String,
    /// What a telephone makes of that.
    pub payload: Payload,
    /// Where it stands.
    pub place: QrPlace,
}

/// The codes of a message, and what was not searched for them.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    pub(crate) found: Vec<QrCode>,
    /// Names of pictures and documents that were not searched, or not to the end.
    pub(crate) unsearched: Vec<String>,
}

/// Octets that say what a picture is and how large.
const HEAD_OCTETS: usize = 8 << 10;
/// Version 1 has 21 modules a side; a mail may show one pixel as ten.
const LEAST_SIDE: u32 = 21;
/// Pictures much longer than high are rules and banners, with no room for a code to be scanned.
const MOST_ASPECT: u32 = 12;
/// Names that are kept of what was not searched.
const MOST_UNSEARCHED: usize = 20;

/// Collects codes with one effort for the whole message.
pub(crate) struct Collector<'l> {
    limits: &'l Limits,
    effort: Effort,
    pictures: usize,
    codes: Codes,
}

impl<'l> Collector<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, effort: Effort::of(limits.qr_effort), pictures: 0, codes: Codes::default() }
    }

    pub(crate) fn finish(self) -> Codes {
        self.codes
    }

    /// The pictures that came as parts of the message.
    pub(crate) fn parts(&mut self, mail: &Mail<'_>) {
        for part in mail.parts.iter().filter(|part| is_picture(part)) {
            let name = part.file_name.as_deref().unwrap_or(&part.media_type);
            // Transfer encoding makes four octets of three.
            if part.body.len() / 4 * 3 > self.limits.picture_octets {
                self.unsearched(name);
                continue;
            }
            let head = part.bytes(&bound(HEAD_OCTETS));
            if !self.may_hold_code(name, &head, part.body.len()) {
                continue;
            }
            self.picture(name, &part.bytes(&bound(self.limits.picture_octets)));
        }
    }

    /// Pictures written into the HTML (`data:`, RFC 2397).
    pub(crate) fn inline(&mut self, pictures: &[Picture]) {
        for picture in pictures.iter().filter(|picture| !picture.is_unseen) {
            let Some((media_type, octets)) = data(&picture.src, self.limits) else { continue };
            if self.may_hold_code(media_type, &octets, octets.len()) {
                self.picture(media_type, &octets);
            }
        }
    }

    /// Tables whose cells draw one.
    pub(crate) fn grids(&mut self, grids: &[Grid]) {
        for luma in grids.iter().filter_map(from_grid) {
            self.drawing(&luma, &QrPlace::Table);
        }
    }

    /// Letters that draw one.
    pub(crate) fn letters(&mut self, text: &str) {
        for luma in from_text(text) {
            self.drawing(&luma, &QrPlace::Letters);
        }
    }

    /// Whether a picture is worth decoding, by what its first octets state.
    fn may_hold_code(&mut self, name: &str, head: &[u8], octets: usize) -> bool {
        let Some((width, height)) = dimensions(head) else {
            // A picture whose size stands further inside, or none.
            return octets > head.len();
        };
        let (long, short) = (width.max(height), width.min(height));
        if short < LEAST_SIDE || long / short > MOST_ASPECT {
            return false;
        }
        if u64::from(width) * u64::from(height) > self.limits.picture_pixels as u64 {
            self.unsearched(name);
            return false;
        }
        true
    }

    fn picture(&mut self, name: &str, octets: &[u8]) {
        if self.pictures >= self.limits.qr_pictures || self.effort.is_spent() {
            self.unsearched(name);
            return;
        }
        self.pictures += 1;
        match decode(octets, self.limits) {
            Ok(luma) => self.search(&luma, name, &QrPlace::Picture(name.to_owned())),
            Err(PictureError::Undecodable | PictureError::TooLarge) => self.unsearched(name),
        }
    }

    fn drawing(&mut self, luma: &Luma, place: &QrPlace) {
        self.search(luma, "", place);
    }

    /// Searches one picture and keeps its codes.
    pub(crate) fn search(&mut self, luma: &Luma, name: &str, place: &QrPlace) {
        let found = search(luma, &mut self.effort);
        if !found.is_whole && !name.is_empty() {
            self.unsearched(name);
        }
        for text in found.texts {
            if self.codes.found.len() < self.limits.mentions
                && !self.codes.found.iter().any(|known| known.text == text)
            {
                let payload = Payload::of(&text);
                self.codes.found.push(QrCode { text, payload, place: place.clone() });
            }
        }
    }

    fn unsearched(&mut self, name: &str) {
        let names = &mut self.codes.unsearched;
        if names.len() < MOST_UNSEARCHED && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
}

/// A picture by its declared type, or a file that starts like one whatever it is declared to be.
fn is_picture(part: &Part<'_>) -> bool {
    if part.is_container || part.body.is_empty() || part.media_type.starts_with("text/") {
        return false;
    }
    if part.media_type.starts_with("image/") {
        // A drawing in markup is read as a page.
        return part.media_type != "image/svg+xml";
    }
    let head = part.bytes(&bound(16));
    image::guess_format(&head).is_ok()
}

fn bound(octets: usize) -> mail::Limits {
    mail::Limits { decoded_octets: octets, ..mail::Limits::default() }
}

/// Media type and octets of a `data:` picture; `None` for any other address.
fn data<'s>(src: &'s str, limits: &Limits) -> Option<(&'s str, Vec<u8>)> {
    let src = src.trim_start();
    let rest = src.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:"))?;
    let (head, body) = src.get(rest.len()..)?.split_once(',')?;
    let media_type = head.split(';').next().unwrap_or_default();
    if !media_type.to_ascii_lowercase().starts_with("image/") || media_type.contains("svg") {
        return None;
    }
    if body.len() / 4 * 3 > limits.picture_octets {
        return None;
    }
    let octets: Cow<'_, [u8]> = percent_encoding::percent_decode_str(body).into();
    if !head.to_ascii_lowercase().trim_end().ends_with("base64") {
        return Some((media_type, octets.into_owned()));
    }
    let letters: Vec<u8> = octets
        .iter()
        .copied()
        .filter(|octet| !octet.is_ascii_whitespace() && *octet != b'=')
        .collect();
    let engine = base64::engine::general_purpose::STANDARD_NO_PAD;
    Some((media_type, engine.decode(letters).ok()?))
}
