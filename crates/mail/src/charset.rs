//! Octets to text: charsets by name and by guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// Text, and how well the charset that was named fits it.
pub(crate) struct Text<'r> {
    /// The text; octets that stand for nothing are U+FFFD.
    pub(crate) text: Cow<'r, str>,
    /// How the name and the octets agree.
    pub(crate) fit: Fit,
}

/// How a charset's name and the octets agree.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fit {
    /// The octets are what the name says.
    Fits,
    /// No such charset is known.
    UnknownName,
    /// The octets are of another charset.
    Lie,
}

/// Octets looked at when guessing a charset; enough to tell, and a bound on cost.
const GUESS_OCTETS: usize = 64 << 10;

/// Decodes by a charset's name where that fits, else by what the octets are.
pub(crate) fn decode<'r>(octets: &'r [u8], name: &str) -> Text<'r> {
    let name = name.trim().trim_matches(['"', '\'']);
    if is_utf7(name) {
        return Text { text: Cow::Owned(crate::utf7::decode(octets)), fit: Fit::Fits };
    }
    match lookup(name) {
        Some(Named::Ascii) => ascii(octets),
        Some(Named::Encoding(encoding)) => by_encoding(octets, encoding),
        None => Text { text: guess(octets), fit: Fit::UnknownName },
    }
}

/// Decodes octets whose charset nobody named.
#[must_use]
pub fn guess(octets: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(octets) {
        Ok(text) if !has_iso_2022_jp_escape(octets) => Cow::Borrowed(text),
        Ok(_) | Err(_) => guessed(octets).decode_without_bom_handling(octets).0,
    }
}

/// The likely charset of octets whose charset nobody named.
pub(crate) fn guessed(octets: &[u8]) -> &'static Encoding {
    if octets.is_ascii() {
        let japanese = has_iso_2022_jp_escape(octets);
        return if japanese { encoding_rs::ISO_2022_JP } else { encoding_rs::UTF_8 };
    }
    if std::str::from_utf8(octets).is_ok() {
        return encoding_rs::UTF_8;
    }
    let sample = octets.get(..GUESS_OCTETS).unwrap_or(octets);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == octets.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// Valid UTF-8 that is more than ASCII.
fn multibyte_utf8(octets: &[u8]) -> Option<&str> {
    std::str::from_utf8(octets).ok().filter(|text| !text.is_ascii())
}

enum Named {
    Ascii,
    Encoding(&'static Encoding),
}

fn is_utf7(name: &str) -> bool {
    ["utf-7", "utf7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "csunicode11utf7"]
        .iter()
        .any(|alias| name.eq_ignore_ascii_case(alias))
}

/// Names that mail uses and the Encoding Standard's table (made for the web) does not list.
const ALIASES: &[(&str, &Encoding)] = &[
    ("iso-2022-jp-ms", encoding_rs::ISO_2022_JP),
    ("iso-2022-jp-1", encoding_rs::ISO_2022_JP),
    ("iso-2022-jp-2", encoding_rs::ISO_2022_JP),
    ("iso-2022-jp-3", encoding_rs::ISO_2022_JP),
    ("iso-2022-jp-2004", encoding_rs::ISO_2022_JP),
    ("iso2022jp", encoding_rs::ISO_2022_JP),
    ("iso2022-jp", encoding_rs::ISO_2022_JP),
    ("jis", encoding_rs::ISO_2022_JP),
    ("jis7", encoding_rs::ISO_2022_JP),
    ("jis8", encoding_rs::ISO_2022_JP),
    ("cp50220", encoding_rs::ISO_2022_JP),
    ("cp50221", encoding_rs::ISO_2022_JP),
    ("cp50222", encoding_rs::ISO_2022_JP),
    ("cp932", encoding_rs::SHIFT_JIS),
    ("ms932", encoding_rs::SHIFT_JIS),
    ("cswindows31j", encoding_rs::SHIFT_JIS),
    ("sjis-win", encoding_rs::SHIFT_JIS),
    ("shift_jisx0213", encoding_rs::SHIFT_JIS),
    ("shift_jis-2004", encoding_rs::SHIFT_JIS),
    ("eucjp", encoding_rs::EUC_JP),
    ("eucjp-ms", encoding_rs::EUC_JP),
    ("eucjp-win", encoding_rs::EUC_JP),
    ("cp51932", encoding_rs::EUC_JP),
    ("cp20932", encoding_rs::EUC_JP),
    ("cp936", encoding_rs::GBK),
    ("ms936", encoding_rs::GBK),
    ("cp949", encoding_rs::EUC_KR),
    ("ms949", encoding_rs::EUC_KR),
    ("ks_c_5601", encoding_rs::EUC_KR),
    ("cp950", encoding_rs::BIG5),
    ("euc-tw", encoding_rs::BIG5),
    ("cp65001", encoding_rs::UTF_8),
    ("utf8mb4", encoding_rs::UTF_8),
    ("utf-8n", encoding_rs::UTF_8),
    ("utf_8", encoding_rs::UTF_8),
    ("ansi", encoding_rs::WINDOWS_1252),
    ("cp850", encoding_rs::WINDOWS_1252),
    ("cp437", encoding_rs::WINDOWS_1252),
    ("cp1250", encoding_rs::WINDOWS_1250),
    ("cp1251", encoding_rs::WINDOWS_1251),
    ("cp1252", encoding_rs::WINDOWS_1252),
];

fn lookup(name: &str) -> Option<Named> {
    // RFC 2046 §4.1.2; the web's table takes these as windows-1252, but in mail they promise ASCII.
    if ["us-ascii", "ascii", "ansi_x3.4-1968", "646", "iso646-us", "iso-ir-6"]
        .iter()
        .any(|alias| name.eq_ignore_ascii_case(alias))
    {
        return Some(Named::Ascii);
    }
    let alias = ALIASES.iter().find(|(alias, _)| name.eq_ignore_ascii_case(alias));
    let encoding = alias.map(|(_, encoding)| *encoding).or_else(|| {
        let encoding = Encoding::for_label_no_replacement(name.as_bytes());
        encoding.or_else(|| x_prefixed(name))
    })?;
    Some(Named::Encoding(encoding))
}

/// `x-windows-1252`, `windows1252`, `iso8859-1-windows` and the like.
fn x_prefixed(name: &str) -> Option<&'static Encoding> {
    let lower = name.to_ascii_lowercase();
    let bare = lower.strip_prefix("x-").unwrap_or(&lower).replace('_', "-");
    let bare = match bare.strip_prefix("windows").filter(|rest| !rest.starts_with('-')) {
        Some(number) => format!("windows-{number}"),
        None => bare,
    };
    Encoding::for_label_no_replacement(bare.as_bytes())
}

fn ascii(octets: &[u8]) -> Text<'_> {
    // Programs label text ASCII when they forgot to label it at all: the octets decide.
    if octets.is_ascii() && !has_iso_2022_jp_escape(octets) {
        return Text { text: String::from_utf8_lossy(octets), fit: Fit::Fits };
    }
    Text { text: guess(octets), fit: Fit::Lie }
}

