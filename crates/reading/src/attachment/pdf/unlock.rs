//! Undoes the encryption of a PDF file (ISO 32000-2 §7.6) with a password that the message tells.
//!
//! The library that knows how is never given the sender's file: it decompresses without a bound and
//! searches a broken file again and again. It gets a small file of our own making that holds
//! nothing but the sealed strings and streams, under the sender's encryption dictionary.

use hayro_syntax::{
    Pdf,
    object::{Array, ObjectIdentifier, Stream, String as PdfString},
};

use super::scan::{Id, Scan};

/// Octets of streams that are unsealed.
const SEALED_OCTETS: usize = 4 << 20;
/// Numbers of the two objects a file cannot be without, out of the way of the sender's.
const CATALOG: u32 = 8_000_000;

/// A file of our own making.
struct Carrier {
    octets: Vec<u8>,
    places: Vec<(Id, usize)>,
}

/// The first of the passwords that opens it. The empty one opens what is only protected from
/// being changed.
pub(super) fn password<'p>(
    encryption: &[u8],
    file_id: &[u8],
    passwords: impl Iterator<Item = &'p str>,
) -> Option<&'p str> {
    let file = Carrier::new().close(encryption, file_id);
    let mut tried = std::iter::once("").chain(passwords);
    tried.find(|password| Pdf::new_with_password(file.clone(), password).is_ok())
}

/// Puts what was sealed in clear: the strings of `scan` in place; of each stream its octets, still
/// packed, empty where it could not be unsealed.
pub(super) fn unseal(
    octets: &[u8],
    scan: &mut Scan,
    encryption: &[u8],
    password: &str,
) -> Vec<Vec<u8>> {
    let mut carrier = Carrier::new();
    let mut room = SEALED_OCTETS;
    for stream in &scan.streams {
        let sealed = octets.get(stream.place.clone()).unwrap_or_default();
        if stream.holds_objects && sealed.len() <= room {
            room -= sealed.len();
            carrier.stream(stream.object, sealed);
        }
    }
    let mut places = Vec::new();
    let mut texts = scan.texts.iter().map(|text| (text.object, &text.octets)).collect::<Vec<_>>();
    texts.sort_by_key(|(object, _)| *object);
    for group in texts.chunk_by(|one, two| one.0 == two.0) {
        if let Some((object, _)) = group.first() {
            let strings = group.iter().map(|(_, octets)| octets.as_slice());
            if carrier.strings(*object, strings) {
                places.push(*object);
            }
        }
    }
    let file = carrier.close(encryption, &scan.file_id);
    let Ok(pdf) = Pdf::new_with_password(file, password) else {
        scan.texts.clear();
        return Vec::new();
    };
    let id = |object: Id| ObjectIdentifier::new(object.0, i32::from(object.1));
    for object in places {
        let strings = pdf.xref().get::<Array<'_>>(id(object));
        let mut clear = strings.iter().flat_map(|array| array.iter::<PdfString<'_>>());
        for text in scan.texts.iter_mut().filter(|text| text.object == object) {
            text.octets = clear.next().map(|string| string.to_vec()).unwrap_or_default();
        }
    }
    let stream = |object: Id| pdf.xref().get::<Stream<'_>>(id(object));
    let clear = |object: Id| stream(object).map(|stream| stream.raw_data().into_owned());
    scan.streams
        .iter()
        .map(|of| of.holds_objects.then(|| clear(of.object)).flatten().unwrap_or_default())
        .collect()
}

impl Carrier {
    fn new() -> Self {
        let mut carrier = Self { octets: b"%PDF-1.7\n".to_vec(), places: Vec::new() };
        let pages = CATALOG + 1;
        carrier.object((CATALOG, 0), format!("<</Type/Catalog/Pages {pages} 0 R>>").as_bytes());
        carrier.object((pages, 0), b"<</Type/Pages/Kids[]/Count 0>>");
        carrier
    }

    /// Adds an object, unless one of that number stands there already.
    fn object(&mut self, id: Id, content: &[u8]) -> bool {
        if self.places.iter().any(|(known, _)| *known == id) {
            return false;
        }
        self.places.push((id, self.octets.len()));
        self.octets.extend(format!("{} {} obj\n", id.0, id.1).bytes());
        self.octets.extend(content);
        self.octets.extend(b"\nendobj\n");
        true
    }

    fn strings<'s>(&mut self, id: Id, strings: impl Iterator<Item = &'s [u8]>) -> bool {
        let mut content = b"[".to_vec();
        for string in strings {
            content.push(b'<');
            content.extend(string.iter().flat_map(|octet| {
                [octet >> 4, octet & 15].map(|digit| {
                    char::from_digit(digit.into(), 16).map_or(b'0', |digit| digit as u8)
                })
            }));
            content.push(b'>');
        }
        content.push(b']');
        self.object(id, &content)
    }

    fn stream(&mut self, id: Id, sealed: &[u8]) {
        let mut content = format!("<</Length {}>>\nstream\n", sealed.len()).into_bytes();
        content.extend(sealed);
        content.extend(b"\nendstream");
        self.object(id, &content);
    }

    /// Adds the table (§7.5.4) and the trailer (§7.5.5).
    fn close(mut self, encryption: &[u8], file_id: &[u8]) -> Vec<u8> {
        let table = self.octets.len();
        self.octets.extend(b"xref\n");
        for ((number, generation), place) in &self.places {
            self.octets.extend(format!("{number} 1\n{place:010} {generation:05} n \n").bytes());
        }
        self.octets.extend(format!("trailer\n<</Root {CATALOG} 0 R/Size 9000000/ID[<").bytes());
        self.octets.extend(file_id.iter().flat_map(|octet| format!("{octet:02x}").into_bytes()));
        self.octets.extend(b">]/Encrypt ");
        self.octets.extend(encryption);
        self.octets.extend(format!(">>\nstartxref\n{table}\n%%EOF\n").bytes());
        self.octets
    }
}
