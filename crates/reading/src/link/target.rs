use std::{borrow::Cow, sync::LazyLock};

use mail::DomainName;
use memchr::memchr;
use url::Url;

use super::{FileUrl, Host};

/// Where a link goes when a browser follows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Target {
    /// `http` or `https`: the whole URL as a browser resolves it (WHATWG), and its host.
    Web {
        /// The serialised URL.
        url: String,
        /// Its host.
        host: Host,
    },
    /// `mailto:`; the address.
    Mail(String),
    /// `tel:` or `sms:`; the number.
    Phone(String),
    /// `data:` and `blob:`; the media type. The page travels in the link itself.
    Data(String),
    /// `javascript:`, `vbscript:`.
    Script,
    /// `cid:` or a fragment: leads nowhere outside the message.
    Inside,
    /// Any other scheme.
    Other(String),
    /// No browser would follow it.
    Broken,
}

/// What the relative addresses of one document are resolved against.
#[derive(Clone, Debug, Default)]
pub struct Base(Option<UrlRecord>);

/// Stands for the mail program's own page. `.invalid` never resolves (RFC 6761 §6.4), so a result
/// on this host is a relative address that has no base.
static NOWHERE: LazyLock<Option<UrlRecord>> =
    LazyLock::new(|| Url::parse("https://mekiki.invalid/").ok().map(UrlRecord::Other));

impl Base {
    /// The first `<base href>` of a document; one that is no web address counts as none.
    #[must_use]
    pub fn new(href: &str) -> Self {
        let url = parse_url(href, NOWHERE.as_ref()).and_then(UrlRecord::into_other);
        Self(url.filter(|url| is_web(url) && !is_nowhere(url)).map(UrlRecord::Other))
    }
}

impl Target {
    /// Where a browser goes for `written`, standing in a document with this base.
    #[must_use]
    pub fn resolve(written: &str, base: &Base) -> Self {
        Self::resolve_url(written, base).0
    }

    /// As [`Self::resolve`], with the parsed URL of a web target beside it.
    pub(super) fn resolve_url(written: &str, base: &Base) -> (Self, Option<Url>) {
        let trimmed = written.trim_matches(|c: char| c <= ' ');
        if trimmed.starts_with('#') || trimmed.is_empty() {
            return (Self::Inside, None);
        }
        if starts_with_ignore_case(trimmed, "data:") {
            return (Self::data(trimmed), None);
        }
        // Without a base, what has a scheme stands alone: `https:/host` would otherwise be taken for
        // a path on the mail program's own page (WHATWG, "special relative or authority state").
        let alone = if base.0.is_none() { parse_url(written, None) } else { None };
        let base = base.0.as_ref().or(NOWHERE.as_ref());
        let url = match alone.or_else(|| parse_url(written, base)) {
            Some(UrlRecord::Other(url)) => url,
            Some(UrlRecord::File(_)) => return (Self::Other("file".to_owned()), None),
            None => return (Self::Broken, None),
        };
        if is_nowhere(&url) {
            return Self::without_scheme(trimmed);
        }
        (Self::of(&url), is_web(&url).then_some(url))
    }

    /// What a parsed URL leads to.
    #[must_use]
    pub fn of(url: &Url) -> Self {
        match url.scheme() {
            "http" | "https" => Host::of(url)
                .map_or(Self::Broken, |host| Self::Web { url: url.as_str().to_owned(), host }),
            "mailto" => Self::Mail(percent_decode(url.path())),
            "tel" | "sms" | "callto" | "facetime" => Self::Phone(percent_decode(url.path())),
            "data" => Self::data(url.as_str()),
            "blob" => Self::Data("blob".to_owned()),
            "javascript" | "vbscript" | "livescript" => Self::Script,
            "cid" | "mid" | "about" => Self::Inside,
            scheme => Self::Other(scheme.to_owned()),
        }
    }

    /// The host, when it is a web address.
    #[must_use]
    pub fn host(&self) -> Option<&Host> {
        match self {
            Self::Web { host, .. } => Some(host),
            Self::Mail(_)
            | Self::Phone(_)
            | Self::Data(_)
            | Self::Script
            | Self::Inside
            | Self::Other(_)
            | Self::Broken => None,
        }
    }

    /// The host's DNS name, when it is a web address with one.
    #[must_use]
    pub fn domain(&self) -> Option<&DomainName> {
        self.host()?.name()
    }

    /// The serialised URL, when it is a web address.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Web { url, .. } => Some(url),
            Self::Mail(_)
            | Self::Phone(_)
            | Self::Data(_)
            | Self::Script
            | Self::Inside
            | Self::Other(_)
            | Self::Broken => None,
        }
    }

    /// RFC 2397: the media type ends at the first `;` or `,` and defaults to `text/plain`.
    fn data(url: &str) -> Self {
        let rest = url.split_once(':').map_or("", |(_, rest)| rest);
        let media = rest.split([';', ',']).next().unwrap_or_default().trim();
        if media.is_empty() || media.len() > 100 {
            return Self::Data("text/plain".to_owned());
        }
        Self::Data(media.to_ascii_lowercase())
    }

    /// A relative address in a document without base. A browser would stay on its page; mail
    /// programs complete what begins with a host (`www.example.jp/x`) by `http://`.
    fn without_scheme(written: &str) -> (Self, Option<Url>) {
        let host = written.split(['/', '?', '#', ':']).next().unwrap_or_default();
        if !crate::text::is_host_like(host) {
            return (Self::Inside, None);
        }
        match parse_web(&format!("http://{written}")) {
            Some(url) => (Self::of(&url), Some(url)),
            None => (Self::Broken, None),
        }
    }
}

