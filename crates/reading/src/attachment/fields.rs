//! Field codes of word processors: `HYPERLINK "https://…"` (ECMA-376 part 1 §17.16.5.25, the Word
//! formats before it, and RTF).

use memchr::memmem;

/// Octets of one address.
const ADDRESS_OCTETS: usize = 2_048;

/// The addresses of link fields, as written; at most `most`.
pub(super) fn hyperlinks(octets: &[u8], most: usize) -> Vec<String> {
    memmem::find_iter(octets, b"HYPERLINK")
        .take(most)
        .filter_map(|at| {
            let rest = octets.get(at + 9..)?;
            address(rest.get(..rest.len().min(ADDRESS_OCTETS))?)
        })
        .collect()
}

/// The first string after the field's name, before which only switches (`\h`) stand.
fn address(rest: &[u8]) -> Option<String> {
    let rest = String::from_utf8_lossy(rest).replace("&quot;", "\"");
    let (before, rest) = rest.split_once('"')?;
    if before.len() > 40 || before.contains(['<', '{', '}']) {
        return None;
    }
    let (address, _) = rest.split_once('"')?;
    (!address.is_empty()).then(|| address.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_field_is_its_first_string() {
        for (text, expected) in [
            ("HYPERLINK \"https://a.jp/x\"", &["https://a.jp/x"][..]),
            ("HYPERLINK \\h &quot;https://a.jp/?a&amp;b&quot;", &["https://a.jp/?a&b"]),
            ("HYPERLINK nothing", &[]),
            ("HYPERLINK}{\"https://a.jp\"", &[]),
            ("HYPERLINK \"\" HYPERLINK \"mailto:a@b.jp\"", &["mailto:a@b.jp"]),
        ] {
            assert_eq!(hyperlinks(text.as_bytes(), 10), expected, "{text}");
        }
    }
}
