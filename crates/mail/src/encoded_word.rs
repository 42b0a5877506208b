//! RFC 2047: encoded words in header fields, as mail programs read them.

use std::borrow::Cow;

use memchr::memmem;

use crate::charset;
use crate::transfer;

/// Octets of a value in which encoded words are looked for; a longer one is no heading any more,
/// and its rest is taken as it is.
const MAX_VALUE: usize = 256 << 10;

/// A header value as a person reads it: unfolded, encoded words decoded, raw 8-bit text read by its
/// likely charset.
#[must_use]
pub fn decode(value: &[u8]) -> String {
    let value = unfolded(value);
    let (head, rest) = value.split_at(value.len().min(MAX_VALUE));
    let mut reader = Reader {
        raw: charset::guessed(head),
        text: String::with_capacity(value.len()),
        run: Run::default(),
    };
    reader.read(head);
    reader.plain(rest);
    reader.text.trim().to_owned()
}

struct Reader {
    /// The charset of what stands outside encoded words.
    raw: &'static encoding_rs::Encoding,
    text: String,
    run: Run,
}

impl Reader {
    fn read(&mut self, mut rest: &[u8]) {
        let mut plain_from = rest;
        while let Some(start) = memmem::find(rest, b"=?") {
            let (_, from) = rest.split_at(start);
            let Some((word, length)) = EncodedWord::parse(from) else {
                rest = from.get(2..).unwrap_or_default();
                continue;
            };
            let before = plain_from.len() - from.len();
            let before = plain_from.get(..before).unwrap_or_default();
            // §6.2: white space between adjacent encoded words is not shown.
            if self.run.is_empty() || !before.trim_ascii().is_empty() {
                self.run.flush(&mut self.text);
                self.plain(before);
            }
            self.run.push(&word, &mut self.text);
            rest = from.get(length..).unwrap_or_default();
            plain_from = rest;
        }
        self.run.flush(&mut self.text);
        self.plain(plain_from);
    }

    fn plain(&mut self, octets: &[u8]) {
        let (text, _) = self.raw.decode_without_bom_handling(octets);
        self.text.push_str(&text);
    }
}

/// How long the encoded word at the start of `text` is; `None` when there is none.
pub(crate) fn length(text: &[u8]) -> Option<usize> {
    EncodedWord::parse(text).map(|(_, length)| length)
}

/// Undoes folding: the line ends go, the white space after them stays (RFC 5322 §2.2.3).
pub(crate) fn unfolded(value: &[u8]) -> Cow<'_, [u8]> {
    if value.iter().any(|octet| matches!(octet, b'\r' | b'\n')) {
        Cow::Owned(value.iter().copied().filter(|o| !matches!(o, b'\r' | b'\n')).collect())
    } else {
        Cow::Borrowed(value)
    }
}

/// `=?charset?encoding?encoded-text?=` (§2), still encoded.
struct EncodedWord<'v> {
    charset: &'v str,
    encoding: Encoding,
    text: &'v [u8],
}

#[derive(Clone, Copy)]
enum Encoding {
    B,
    Q,
}

/// A charset's name and the encoding letter together; §2 allows 75 in all.
const MAX_CHARSET: usize = 80;

/// Longest encoded word that is read. §2 allows 75 octets, programs write whole subjects as one.
const MAX_WORD: usize = 2 << 10;

impl<'v> EncodedWord<'v> {
    /// The encoded word at the start of `from` (`=?…`) and its length.
    fn parse(from: &'v [u8]) -> Option<(Self, usize)> {
        let rest = from.strip_prefix(b"=?")?;
        let name_end = rest.iter().take(MAX_CHARSET).position(|octet| *octet == b'?')?;
        let (name, rest) = rest.split_at(name_end);
        let charset = std::str::from_utf8(name).ok()?;
        let encoding = match rest.get(1..3)? {
            [b'b' | b'B', b'?'] => Encoding::B,
            [b'q' | b'Q', b'?'] => Encoding::Q,
            _ => return None,
        };
        let text = rest.get(3..)?;
        let end = Self::text_end(text, encoding)?;
        // RFC 2231 §5: a language may follow the charset.
        let charset = charset.split('*').next().unwrap_or(charset);
        let word = Self { charset, encoding, text: text.get(..end)? };
        Some((word, 2 + name_end + 3 + end + 2))
    }

