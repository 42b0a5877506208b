use std::borrow::Cow;

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;

use super::run::runs;

/// A web address in running text, as mail programs make links of them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AddressInText<'t> {
    /// As it stands in the text.
    pub written: &'t str,
    /// With scheme, in ASCII letters, defanging undone.
    pub url: String,
    /// Where it starts in the text.
    pub start: usize,
    /// Whether it was written with a scheme.
    pub has_scheme: bool,
}

/// The web addresses in a text: with a scheme (`hxxp` and full-width forms too), `www.` names and
/// bare hosts under a known top-level domain. Linear in the text.
pub fn addresses(text: &str) -> impl Iterator<Item = AddressInText<'_>> {
    let possible = memchr::memchr(b'.', text.as_bytes()).is_some()
        || text.contains(['．', '\u{2024}'])
        || memmem::find(text.as_bytes(), b"://").is_some();
    let text = if possible { text } else { "" };
    runs(text).flat_map(move |(start, run)| in_run(text, start, run))
}

fn in_run<'t>(text: &'t str, start: usize, run: &'t str) -> Vec<AddressInText<'t>> {
    let plain = plain(run);
    let Some(mark) = memmem::find(plain.as_bytes(), b"://") else {
        // Positions in a changed copy are not those in the text; then the whole run is `written`.
        let exact = matches!(plain, Cow::Borrowed(_));
        return bare(&plain)
            .map(|(at, piece)| {
                let (start, written) = if exact {
                    (start + at, run.get(at..at + piece.len()).unwrap_or(run))
                } else {
                    (start, run)
                };
                AddressInText { written, url: format!("http://{piece}"), start, has_scheme: false }
            })
            .collect();
    };
    with_scheme(text, start, run, &plain, mark).into_iter().collect()
}

fn with_scheme<'t>(
    text: &'t str,
    start: usize,
    run: &'t str,
    plain: &str,
    mark: usize,
) -> Option<AddressInText<'t>> {
    let before = plain.get(..mark)?;
    let scheme_at = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| {
        at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let scheme = match before.get(scheme_at..)?.to_ascii_lowercase().as_str() {
        "http" | "hxxp" | "hxtp" | "ttp" => "http",
        "https" | "hxxps" | "ttps" => "https",
        // Letters of the sentence may stand right before it.
        word if word.ends_with("https") => "https",
        word if word.ends_with("http") => "http",
        _ => return None,
    };
    let rest = trim_end(next_address(plain.get(mark + 3..)?));
    if rest.is_empty() {
        return international(text, start + run.len(), scheme, start + scheme_at);
    }
    let exact = plain.len() == run.len();
    let (at, written) = if exact {
        let end = mark + 3 + rest.len();
        (start + scheme_at, run.get(scheme_at..end).unwrap_or(run))
    } else {
        (start, run)
    };
    Some(AddressInText { written, url: format!("{scheme}://{rest}"), start: at, has_scheme: true })
}

/// `http://` followed by a host in kana or Han, up to the next punctuation mark or space.
fn international<'t>(
    text: &'t str,
    from: usize,
    scheme: &str,
    start: usize,
) -> Option<AddressInText<'t>> {
    let tail = text.get(from..)?;
    let length = tail
        .char_indices()
        .find(|(_, c)| !(c.is_alphanumeric() || ".-/?=&_%ー".contains(*c)))
        .map_or(tail.len(), |(at, _)| at)
        .min(300);
    let rest = trim_end(tail.get(..length)?);
    let host = rest.split(['/', '?']).next()?;
    is_host_like(host).then(|| AddressInText {
        written: text.get(start..from + rest.len()).unwrap_or(rest),
        url: format!("{scheme}://{rest}"),
        start,
        has_scheme: true,
    })
}

/// Where a list or a bracket puts a second address right behind the first.
fn next_address(rest: &str) -> &str {
    let end = [",http", ";http", "|http", ")http", "](http", "(http"]
        .iter()
        .filter_map(|mark| memmem::find(rest.as_bytes(), mark.as_bytes()))
        .min();
    end.and_then(|end| rest.get(..end)).unwrap_or(rest)
}

/// The run in ASCII letters with defanging undone; borrowed when nothing changes.
fn plain(run: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(run);
    if !run.is_ascii() {
        plain = Cow::Owned(run.nfkc().collect());
    }
    if memchr::memchr2(b'[', b'(', plain.as_bytes()).is_some() {
        for (from, to) in
            [("[.]", "."), ("(.)", "."), ("[dot]", "."), ("[:]", ":"), ("[://]", "://")]
        {
            if plain.contains(from) {
                plain = Cow::Owned(plain.replace(from, to));
            }
        }
    }
    plain
}

