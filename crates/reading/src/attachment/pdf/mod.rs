//! PDF (ISO 32000-2): where its links lead, and what it does by itself when it is opened.

mod key;
mod lexer;
mod scan;
mod unlock;

use std::borrow::Cow;

use memchr::memmem;

use self::scan::{Packing, Scan, Stream, Text, Use};
use super::{Opened, Opener, file_name};
use crate::{Limits, inflate::Allowance};

/// What scripts of honest forms have no need of: they carry the reader or his answers away, or hide
/// what they do.
const SCRIPT_SIGNS: &[&str] = &[
    "launchURL",
    "submitForm",
    "getURL",
    "exportDataObject",
    "mailMsg",
    "unescape(",
    "eval(",
    "fromCharCode",
];
/// Octets of one script that are read.
const SCRIPT_OCTETS: usize = 256 << 10;

/// Reads links and actions. A file in which no link was found counts as unread: its words and
/// pictures are not looked at here.
pub(super) fn read(octets: &[u8], opener: &mut Opener<'_>, opened: &mut Opened) {
    let mut tokens = opener.limits.pdf_tokens;
    let mut scan = Scan::default();
    scan.read(octets, false, &mut tokens);
    let sealed = scan.encryption.clone().and_then(|place| octets.get(place));
    let contents = match sealed {
        None => None,
        Some(encryption) => {
            let Some(contents) = unlock(octets, encryption, &mut scan, opener, opened) else {
                return;
            };
            Some(contents)
        }
    };
    inner_objects(octets, contents.as_deref(), &mut scan, opener, &mut tokens);
    tell(octets, &scan, opener, opened);
}

/// Whether a library that decompresses without a bound, and searches a broken file again and again,
/// may be given this file to draw: what its streams hold fits in [`Limits::inflated_octets`], and
/// it is small for the number of its objects. Pictures keep their own bounds.
#[must_use]
pub fn is_tame(octets: &[u8], limits: &Limits) -> bool {
    /// Octets times marks at which such a search may start: about two seconds.
    const SEARCHED: usize = 4_000_000_000;
    let marks =
        memmem::find_iter(octets, b"obj").count() + memmem::find_iter(octets, b"<<").count();
    if octets.len().saturating_mul(marks) > SEARCHED {
        return false;
    }
    let mut scan = Scan::default();
    scan.read(octets, false, &mut limits.pdf_tokens.clone());
    if scan.is_unruly || scan.is_cut || scan.encryption.is_some() {
        return false;
    }
    let mut allowance = Allowance::new(limits);
    scan.flate
        .into_iter()
        .all(|place| !allowance.zlib(octets.get(place).unwrap_or_default()).is_cut)
}

/// Finds the password in the message and unseals what it seals; `None` when there is none.
fn unlock(
    octets: &[u8],
    encryption: &[u8],
    scan: &mut Scan,
    opener: &mut Opener<'_>,
    opened: &mut Opened,
) -> Option<Vec<Vec<u8>>> {
    let found = {
        let passwords = opener.passwords();
        unlock::password(encryption, &scan.file_id, passwords.iter().map(String::as_str))
            .map(str::to_owned)
    };
    let Some(password) = found else {
        opened.attachment.is_locked = true;
        return None;
    };
    let contents = unlock::unseal(octets, scan, encryption, &password);
    opened.attachment.password = Some(password).filter(|password| !password.is_empty());
    Some(contents)
}

/// Reads the objects that are packed together in streams (§7.5.7).
fn inner_objects(
    octets: &[u8],
    unsealed: Option<&[Vec<u8>]>,
    scan: &mut Scan,
    opener: &mut Opener<'_>,
    tokens: &mut usize,
) {
    let streams: Vec<(usize, Stream)> = scan.streams.iter().cloned().enumerate().collect();
    for (at, stream) in streams.iter().filter(|(_, stream)| stream.holds_objects) {
        let packed = match unsealed {
            Some(unsealed) => unsealed.get(*at).map_or(&[][..], Vec::as_slice),
            None => octets.get(stream.place.clone()).unwrap_or_default(),
        };
        match unpack(packed, stream.packing, &mut opener.allowance) {
            Some((clear, is_cut)) => {
                scan.read(&clear, true, tokens);
                scan.is_cut |= is_cut;
            }
            None => scan.is_cut = true,
        }
    }
}

