//! The copy, as a message: MIME (RFC 2045, 2046), every text in UTF-8 and quoted-printable.

/// A text of the copy.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) is_html: bool,
    pub(super) text: String,
}

impl Leaf {
    /// A line in place of what is left out.
    pub(super) fn note(text: &str) -> Self {
        Self { is_html: false, text: text.to_owned() }
    }
}

/// No line of quoted-printable starts so, for `=` stands only before hexadecimal digits.
const BOUNDARY: &str = "=_mekiki_copy";

/// A field's value is folded where it would be longer.
const LINE: usize = 76;

pub(super) fn message(fields: &[(String, String)], leaves: &[Leaf]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        field(name, value, &mut out);
    }
    out.push_str("MIME-Version: 1.0\r\n");
    match leaves {
        [] => out.push_str("\r\n"),
        [leaf] => part(leaf, &mut out),
        leaves => {
            out.push_str(&format!(
                "Content-Type: multipart/{}; boundary=\"{BOUNDARY}\"\r\n\r\n",
                kind(leaves)
            ));
            for leaf in leaves {
                out.push_str(&format!("--{BOUNDARY}\r\n"));
                part(leaf, &mut out);
            }
            out.push_str(&format!("--{BOUNDARY}--\r\n"));
        }
    }
    out
}

/// A text and its page are one text in two forms (RFC 2046 §5.1.4); anything else stands together.
fn kind(leaves: &[Leaf]) -> &'static str {
    let forms: Vec<bool> = leaves.iter().map(|leaf| leaf.is_html).collect();
    if forms == [false, true] { "alternative" } else { "mixed" }
}

fn part(leaf: &Leaf, out: &mut String) {
    let kind = if leaf.is_html { "text/html" } else { "text/plain" };
    out.push_str(&format!("Content-Type: {kind}; charset=utf-8\r\n"));
    out.push_str("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
    quoted_printable(&leaf.text, out);
    out.push_str("\r\n");
}

/// A field of ASCII, folded between words (RFC 5322 §2.2.3).
fn field(name: &str, value: &str, out: &mut String) {
    let name: String = name.chars().filter(|c| c.is_ascii_graphic() && *c != ':').collect();
    out.push_str(&name);
    out.push(':');
    let mut column = name.len() + 1;
    for word in value.split_ascii_whitespace() {
        let word: String = word.chars().filter(char::is_ascii_graphic).collect();
        if column + word.len() >= LINE && column > name.len() + 1 {
            out.push_str("\r\n");
            column = 0;
        }
        out.push(' ');
        out.push_str(&word);
        column += word.len() + 1;
    }
    out.push_str("\r\n");
}

/// RFC 2045 §6.7: lines of at most 76 characters.
fn quoted_printable(text: &str, out: &mut String) {
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            out.push_str("\r\n");
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut column = 0;
        let mut octets = line.bytes().peekable();
        while let Some(octet) = octets.next() {
            let is_last = octets.peek().is_none();
            let is_plain =
                matches!(octet, 33..=60 | 62..=126) || (matches!(octet, b' ' | b'\t') && !is_last);
            let width = if is_plain { 1 } else { 3 };
            if column + width > LINE - 1 {
                out.push_str("=\r\n");
                column = 0;
            }
            if is_plain {
                out.push(char::from(octet));
            } else {
                out.push_str(&format!("={octet:02X}"));
            }
            column += width;
        }
    }
}