/// Bare hosts and `www.` names of a run, each with where it starts.
fn bare(run: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    run.split([',', ';', '(', ')', '[', ']', '{', '}', '|', '\'', '*', '"', '=']).filter_map(
        move |piece| {
            let start = at;
            at += piece.len() + 1;
            let lead = piece.len()
                - piece
                    .trim_start_matches([
                        ':', '/', '.', '-', '!', '?', '#', '~', '+', '_', '&', '%', '$', '^',
                    ])
                    .len();
            let piece = trim_end(piece.get(lead..)?);
            let end = piece.find(['/', '?', '#', ':']).unwrap_or(piece.len());
            let host = piece.get(..end)?;
            (host.contains('.') && is_bare_host(host, end < piece.len()))
                .then_some((start + lead, piece))
        },
    )
}

/// Punctuation that ends a sentence, not an address; a closing bracket stays when it was opened.
fn trim_end(address: &str) -> &str {
    // How many more brackets close than open, counted once.
    let excess = |open: u8, close: u8| {
        address
            .bytes()
            .fold(0isize, |count, b| count + isize::from(b == close) - isize::from(b == open))
    };
    let (mut round, mut square, mut curly) =
        (excess(b'(', b')'), excess(b'[', b']'), excess(b'{', b'}'));
    address.trim_end_matches(|last: char| {
        let more = match last {
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '"' | '*' | '~' | '|' | '^' | '\\' => {
                return true;
            }
            ')' => &mut round,
            ']' => &mut square,
            '}' => &mut curly,
            _ => return false,
        };
        *more -= 1;
        *more >= 0
    })
}

/// Top-level domains that are better known as endings of file names.
const FILE_ENDINGS: [&str; 9] = ["zip", "mov", "md", "rs", "py", "pl", "sh", "ps", "so"];

fn is_bare_host(host: &str, has_path: bool) -> bool {
    let Some((front, tld)) = host.rsplit_once('.') else { return false };
    let www = host.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    // `end.It` is a sentence without a space, `EXAMPLE.COM` a name.
    let case_fits = tld.bytes().all(|b| b.is_ascii_lowercase())
        || !host.bytes().any(|b| b.is_ascii_lowercase());
    let file = FILE_ENDINGS.iter().any(|ending| tld.eq_ignore_ascii_case(ending));
    (www || has_path || (!file && front.len() >= 2)) && case_fits && is_host_like(host)
}

/// Whether a text has the form of a host name under a known top-level domain.
#[must_use]
pub fn is_host_like(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let Some((_, tld)) = host.rsplit_once('.') else { return false };
    let label_fits = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_' || c == 'ー')
            && !label.starts_with('-')
    };
    if host.len() > 253 || tld.len() < 2 || !host.split('.').all(label_fits) {
        return false;
    }
    if tld.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    // The list keeps lower case; names in other scripts have A-labels there too.
    let known = |name: &str| psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known());
    if tld.is_ascii() {
        return known(&tld.to_ascii_lowercase());
    }
    known(&tld.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = addresses(text).map(|found| found.url).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn addresses_are_found_as_mail_programs_find_them() {
        for (text, expected) in [
            ("見る https://a.example/x?b=1。お早めに", &["https://a.example/x?b=1"][..]),
            (
                "https://evil.example/?b=1。お早めに（http://例え.jp/x）まで",
                &["https://evil.example/?b=1", "http://例え.jp/x"],
            ),
            ("(see https://a.example/w_(x)).", &["https://a.example/w_(x)"]),
            ("ｈｔｔｐｓ：／／ａ．ｅｘａｍｐｌｅ／ｘ をご覧", &["https://a.example/x"]),
            ("hxxps://a[.]example[.]jp/x", &["https://a.example.jp/x"]),
            (
                "www.example.co.jp/path, www.b.jp",
                &["http://www.example.co.jp/path", "http://www.b.jp"],
            ),
            ("サイトexample.co.jp/loginへ", &["http://example.co.jp/login"]),
            ("URL:https://a.jp/", &["https://a.jp/"]),
            ("<https://a.jp/>", &["https://a.jp/"]),
            ("https://a.jp/,https://b.jp/", &["https://a.jp/"]),
            ("[here](https://a.jp/x)", &["https://a.jp/x"]),
            ("mail info@example.jp now", &[]),
            ("version 1.2.3, e.g. this. And that.It is", &[]),
            ("readme.md and archive.zip", &[]),
            ("1.1.1.1", &[]),
            ("аррӏе.com/x", &["http://аррӏе.com/x"]),
            ("https://", &[]),
            ("詳しくはhttp://", &[]),
            (
                "https://www.amazon.co.jp@evil.example/x",
                &["https://www.amazon.co.jp@evil.example/x"],
            ),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn a_run_of_brackets_costs_no_more_than_its_length() {
        let text = format!("https://a.jp/{}", ")]}".repeat(300_000));
        check(&text, &["https://a.jp/"]);
    }

    #[test]
    fn what_is_written_is_kept() {
        let found: Vec<_> = addresses("行く https://a.jp/x) そして www.b.jp。").collect();
        assert_eq!(
            found.iter().map(|f| f.written).collect::<Vec<_>>(),
            ["https://a.jp/x", "www.b.jp"]
        );
    }
}
