/// An address made harmless for showing: no program turns it into a link.
#[must_use]
pub fn defang(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").map_or(("", address), |(s, r)| (s, r));
    let mut shown = String::with_capacity(address.len() + 16);
    if !scheme.is_empty() {
        let scheme = scheme.to_ascii_lowercase();
        shown.push_str(scheme.strip_prefix("http").map_or("", |_| "hxxp"));
        shown.push_str(scheme.strip_prefix("http").unwrap_or(&scheme));
        shown.push_str("[:]//");
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    for c in authority.chars() {
        match c {
            '.' => shown.push_str("[.]"),
            '@' => shown.push_str("[@]"),
            c => shown.push(c),
        }
    }
    shown.push_str(path);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defanged_addresses_are_no_links() {
        for (address, expected) in [
            ("https://www.example.jp/a.b", "hxxps[:]//www[.]example[.]jp/a.b"),
            ("http://a@b.example:81?x", "hxxp[:]//a[@]b[.]example:81?x"),
            ("example.jp", "example[.]jp"),
            ("", ""),
        ] {
            assert_eq!(defang(address), expected);
        }
    }
}
