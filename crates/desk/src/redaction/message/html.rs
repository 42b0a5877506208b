//! HTML with what tells who somebody is taken out of its text and its attributes; what shows fraud
//! stays: what is hidden, where it leads, how it looks.

use std::ops::Range;

use html5gum::{StartTag, Token, Tokenizer};

use super::Masks;

/// Where something is found, and what is to stand there.
type Find = (Range<usize>, String);

/// A piece of a document, in order.
enum Piece {
    /// A tag or a comment, as it is to be written.
    Markup(String),
    /// Text that is shown, references decoded, and where it stands in the whole of all text.
    Text { text: String, start: usize },
    /// A script's or a style's text: references have no meaning in it.
    Raw(String),
}

/// Elements that end a line: what stands before and behind is not one number.
const BLOCKS: [&str; 24] = [
    "p", "div", "br", "tr", "td", "th", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "body", "head", "title", "option", "dt", "dd", "img",
];

/// Attributes whose value is an address.
const ADDRESSES: [&str; 10] = [
    "href",
    "src",
    "action",
    "formaction",
    "background",
    "poster",
    "cite",
    "data",
    "longdesc",
    "xlink:href",
];

pub(super) fn masked(html: &str, masks: &Masks<'_>) -> String {
    let mut document = Document { masks, pieces: Vec::new(), whole: String::new(), raw: None };
    for Ok(token) in Tokenizer::new(html) {
        document.take(token);
    }
    document.write()
}

struct Document<'m> {
    masks: &'m Masks<'m>,
    pieces: Vec<Piece>,
    /// All text that is shown: a number that is cut up by tags is one for the reader.
    whole: String,
    /// The element whose text is raw, while in it.
    raw: Option<String>,
}

impl Document<'_> {
    fn take(&mut self, token: Token<()>) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if self.raw.as_deref() == Some(&name) {
                    self.raw = None;
                }
                self.edge(&name);
                if is_name(&name) {
                    self.pieces.push(Piece::Markup(format!("</{name}>")));
                }
            }
            Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
            Token::Comment(comment) => {
                let comment = self.masks.text(&String::from_utf8_lossy(&comment));
                if !comment.contains("--") && !comment.starts_with(['>', '-']) {
                    self.pieces.push(Piece::Markup(format!("<!--{comment}-->")));
                }
            }
            Token::Doctype(_) => self.pieces.push(Piece::Markup("<!DOCTYPE html>".to_owned())),
            Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if !is_name(&name) {
            return;
        }
        self.edge(&name);
        let mut written = format!("<{name}");
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key);
            if is_name(&key) {
                let value = self.attribute(&key, &String::from_utf8_lossy(value));
                written.push_str(&format!(" {key}=\"{}\"", escaped(&value).replace('"', "&quot;")));
            }
        }
        written.push_str(if tag.self_closing { " />" } else { ">" });
        self.pieces.push(Piece::Markup(written));
        if matches!(name.as_str(), "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes") {
            self.raw = Some(name);
        }
    }

    fn attribute(&self, key: &str, value: &str) -> String {
        let value = value.trim();
        let scheme = value.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("data") => {
                let kind = value.split([',', ';']).next().unwrap_or("data:");
                format!("{}%5Bleft out%5D", self.masks.text(kind))
            }
            Some("mailto" | "tel" | "sms" | "cid" | "javascript") => self.masks.text(value),
            _ if ADDRESSES.contains(&key) => self.masks.url(value),
            _ => self.masks.text(value),
        }
    }

    fn text(&mut self, text: &str) {
        if self.raw.is_some() {
            let masked = self.masks.text(text);
            self.pieces.push(Piece::Raw(masked));
            return;
        }
        let start = self.whole.len();
        self.whole.push_str(text);
        self.pieces.push(Piece::Text { text: text.to_owned(), start });
    }

    fn edge(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.whole.push('\n');
        }
    }

    fn write(self) -> String {
        let own = self.masks.own.finds(&self.whole, self.masks.redactor);
        let other = self.masks.redactor.finds(&self.whole);
        let finds = merged(&self.whole, own, other, self.masks);
        let mut out = String::with_capacity(self.whole.len() * 2);
        let mut from = 0;
        for piece in self.pieces {
            match piece {
                Piece::Markup(markup) => out.push_str(&markup),
                Piece::Raw(text) => out.push_str(&text),
                Piece::Text { text, start } => {
                    // Both are in order: a find that ended before this text is over.
                    while finds.get(from).is_some_and(|(range, _)| range.end <= start) {
                        from += 1;
                    }
                    let rest = finds.get(from..).unwrap_or_default();
                    out.push_str(&escaped(&with_masks(&text, start, rest)));
                }
            }
        }
        out
    }
}

/// Finds of recipients and of the general pattern in one list. Where they overlap, as in an address
/// of a page that names somebody, the whole is masked at once.
fn merged(whole: &str, mut finds: Vec<Find>, other: Vec<Find>, masks: &Masks<'_>) -> Vec<Find> {
    finds.extend(other);
    finds.sort_by_key(|(range, _)| (range.start, range.end));
    let mut merged: Vec<Find> = Vec::with_capacity(finds.len());
    for (range, mask) in finds {
        match merged.last_mut() {
            Some((last, masked)) if range.start < last.end => {
                last.end = last.end.max(range.end);
                *masked = masks.text(whole.get(last.clone()).unwrap_or_default());
            }
            Some(_) | None => merged.push((range, mask)),
        }
    }
    merged
}

/// A text that starts at `start` of the whole: the mask stands where a find begins, and of the rest
/// of it nothing.
fn with_masks(text: &str, start: usize, finds: &[Find]) -> String {
    let end = start + text.len();
    let mut out = String::with_capacity(text.len());
    let mut at = start;
    for (range, mask) in finds.iter().take_while(|(range, _)| range.start < end) {
        let kept = range.start.max(at) - start;
        out.push_str(text.get(at - start..kept).unwrap_or_default());
        if range.start >= start {
            out.push_str(mask);
        }
        at = range.end.clamp(at, end);
    }
    out.push_str(text.get(at - start..).unwrap_or_default());
    out
}

/// What a stranger calls an element or an attribute, if it cannot hold a token.
fn is_name(name: &str) -> bool {
    name.len() <= 32
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        && name.chars().filter(char::is_ascii_digit).count() < 5
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
