//! The first of two passes: a small page in which every element that opens closes, in order.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use reading::link::Base;

use super::{HOST, LINK, Limits, allowed, leads::leads_to};
use crate::render::plain::steers;

/// A page that any parser reads the same way.
pub(super) struct Tamed {
    pub(super) html: String,
    pub(super) is_cut: bool,
}

/// Walks the tokens once. Text is escaped, tags are kept from one list, nesting is repaired.
pub(super) fn tame(html: &str, limits: &Limits) -> Tamed {
    let mut page = Page {
        limits,
        out: String::with_capacity(html.len()),
        open: Vec::new(),
        base: None,
        tags: 0,
        is_cut: false,
        is_silent: false,
    };
    let mut emitter = DefaultEmitter::default();
    // Raw text has to be told from tags here as a browser does, or a script's text were shown.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        page.token(token);
    }
    page.close_to(0);
    Tamed { html: page.out, is_cut: page.is_cut }
}

struct Page<'a> {
    limits: &'a Limits,
    out: String,
    /// Elements that are open, outermost first; never more than `limits.depth`.
    open: Vec<Open>,
    /// The first `<base href>`.
    base: Option<Base>,
    tags: usize,
    is_cut: bool,
    /// Inside an element whose text no reader sees.
    is_silent: bool,
}

/// An open element: the name it had, and where it leads if it was a link.
struct Open {
    name: &'static str,
    leads_to: Option<String>,
}

impl Page<'_> {
    fn token(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                self.start(&name, &tag);
            }
            Token::EndTag(tag) => {
                self.is_silent = false;
                self.end(&String::from_utf8_lossy(&tag.name));
            }
            Token::String(text) if !self.is_silent => self.text(&String::from_utf8_lossy(&text)),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, name: &str, tag: &StartTag<()>) {
        match name {
            // The tokenizer reads on to their end tags; nothing but text comes in between.
            "script" | "style" | "title" | "iframe" | "noembed" | "noframes" => {
                self.is_silent = true
            }
            "base" if self.base.is_none() => {
                self.base = attribute(tag, "href").map(|href| Base::new(&href))
            }
            "area" => self.area(tag),
            "a" => self.link(tag),
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => self.table_part(name, tag),
            "br" | "hr" | "img" | "wbr" => self.void(name, tag),
            _ => self.element(name, tag),
        }
    }

    fn void(&mut self, name: &str, tag: &StartTag<()>) {
        let Some(name) = known(name) else { return };
        if name == "hr" {
            self.close_paragraph();
        }
        if self.may_open() {
            self.enter_cell();
            self.write_tag(name, tag);
        }
    }

    fn element(&mut self, name: &str, tag: &StartTag<()>) {
        // A caption inside a cell is a paragraph to look at.
        let Some(name) = known(if name == "caption" { "div" } else { name }) else { return };
        if is_block(name) {
            self.close_paragraph();
        }
        match name {
            "li" => self.close_nearest(&["li"], &["ul", "ol"]),
            "dt" | "dd" => self.close_nearest(&["dt", "dd"], &["dl"]),
            "rt" | "rp" => self.close_nearest(&["rt", "rp"], &["ruby"]),
            _ => {}
        }
        if self.may_open() {
            self.enter_cell();
            self.push(name, tag, None);
        }
    }

    fn link(&mut self, tag: &StartTag<()>) {
        // A link in a link ends the outer one (HTML standard §13.2.6.4.7).
        self.end("a");
        let base = self.base.clone().unwrap_or_default();
        let leads_to = attribute(tag, "href").and_then(|href| leads_to(&href, &base));
        if leads_to.is_some() && self.may_open() {
            self.enter_cell();
            self.open.push(Open { name: "a", leads_to });
            self.out.push_str(&format!("<span class=\"{LINK}\">"));
        }
    }

    /// A place to click in a picture: its words and where it leads.
    fn area(&mut self, tag: &StartTag<()>) {
        let words = attribute(tag, "alt").unwrap_or_default();
        self.link(tag);
        if self.open.last().is_some_and(|open| open.name == "a") {
            self.text(&words);
            self.end("a");
        }
    }

    /// Rows and cells, with what a writer may leave out between them put in.
    fn table_part(&mut self, name: &str, tag: &StartTag<()>) {
        // Outside a table they mean nothing to a browser either.
        let Some(table) = self.open.iter().rposition(|open| open.name == "table") else { return };
        let Some(name) = known(name) else { return };
        let ends: &[&str] = match name {
            "td" | "th" => &["td", "th"],
            "tr" => &["tr"],
            _ => &["tbody", "thead", "tfoot", "tr"],
        };
        if let Some(at) = self.open.iter().skip(table).position(|open| ends.contains(&open.name)) {
            self.close_to(table + at);
        }
        let top = self.top();
        let fits = match name {
            "td" | "th" | "tr" => matches!(top, "table" | "tbody" | "thead" | "tfoot" | "tr"),
            _ => top == "table",
        };
        if fits && self.may_open() {
            if matches!(name, "td" | "th") && top != "tr" {
                self.open_plain("tr");
            }
            self.push(name, tag, None);
        }
    }

    /// What stands in a table but in no cell would be moved before the table by a browser, at a cost
    /// that grows with the square; here it gets a cell of its own.
    fn enter_cell(&mut self) {
        let top = self.top();
        if matches!(top, "table" | "tbody" | "thead" | "tfoot") {
            self.open_plain("tr");
        }
        if self.top() == "tr" {
            self.open_plain("td");
        }
    }

    fn end(&mut self, name: &str) {
        let is_table_part =
            matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th");
        for (at, open) in self.open.iter().enumerate().rev() {
            if open.name == name {
                self.close_to(at);
                return;
            }
            let is_wall = match open.name {
                "table" => true,
                "td" | "th" => !is_table_part,
                _ => false,
            };
            if is_wall {
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !text.trim_ascii().is_empty() {
            self.enter_cell();
        } else if matches!(self.top(), "table" | "tbody" | "thead" | "tfoot" | "tr") {
            return;
        }
        escape(text, &mut self.out);
    }

    fn close_paragraph(&mut self) {
        self.close_nearest(&["p"], &[]);
    }

    /// Closes the nearest of `names`, unless a wall (a cell, a table, one of `walls`) is nearer.
    fn close_nearest(&mut self, names: &[&str], walls: &[&str]) {
        let is_wall = |name| matches!(name, "td" | "th" | "table") || walls.contains(&name);
        let above = self.open.iter().rposition(|open| is_wall(open.name)).map_or(0, |at| at + 1);
        if let Some(at) = self.open.iter().rposition(|open| names.contains(&open.name))
            && at >= above
        {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { break };
            match open.leads_to {
                None => self.out.push_str(&format!("</{}>", open.name)),
                Some(place) => {
                    self.out.push_str(&format!(" <span class=\"{HOST}\">["));
                    escape(&place, &mut self.out);
                    self.out.push_str("]</span></span>");
                }
            }
        }
    }

    /// Whether one more element may open. A cell that has to be put in takes two more.
    fn may_open(&mut self) -> bool {
        let fits = self.open.len() < self.limits.depth && self.tags < self.limits.tags;
        self.tags += usize::from(fits);
        self.is_cut |= !fits;
        fits
    }

    fn push(&mut self, name: &'static str, tag: &StartTag<()>, leads_to: Option<String>) {
        self.write_tag(name, tag);
        self.open.push(Open { name, leads_to });
    }

    fn open_plain(&mut self, name: &'static str) {
        self.out.push_str(&format!("<{name}>"));
        self.open.push(Open { name, leads_to: None });
    }

    fn write_tag(&mut self, name: &str, tag: &StartTag<()>) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            let value = value.trim_ascii();
            if allowed::is_allowed(name, &key, value, self.limits.picture_octets) {
                self.out.push_str(&format!(" {key}=\""));
                escape(value, &mut self.out);
                self.out.push('"');
            }
        }
        self.out.push('>');
    }

    fn top(&self) -> &'static str {
        self.open.last().map_or("", |open| open.name)
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

