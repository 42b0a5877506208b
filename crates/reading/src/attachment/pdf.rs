//! PDF: the addresses of its links, as far as they stand there uncompressed (ISO 32000 §12.6.4.7).

use memchr::memmem;

use super::Opened;
use crate::Limits;

/// Octets of one address that are read.
const ADDRESS_OCTETS: usize = 4_096;

/// Reads the links. A file whose links cannot be found counts as unread.
pub(super) fn read(octets: &[u8], limits: &Limits, opened: &mut Opened) {
    let has = |name: &[u8]| names(octets, name).next().is_some();
    opened.attachment.is_locked = has(b"/Encrypt");
    opened.attachment.is_active = has(b"/Launch");
    if opened.attachment.is_locked {
        return;
    }
    for rest in names(octets, b"/URI") {
        if opened.links.len() >= limits.links {
            break;
        }
        if let Some(address) = literal(rest.trim_ascii_start()).filter(|found| !found.is_empty()) {
            opened.links.push((address, String::new()));
        }
    }
    opened.attachment.is_read = !opened.links.is_empty();
}

/// What follows each place where a name stands, and stands whole.
fn names<'o>(octets: &'o [u8], name: &'o [u8]) -> impl Iterator<Item = &'o [u8]> {
    memmem::find_iter(octets, name).filter_map(move |at| {
        let rest = octets.get(at + name.len()..)?;
        let rest = rest.get(..rest.len().min(ADDRESS_OCTETS))?;
        rest.first().is_some_and(|next| !next.is_ascii_alphanumeric()).then_some(rest)
    })
}

/// A literal string (§7.3.4.2) or a hexadecimal one (§7.3.4.3).
fn literal(octets: &[u8]) -> Option<String> {
    if let Some(hex) = octets.strip_prefix(b"<") {
        return hexadecimal(hex);
    }
    let mut octets = octets.strip_prefix(b"(")?.iter();
    let (mut depth, mut text) = (0_usize, Vec::new());
    while let Some(octet) = octets.next() {
        match octet {
            b'\\' => match octets.next()? {
                // A line end after a backslash is nothing.
                b'\r' | b'\n' => {}
                escaped => text.push(*escaped),
            },
            b')' if depth == 0 => return Some(String::from_utf8_lossy(&text).into_owned()),
            b')' => {
                depth -= 1;
                text.push(*octet);
            }
            b'(' => {
                depth += 1;
                text.push(*octet);
            }
            _ => text.push(*octet),
        }
    }
    None
}

fn hexadecimal(octets: &[u8]) -> Option<String> {
    let end = memchr::memchr(b'>', octets)?;
    let digits: Vec<u8> = octets
        .get(..end)?
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16)?.try_into().ok())
        .collect();
    let text: Vec<u8> = digits
        .chunks(2)
        .map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0))
        .collect();
    Some(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_leads_where_its_link_annotations_lead() {
        for (pdf, expected) in [
            ("<</S/URI/URI(https://a.example/p)>>", &["https://a.example/p"][..]),
            ("/URI (https://a.example/\\(x\\)(y))", &["https://a.example/(x)(y)"]),
            ("/URI <68747470733A2F2F612E6A70>", &["https://a.jp"]),
            ("/URI (unfinished", &[]),
            ("/URIs (https://a.example/)", &[]),
            ("/Encrypt 5 0 R /URI(garbled)", &[]),
        ] {
            let mut opened = Opened::default();
            read(pdf.as_bytes(), &Limits::default(), &mut opened);
            let links: Vec<&str> = opened.links.iter().map(|(link, _)| link.as_str()).collect();
            assert_eq!(links, expected, "{pdf}");
            assert_eq!(opened.attachment.is_read, !expected.is_empty(), "{pdf}");
        }
    }
}
