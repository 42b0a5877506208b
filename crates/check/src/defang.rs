//! Addresses that nobody can click or paste by mistake.

use std::borrow::Cow;

use memchr::memmem;

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
        let schemeless = before
            .len()
            .checked_sub(4)
            .filter(|&at| before.get(at..).is_some_and(|word| word.eq_ignore_ascii_case("http")));
        let secure = before
            .len()
            .checked_sub(5)
            .filter(|&at| before.get(at..).is_some_and(|word| word.eq_ignore_ascii_case("https")));
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
