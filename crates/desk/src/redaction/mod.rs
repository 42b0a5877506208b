//! What may be kept, or shown to others, of what people handed in (RFC 6590).
//!
//! Whatever could tell who somebody is goes: addresses, names after a polite form of address, long
//! numbers, and whatever in an address of a page could be a token. In its place stands a keyed hash,
//! the same for the same, so that two reports can still be seen to be about the same person without
//! telling about whom. What shows fraud stays: hosts, domains, words.

mod message;
mod pattern;
mod report;
mod url;

use std::ops::Range;

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use regex::Captures;

use crate::NoRandomness;
use pattern::{PERSONAL, digit, file, is_nobody, is_token};

/// Takes out what is personal, with one desk's key.
#[derive(Clone)]
pub struct Redactor {
    key: hmac::Key,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redactor")
    }
}

/// Octets of a mask. Forty-eight bits keep a desk's people apart; nobody without the key can try.
const MASK: usize = 6;

impl Redactor {
    /// A redactor with a key that is nobody else's.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, key) }
    }

    /// A redactor with a key that nobody keeps: what it masks is the same within what it redacts,
    /// and with nothing else.
    ///
    /// # Errors
    /// When the operating system gives no random octets.
    pub fn unkept() -> Result<Self, NoRandomness> {
        crate::secret::key().map(|key| Self::new(&key))
    }

    /// What stands in a text's place: the same for the same, under this key; a mask for itself.
    fn mask(&self, kind: &str, text: &str) -> String {
        if is_mask(text) {
            return text.to_owned();
        }
        let tag = hmac::sign(&self.key, format!("{kind}\0{text}").as_bytes());
        let short = tag.as_ref().get(..MASK).unwrap_or_default();
        format!("[{kind}:{}]", URL_SAFE_NO_PAD.encode(short))
    }

    /// A keyed hash of what tells who somebody is: the same for the same, and nothing else.
    pub(crate) fn tag(&self, kind: &str, text: &str) -> [u8; 16] {
        let whole = hmac::sign(&self.key, format!("{kind}\0{text}").as_bytes());
        let mut tag = [0; 16];
        for (octet, from) in tag.iter_mut().zip(whole.as_ref()) {
            *octet = *from;
        }
        tag
    }

    /// A text that people wrote or read. What is redacted already stays as it is.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        match &*PERSONAL {
            Some(personal) => {
                personal.replace_all(text, |found: &Captures<'_>| self.one(found)).into_owned()
            }
            // A pattern that does not compile is caught by the tests; nothing would leak.
            None => String::new(),
        }
    }

    /// Where a text tells who somebody is, and what is to stand there, in order.
    fn finds(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let Some(personal) = &*PERSONAL else { return vec![(0..text.len(), String::new())] };
        let finds = personal.captures_iter(text).filter_map(|found| {
            let whole = found.get(0)?;
            let mask = self.one(&found);
            (mask != whole.as_str()).then(|| (whole.range(), mask))
        });
        finds.collect()
    }

    /// What stands in the place of one find.
    fn one(&self, found: &Captures<'_>) -> String {
        let part = |name: &str| found.name(name).map(|part| part.as_str());
        let whole = part_of(found, 0);
        if let Some(url) = part("url").or(part("bare")) {
            return self.url(url);
        }
        if let (Some(local), Some(domain)) = (part("local"), part("domain")) {
            return format!("{}{domain}", self.mask("box", &local.to_lowercase()));
        }
        if let Some(name) = part("name").or(part("kana")).or(part("who")) {
            return self.name(name, whole, part("tail").unwrap_or_default());
        }
        if let Some(number) = part("number") {
            return self.mask("number", &number.chars().filter_map(digit).collect::<String>());
        }
        if let Some(token) = part("token").filter(|token| is_token(token)) {
            return self.mask("token", token);
        }
        if let Some((stem, end)) = part("host").and_then(file)
            && is_token(whole)
        {
            return format!("{}.{end}", self.mask("token", stem));
        }
        whole.to_owned()
    }

    /// A name in its form of address; a word that only looks like one stays.
    fn name(&self, name: &str, whole: &str, tail: &str) -> String {
        if is_nobody(name) || !tail.is_empty() {
            return whole.to_owned();
        }
        let letters = name.chars().filter(|c| !c.is_whitespace() && *c != '・');
        let mask = self.mask("name", &letters.flat_map(char::to_lowercase).collect::<String>());
        whole.replacen(name, &mask, 1)
    }
}

