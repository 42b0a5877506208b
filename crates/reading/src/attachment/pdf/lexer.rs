//! The words of a PDF file (ISO 32000-2 §7.2), one after another, whatever its tables say where
//! they stand: a broken or lying table hides nothing.

use std::borrow::Cow;

/// Octets of one string that are read.
const STRING_OCTETS: usize = 64 << 10;

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Token<'o> {
    /// `/Name`, its `#xx` undone (§7.3.5).
    Name(Cow<'o, [u8]>),
    /// A literal (§7.3.4.2) or hexadecimal string (§7.3.4.3), its escapes undone.
    Text(Vec<u8>),
    /// An integer that is not negative.
    Number(u32),
    /// Any other run of letters: `obj`, `stream`, `R`, `true`.
    Word(&'o [u8]),
    OpenDict,
    CloseDict,
    OpenArray,
    CloseArray,
}

#[derive(Debug)]
pub(super) struct Lexer<'o> {
    octets: &'o [u8],
    /// Where the next token is looked for.
    pub(super) at: usize,
    /// Octets that were read as a string and were none. What begins a string and does not end it
    /// could otherwise be read to the end again and again.
    wasted: usize,
}

impl<'o> Lexer<'o> {
    pub(super) fn new(octets: &'o [u8], at: usize) -> Self {
        Self { octets, at, wasted: 0 }
    }

    /// Whether it gave up before the end.
    pub(super) fn is_exhausted(&self) -> bool {
        self.wasted > 4 * self.octets.len() + STRING_OCTETS
    }

    fn rest(&self) -> &'o [u8] {
        self.octets.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.iter().take_while(|octet| is_blank(**octet)).count();
            let rest = self.rest();
            if rest.first() != Some(&b'%') {
                return;
            }
            self.at += memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        }
    }

    /// Reads `text` or leaves it: a string that does not end is none.
    fn string(&mut self, text: Result<(Vec<u8>, usize), usize>) -> Option<Token<'o>> {
        match text {
            Ok((text, length)) => {
                self.at += length;
                Some(Token::Text(text))
            }
            Err(wasted) => {
                self.wasted += wasted;
                self.at += 1;
                None
            }
        }
    }
}

impl<'o> Iterator for Lexer<'o> {
    type Item = Token<'o>;

    fn next(&mut self) -> Option<Token<'o>> {
        loop {
            self.skip_blanks();
            if self.is_exhausted() {
                return None;
            }
            let rest = self.rest();
            let (token, length) = match (rest.first()?, rest.get(1)) {
                (b'<', Some(b'<')) => (Token::OpenDict, 2),
                (b'>', Some(b'>')) => (Token::CloseDict, 2),
                (b'[', _) => (Token::OpenArray, 1),
                (b']', _) => (Token::CloseArray, 1),
                (b'(', _) => match self.string(literal(rest)) {
                    Some(token) => (token, 0),
                    None => continue,
                },
                (b'<', _) => match self.string(hexadecimal(rest)) {
                    Some(token) => (token, 0),
                    None => continue,
                },
                (b'/', _) => {
                    let name = regular(rest.get(1..).unwrap_or_default());
                    (Token::Name(unescape(name)), 1 + name.len())
                }
                _ => match regular(rest) {
                    [] => {
                        self.at += 1;
                        continue;
                    }
                    word => (number(word).map_or(Token::Word(word), Token::Number), word.len()),
                },
            };
            self.at += length;
            return Some(token);
        }
    }
}

fn is_blank(octet: u8) -> bool {
    matches!(octet, 0 | 9 | 10 | 12 | 13 | 32)
}