/// What a stream holds, and whether there was more than may be read; `None` when it is packed in
/// another way than ours.
fn unpack<'o>(
    packed: &'o [u8],
    packing: Packing,
    allowance: &mut Allowance,
) -> Option<(Cow<'o, [u8]>, bool)> {
    match packing {
        Packing::None => Some((Cow::Borrowed(packed), false)),
        Packing::Flate => {
            let clear = allowance.zlib(packed);
            Some((Cow::Owned(clear.octets), clear.is_cut))
        }
        Packing::Other => None,
    }
}

fn tell(octets: &[u8], scan: &Scan, opener: &mut Opener<'_>, opened: &mut Opened) {
    let limits = opener.limits;
    opened.attachment.pages = scan.pages;
    opened.attachment.is_active = scan.launches;
    let mut is_whole = !scan.is_cut;
    for Text { purpose, octets: text, .. } in &scan.texts {
        let text = text_string(text);
        match purpose {
            Use::Link => add_link(text.trim(), limits, opened),
            Use::File if is_address(&text) => add_link(text.trim(), limits, opened),
            Use::File => {
                let is_program = (scan.embeds || scan.launches) && file_name::is_program(&text);
                let programs = &mut opened.attachment.programs;
                if is_program && programs.len() < 20 && !programs.contains(&text) {
                    programs.push(text);
                }
            }
            Use::Script => script(&text, limits, opened),
            Use::Own => {}
        }
    }
    for (number, purpose) in &scan.pointed {
        let own = |text: &&Text| text.purpose == Use::Own && text.object.0 == *number;
        if let Some(text) = scan.texts.iter().find(own) {
            let text = text_string(&text.octets);
            match purpose {
                Use::Link => add_link(text.trim(), limits, opened),
                Use::Script => script(&text, limits, opened),
                Use::File | Use::Own => {}
            }
        } else if *purpose == Use::Script {
            let stream = scan.streams.iter().find(|stream| stream.object.0 == *number);
            let packed = stream.and_then(|stream| octets.get(stream.place.clone()));
            let text = stream
                .zip(packed)
                .and_then(|(stream, packed)| unpack(packed, stream.packing, &mut opener.allowance));
            match text.filter(|_| scan.encryption.is_none()) {
                Some((text, is_cut)) => {
                    script(&text_string(&text), limits, opened);
                    is_whole &= !is_cut;
                }
                None => is_whole = false,
            }
        } else {
            is_whole &= *purpose != Use::Link;
        }
    }
    opened.attachment.is_read = is_whole && !opened.links.is_empty();
}

fn add_link(address: &str, limits: &Limits, opened: &mut Opened) {
    let known = opened.links.iter().any(|(link, _)| link == address);
    if !address.is_empty() && !known && opened.links.len() < limits.links {
        opened.links.push((address.to_owned(), String::new()));
    }
}

fn is_address(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(8).collect();
    ["http://", "https://", "ftp://"].iter().any(|scheme| {
        start.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// A script that carries away is an act of the document; one that adds up a form is not.
fn script(text: &str, limits: &Limits, opened: &mut Opened) {
    let end = text.floor_char_boundary(SCRIPT_OCTETS.min(text.len()));
    let text = text.get(..end).unwrap_or_default();
    for sign in SCRIPT_SIGNS.iter().filter(|sign| text.contains(*sign)) {
        opened.attachment.is_active = true;
        if !opened.attachment.script_signs.contains(sign) {
            opened.attachment.script_signs.push(sign);
        }
    }
    opened.add_written_addresses(text, limits);
}

/// A text string (§7.9.2.2): UTF-16 or UTF-8 with a mark, else bytes of which the first half is
/// ASCII.
fn text_string(octets: &[u8]) -> String {
    match octets {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0_u16, |unit, octet| unit << 8 | u16::from(*octet)));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(octets).into_owned(),
    }
}

#[cfg(test)]
mod tests;
