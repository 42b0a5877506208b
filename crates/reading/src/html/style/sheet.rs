//! Style sheets: the rules that hide or colour something, the rest dropped while reading.

use super::{
    declared::{self, Declared},
    selector::{self, Selector},
};

/// A rule that says something of the properties that matter.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) selector: Selector,
    pub(super) normal: Declared,
    pub(super) important: Declared,
}

/// All `<style>` elements of a document, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(super) rules: Vec<Rule>,
    octets: usize,
}

/// `@media` and the like inside each other.
const MAX_NESTING: usize = 4;

impl Sheet {
    /// Adds one `<style>` element, within `octets` for all of them and `rules` kept.
    pub(crate) fn add(&mut self, css: &str, octets: usize, rules: usize) {
        self.octets += css.len();
        if self.octets <= octets {
            self.read(&without_comments(css), rules, 0);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rules.len()
    }

    fn read(&mut self, css: &str, max_rules: usize, depth: usize) {
        let mut rest = css;
        while let Some(open) = memchr::memchr2(b'{', b';', rest.as_bytes()) {
            if self.rules.len() >= max_rules {
                return;
            }
            let Some((prelude, tail)) = rest.split_at_checked(open) else { return };
            let prelude = prelude.trim_matches(|c: char| c.is_ascii_whitespace() || c == '}');
            if tail.starts_with(';') {
                // `@import …;`: nothing is fetched.
                rest = tail.get(1..).unwrap_or_default();
                continue;
            }
            let (block, after) = block(tail.get(1..).unwrap_or_default());
            rest = after;
            match prelude.strip_prefix('@') {
                Some(rule) if depth < MAX_NESTING && applies(rule) => {
                    self.read(block, max_rules, depth + 1)
                }
                Some(_) => {}
                None => self.rule(prelude, block, max_rules),
            }
        }
    }

    fn rule(&mut self, selectors: &str, block: &str, max_rules: usize) {
        let (normal, important) = declared::parse(block);
        if normal.is_empty() && important.is_empty() {
            return;
        }
        for text in selectors.split(',') {
            if self.rules.len() >= max_rules {
                return;
            }
            if let Some(selector) = selector::parse(text) {
                self.rules.push(Rule { selector, normal, important });
            }
        }
    }
}

/// Whether an at-rule's block counts: a screen of a desk, about 1,000 pixels wide, in light colours.
fn applies(rule: &str) -> bool {
    let rule = rule.to_ascii_lowercase();
    if rule.starts_with("supports") || rule.starts_with("layer") || rule.starts_with("container") {
        return true;
    }
    let Some(query) = rule.strip_prefix("media") else { return false };
    query.split(',').any(|query| {
        let query = query.trim();
        let paper = [
            "print",
            "speech",
            "tty",
            "handheld",
            "not screen",
            "not all",
            "prefers-color-scheme: dark",
            "prefers-color-scheme:dark",
        ];
        !paper.iter().any(|word| query.contains(word)) && widths(query).all(|fits| fits)
    })
}

/// Each `max-width` and `min-width` condition of a query against the desk.
fn widths(query: &str) -> impl Iterator<Item = bool> {
    const DESK: f32 = 1_000.0;
    query.split('(').filter_map(|condition| {
        let (name, value) = condition.split_once(':')?;
        let name = name.trim();
        let end = value
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ' '))
            .unwrap_or(value.len());
        let figure: f32 = value.get(..end)?.trim().parse().ok()?;
        let px = if value.get(end..)?.starts_with("em") { figure * 16.0 } else { figure };
        match name {
            "max-width" | "max-device-width" => Some(px >= DESK),
            "min-width" | "min-device-width" => Some(px <= DESK),
            _ => None,
        }
    })
}

/// The inside of a block whose `{` was just read, and what follows its `}`.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 1usize;
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (inside, rest) = text.split_at_checked(at).unwrap_or((text, ""));
            return (inside, rest.get(1..).unwrap_or_default());
        }
    }
    (text, "")
}

/// Drops `/* … */` and the `<!--` that old pages wrap sheets in (CSS Syntax 3 §4.3.2, CDO and CDC).
fn without_comments(css: &str) -> String {
    let mut clean = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        clean.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    clean.push_str(rest);
    if clean.contains("<!--") || clean.contains("-->") {
        clean = clean.replace("<!--", "").replace("-->", "");
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_that_hide_or_colour_are_kept() {
        for (css, expected) in [
            (".a{display:none}", 1),
            (".a,.b{color:#fff} .c{border:0}", 2),
            ("@media screen{.a{display:none}}", 1),
            ("@media print{.a{display:none}}", 0),
            ("@media only screen and (max-width:600px){.a{display:none}}", 0),
            ("@media (min-width:600px){.a{display:none}}", 1),
            ("@import url(x); .a{display:none}", 1),
            ("@font-face{font-family:x} .a{font-size:0}", 1),
            ("<!-- .a{display:none} -->", 1),
            ("/* .a{} */ .a:hover{display:none}", 0),
            ("u + .body .x{display:block}", 0),
            ("#outlook > a[href^='x']{color:red}", 1),
            ("}}}{{{", 0),
        ] {
            let mut sheet = Sheet::default();
            sheet.add(css, 1 << 20, 100);
            assert_eq!(sheet.len(), expected, "{css}");
        }
    }
}
