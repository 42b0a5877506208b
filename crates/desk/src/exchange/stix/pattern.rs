//! STIX patterns (§9): what to look for in addresses that somebody opens.

use crate::exchange::{before_mask, uri};

/// The pattern that finds a page. What is masked differs with each reader, so that everything that
/// begins as far as the mask is meant.
pub(super) fn of(address: &str) -> String {
    let (start, is_whole) = before_mask(address);
    if is_whole {
        return format!("[url:value = '{}']", literal(&uri(start)));
    }
    format!("[url:value MATCHES '^{}']", literal(&regex::escape(&uri(start))))
}

/// A string's content (§9.5): backslash and quote are escaped.
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_as_far_as_it_is_known() {
        for (address, expected) in [
            ("https://evil.example/a'b", r"[url:value = 'https://evil.example/a\'b']"),
            (
                "https://evil.example/r/[token:abcdefgh]?x",
                r"[url:value MATCHES '^https://evil\\.example/r/']",
            ),
        ] {
            assert_eq!(of(address), expected);
        }
    }
}