/// Whether it is what [`Redactor::mask`] made.
fn is_mask(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inside.and_then(|inside| inside.split_once(':')).is_some_and(|(kind, hash)| {
        kind.chars().all(|c| c.is_ascii_lowercase())
            && hash.len() == MASK / 3 * 4
            && URL_SAFE_NO_PAD.decode(hash).is_ok()
    })
}

fn part_of<'t>(found: &Captures<'t>, part: usize) -> &'t str {
    found.get(part).map_or("", |part| part.as_str())
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    pub(super) fn redactor() -> Redactor {
        Redactor::new(&[7; 32])
    }

    /// Each mask with its hash left out.
    pub(super) fn without_hashes(text: &str) -> String {
        let hash = Regex::new(r"\[(\w+):[\w-]{8}\]").unwrap();
        hash.replace_all(text, "[$1]").into_owned()
    }

    #[test]
    fn what_tells_who_somebody_is_goes_and_the_rest_stays() {
        for (text, expected) in [
            ("hanako.yamada@mailbox.example 様", "[box]@mailbox.example 様"),
            ("山田 花子 様", "[name] 様"),
            ("山田花子様、お届けです", "[name]様、お届けです"),
            ("本多様", "[name]様"),
            ("やまだ はなこ 様", "[name] 様"),
            ("店の佐藤さんから電話", "店の[name]さんから電話"),
            ("Yamada 様", "[name] 様"),
            ("お客様のアカウント、会員様、皆様へ", "お客様のアカウント、会員様、皆様へ"),
            ("ご契約者様と同様に多様な利用様式", "ご契約者様と同様に多様な利用様式"),
            ("Dear Hanako Yamada,", "Dear [name],"),
            ("Dear Customer,", "Dear Customer,"),
            ("電話 03-1234-5678 まで", "電話 [number] まで"),
            ("カード 4111 1111 1111 1111", "カード [number]"),
            ("カード ４１１１－１１１１－１１１１－１１１１", "カード [number]"),
            ("注文番号250-1234567-1234567です", "注文番号[number]です"),
            ("注文AB12345678CDを", "注文[token]を"),
            ("請求書-A1234567.pdf を見た", "請求書-[token].pdf を見た"),
            (
                "2021年11月22日まで、2021-11-22、2021-11-22T10:00、1,000円、10%OFF",
                "2021年11月22日まで、2021-11-22、2021-11-22T10:00、1,000円、10%OFF",
            ),
        ] {
            assert_eq!(without_hashes(&redactor().text(text)), expected, "{text}");
        }
    }

    #[test]
    fn what_shows_fraud_stays() {
        for (text, expected) in [
            (
                "hxxps[:]//evil[.]example/login?c=5T2K を",
                "hxxps[:]//evil[.]example/login?c=[value] を",
            ),
            ("リンク先はwww.mihon-store.exampleです", "リンク先はwww.mihon-store.exampleです"),
            ("evil.example/in?k=1 へ", "evil.example/in?k=[value] へ"),
            ("pay-1234567-id[.]example", "pay-1234567-id[.]example"),
            ("送信元は 203.0.113.245 です", "送信元は 203.0.113.245 です"),
            ("", ""),
        ] {
            assert_eq!(without_hashes(&redactor().text(text)), expected, "{text}");
        }
    }

    #[test]
    fn the_same_is_masked_the_same_under_one_key_only() {
        let redactor = redactor();
        let masked = |redactor: &Redactor, text: &str| redactor.text(text);
        assert_eq!(masked(&redactor, "山田 花子様"), masked(&redactor, "山田花子様"));
        assert_eq!(masked(&redactor, "03-1234-5678"), masked(&redactor, "0312345678"));
        assert_eq!(masked(&redactor, "０３１２３４５６７８"), masked(&redactor, "0312345678"));
        assert_ne!(masked(&redactor, "03-1234-5678"), masked(&redactor, "0312345679"));
        let other = Redactor::new(&[8; 32]);
        assert_ne!(masked(&redactor, "03-1234-5678"), masked(&other, "03-1234-5678"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_redacted(text in ".{0,200}") {
            proptest::prop_assert_eq!(redactor().text(&text).is_empty(), text.is_empty());
            proptest::prop_assert_eq!(redactor().url(&text).is_empty(), text.is_empty());
        }

        #[test]
        fn what_is_redacted_stays_as_it_is(
            name in "[山田花子]{2,4}", number in "[0-9]{8,16}", value in "[A-Za-z0-9]{1,20}",
        ) {
            let text = format!("{name}様 {number} https://a.example/x?k={value} a{number}z");
            let once = redactor().text(&text);
            proptest::prop_assert_eq!(redactor().text(&once), once);
        }
    }
}
