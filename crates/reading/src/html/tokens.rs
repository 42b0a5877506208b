//! The tokens of a document, handed to a [`Walk`] without copying them first.
//!
//! The tokenizer is html5gum's, which follows the HTML standard §13.2.5 state by state.

use std::convert::Infallible;

use html5gum::{Emitter, Error, Reader, State, Tokenizer};

/// What walks a document, token by token.
pub(super) trait Walk {
    /// A start tag; `self_closing` counts only in SVG and MathML.
    fn start(&mut self, tag: &Tag);
    /// An end tag.
    fn end(&mut self, name: &[u8]);
    /// Text between tags, references decoded.
    fn text(&mut self, text: &str);
    /// A comment, conditional ones of Outlook included.
    fn comment(&mut self, text: &str);
    /// Whether `<![CDATA[` is text here: inside SVG and MathML (§13.2.5.42).
    fn is_foreign(&self) -> bool;
}

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct Tag {
    name: Vec<u8>,
    buffer: Vec<u8>,
    attributes: Vec<Attribute>,
    is_full: bool,
    pub(super) self_closing: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Attribute {
    start: usize,
    value: usize,
    end: usize,
}

impl Tag {
    fn clear(&mut self) {
        self.name.clear();
        self.buffer.clear();
        self.attributes.clear();
        self.is_full = false;
        self.self_closing = false;
    }

    fn push(&mut self, octets: &[u8], is_name: bool) {
        if self.is_full {
            return;
        }
        let Some(attribute) = self.attributes.last_mut() else { return };
        self.buffer.extend_from_slice(octets);
        attribute.end = self.buffer.len();
        if is_name {
            attribute.value = attribute.end;
        }
    }

    pub(super) fn name(&self) -> &[u8] {
        &self.name
    }

    /// The attributes, names in lower case; where a name repeats, browsers take the first.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.attributes.iter().map(|at| {
            let name = self.buffer.get(at.start..at.value).unwrap_or_default();
            (name, self.buffer.get(at.value..at.end).unwrap_or_default())
        })
    }

    /// The value of an attribute, as text.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes().find(|(key, _)| *key == name.as_bytes())?;
        std::str::from_utf8(value).ok()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes().any(|(key, _)| key == name.as_bytes())
    }
}

/// Walks a document to its end.
pub(super) fn walk<W: Walk>(html: &str, max_attributes: usize, walk: &mut W) {
    let events = Events {
        walk,
        max_attributes,
        text: Vec::new(),
        comment: Vec::new(),
        tag: Tag::default(),
        is_end: false,
        last_start: Vec::new(),
    };
    let Ok(()) = Tokenizer::new_with_emitter(Octets::new(html), events).finish();
}

/// The document's octets, searched by vector instructions.
struct Octets<'a> {
    rest: &'a [u8],
    /// Octets that the tokenizer looks for everywhere and that hardly any document has.
    has_rare: bool,
}

impl<'a> Octets<'a> {
    fn new(html: &'a str) -> Self {
        let rest = html.as_bytes();
        Self { rest, has_rare: memchr::memchr2(b'\r', b'\0', rest).is_some() }
    }

    /// Where the next of `needles` stands.
    #[inline]
    fn find(&self, needles: &[u8]) -> Option<usize> {
        // In text and in quoted values the next needle is far, elsewhere near.
        match needles {
            [b'&', b'<', ..] | [b'<', b'&', ..] if !self.has_rare => {
                memchr::memchr2(b'<', b'&', self.rest)
            }
            [quote @ (b'"' | b'\''), b'&', ..] if !self.has_rare => {
                memchr::memchr2(*quote, b'&', self.rest)
            }
            _ => {
                // All needles are ASCII.
                let mask = needles.iter().fold(0u128, |mask, b| mask | 1 << (b & 127));
                self.rest.iter().position(|b| *b < 128 && mask >> b & 1 == 1)
            }
        }
    }
}

impl Reader for Octets<'_> {
    type Error = Infallible;

    #[inline]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        let Some((first, rest)) = self.rest.split_first() else { return Ok(None) };
        self.rest = rest;
        Ok(Some(*first))
    }

    #[inline]
    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let Some((start, rest)) = self.rest.split_at_checked(text.len()) else { return Ok(false) };
        let same = if case_sensitive { start == text } else { start.eq_ignore_ascii_case(text) };
        if same {
            self.rest = rest;
        }
        Ok(same)
    }

    #[inline]
    fn read_until<'b>(
        &'b mut self,
        needles: &[u8],
        _: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        // A needle at once is handed over alone.
        let end = self.find(needles).unwrap_or(self.rest.len()).max(1);
        let (chunk, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        Ok(Some(chunk))
    }
}

struct Events<'w, W> {
    walk: &'w mut W,
    max_attributes: usize,
    text: Vec<u8>,
    comment: Vec<u8>,
    tag: Tag,
    is_end: bool,
    /// The last start tag, for "appropriate end tag" (§13.2.5).
    last_start: Vec<u8>,
}

impl<W: Walk> Events<'_, W> {
    fn flush_text(&mut self) {
        if !self.text.is_empty() {
            self.walk.text(&String::from_utf8_lossy(&self.text));
            self.text.clear();
        }
    }
}

/// §13.2.6: which elements hold raw text. `noscript` is not among them: mail programs run no
/// scripts, so what stands in it is shown.
fn next_state(name: &[u8]) -> Option<State> {
    match name {
        b"textarea" | b"title" => Some(State::RcData),
        b"plaintext" => Some(State::PlainText),
        b"script" => Some(State::ScriptData),
        b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" => Some(State::RawText),
        _ => None,
    }
}

impl<W: Walk> Emitter for Events<'_, W> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.flush_text();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
    }

    fn init_start_tag(&mut self) {
        self.is_end = false;
        self.tag.clear();
    }

    fn init_end_tag(&mut self) {
        self.is_end = true;
        self.tag.clear();
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush_text();
        if self.is_end {
            self.walk.end(&self.tag.name);
            return None;
        }
        self.last_start.clear();
        self.last_start.extend_from_slice(&self.tag.name);
        self.walk.start(&self.tag);
        if self.walk.is_foreign() { None } else { next_state(&self.tag.name) }
    }

    fn emit_current_comment(&mut self) {
        self.flush_text();
        self.walk.comment(&String::from_utf8_lossy(&self.comment));
    }

    fn emit_current_doctype(&mut self) {}

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, text: &[u8]) {
        self.comment.extend_from_slice(text);
    }

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        if self.tag.attributes.len() < self.max_attributes {
            let start = self.tag.buffer.len();
            self.tag.attributes.push(Attribute { start, value: start, end: start });
        } else {
            self.tag.is_full = true;
        }
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.tag.push(name, true);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.tag.push(value, false);
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.walk.is_foreign()
    }
}
