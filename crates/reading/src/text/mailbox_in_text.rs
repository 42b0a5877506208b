use super::{address_in_text::is_host_like, run::runs};

/// The e-mail addresses in a text, lower case, in order, repeats kept.
pub fn mailboxes(text: &str) -> impl Iterator<Item = String> {
    let text = if memchr::memchr(b'@', text.as_bytes()).is_some() { text } else { "" };
    runs(text).filter(|(_, run)| run.contains('@') && !run.contains("://")).flat_map(|(_, run)| {
        run.match_indices('@').take(16).filter_map(|(at, _)| around(run, at)).collect::<Vec<_>>()
    })
}

fn around(run: &str, at: usize) -> Option<String> {
    let before = run.get(..at)?;
    let after = run.get(at + 1..)?;
    let local_start = before
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)))
        .map_or(0, |place| {
            place + before.get(place..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8)
        });
    let local = before.get(local_start..)?.trim_start_matches(['.', '\'', '/', '*', '=']);
    let end = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .unwrap_or(after.len());
    let domain = after.get(..end)?.trim_end_matches(['.', '-']);
    let fits = !local.is_empty() && local.len() <= 64 && is_host_like(domain);
    fits.then(|| format!("{local}@{domain}").to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_are_found() {
        for (text, expected) in [
            ("連絡先：info@example.co.jpまで。", &["info@example.co.jp"][..]),
            ("<a.b+c@Example.com>, mailto:x@y.jp.", &["a.b+c@example.com", "x@y.jp"]),
            ("user@localhost a@b", &[]),
            ("https://a.jp@evil.jp/", &[]),
        ] {
            assert_eq!(mailboxes(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
