use std::net::IpAddr;

use unicode_normalization::UnicodeNormalization;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection, skeleton};
use url::Url;

use super::{Host, Target, entropy};

/// Something an honest link rarely has. A fact, not an accusation.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum LinkOddity {
    /// `user@` before the host.
    UserInfo,
    /// The userinfo itself looks like a host name (`amazon.co.jp@evil…`).
    UserInfoLooksLikeHost,
    /// A character that looks like `/ . : ? #` and is not (U+2215, U+FF0F, U+2024, …).
    LookalikePunctuation,
    /// Backslashes, tabs, line ends, or slashes too few or too many that a browser drops or turns
    /// round.
    BrowserQuirk,
    /// An address in hex, octal, or as one number.
    ObscuredAddress,
    /// A bare IP address.
    BareAddress,
    /// The host's labels mix scripts, or look like other letters (UTS 39).
    ConfusableHost,
    /// An internationalised host.
    Idn,
    /// Letters that only NFKC turns into ASCII (circled, boxed, mathematical).
    DecoratedHost,
    /// A port other than 80 and 443.
    OddPort,
    /// The host is very long or has very many labels.
    LongHost,
    /// A digit stands among letters where a letter would (`g00gle`).
    DigitsForLetters,
    /// The registrable label reads like chance (`xq7kd9vtz`).
    RandomLabel,
    /// A whole host name of another owner stands in the labels before the registrable domain
    /// (`amazon.co.jp.evil.example`).
    HostInHost,
    /// Percent-encoding in the host.
    EncodedHost,
    /// Invisible characters in the address.
    InvisibleCharacters,
    /// Carries an e-mail address, open or in base64.
    CarriesAddress,
}

/// What is odd about a link, from how it is written and where a browser takes it.
#[must_use]
pub fn oddities(written: &str, target: &Target, url: Option<&Url>) -> Vec<LinkOddity> {
    let mut found = Vec::new();
    let (Some(host), Some(url)) = (target.host(), url) else { return found };
    written_oddities(written, &mut found);
    userinfo(url, &mut found);
    match host {
        Host::Ip(address) => bare_address(written, *address, &mut found),
        Host::Name(name) => {
            if let Some(at) = written_host(written) {
                decorated(at, &mut found);
            }
            name_oddities(name, &mut found);
        }
    }
    if url.port().is_some_and(|port| port != 80 && port != 443) {
        found.push(LinkOddity::OddPort);
    }
    if carries_address(url) {
        found.push(LinkOddity::CarriesAddress);
    }
    found
}

fn written_oddities(written: &str, found: &mut Vec<LinkOddity>) {
    let trimmed = written.trim_matches(|c: char| c <= ' ');
    let (scheme, rest) = trimmed.split_once(':').unwrap_or(("", trimmed));
    let before_query = rest.split(['?', '#']).next().unwrap_or_default();
    // Line ends inside long query strings come from folding by careless senders; within scheme,
    // host and path nobody breaks a line.
    let quirky = |text: &str| text.bytes().any(|b| matches!(b, b'\\' | b'\t' | b'\n' | b'\r'));
    let slashes = before_query.bytes().take_while(|b| *b == b'/').count();
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if quirky(scheme) || quirky(before_query) || (web && slashes != 2) {
        found.push(LinkOddity::BrowserQuirk);
    }
    if trimmed.is_ascii() {
        return;
    }
    if trimmed.chars().any(is_lookalike_punctuation) {
        found.push(LinkOddity::LookalikePunctuation);
    }
    if trimmed.chars().any(crate::text::is_invisible) {
        found.push(LinkOddity::InvisibleCharacters);
    }
}

/// Characters that look like the delimiters of a URL.
const fn is_lookalike_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{2215}'
            | '\u{2044}'
            | '\u{29F8}'
            | '\u{29F6}'
            | '\u{FF0F}'
            | '\u{1735}'
            | '\u{2571}'
            | '\u{3033}'
            | '\u{4E3F}'
            | '\u{2024}'
            | '\u{FF0E}'
            | '\u{FE52}'
            | '\u{3002}'
            | '\u{FF61}'
            | '\u{2236}'
            | '\u{A789}'
            | '\u{FF1A}'
            | '\u{FE13}'
            | '\u{FE55}'
            | '\u{02D0}'
            | '\u{FF1F}'
            | '\u{FE56}'
            | '\u{FF03}'
            | '\u{FE5F}'
            | '\u{FF20}'
            | '\u{FE6B}'
    )
}