fn known(name: &str) -> Option<&'static str> {
    allowed::TAGS.iter().copied().find(|known| *known == name)
}

/// Elements before which an open paragraph ends (HTML standard §13.2.6.4.7).
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "center"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "table"
            | "ul"
    ) || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Characters with a meaning in HTML, and what stands for each between the two parsers.
///
/// html5ever takes time that grows with the square of the references in one text (`&amp;&amp;…`), so
/// it is given none: private characters stand for them, which no message can bring in, and
/// [`with_references`] puts them in at the end. A reference is text wherever it stands.
const REFERENCES: [(char, char, &str); 4] = [
    ('<', '\u{100000}', "&lt;"),
    ('>', '\u{100001}', "&gt;"),
    ('&', '\u{100002}', "&amp;"),
    ('"', '\u{100003}', "&quot;"),
];

/// Text as it may stand in a page or a quoted attribute; marks that steer the screen are left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match REFERENCES.iter().find(|(plain, stand_in, _)| c == *plain || c == *stand_in) {
            Some((plain, stand_in, _)) if c == *plain => out.push(*stand_in),
            Some(_) => {}
            None if matches!(c, '\n' | '\t') || !steers(c) => out.push(c),
            None => {}
        }
    }
}

/// A page with its references back in place.
pub(super) fn with_references(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for c in page.chars() {
        match REFERENCES.iter().find(|(_, stand_in, _)| c == *stand_in) {
            Some((_, _, reference)) => out.push_str(reference),
            None => out.push(c),
        }
    }
    out
}
