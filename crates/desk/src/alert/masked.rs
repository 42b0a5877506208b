//! Addresses with their telling part masked, as the Council's alerts have them: a reader knows the
//! pattern again, and nobody gets there.

use mail::DomainName;

/// What stands in a masked part's place.
const MASK: &str = "●●●●";

/// An address, with its scheme disarmed; the owner's name, tokens and values are masked. What is
/// masked already stays as it is.
pub(super) fn address(address: &str) -> String {
    // Others disarm addresses with brackets.
    let address = address.trim().replace("[:]", ":").replace("[.]", ".");
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (disarmed(scheme), rest),
        None => ("", address.as_str()),
    };
    if rest.is_empty() {
        return String::new();
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let (path, query) = match rest.find(['?', '#']).and_then(|at| rest.split_at_checked(at)) {
        Some((path, query)) => (path, query),
        None => (rest, ""),
    };
    let query = match query.chars().next() {
        Some(mark) if query.len() > 1 => format!("{mark}{MASK}"),
        Some(_) | None => query.to_owned(),
    };
    format!("{scheme}{}{}{query}", masked_authority(authority, scheme), masked_path(path))
}

fn disarmed(scheme: &str) -> &'static str {
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "hxxps" => "hxxps://",
        _ => "hxxp://",
    }
}

/// A name before an `@` in a page's address is a trick that readers should know again; in a mailbox it
/// is somebody.
fn masked_authority(authority: &str, scheme: &str) -> String {
    match authority.rsplit_once('@') {
        Some((user, host)) => {
            let is_trick = !scheme.is_empty() && DomainName::parse(user).is_ok();
            let user = if is_trick { user } else { MASK };
            format!("{user}@{}", masked_host(host))
        }
        None => masked_host(authority),
    }
}

/// The labels in front tell how the name pretends; the owner's own label is the telling part.
fn masked_host(host: &str) -> String {
    let bare = host.split(':').next().unwrap_or(host);
    if bare.contains(MASK) {
        return bare.to_owned();
    }
    // An address in digits has no owner's name: all of it tells.
    if bare.parse::<std::net::IpAddr>().is_ok() {
        return MASK.to_owned();
    }
    let Ok(name) = DomainName::parse(bare) else { return MASK.to_owned() };
    let Some(owned) = name.registrable() else { return MASK.to_owned() };
    let before = name.as_str().strip_suffix(owned.as_str()).unwrap_or_default();
    let suffix = owned.as_str().split_once('.').map_or("", |(_, suffix)| suffix);
    let before: Vec<&str> = before.trim_end_matches('.').split('.').collect();
    let before: String = before
        .iter()
        .filter(|label| !label.is_empty())
        .map(|label| format!("{}.", if is_word(label) { label } else { MASK }))
        .collect();
    format!("{before}{MASK}.{suffix}")
}

fn masked_path(path: &str) -> String {
    let segments = path.split('/').map(|segment| {
        if segment.is_empty() || segment == MASK || is_word(segment) { segment } else { MASK }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A plain word that many addresses have, and that leads to nobody.
fn is_word(part: &str) -> bool {
    const LONGEST: usize = 12;
    let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '.');
    part.len() <= LONGEST && part.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_stays_and_the_way_is_gone() {
        for (text, expected) in [
            ("https://evil.test/login", "hxxps://●●●●.test/login"),
            ("http://www.amazon.co.jp.evil.test/", "hxxp://www.amazon.co.jp.●●●●.test/"),
            ("https://x9f2k7.evil.co.jp/a/5T2K9?u=1#z", "hxxps://●●●●.●●●●.co.jp/a/●●●●?●●●●"),
            ("https://mihon-bank.example@evil.test/", "hxxps://mihon-bank.example@●●●●.test/"),
            ("hanako@evil.test", "●●●●@●●●●.test"),
            ("evil.test", "●●●●.test"),
            ("hxxps[:]//www[.]evil[.]test/login?c=1", "hxxps://www.●●●●.test/login?●●●●"),
            ("hxxps://●●●●.test/login", "hxxps://●●●●.test/login"),
            ("http://203.0.113.7:8080/in", "hxxp://●●●●/in"),
            ("javascript:alert(1)", "●●●●"),
            ("https://", ""),
        ] {
            assert_eq!(address(text), expected, "{text}");
            assert_eq!(address(expected), expected, "again: {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_masked_and_masked_the_same_again(text in ".{0,120}") {
            let once = address(&text);
            proptest::prop_assert!(!once.contains("http"), "{}", once);
            proptest::prop_assert_eq!(address(&once), once);
        }
    }
}