fn userinfo(url: &Url, found: &mut Vec<LinkOddity>) {
    if url.username().is_empty() && url.password().is_none() {
        return;
    }
    found.push(LinkOddity::UserInfo);
    let user = super::target::percent_decode(url.username());
    let host = user.split(['/', '?', '#', ':', '\\', '\u{2215}', '\u{2044}', '\u{FF0F}']).next();
    if host.is_some_and(crate::text::is_host_like) {
        found.push(LinkOddity::UserInfoLooksLikeHost);
    }
}

fn bare_address(written: &str, address: IpAddr, found: &mut Vec<LinkOddity>) {
    found.push(LinkOddity::BareAddress);
    let plain = written_host(written).is_some_and(|host| {
        host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|parsed| parsed == address)
    });
    if !plain {
        found.push(LinkOddity::ObscuredAddress);
    }
}

/// The host as it stands in the message, with the reading of browsers for slashes and userinfo.
fn written_host(written: &str) -> Option<&str> {
    let (_, rest) = written.split_once(':').unwrap_or(("", written));
    let authority = rest
        .trim_start_matches(['/', '\\', '\t', '\n', '\r'])
        .split(['/', '\\', '?', '#'])
        .next()?;
    let host = authority.rsplit('@').next()?;
    if host.starts_with('[') {
        return Some(host.split_inclusive(']').next().unwrap_or(host));
    }
    Some(host.split(':').next().unwrap_or(host))
}

fn decorated(written_host: &str, found: &mut Vec<LinkOddity>) {
    if written_host.contains('%') {
        found.push(LinkOddity::EncodedHost);
    }
    if written_host.is_ascii() {
        return;
    }
    let changes = written_host
        .chars()
        .any(|c| !c.is_ascii() && std::iter::once(c).nfkc().any(|n| n.is_ascii_alphanumeric()));
    if changes {
        found.push(LinkOddity::DecoratedHost);
    }
}

fn name_oddities(name: &mail::DomainName, found: &mut Vec<LinkOddity>) {
    let text = name.as_str();
    if text.contains("xn--") {
        found.push(LinkOddity::Idn);
        if name.to_unicode().split('.').any(is_confusable) {
            found.push(LinkOddity::ConfusableHost);
        }
    }
    if text.len() > 80 || text.bytes().filter(|b| *b == b'.').count() >= 6 {
        found.push(LinkOddity::LongHost);
    }
    let Some(registrable) = name.registrable() else { return };
    let label = registrable.labels().next().unwrap_or_default();
    if has_digit_letters(label) {
        found.push(LinkOddity::DigitsForLetters);
    }
    if entropy::reads_like_chance(label) {
        found.push(LinkOddity::RandomLabel);
    }
    let below = text.strip_suffix(registrable.as_str()).and_then(|rest| rest.strip_suffix('.'));
    if below.is_some_and(names_a_host) {
        found.push(LinkOddity::HostInHost);
    }
}

/// Whether labels before the registrable domain spell a host of their own: a known top-level domain
/// of letters other than common host words, after a label of some length.
fn names_a_host(labels: &str) -> bool {
    let mut rest = labels;
    while let Some((front, last)) = rest.rsplit_once('.') {
        if matches!(
            last,
            "com"
                | "net"
                | "org"
                | "jp"
                | "co"
                | "gov"
                | "edu"
                | "bank"
                | "info"
                | "uk"
                | "de"
                | "fr"
        ) && front.rsplit('.').next().is_some_and(|label| label.len() >= 2)
            && !(last == "co" && front.is_empty())
        {
            return true;
        }
        rest = front;
    }
    false
}

/// UTS 39: a label whose scripts are mixed beyond Highly Restrictive, or that is made of foreign
/// letters which all look like ASCII.
fn is_confusable(label: &str) -> bool {
    if label.is_ascii() {
        return false;
    }
    match label.detect_restriction_level() {
        RestrictionLevel::ASCIIOnly => false,
        RestrictionLevel::SingleScript | RestrictionLevel::HighlyRestrictive => {
            skeleton(label).all(|c| c.is_ascii())
        }
        RestrictionLevel::ModeratelyRestrictive
        | RestrictionLevel::MinimallyRestrictive
        | RestrictionLevel::Unrestricted => true,
    }
}

