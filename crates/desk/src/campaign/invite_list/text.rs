//! The text of a list, piece by piece, whatever it is written in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// Octets that tell UTF-16, marked or not.
const SIGHT: usize = 128;

/// Octets that are gathered before the encoding is chosen, at most.
const SAMPLE: usize = 256 << 10;

/// Octets beyond ASCII that are enough to choose by.
const ENOUGH: usize = 512;

/// Decodes a list as it comes. ASCII is read at once; the first octets beyond it choose the encoding.
pub(super) struct Text {
    decoder: Option<Decoder>,
    /// Octets that wait for the choice.
    waiting: Vec<u8>,
    is_begun: bool,
}

impl Text {
    pub(super) fn new() -> Self {
        Self { decoder: None, waiting: Vec::new(), is_begun: false }
    }

    /// In what it is written, in the words of the WHATWG; UTF-8 while it is only ASCII.
    pub(super) fn encoding(&self) -> &'static str {
        self.decoder.as_ref().map_or(UTF_8, Decoder::encoding).name()
    }

    /// Adds to the text what more octets say.
    pub(super) fn feed(&mut self, octets: &[u8], text: &mut String) {
        if self.decoder.is_some() {
            return self.decode(octets, text, false);
        }
        self.waiting.extend_from_slice(octets);
        if !self.is_begun {
            if self.waiting.len() < SIGHT {
                return;
            }
            self.begin();
        }
        self.go_on(text, false);
    }

    /// The rest of the text.
    pub(super) fn finish(&mut self, text: &mut String) {
        if !self.is_begun {
            self.begin();
        }
        self.go_on(text, true);
        self.decode(&[], text, true);
    }

    /// Looks at the first octets.
    fn begin(&mut self) {
        self.is_begun = true;
        let found = Encoding::for_bom(&self.waiting).map(|(encoding, _)| encoding);
        let found = found.or_else(|| without_mark(&self.waiting));
        self.decoder = found.map(Encoding::new_decoder_with_bom_removal);
    }

    fn go_on(&mut self, text: &mut String, is_last: bool) {
        if self.decoder.is_none() {
            let ascii = Encoding::ascii_valid_up_to(&self.waiting);
            // ISO-2022-JP is all ASCII to the eye; its escapes tell.
            let escape = memchr::memchr(0x1B, &self.waiting).unwrap_or(ascii);
            let rest = self.waiting.split_off(ascii.min(escape));
            text.push_str(&String::from_utf8_lossy(&self.waiting));
            self.waiting = rest;
            let beyond = self.waiting.iter().filter(|octet| !octet.is_ascii()).count();
            let is_enough = beyond >= ENOUGH || self.waiting.len() >= SAMPLE || is_last;
            if self.waiting.is_empty() || !is_enough {
                return;
            }
            self.decoder = Some(guessed(&self.waiting).new_decoder_without_bom_handling());
        }
        let waiting = std::mem::take(&mut self.waiting);
        self.decode(&waiting, text, false);
    }

    fn decode(&mut self, octets: &[u8], text: &mut String, is_last: bool) {
        let Some(decoder) = &mut self.decoder else { return };
        let most = decoder.max_utf8_buffer_length(octets.len());
        // Too many octets to count cannot be in memory.
        text.reserve(most.unwrap_or_default());
        let (_, _, _) = decoder.decode_to_string(octets, text, is_last);
    }
}

/// UTF-16 without a mark: nearly every other octet of an address list is zero.
fn without_mark(octets: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| {
        octets.iter().skip(first).step_by(2).take(SIGHT / 2).filter(|octet| **octet == 0).count()
    };
    let half = octets.len().min(SIGHT) / 2;
    match (zeros(0), zeros(1)) {
        (even, odd) if half > 0 && even > half * 3 / 4 && odd == 0 => Some(UTF_16BE),
        (even, odd) if half > 0 && odd > half * 3 / 4 && even == 0 => Some(UTF_16LE),
        (_, _) => None,
    }
}

/// Among what Japanese programs write.
fn guessed(octets: &[u8]) -> &'static Encoding {
    let is_utf8 = match std::str::from_utf8(octets) {
        Ok(_) => true,
        // A letter that the sample cuts in two says nothing against it.
        Err(error) => error.error_len().is_none() && error.valid_up_to() > 0,
    };
    if is_utf8 && !octets.contains(&0x1B) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(octets, true);
    let found = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    if [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP].contains(&found) { found } else { UTF_8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(octets: &[u8], piece: usize) -> (&'static str, String) {
        let (mut reader, mut text) = (Text::new(), String::new());
        for piece in octets.chunks(piece) {
            reader.feed(piece, &mut text);
        }
        reader.finish(&mut text);
        (reader.encoding(), text)
    }

    #[test]
    fn a_list_is_read_in_whatever_it_is_written_and_in_whatever_pieces() {
        let ascii = "address,name\n".to_owned() + &"a@mailbox.example,Hanako\n".repeat(40);
        let text =
            ascii.clone() + &"b@mailbox.example,山田花子\nc@mailbox.example,佐藤ひろし\n".repeat(9);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (encoding, octets) in [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
            ("Shift_JIS", SHIFT_JIS.encode(&text).0.into_owned()),
            ("EUC-JP", EUC_JP.encode(&text).0.into_owned()),
            ("UTF-16LE", [b"\xff\xfe", utf16.as_slice()].concat()),
            ("UTF-16LE", utf16),
            ("UTF-16BE", [b"\xfe\xff", big.as_slice()].concat()),
            ("UTF-16BE", big),
        ] {
            for piece in [1, 2, 3, 7, 100, 64 << 10] {
                let (found, decoded) = read(&octets, piece);
                assert_eq!(found, encoding, "{piece}");
                assert!(decoded == text, "{encoding} {piece}: {decoded}");
            }
        }
        assert_eq!(read(ascii.as_bytes(), 5), ("UTF-8", ascii));
        assert_eq!(read(b"", 1), ("UTF-8", String::new()));
    }

    proptest::proptest! {
        #[test]
        fn any_octets_are_a_text(
            octets in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
            piece in 1_usize..50,
        ) {
            read(&octets, piece);
        }
    }
}