fn by_encoding<'r>(octets: &'r [u8], encoding: &'static Encoding) -> Text<'r> {
    if encoding == encoding_rs::ISO_2022_JP {
        return iso_2022_jp(octets);
    }
    // ISO-2022-JP is 7-bit: under any other label its escapes would show as garbage.
    if octets.is_ascii() && has_iso_2022_jp_escape(octets) {
        let (text, _) = encoding_rs::ISO_2022_JP.decode_without_bom_handling(octets);
        return Text { text, fit: Fit::Lie };
    }
    let (text, broken) = encoding.decode_with_bom_removal(octets);
    if !broken {
        // Western charsets read any octets. Programs show what is declared, so we do; but UTF-8
        // hardly comes about by chance.
        let lies = encoding.is_single_byte() && multibyte_utf8(octets).is_some();
        return Text { text, fit: if lies { Fit::Lie } else { Fit::Fits } };
    }
    other_encoding(octets, encoding, text)
}

/// Programs that promise ISO-2022-JP and send 8-bit octets send another Japanese charset, or UTF-8.
fn iso_2022_jp(octets: &[u8]) -> Text<'_> {
    if octets.is_ascii() {
        let (text, _) = encoding_rs::ISO_2022_JP.decode_without_bom_handling(octets);
        return Text { text, fit: Fit::Fits };
    }
    let guessed = guessed(octets);
    let likely = [encoding_rs::UTF_8, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP];
    let encoding = if likely.contains(&guessed) { guessed } else { encoding_rs::ISO_2022_JP };
    let (text, _) = encoding.decode_without_bom_handling(octets);
    Text { text, fit: Fit::Lie }
}

/// The named charset left unreadable octets: another one is believed only if it reads them all, or
/// if the named one is mostly wrong. A truncated or damaged text keeps its own charset.
fn other_encoding<'r>(
    octets: &'r [u8],
    encoding: &'static Encoding,
    text: Cow<'r, str>,
) -> Text<'r> {
    if let Ok(utf8) = std::str::from_utf8(octets) {
        return Text { text: Cow::Borrowed(utf8), fit: Fit::Lie };
    }
    let unreadable = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    let guessed = guessed(octets);
    if unreadable * 4 > beyond_ascii && guessed != encoding {
        let (other, broken) = guessed.decode_without_bom_handling(octets);
        if !broken {
            return Text { text: other, fit: Fit::Lie };
        }
    }
    Text { text, fit: Fit::Lie }
}

/// ISO-2022-JP announces its two-octet set by ESC `$` (RFC 1468).
fn has_iso_2022_jp_escape(octets: &[u8]) -> bool {
    memchr::memchr(0x1B, octets).is_some()
        && [b"\x1B$B", b"\x1B$@", b"\x1B(I"]
            .iter()
            .any(|escape| memchr::memmem::find(octets, *escape).is_some())
}

/// Undoes folding (RFC 5322 §2.2.3) and trims; octets that are not UTF-8 are replaced.
pub(crate) fn unfold(value: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(value);
    if text.bytes().any(|b| b == b'\r' || b == b'\n') {
        Cow::Owned(text.replace(['\r', '\n'], "").trim().to_owned())
    } else {
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }
}