/// The regular characters at the start (§7.2.3).
fn regular(octets: &[u8]) -> &[u8] {
    let is_regular = |octet: &u8| {
        !is_blank(*octet)
            && !matches!(octet, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
    };
    let end = octets.iter().position(|octet| !is_regular(octet)).unwrap_or(octets.len());
    octets.get(..end).unwrap_or_default()
}

fn number(word: &[u8]) -> Option<u32> {
    let digits = word.len() <= 10 && word.iter().all(u8::is_ascii_digit);
    digits.then(|| std::str::from_utf8(word).ok()?.parse().ok()).flatten()
}

fn unescape(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [first, after @ ..] = rest {
        let digits = if let (b'#', [high, low, ..]) = (first, after) {
            Option::zip(digit(*high), digit(*low))
        } else {
            None
        };
        let (octet, length) = digits.map_or((*first, 1), |(high, low)| (high << 4 | low, 3));
        plain.push(octet);
        rest = rest.get(length..).unwrap_or_default();
    }
    Cow::Owned(plain)
}

fn digit(octet: u8) -> Option<u8> {
    char::from(octet).to_digit(16)?.try_into().ok()
}

/// A literal string and its length with the brackets; how far was read when it has no end.
fn literal(octets: &[u8]) -> Result<(Vec<u8>, usize), usize> {
    let within = octets.get(..octets.len().min(STRING_OCTETS)).unwrap_or_default();
    let (mut depth, mut text) = (0_usize, Vec::new());
    let mut iter = within.iter().copied().enumerate().peekable();
    while let Some((at, octet)) = iter.next() {
        match octet {
            b'(' => {
                if depth > 0 {
                    text.push(octet);
                }
                depth += 1;
            }
            b')' if depth == 1 => return Ok((text, at + 1)),
            b')' => {
                depth -= 1;
                text.push(octet);
            }
            b'\\' => match iter.next().map(|(_, escaped)| escaped) {
                Some(b'n') => text.push(b'\n'),
                Some(b'r') => text.push(b'\r'),
                Some(b't') => text.push(b'\t'),
                Some(b'b') => text.push(8),
                Some(b'f') => text.push(12),
                // A line end after a backslash is nothing.
                Some(b'\n') => {}
                Some(b'\r') => {
                    iter.next_if(|(_, next)| *next == b'\n');
                }
                Some(octal @ b'0'..=b'7') => {
                    let mut value = u32::from(octal - b'0');
                    for _ in 0..2 {
                        let Some((_, more)) =
                            iter.next_if(|(_, next)| (b'0'..=b'7').contains(next))
                        else {
                            break;
                        };
                        value = value << 3 | u32::from(more - b'0');
                    }
                    text.push(value.to_le_bytes().first().copied().unwrap_or_default());
                }
                Some(other) => text.push(other),
                None => break,
            },
            _ => text.push(octet),
        }
    }
    Err(within.len())
}

/// The same of a hexadecimal string.
fn hexadecimal(octets: &[u8]) -> Result<(Vec<u8>, usize), usize> {
    let within = octets.get(1..octets.len().min(STRING_OCTETS)).unwrap_or_default();
    let mut text = Vec::new();
    let mut high = None;
    for (at, octet) in within.iter().copied().enumerate() {
        match (octet, digit(octet), high) {
            (b'>', _, _) => {
                text.extend(high.map(|high| high << 4));
                return Ok((text, at + 2));
            }
            (_, Some(low), Some(first)) => {
                text.push(first << 4 | low);
                high = None;
            }
            (_, Some(first), None) => high = Some(first),
            (blank, None, _) if is_blank(blank) => {}
            (_, None, _) => return Err(at + 1),
        }
    }
    Err(within.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_word_by_word() {
        let text = |text: &[u8]| Token::Text(text.to_vec());
        for (octets, expected) in [
            (
                &b"<</S/#55RI % no (\n/URI(a\\(b\\)(c)\\101\\\r\n)>>"[..],
                vec![
                    Token::OpenDict,
                    Token::Name(b"S"[..].into()),
                    Token::Name(b"URI"[..].into()),
                    Token::Name(b"URI"[..].into()),
                    text(b"a(b)(c)A"),
                    Token::CloseDict,
                ],
            ),
            (
                b"[<6 8 7> 12 0 R -1]",
                vec![
                    Token::OpenArray,
                    text(b"hp"),
                    Token::Number(12),
                    Token::Number(0),
                    Token::Word(b"R"),
                    Token::Word(b"-1"),
                    Token::CloseArray,
                ],
            ),
            (b"(open (a)", vec![Token::Word(b"open"), text(b"a")]),
            (b"<x> )>/", vec![Token::Word(b"x"), Token::Name(b""[..].into())]),
            (b"", vec![]),
        ] {
            let tokens: Vec<_> = Lexer::new(octets, 0).collect();
            assert_eq!(tokens, expected, "{}", String::from_utf8_lossy(octets));
        }
    }

    #[test]
    fn strings_without_an_end_are_given_up() {
        let octets = b"(".repeat(1 << 20);
        let mut lexer = Lexer::new(&octets, 0);
        assert_eq!(lexer.next(), None);
        assert!(lexer.is_exhausted());
    }
}
