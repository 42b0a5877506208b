//! When do two people ask about the same message?

use std::collections::BTreeSet;

use aws_lc_rs::digest::{self, Context, SHA256};
use mail::{Limits, Mail, input};
use reading::{Body, Brands, Host, Reading};
use unicode_normalization::UnicodeNormalization as _;

/// What a message says and where it leads, as one number: SHA-256 over
///
/// - the visible text in compatibility form (NFKC), lower case, without spaces and invisible
///   characters, and the name in a greeting (a short line that ends in 様, さま or さん)
///   left open,
/// - the hosts of all its links, each once,
/// - the digests of its files.
///
/// Headers do not count, so that one campaign's copies are one content. Digits, addresses and
/// everything else that could carry a payload do: a copy with another telephone number is another
/// content. Where personal text differs, contents differ, and nobody is answered by mistake.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Fingerprint(String);

/// A name in a greeting has at most so many characters.
const NAME: usize = 24;

impl Fingerprint {
    /// The content of a message. `None` when it says nothing: all empty messages are not one.
    #[must_use]
    pub fn of(raw: &[u8]) -> Option<Self> {
        let limits = Limits::default();
        let octets = match input::split(raw, &limits).map(<[_; 1]>::try_from) {
            Ok(Ok([message])) => message.octets,
            Ok(Err(_)) | Err(_) => raw.into(),
        };
        let (outer, _) = mail::parse(&octets, &limits);
        match outer.asked_about(&limits) {
            None => Self::of_mail(&outer),
            // What was handed in is an envelope, which differs with whoever hands it in.
            Some(part) => Self::of_mail(&mail::parse(&part.bytes(&limits), &limits).0),
        }
    }

    fn of_mail(mail: &Mail<'_>) -> Option<Self> {
        Self::seen(mail, &reading::read(mail, &Brands::default()))
    }

    /// The content of a message that was read already, as `Checker::check_seeing` shows it. Which
    /// brands are known makes no difference.
    #[must_use]
    pub fn seen(mail: &Mail<'_>, reading: &Reading) -> Option<Self> {
        let limits = &Limits::default();
        let text = normal(&reading.visible);
        let files = files(mail, limits);
        if text.is_empty() && files.is_empty() {
            return None;
        }
        let mut content = Context::new(&SHA256);
        put(&mut content, text.as_bytes());
        for host in hosts(reading) {
            put(&mut content, host.as_bytes());
        }
        put(&mut content, b"");
        for file in files {
            put(&mut content, &file);
        }
        Some(Self(hexadecimal(content.finish().as_ref())))
    }

    /// What the store kept.
    pub(crate) fn kept(text: String) -> Self {
        Self(text)
    }

    /// Sixty-four hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Adds a text whose end cannot be mistaken.
fn put(content: &mut Context, text: &[u8]) {
    content.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
    content.update(text);
}

/// The text with everything taken away in which copies of one message differ.
fn normal(visible: &str) -> String {
    let mut out = String::with_capacity(visible.len());
    for line in visible.lines() {
        let line: String = line.nfkc().filter(|c| !is_invisible(*c)).collect();
        let line = without_name(line.trim());
        let seen = line.chars().filter(|c| !c.is_whitespace());
        out.extend(seen.flat_map(char::to_lowercase));
    }
    out
}

/// A greeting's line with its name left open. Only letters can be a name: nothing that leads
/// anywhere may hide in one.
pub(crate) fn without_name(line: &str) -> &str {
    for honorific in ["様", "さま", "さん"] {
        let bare = line.trim_end_matches(['、', ',', ':', '。']);
        if let Some(name) = bare.strip_suffix(honorific) {
            let is_name = |c: char| c.is_alphabetic() || c == ' ' || c == '々';
            if name.chars().count() <= NAME && name.chars().all(is_name) {
                return honorific;
            }
        }
    }
    line
}

/// Characters that nobody sees: filters are kept from comparing with them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The hosts its links lead to, first and last, each once.
fn hosts(reading: &Reading) -> BTreeSet<String> {
    let ends = reading.links.iter().flat_map(|link| [&link.target, link.end()]);
    let hosts = ends.filter_map(|target| target.host());
    hosts
        .map(|host| match host {
            Host::Name(name) => name.to_string(),
            Host::Ip(ip) => ip.to_string(),
        })
        .collect()
}

/// Digests of what is not shown as the message itself.
fn files(mail: &Mail<'_>, limits: &Limits) -> BTreeSet<Vec<u8>> {
    let body = Body::of(mail);
    let texts: BTreeSet<_> = body.shown.iter().chain(&body.unshown).copied().collect();
    let parts = mail.parts.iter().enumerate();
    parts
        .filter(|(id, part)| !part.is_container && !texts.contains(id))
        .map(|(_, part)| digest::digest(&SHA256, &part.bytes(limits)).as_ref().to_vec())
        .collect()
}

pub(crate) fn hexadecimal(octets: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(octets.len() * 2);
    for octet in octets {
        // Writing to a String cannot fail.
        let _ = write!(out, "{octet:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUPON: &str = "From: shop@shop.example\nSubject: coupon\n\
        Content-Type: text/plain; charset=utf-8\n\n山田 太郎 様\n\n\
        クーポンです。https://shop.example/take?c=1 まで。お問い合わせ 03-1234-5678\n";

    fn same(changed: &str) -> bool {
        Fingerprint::of(COUPON.as_bytes()).unwrap() == Fingerprint::of(changed.as_bytes()).unwrap()
    }

    #[test]
    fn copies_of_one_message_are_one_content() {
        for (what, changed) in [
            ("header", COUPON.replace("Subject: coupon", "Received: by x\nSubject: c o")),
            ("name", COUPON.replace("山田 太郎 様", "佐々木 様")),
            ("spaces", COUPON.replace("クーポンです。", "クーポンです。   \n  ")),
            ("invisible", COUPON.replace("クーポン", "クー\u{200b}ポン")),
            ("half width", COUPON.replace("クーポン", "ｸｰﾎﾟﾝ")),
            ("line ends", COUPON.replace('\n', "\r\n")),
        ] {
            assert!(same(&changed), "{what}");
        }
    }

    #[test]
    fn what_could_do_harm_makes_another_content() {
        for (what, changed) in [
            ("telephone", COUPON.replace("5678", "5679")),
            ("host", COUPON.replace("https://shop.example", "https://shop-a.example")),
            ("words", COUPON.replace("クーポンです", "返金です")),
            ("a name that leads", COUPON.replace("山田 太郎 様", "evil.example 様")),
        ] {
            assert!(!same(&changed), "{what}");
        }
    }

    #[test]
    fn a_message_that_was_read_already_is_the_same_content() {
        let (mail, _) = mail::parse(COUPON.as_bytes(), &Limits::default());
        let reading = reading::read(&mail, &Brands::built_in());
        assert_eq!(Fingerprint::seen(&mail, &reading), Fingerprint::of(COUPON.as_bytes()));
    }

    #[test]
    fn who_attaches_a_message_asks_about_that_message() {
        let attached = format!(
            "From: me@home.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
             Content-Type: message/rfc822\n\n{COUPON}\n--b--\n"
        );
        assert!(same(&attached));
    }

    #[test]
    fn messages_that_say_nothing_are_not_one() {
        assert_eq!(Fingerprint::of(b""), None);
        assert_eq!(Fingerprint::of(b"From: a@b.example\n\n \n"), None);
    }
}
