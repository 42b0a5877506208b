use std::{borrow::Cow, collections::BTreeSet};

use super::row::Note;
use crate::event::SeenUrl;

/// Reads an address as a list has it: disarmed ones are armed again, schemes with a slip of the hand
/// are mended, and each is told. `None` when it still is none.
pub(super) fn address(cell: &str, notes: &mut BTreeSet<Note>) -> Option<SeenUrl> {
    let mut note = |is_so: bool, note: Note| {
        if is_so {
            notes.insert(note);
        }
    };
    let plain: String = cell.trim().chars().filter(|c| !c.is_control()).collect();
    let armed = armed(&plain);
    note(armed != plain, Note::Disarmed);
    let (scheme, rest) = match armed.split_once(':') {
        Some((scheme, rest)) if rest.starts_with('/') && is_scheme(scheme) => (Some(scheme), rest),
        Some(_) | None => (None, armed.as_ref()),
    };
    note(scheme.is_none(), Note::NoScheme);
    let mended = scheme.map_or("http", mended);
    note(scheme.is_some_and(|scheme| !scheme.eq_ignore_ascii_case(mended)), Note::MendedScheme);
    // As it is spelt, unless there was something to mend.
    let scheme = scheme.filter(|scheme| scheme.eq_ignore_ascii_case(mended)).unwrap_or(mended);
    let seen = SeenUrl::as_written(&format!("{scheme}://{}", rest.trim_start_matches('/')))?;
    note(seen.url.contains('*'), Note::Masked);
    Some(seen)
}

/// Undoes what keeps an address from being clicked: `hxxps://shop[.]example`.
fn armed(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (disarmed, armed) in [("[.]", "."), ("(.)", "."), ("[:]", ":"), ("[dot]", ".")] {
        if text.contains(disarmed) {
            text = Cow::Owned(text.replace(disarmed, armed));
        }
    }
    let is_disarmed = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("hxxp"));
    match text.get(4..).filter(|_| is_disarmed) {
        Some(rest) => Cow::Owned(format!("http{rest}")),
        None => text,
    }
}

fn is_scheme(text: &str) -> bool {
    text.len() <= 12
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet))
}

/// What a scheme was meant to be, where one slip lies between.
fn mended(scheme: &str) -> &str {
    let lower = scheme.to_ascii_lowercase();
    let slips = |meant: &str| strsim::osa_distance(&lower, meant);
    match (slips("http"), slips("https")) {
        (0, _) => "http",
        (_, 0 | 1) => "https",
        (1, _) => "http",
        // `ftp` is two slips away, and is what it is.
        (_, _) => scheme,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_mended_and_told() {
        use Note::{Disarmed, Masked, MendedScheme, NoScheme};
        for (cell, expected, notes) in [
            ("https://a.example/x", "https://a.example/x", &[][..]),
            ("HTTP://a.example", "HTTP://a.example", &[]),
            ("hhttps://a.example/", "https://a.example/", &[MendedScheme]),
            ("hhttp://a.example/", "http://a.example/", &[MendedScheme]),
            ("ttps://a.example/", "https://a.example/", &[MendedScheme]),
            ("htps://a.example/", "https://a.example/", &[MendedScheme]),
            ("htpps://a.example/", "https://a.example/", &[MendedScheme]),
            ("ttp://a.example/", "http://a.example/", &[MendedScheme]),
            ("https:/a.example/", "https://a.example/", &[]),
            ("ftp://a.example/", "ftp://a.example/", &[]),
            ("hxxps://a[.]example/", "https://a.example/", &[Disarmed]),
            ("a.example/x", "http://a.example/x", &[NoScheme]),
            ("//a.example/x", "http://a.example/x", &[NoScheme]),
            ("a.example:8080/x", "http://a.example:8080/x", &[NoScheme]),
            ("https://a.example/?q=*****", "https://a.example/?q=*****", &[Masked]),
        ] {
            let mut found = BTreeSet::new();
            let seen = address(cell, &mut found).map(|seen| seen.url);
            assert_eq!(seen.as_deref(), Some(expected), "{cell}");
            assert_eq!(found.into_iter().collect::<Vec<_>>(), notes, "{cell}");
        }
        for none in ["", "http://", "not an address", "https:///"] {
            assert_eq!(address(none, &mut BTreeSet::new()), None, "{none}");
        }
    }
}