/// A parsed address, the standard's "URL record".
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UrlRecord {
    /// `file:`, which the `url` crate reads otherwise than browsers.
    File(FileUrl),
    /// Any other scheme.
    Other(Url),
}

impl UrlRecord {
    fn into_other(self) -> Option<Url> {
        match self {
            Self::Other(url) => Some(url),
            Self::File(_) => None,
        }
    }
}

/// Parses an address as a browser does (WHATWG URL, basic URL parser).
///
/// The `url` crate is followed but for `file:` and the places where the standard is newer or
/// stricter.
#[must_use]
pub fn parse_url(written: &str, base: Option<&UrlRecord>) -> Option<UrlRecord> {
    if let Some(rest) = after_file_scheme(written) {
        let base = match base {
            Some(UrlRecord::File(base)) => Some(base),
            Some(UrlRecord::Other(_)) | None => None,
        };
        return FileUrl::parse(&rest, base).map(UrlRecord::File);
    }
    let base = match base {
        Some(UrlRecord::File(base)) => {
            let written = cleaned(written);
            if !has_scheme(&written) {
                return FileUrl::parse(&written, Some(base)).map(UrlRecord::File);
            }
            None
        }
        Some(UrlRecord::Other(base)) => Some(base),
        None => None,
    };
    parse_other(written, base).map(UrlRecord::Other)
}

/// A web address that stands alone, with its scheme.
pub(super) fn parse_web(written: &str) -> Option<Url> {
    parse_other(written, None).filter(is_web)
}

fn parse_other(written: &str, base: Option<&Url>) -> Option<Url> {
    let mut url = match base {
        Some(base) => {
            if let Some(rest) = authority_after_slashes(written, base) {
                base.join(&format!("//{rest}")).ok()?
            } else if let Some(path) = path_with_backslash(written, base) {
                base.join(&path).ok()?
            } else {
                base.join(written).ok()?
            }
        }
        None => Url::parse(written).ok()?,
    };
    // The path percent-encode set has held `^` since 2024, and the last space of an opaque path is
    // encoded where a query or fragment follows.
    if url.cannot_be_a_base() {
        if let Some(path) = url.path().strip_suffix(' ').map(|path| format!("{path}%20")) {
            url.set_path(&path);
        }
    } else if memchr(b'^', url.path().as_bytes()).is_some() {
        let path = url.path().replace('^', "%5E");
        url.set_path(&path);
    }
    Some(url)
}

/// What follows `file:`, [`cleaned`].
fn after_file_scheme(written: &str) -> Option<Cow<'_, str>> {
    let mut rest = written.trim_start_matches(|c: char| c <= ' ').chars();
    for letter in "file:".chars() {
        let next = rest.find(|c| !is_dropped(*c))?;
        if !next.eq_ignore_ascii_case(&letter) {
            return None;
        }
    }
    Some(cleaned_end(rest.as_str()))
}

/// The input of the state machine: no C0 control or space around it, no tab or newline within.
fn cleaned(written: &str) -> Cow<'_, str> {
    cleaned_end(written.trim_start_matches(|c: char| c <= ' '))
}

fn cleaned_end(written: &str) -> Cow<'_, str> {
    let written = written.trim_end_matches(|c: char| c <= ' ');
    if written.contains(is_dropped) {
        return Cow::Owned(written.chars().filter(|c| !is_dropped(*c)).collect());
    }
    Cow::Borrowed(written)
}

/// "ASCII tab or newline": no part of an address.
const fn is_dropped(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}

/// "Scheme start state" and "scheme state".
fn has_scheme(cleaned: &str) -> bool {
    cleaned.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

/// "Relative state" and "relative slash state": only after a special base is a backslash a slash.
/// Elsewhere it belongs to the path, which a leading `.` lets the `url` crate see.
fn path_with_backslash(written: &str, base: &Url) -> Option<String> {
    if is_special(base) {
        return None;
    }
    let cleaned = cleaned(written);
    if cleaned.starts_with('\\') {
        return Some(format!("./{cleaned}"));
    }
    cleaned.starts_with("/\\").then(|| format!("/.{cleaned}"))
}

/// "Special authority ignore slashes state": after a web base, three and more slashes or backslashes
/// begin a host as two do.
fn authority_after_slashes<'w>(written: &'w str, base: &Url) -> Option<&'w str> {
    let trimmed = written.trim_start_matches(|c: char| c <= ' ');
    let rest = trimmed.trim_start_matches(['/', '\\', '\t', '\n', '\r']);
    let skipped = trimmed.get(..trimmed.len() - rest.len())?;
    let slashes = skipped.bytes().filter(|b| matches!(b, b'/' | b'\\')).count();
    (slashes > 2 && is_web(base)).then_some(rest)
}

