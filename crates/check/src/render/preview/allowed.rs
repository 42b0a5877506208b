//! What a preview may hold: one list of tags and attributes, which both parsers keep.

/// Elements of text, lists and tables. None of them acts, loads, or changes how what follows is
/// parsed. Links are not among them: they become `span`.
pub(super) const TAGS: &[&str] = &[
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "wbr",
];

/// Every attribute that [`is_allowed`] can allow.
pub(super) const ATTRIBUTES: [&str; 16] = [
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "color",
    "colspan",
    "dir",
    "height",
    "lang",
    "rowspan",
    "size",
    "src",
    "valign",
    "width",
];

/// Whether an attribute may stay as it is.
pub(super) fn is_allowed(tag: &str, name: &str, value: &str, picture_octets: usize) -> bool {
    let is_table = matches!(tag, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th");
    match name {
        "src" => tag == "img" && is_picture(value, picture_octets),
        "alt" => tag == "img" && value.chars().count() <= 1000,
        "width" | "height" => (is_table || matches!(tag, "img" | "hr")) && is_length(value),
        "colspan" | "rowspan" => {
            matches!(tag, "td" | "th") && value.parse().is_ok_and(|n: u16| (1..=100).contains(&n))
        }
        "border" | "cellpadding" | "cellspacing" => tag == "table" && is_length(value),
        "bgcolor" => is_table && is_colour(value),
        "color" => tag == "font" && is_colour(value),
        "size" => {
            tag == "font" && value.len() <= 2 && value.bytes().all(|b| b"+-0123456789".contains(&b))
        }
        "align" | "valign" | "dir" => is_word(value),
        "lang" => {
            value.len() <= 35 && value.bytes().all(|b| b == b'-' || b.is_ascii_alphanumeric())
        }
        _ => false,
    }
}

/// A picture that came with the message: one of its parts (`cid:`, RFC 2392), or a small raster
/// picture inside the address. SVG is a document of its own, with scripts.
fn is_picture(address: &str, octets: usize) -> bool {
    let (scheme, rest) = address.split_once(':').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("cid") {
        return !rest.is_empty()
            && rest.chars().count() <= 500
            && !rest.chars().any(|c| c <= ' ' || c == '\u{7f}');
    }
    let (media, data) = rest.split_once(";base64,").unwrap_or_default();
    scheme.eq_ignore_ascii_case("data")
        && matches!(media, "image/png" | "image/gif" | "image/jpeg")
        && data.len() <= octets
        && data.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
}

fn is_length(value: &str) -> bool {
    let digits = value.strip_suffix('%').or_else(|| value.strip_suffix("px")).unwrap_or(value);
    (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_colour(value: &str) -> bool {
    match value.strip_prefix('#') {
        Some(hex) => hex.len() <= 8 && hex.bytes().all(|b| b.is_ascii_hexdigit()),
        None => is_word(value),
    }
}

fn is_word(value: &str) -> bool {
    (1..=20).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphabetic())
}
