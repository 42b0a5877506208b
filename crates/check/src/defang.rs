//! Addresses that nobody can click or paste by mistake.

use std::borrow::Cow;

use memchr::memmem;

/// A URL with its scheme and its host's dots disarmed: `hxxps://evil[.]example/path`.
pub(crate) fn url(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let mut out = String::with_capacity(url.len() + 12);
    if !scheme.is_empty() {
        out.push_str(match scheme {
            "http" => "hxxp",
            "https" => "hxxps",
            other => other,
        });
        out.push_str("://");
    }
    for (nth, label) in authority.split('.').enumerate() {
        out.push_str(if nth == 0 { "" } else { "[.]" });
        out.push_str(label);
    }
    out.push_str(path);
    out
}

/// Running text in which no address is one that a program would turn into a link.
pub(crate) fn sentence(text: String) -> String {
    match disarmed(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text,
    }
}

fn disarmed(text: &str) -> Cow<'_, str> {
    if memmem::find(text.as_bytes(), b"://").is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut pieces = text.split("://");
    let mut before = pieces.next().unwrap_or_default();
    for after in pieces {
        let schemeless = before.len().checked_sub(4).filter(|&at| {
            before.get(at..).is_some_and(|word| word.eq_ignore_ascii_case("http"))
        });
        let secure = before.len().checked_sub(5).filter(|&at| {
            before.get(at..).is_some_and(|word| word.eq_ignore_ascii_case("https"))
        });
        let (keep, scheme) = match (schemeless, secure) {
            (Some(at), _) => (before.get(..at), "hxxp"),
            (None, Some(at)) => (before.get(..at), "hxxps"),
            (None, None) => (Some(before), ""),
        };
        out.push_str(keep.unwrap_or(before));
        out.push_str(scheme);
        out.push_str("://");
        before = after;
    }
    out.push_str(before);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_disarmed() {
        for (text, expected) in [
            ("https://www.evil.example/a.b?c=d.e", "hxxps://www[.]evil[.]example/a.b?c=d.e"),
            ("http://1.2.3.4:8080", "hxxp://1[.]2[.]3[.]4:8080"),
            ("evil.example/x", "evil[.]example/x"),
            ("", ""),
        ] {
            assert_eq!(url(text), expected, "{text:?}");
        }
    }

    #[test]
    fn sentences_carry_no_live_address() {
        for (text, expected) in [
            ("こちら https://evil.example/ へ", "こちら hxxps://evil.example/ へ"),
            ("HTTP://a と http://b", "hxxp://a と hxxp://b"),
            ("リンクはありません", "リンクはありません"),
            ("://", "://"),
        ] {
            assert_eq!(sentence(text.to_owned()), expected, "{text:?}");
        }
    }
}
