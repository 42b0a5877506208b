use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// A `file:` URL as a browser reads it.
///
/// The `url` crate drops empty path segments and the host before a drive letter, so it names
/// another place than the one a browser opens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FileUrl {
    host: String,
    path: Vec<String>,
    query: Option<String>,
    fragment: Option<String>,
}

/// The fragment percent-encode set.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');
/// The query percent-encode set.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>');
/// The special-query percent-encode set.
const SPECIAL_QUERY: &AsciiSet = &QUERY.add(b'\'');
/// The path percent-encode set.
const PATH: &AsciiSet = &QUERY.add(b'?').add(b'^').add(b'`').add(b'{').add(b'}');

/// What separates the segments of a special URL.
const SLASHES: [char; 2] = ['/', '\\'];

impl FileUrl {
    /// From the "file state" on. `input` follows the scheme, if one is written, and holds no tab, no
    /// newline, and no space around it.
    pub(super) fn parse(input: &str, base: Option<&Self>) -> Option<Self> {
        let (input, fragment) = split_off(input, '#');
        let (input, query) = split_off(input, '?');
        let mut url = match input.strip_prefix(SLASHES) {
            Some(rest) => match rest.strip_prefix(SLASHES) {
                Some(rest) => Self::with_host(rest)?,
                None => Self::from_root(rest, base),
            },
            None => Self::relative(input, base),
        };
        if query.is_some() {
            url.query = query.map(|query| utf8_percent_encode(query, SPECIAL_QUERY).to_string());
        }
        url.fragment = fragment.map(|fragment| utf8_percent_encode(fragment, FRAGMENT).to_string());
        Some(url)
    }

    /// The host, serialised; empty for this computer.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path, serialised; begins with a slash.
    #[must_use]
    pub fn path(&self) -> String {
        self.path.iter().flat_map(|segment| ["/", segment]).collect()
    }

    /// The query without its `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// The fragment without its `#`.
    #[must_use]
    pub fn fragment(&self) -> Option<&str> {
        self.fragment.as_deref()
    }

    /// "File host state" and "path start state", after two slashes.
    fn with_host(rest: &str) -> Option<Self> {
        let end = rest.find(SLASHES).unwrap_or(rest.len());
        let (written, path) = rest.split_at_checked(end)?;
        let mut url = Self::empty();
        if is_drive_letter(written) {
            url.append(rest);
            return Some(url);
        }
        if !written.is_empty() {
            url.host = url::Host::parse(written).ok()?.to_string();
        }
        if url.host == "localhost" {
            url.host.clear();
        }
        url.append(path.strip_prefix(SLASHES).unwrap_or(path));
        Some(url)
    }

    /// "File slash state", after its one slash: the host and the drive are those of the base.
    fn from_root(rest: &str, base: Option<&Self>) -> Self {
        let mut url = Self::empty();
        if let Some(base) = base {
            url.host.clone_from(&base.host);
            let drive = base.path.first().filter(|first| is_normalized_drive_letter(first));
            if !starts_with_drive_letter(rest) {
                url.path.extend(drive.cloned());
            }
        }
        url.append(rest);
        url
    }

    /// "File state" without a slash. Nothing written leaves the path and the query of the base.
    fn relative(input: &str, base: Option<&Self>) -> Self {
        let mut url = base.cloned().unwrap_or_else(Self::empty);
        if input.is_empty() && base.is_some() {
            return url;
        }
        url.query = None;
        if starts_with_drive_letter(input) {
            url.path.clear();
        } else {
            url.shorten();
        }
        url.append(input);
        url
    }

    const fn empty() -> Self {
        Self { host: String::new(), path: Vec::new(), query: None, fragment: None }
    }

    /// "Path state".
    fn append(&mut self, written: &str) {
        let mut segments = written.split(SLASHES).peekable();
        while let Some(segment) = segments.next() {
            let is_last = segments.peek().is_none();
            match dots_of(segment) {
                Dots::Two => {
                    self.shorten();
                    self.path.extend(is_last.then(String::new));
                }
                Dots::One => self.path.extend(is_last.then(String::new)),
                Dots::Other => self.push(segment),
            }
        }
    }

    /// A drive letter may be written `C|`; as the first segment it becomes `C:`.
    fn push(&mut self, segment: &str) {
        let encoded = match segment.strip_suffix('|') {
            Some(letter) if self.path.is_empty() && is_drive_letter(segment) => {
                format!("{letter}:")
            }
            Some(_) | None => utf8_percent_encode(segment, PATH).to_string(),
        };
        self.path.push(encoded);
    }

    /// "Shorten a URL's path": nothing leads above the drive.
    fn shorten(&mut self) {
        let is_drive = matches!(self.path.as_slice(), [only] if is_normalized_drive_letter(only));
        if !is_drive {
            self.path.pop();
        }
    }
}

impl fmt::Display for FileUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file://{}", self.host)?;
        self.path.iter().try_for_each(|segment| write!(f, "/{segment}"))?;
        self.query.iter().try_for_each(|query| write!(f, "?{query}"))?;
        self.fragment.iter().try_for_each(|fragment| write!(f, "#{fragment}"))
    }
}