/// `0`, `1`, `3` or `5` between two letters of one word.
fn has_digit_letters(label: &str) -> bool {
    if !label.bytes().any(|b| matches!(b, b'0' | b'1' | b'3' | b'5')) {
        return false;
    }
    label.split('-').any(|word| {
        let bytes = word.as_bytes();
        let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
        if letters < 4 || bytes.len() - letters > 3 {
            return false;
        }
        let letter_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        bytes.iter().enumerate().any(|(at, b)| match b {
            b'0' | b'1' | b'3' | b'5' => {
                let before = at > 0 && (letter_at(at - 1) || bytes.get(at - 1) == Some(b));
                let after = letter_at(at + 1) || bytes.get(at + 1) == Some(b);
                before && after
            }
            _ => false,
        })
    })
}

/// An e-mail address in path, query or fragment: open, percent-encoded, or a base64 value.
fn carries_address(url: &Url) -> bool {
    let rest = url.as_str().get(url.scheme().len()..).unwrap_or_default();
    let after_host = rest.get(3..).and_then(|rest| rest.split_once('/')).map_or("", |(_, r)| r);
    if after_host.contains('@') || after_host.contains("%40") {
        let plain = after_host.replace("%40", "@");
        return plain.match_indices('@').take(8).any(|(at, _)| {
            let local = plain.get(..at).and_then(|b| b.bytes().next_back());
            let domain = plain.get(at + 1..).unwrap_or_default();
            let end = domain.find(|c: char| !(c.is_ascii_alphanumeric() || ".-".contains(c)));
            local.is_some_and(|b| b.is_ascii_alphanumeric())
                && crate::text::is_host_like(
                    domain.get(..end.unwrap_or(domain.len())).unwrap_or_default(),
                )
        });
    }
    after_host
        .split(['/', '?', '&', '=', '#'])
        .filter(|value| (12..200).contains(&value.len()))
        .take(32)
        .any(|value| {
            super::redirector::base64_text(value).is_some_and(|text| {
                text.split_once('@').is_some_and(|(local, domain)| {
                    !local.is_empty()
                        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b))
                        && crate::text::is_host_like(domain.trim_end_matches('\0'))
                })
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Base;

    fn check(written: &str, expected: &[LinkOddity]) {
        let (target, url) = Target::resolve_url(written, &Base::default());
        let mut found = oddities(written, &target, url.as_ref());
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(found, expected, "{written:?} → {target:?}");
    }

    #[test]
    fn what_is_odd_about_a_link_is_told() {
        use LinkOddity::*;
        for (written, expected) in [
            ("https://www.example.jp/a?b=c", &[][..]),
            ("https://amazon.co.jp@evil.example/", &[UserInfo, UserInfoLooksLikeHost]),
            (
                "https://amazon.co.jp%2Fap%2Fsignin@evil.example/",
                &[UserInfo, UserInfoLooksLikeHost],
            ),
            (
                "https://example.jp\u{2215}a.evil.example/",
                &[LookalikePunctuation, Idn, ConfusableHost],
            ),
            ("https:\\\\example.jp/", &[BrowserQuirk]),
            ("https:/example.jp/", &[BrowserQuirk]),
            ("https:///example.jp/", &[BrowserQuirk]),
            ("ht\ntps://example.jp/", &[BrowserQuirk]),
            ("http://0x7f.1/", &[BareAddress, ObscuredAddress]),
            ("http://2130706433/", &[BareAddress, ObscuredAddress]),
            ("http://[::ffff:7f00:1]/", &[BareAddress, ObscuredAddress]),
            ("http://192.0.2.1/", &[BareAddress]),
            ("https://例え.jp/", &[Idn]),
            ("https://аррӏе.com/", &[Idn, ConfusableHost]),
            ("https://ⓔⓧⓐⓜⓟⓛⓔ.jp/", &[DecoratedHost]),
            ("https://ｅｘａｍｐｌｅ.jp/", &[DecoratedHost]),
            ("https://𝐞𝐱𝐚𝐦𝐩𝐥𝐞.jp/", &[DecoratedHost]),
            ("https://example.jp:8443/", &[OddPort]),
            ("https://example.jp:443/", &[]),
            ("https://g00gle-mail.com/", &[DigitsForLetters]),
            ("https://us-central1.example/", &[]),
            ("https://www.s3.example.jp/", &[]),
            ("https://web2print.example/", &[]),
            ("https://www.amazon.co.jp.evil-site.com/", &[HostInHost]),
            ("https://ex%61mple.jp/", &[EncodedHost]),
            ("https://example.jp/?u=user%40example.com", &[CarriesAddress]),
            ("https://example.jp/#dXNlckBleGFtcGxlLmNvbQ==", &[CarriesAddress]),
            ("https://example.jp/@handle", &[]),
        ] {
            check(written, expected);
        }
    }
}
