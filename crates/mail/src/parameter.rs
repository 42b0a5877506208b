//! Values with parameters: Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183, RFC 2231).

use std::borrow::Cow;

use crate::charset;
use crate::encoded_word;
use crate::transfer;

/// A leading value and its parameters, as written.
#[derive(Debug, Default)]
pub(crate) struct Parameterized {
    /// What stands before the first semicolon, comments dropped, lower case.
    pub(crate) value: String,
    parameters: Vec<Parameter>,
}

#[derive(Debug)]
struct Parameter {
    /// Lower case; RFC 2231 asterisks taken off.
    name: String,
    /// Its place in a continued value (RFC 2231 §3).
    section: Option<u32>,
    /// Whether the value is percent-encoded (RFC 2231 §4).
    extended: bool,
    value: Vec<u8>,
}

/// Parameters beyond this many are not read: no program writes so many.
const MAX_PARAMETERS: usize = 200;

impl Parameterized {
    /// Reads a field value.
    pub(crate) fn parse(field_value: &[u8]) -> Self {
        let mut pieces = Pieces { rest: field_value };
        let value = pieces.next_piece().unwrap_or_default();
        let mut parameters = Vec::new();
        while let Some(piece) = pieces.next_piece() {
            parameters.extend(Parameter::parse(&piece));
            if parameters.len() >= MAX_PARAMETERS {
                break;
            }
        }
        let value = String::from_utf8_lossy(value.trim_ascii()).to_ascii_lowercase();
        Self { value, parameters }
    }

    /// The octets of a parameter that is no extended one (`boundary`, `charset`).
    pub(crate) fn octets(&self, name: &str) -> Option<&[u8]> {
        let plain = |p: &&Parameter| p.name == name && p.section.is_none() && !p.extended;
        self.parameters.iter().find(plain).map(|parameter| parameter.value.as_slice())
    }

    /// Whether a parameter is given more than once with different values.
    pub(crate) fn is_contradictory(&self, name: &str) -> bool {
        let mut values = self.parameters.iter().filter(|p| p.name == name && p.section.is_none());
        let Some(first) = values.next() else { return false };
        values.any(|other| other.extended == first.extended && other.value != first.value)
    }

    /// A parameter as a person reads it: RFC 2231 continuations joined and decoded, RFC 2047 words
    /// decoded too, since many programs write them inside quotes (against RFC 2047 §5).
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        if let Some(extended) = self.extended(name) {
            return Some(extended);
        }
        self.octets(name).map(encoded_word::decode)
    }

    /// The RFC 2231 forms `name*=`, `name*0=`, `name*0*=`.
    fn extended(&self, name: &str) -> Option<String> {
        let mut sections: Vec<&Parameter> = self
            .parameters
            .iter()
            .filter(|p| p.name == name && (p.extended || p.section.is_some()))
            .collect();
        // §3: the order in the field does not matter, the numbers do.
        sections.sort_by_key(|parameter| parameter.section);
        let first = sections.first()?;
        let (charset, first_value) = match first.extended {
            true => language_tagged(&first.value),
            false => (None, first.value.as_slice()),
        };
        let mut octets = Vec::new();
        for (index, parameter) in sections.iter().enumerate() {
            let value = if index == 0 { first_value } else { parameter.value.as_slice() };
            match parameter.extended {
                true => octets.extend_from_slice(&percent_decoded(value)),
                false => octets.extend_from_slice(value),
            }
        }
        Some(match charset {
            Some(charset) => charset::decode(&octets, charset).text.into_owned(),
            None => encoded_word::decode(&octets),
        })
    }
}

impl Parameter {
    fn parse(piece: &[u8]) -> Option<Self> {
        let equals = piece.iter().position(|octet| *octet == b'=')?;
        let (name, value) = piece.split_at(equals);
        let name = String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase();
        let value = unquoted(value.get(1..)?.trim_ascii()).into_owned();
        let (name, extended) = match name.strip_suffix('*') {
            Some(name) => (name.to_owned(), true),
            None => (name, false),
        };
        match name.rsplit_once('*') {
            Some((base, section)) => {
                let section = section.parse().ok()?;
                Some(Self { name: base.to_owned(), section: Some(section), extended, value })
            }
            None => Some(Self { name, section: None, extended, value }),
        }
    }
}

/// Takes a value apart at semicolons outside quotes and comments.
struct Pieces<'v> {
    rest: &'v [u8],
}

impl Pieces<'_> {
    fn next_piece(&mut self) -> Option<Vec<u8>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut piece = Vec::new();
        let mut quoted = false;
        let mut in_value = false;
        let mut comment = 0_usize;
        let mut octets = self.rest.iter();
        while let Some(&octet) = octets.next() {
            match octet {
                b'\r' | b'\n' => continue,
                b'\\' if quoted => {
                    piece.push(octet);
                    piece.extend(octets.next());
                    continue;
                }
                b'"' if comment == 0 => quoted = !quoted,
                // A parenthesis starts a comment only between tokens; `name=a(1).pdf` is written
                // without quotes by many programs.
                b'(' if !quoted && (comment > 0 || !in_value || ends_token(&piece)) => {
                    comment += 1;
                    continue;
                }
                b')' if comment > 0 => {
                    comment -= 1;
                    continue;
                }
                b';' if !quoted && comment == 0 => break,
                b'=' if comment == 0 => in_value = true,
                _ => {}
            }
            if comment == 0 {
                piece.push(octet);
            }
        }
        self.rest = octets.as_slice();
        Some(piece)
    }
}

fn ends_token(piece: &[u8]) -> bool {
    matches!(piece.last(), Some(b' ' | b'\t' | b'"'))
}

/// A quoted-string without its quotes and backslashes (RFC 5322 §3.2.4).
fn unquoted(value: &[u8]) -> Cow<'_, [u8]> {
    let Some(inner) = value.strip_prefix(b"\"") else { return Cow::Borrowed(value) };
    let mut text = Vec::with_capacity(inner.len());
    let mut octets = inner.iter().copied();
    while let Some(octet) = octets.next() {
        match octet {
            b'"' => break,
            b'\\' => text.extend(octets.next()),
            _ => text.push(octet),
        }
    }
    Cow::Owned(text)
}

/// RFC 2231 §4: `charset'language'value`.
fn language_tagged(value: &[u8]) -> (Option<&str>, &[u8]) {
    let mut pieces = value.splitn(3, |octet| *octet == b'\'');
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(charset), Some(_), Some(text)) => (std::str::from_utf8(charset).ok(), text),
        _ => (None, value),
    }
}

fn percent_decoded(value: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, tail)) = rest.split_first() {
        match transfer::hex_pair(tail).filter(|_| *first == b'%') {
            Some(octet) => {
                octets.push(octet);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                octets.push(*first);
                rest = tail;
            }
        }
    }
    octets
}