/// What a path segment says about the way up.
enum Dots {
    /// A single-dot URL path segment.
    One,
    /// A double-dot URL path segment.
    Two,
    /// A name.
    Other,
}

/// A dot may be written `%2e`.
fn dots_of(segment: &str) -> Dots {
    let mut rest = segment;
    let mut dots = 0_usize;
    while !rest.is_empty() && dots < 3 {
        let Some(after) = rest
            .strip_prefix('.')
            .or_else(|| rest.strip_prefix("%2e"))
            .or_else(|| rest.strip_prefix("%2E"))
        else {
            return Dots::Other;
        };
        rest = after;
        dots += 1;
    }
    match dots {
        1 => Dots::One,
        2 => Dots::Two,
        0 | 3.. => Dots::Other,
    }
}

/// "Windows drive letter".
fn is_drive_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic())
}

/// "Normalized Windows drive letter".
fn is_normalized_drive_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

/// "Starts with a Windows drive letter"; `text` ends before a query or a fragment.
fn starts_with_drive_letter(text: &str) -> bool {
    text.split(SLASHES).next().is_some_and(is_drive_letter)
}

/// What stands before the first `mark`, and what after it.
fn split_off(text: &str, mark: char) -> (&str, Option<&str>) {
    text.split_once(mark).map_or((text, None), |(before, after)| (before, Some(after)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(written: &str, base: Option<&str>) -> Option<String> {
        let base = base.and_then(|base| FileUrl::parse(base, None));
        FileUrl::parse(written, base.as_ref()).map(|url| url.to_string())
    }

    #[test]
    fn an_absolute_address_keeps_its_host_and_its_empty_segments() {
        for (written, expected) in [
            ("", "file:///"),
            ("///etc/hosts", "file:///etc/hosts"),
            ("/etc/hosts", "file:///etc/hosts"),
            ("etc/hosts", "file:///etc/hosts"),
            ("//nas.example/share/a.lnk", "file://nas.example/share/a.lnk"),
            ("\\\\NAS.example\\share\\a.lnk", "file://nas.example/share/a.lnk"),
            ("//LocalHost/a", "file:///a"),
            ("//192.0.2.1/a", "file://192.0.2.1/a"),
            ("//[2001:db8:0::1]/a", "file://[2001:db8::1]/a"),
            ("////nas/a", "file:////nas/a"),
            ("//nas//a//", "file://nas//a//"),
            ("//nas?q", "file://nas/?q"),
            ("///a b^`{é}?a b'\"#c d`", "file:///a%20b%5E%60%7B%C3%A9%7D?a%20b%27%22#c%20d%60"),
            ("///a/./b/%2E%2e/c/.", "file:///a/c/"),
            ("///a/.../..b/.%2e", "file:///a/.../"),
        ] {
            assert_eq!(parsed(written, None).as_deref(), Some(expected), "{written:?}");
        }
    }

    #[test]
    fn a_drive_letter_is_the_root_of_its_path() {
        for (written, expected) in [
            ("///c|/a", "file:///c:/a"),
            ("//C:/a", "file:///C:/a"),
            ("C|", "file:///C:"),
            ("//nas/C|/a", "file://nas/C:/a"),
            ("///C:/../../a", "file:///C:/a"),
            ("///a/C|/b", "file:///a/C|/b"),
            ("///CC|/b", "file:///CC|/b"),
        ] {
            assert_eq!(parsed(written, None).as_deref(), Some(expected), "{written:?}");
        }
    }

    #[test]
    fn a_relative_address_starts_from_the_base() {
        let base = Some("//nas/D:/dir/file?q#f");
        for (written, expected) in [
            ("", "file://nas/D:/dir/file?q"),
            ("?x", "file://nas/D:/dir/file?x"),
            ("#x", "file://nas/D:/dir/file?q#x"),
            ("a", "file://nas/D:/dir/a"),
            ("../../../a", "file://nas/D:/a"),
            ("/a", "file://nas/D:/a"),
            ("/E|/a", "file://nas/E:/a"),
            ("E:?x", "file://nas/E:?x"),
            ("//other/a", "file://other/a"),
            ("///a", "file:///a"),
        ] {
            assert_eq!(parsed(written, base).as_deref(), Some(expected), "{written:?}");
        }
    }

    #[test]
    fn a_host_no_browser_accepts_fails() {
        for written in ["//nas:445/a", "//user@nas/a", "//n as/a", "//%43%3A/a", "//[1]/a"] {
            assert_eq!(parsed(written, None), None, "{written:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(
            written in "[/\\\\.:|?#%2eEaC é^]{0,24}",
            base in proptest::option::of("[/\\\\.:|?#%2eEaC]{0,16}"),
        ) {
            if let Some(once) = parsed(&written, base.as_deref()) {
                let after_scheme = once.strip_prefix("file:").unwrap();
                let twice = parsed(after_scheme, None);
                prop_assert_eq!(twice.as_ref(), Some(&once));
            }
        }
    }
}