    /// Where `?=` ends the encoded text. In Q, a first `=` of a code may follow a raw `?`, against
    /// §4.2 rule 3: `?=3F` is then no end.
    fn text_end(text: &[u8], encoding: Encoding) -> Option<usize> {
        let text = text.get(..MAX_WORD).unwrap_or(text);
        let mut ends = memmem::find_iter(text, b"?=");
        match encoding {
            Encoding::B => ends.next(),
            Encoding::Q => {
                let first = ends.next()?;
                let after = text.get(first + 2..).unwrap_or_default();
                // A next word may follow at once (`?==?utf-8?…`), so only a code counts.
                match transfer::hex_pair(after) {
                    Some(_) => ends.next().or(Some(first)),
                    None => Some(first),
                }
            }
        }
    }

    fn octets(&self) -> Vec<u8> {
        match self.encoding {
            Encoding::B => transfer::base64(self.text).octets.into_owned(),
            Encoding::Q => {
                // §4.2 rule 2: an underscore is a space, whatever the charset.
                let spaced: Vec<u8> =
                    self.text.iter().map(|o| if *o == b'_' { b' ' } else { *o }).collect();
                transfer::quoted_printable(&spaced).octets.into_owned()
            }
        }
    }
}

/// Adjacent encoded words of one charset. Programs split multi-octet characters across words
/// (against §5), so their octets are joined before they are read.
#[derive(Default)]
struct Run {
    charset: String,
    octets: Vec<u8>,
    started: bool,
}

impl Run {
    fn is_empty(&self) -> bool {
        !self.started
    }

    fn push(&mut self, word: &EncodedWord<'_>, text: &mut String) {
        if self.started && !self.charset.eq_ignore_ascii_case(word.charset) {
            self.flush(text);
        }
        if !self.started {
            self.charset.clear();
            self.charset.push_str(word.charset);
            self.started = true;
        }
        self.octets.extend_from_slice(&word.octets());
    }

    fn flush(&mut self, text: &mut String) {
        if !self.started {
            return;
        }
        text.push_str(&charset::decode(&self.octets, &self.charset).text);
        self.octets.clear();
        self.started = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_read_as_people_read_them() {
        for (value, expected) in [
            ("plain", "plain"),
            ("=?UTF-8?B?5pel5pys?=", "日本"),
            ("=?utf-8?q?a=5Fb_c?=", "a_b c"),
            ("=?utf-8?B?5pel?= =?UTF-8?B?5pys?=", "日本"),
            ("=?utf-8?B?5pel?=\r\n =?UTF-8?B?5pys?=", "日本"),
            // one character split across two words
            ("=?utf-8?B?5g==?= =?utf-8?B?l6U=?=", "日"),
            ("Re: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= ok", "Re: 日本 ok"),
            ("a=?utf-8?q?b?=c", "abc"),
            ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
            ("=?utf-8*ja?q?a?=", "a"),
            ("=?x?z?y?=", "=?x?z?y?="),
            ("=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
            ("=?utf-8?q??=", ""),
        ] {
            assert_eq!(decode(value.as_bytes()), expected, "{value:?}");
        }
    }

    #[test]
    fn raw_octets_in_a_header_are_read_by_their_likely_charset() {
        let text = "重要なお知らせ：ご請求金額の確認";
        for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::UTF_8] {
            let (octets, _, _) = encoding.encode(text);
            assert_eq!(decode(&octets), text, "{}", encoding.name());
        }
        assert_eq!(decode(b"\x1B$BF|K\\\x1B(B"), "日本");
    }
}