pub(super) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// The special schemes other than `file`.
fn is_special(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https" | "ws" | "wss" | "ftp")
}

fn is_nowhere(url: &Url) -> bool {
    url.host_str() == Some("mekiki.invalid")
}

pub(super) fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.as_bytes()
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// Undoes percent-encoding; octets that are not UTF-8 are replaced.
pub(super) fn percent_decode(text: &str) -> String {
    if memchr(b'%', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        let told = match Target::resolve(written, &Base::default()) {
            Target::Web { url, .. } => url,
            other @ (Target::Mail(_)
            | Target::Phone(_)
            | Target::Data(_)
            | Target::Script
            | Target::Inside
            | Target::Other(_)
            | Target::Broken) => format!("{other:?}"),
        };
        assert_eq!(told, expected, "{written:?}");
    }

    #[test]
    fn a_link_goes_where_a_browser_goes() {
        for (written, expected) in [
            ("https://example.jp/a", "https://example.jp/a"),
            ("HTTPS:\\\\Example.JP\\a", "https://example.jp/a"),
            ("https:/\texample.jp/\nb", "https://example.jp/b"),
            (" https:example.jp ", "https://example.jp/"),
            ("//example.jp/x", "https://example.jp/x"),
            ("/\\example.jp", "https://example.jp/"),
            ("https://amazon.co.jp@evil.example/", "https://amazon.co.jp@evil.example/"),
            (
                "https://amazon.co.jp%2Fsignin@evil.example/",
                "https://amazon.co.jp%2Fsignin@evil.example/",
            ),
            ("http://0xC0.0x00.0x02.0x01/", "http://192.0.2.1/"),
            ("http://3221225985/", "http://192.0.2.1/"),
            ("http://0300.0.02.1/", "http://192.0.2.1/"),
            ("https://ⓔxample.jp/", "https://example.jp/"),
            ("https://ｅｘａｍｐｌｅ．ｊｐ/", "https://example.jp/"),
            ("www.example.jp/x", "http://www.example.jp/x"),
            ("mailto:a%40b@example.jp?subject=x", r#"Mail("a@b@example.jp")"#),
            ("tel:+81-3-1234-5678", r#"Phone("+81-3-1234-5678")"#),
            ("data:text/html;base64,AAAA", r#"Data("text/html")"#),
            ("java\nscript:alert(1)", "Script"),
            ("cid:image001", "Inside"),
            ("#top", "Inside"),
            ("page.html", "Inside"),
            ("https://", "Broken"),
            ("https://exa mple.jp/", "Broken"),
        ] {
            check(written, expected);
        }
    }

    #[test]
    fn a_mapped_address_is_the_address_it_maps() {
        let target = Target::resolve("http://[::ffff:192.0.2.1]/", &Base::default());
        assert_eq!(target.host().map(ToString::to_string).as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn a_scheme_decides_what_an_address_is_relative_to() {
        for (written, base, expected) in [
            ("f\tile://nas/\na", "https://example.jp/", "file://nas/a"),
            (" a\tb ", "file://nas/c", "file://nas/ab"),
            ("a:b", "file:///c", "a:b"),
            ("https:b.example", "file:///c", "https://b.example/"),
            ("1:b", "file:///c", "file:///1:b"),
            ("filed:b", "file:///c", "filed:b"),
            ("\\b", "git://example.jp/a/c", "git://example.jp/a/\\b"),
            ("/\\b?\\", "git://example.jp/a/c", "git://example.jp/\\b?\\"),
            ("\\\\b", "https://example.jp/a/c", "https://b/"),
        ] {
            let url = parse_url(base, None).and_then(|base| parse_url(written, Some(&base)));
            let told = match url {
                Some(UrlRecord::File(url)) => url.to_string(),
                Some(UrlRecord::Other(url)) => url.to_string(),
                None => String::new(),
            };
            assert_eq!(told, expected, "{written:?} on {base:?}");
        }
    }

    #[test]
    fn an_address_that_was_resolved_resolves_to_itself() {
        for written in [
            "www.example.jp/a^b",
            "https://www.google.com/url?q=https://www.example.jp/a%5Eb",
            "https://www.google.com/url?q=https://www.example.jp/a^b&sa=D",
        ] {
            let followed =
                crate::link::follow(written, &Base::default(), &crate::Limits::default());
            let end = followed.hops.last().map_or(&followed.target, |hop| &hop.target);
            let url = end.url().unwrap();
            assert!(url.ends_with("/a%5Eb"), "{url}");
            assert_eq!(Target::resolve(url, &Base::default()).url(), Some(url), "{written}");
        }
    }

    #[test]
    fn base_is_applied_as_browsers_do() {
        let base = Base::new("https://example.jp/mail/");
        assert_eq!(Target::resolve("a?b", &base).url(), Some("https://example.jp/mail/a?b"));
        assert_eq!(Target::resolve("//x.example/", &base).url(), Some("https://x.example/"));
    }
}
