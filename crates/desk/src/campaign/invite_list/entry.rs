use std::net::Ipv4Addr;

use mail::DomainName;
use strum::{EnumIter, IntoStaticStr};
use verdict::words::Language;

use super::columns::Picked;
use crate::{Redactor, campaign::window::zone};

/// Somebody who is to be invited.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// The line.
    pub line: u64,
    /// The mail address, with its domain in small letters of ASCII.
    pub address: String,
    /// What to call them; may be empty.
    pub name: String,
    /// In which language the message is.
    pub language: Language,
    /// Name of the zone in which their days are counted.
    pub zone: String,
    /// Whether they may take a coupon.
    pub is_eligible: bool,
}

/// Why a line invites nobody.
#[derive(Clone, Copy, Debug, EnumIter, Eq, Hash, IntoStaticStr, Ord, PartialEq, PartialOrd)]
#[strum(serialize_all = "kebab-case")]
pub enum Refused {
    /// No address in it.
    NoAddress,
    /// What stands in its place is no mail address.
    NotAnAddress,
    /// The address has letters beyond ASCII before its @, which few mail servers take (RFC 6531).
    AddressNotAscii,
    /// Longer than an address can be (RFC 5321 §4.5.3.1).
    AddressTooLong,
    /// The name is too long, or has control characters.
    Name,
    /// No language that messages are written in.
    Language,
    /// No zone of the IANA database.
    Zone,
    /// Neither yes nor no.
    Eligible,
    /// Letters that cannot be read: another encoding, or damage.
    Unreadable,
    /// A quote was opened and not closed.
    OpenQuote,
    /// Too long to be a line of such a list.
    TooLong,
}

impl Refused {
    /// Its name in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What is wrong, for whoever mends the list.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (ja, en) = match self {
            Self::NoAddress => ("メールアドレスがありません", "there is no mail address"),
            Self::NotAnAddress => ("メールアドレスの形ではありません", "this is no mail address"),
            Self::AddressNotAscii => (
                "メールアドレスに全角などの文字があります",
                "the address has letters other than ASCII",
            ),
            Self::AddressTooLong => ("メールアドレスが長すぎます", "the address is too long"),
            Self::Name => (
                "名前が長すぎるか、使えない文字があります",
                "the name is too long, or has control characters",
            ),
            Self::Language => ("言語は ja か en です", "the language has to be ja or en"),
            Self::Zone => (
                "時間帯は Asia/Tokyo のように書きます",
                "the time zone has to be written as Asia/Tokyo",
            ),
            Self::Eligible => ("対象かどうかは yes か no です", "eligible has to be yes or no"),
            Self::Unreadable => ("文字化けしています", "some letters cannot be read"),
            Self::OpenQuote => ("引用符が閉じていません", "a quote is not closed"),
            Self::TooLong => ("行が長すぎます", "the line is too long"),
        };
        match language {
            Language::Ja => ja,
            Language::En => en,
        }
    }
}

/// Characters of a name, at most.
const NAME: usize = 100;

/// Where a list names no zone.
const ZONE: &str = "Asia/Tokyo";

impl Entry {
    pub(super) fn read(line: u64, cells: Picked) -> Result<Self, Refused> {
        if cells.has_open_quote {
            return Err(Refused::OpenQuote);
        }
        let all = [&cells.address, &cells.name, &cells.language, &cells.zone, &cells.eligible];
        if all.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
            return Err(Refused::Unreadable);
        }
        let name = cells.name.trim();
        if name.chars().nth(NAME).is_some() || name.contains(char::is_control) {
            return Err(Refused::Name);
        }
        Ok(Self {
            line,
            address: address(&cells.address)?,
            name: name.to_owned(),
            language: language(cells.language.trim())?,
            zone: zone_name(cells.zone.trim())?,
            is_eligible: eligible(cells.eligible.trim())?,
        })
    }

    /// What tells that two addresses are one mailbox.
    pub(crate) fn hash(&self, redactor: &Redactor) -> Vec<u8> {
        address_hash(redactor, &self.address)
    }
}

/// A keyed hash of an address as mail systems compare it. RFC 5321 §2.4 lets a host tell `A` from `a`
/// before the @, and warns whoever does; none that people have mailboxes at does. Dots and plus signs
/// count: what they mean differs from host to host.
pub(crate) fn address_hash(redactor: &Redactor, address: &str) -> Vec<u8> {
    redactor.tag("campaign address", &address.to_ascii_lowercase()).to_vec()
}

/// A mail address (RFC 5321 §4.1.2) without quotes and comments. Dots may stand anywhere before the @:
/// Japan's mobile carriers gave out such addresses for years.
pub(crate) fn address(cell: &str) -> Result<String, Refused> {
    let text = cell.trim().trim_start_matches('<').trim_end_matches('>').trim();
    if text.is_empty() {
        return Err(Refused::NoAddress);
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Refused::Unreadable);
    }
    let (local, domain) = text.rsplit_once('@').ok_or(Refused::NotAnAddress)?;
    if local.is_empty() || domain.is_empty() {
        return Err(Refused::NotAnAddress);
    }
    if !local.is_ascii() {
        return Err(Refused::AddressNotAscii);
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    if !local.chars().all(is_plain) {
        return Err(Refused::NotAnAddress);
    }
    let domain = DomainName::parse(domain).map_err(|_| Refused::NotAnAddress)?;
    let domain = domain.as_str();
    let is_name = domain.contains('.')
        && domain.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c))
        && !domain.split('.').any(|label| label.starts_with('-') || label.ends_with('-'))
        && domain.parse::<Ipv4Addr>().is_err();
    if !is_name {
        return Err(Refused::NotAnAddress);
    }
    let address = format!("{local}@{domain}");
    if local.len() > 64 || address.len() > 254 {
        return Err(Refused::AddressTooLong);
    }
    Ok(address)
}

fn language(cell: &str) -> Result<Language, Refused> {
    let first = cell.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    match first.as_str() {
        "" | "ja" | "jp" | "jpn" | "japanese" | "日本語" => Ok(Language::Ja),
        "en" | "eng" | "english" | "英語" => Ok(Language::En),
        _ => Err(Refused::Language),
    }
}

fn zone_name(cell: &str) -> Result<String, Refused> {
    if cell.is_empty() || cell == ZONE {
        return Ok(ZONE.to_owned());
    }
    let zone = zone(cell).ok_or(Refused::Zone)?;
    zone.iana_name().map(str::to_owned).ok_or(Refused::Zone)
}

fn eligible(cell: &str) -> Result<bool, Refused> {
    match cell.to_lowercase().as_str() {
        "" | "1" | "yes" | "y" | "true" | "t" | "はい" | "有" | "対象" | "○" | "〇" | "◯" => {
            Ok(true)
        }
        "0" | "no" | "n" | "false" | "f" | "いいえ" | "無" | "対象外" | "×" | "✕" => {
            Ok(false)
        }
        _ => Err(Refused::Eligible),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_that_mail_can_go_to() {
        for (cell, expected) in [
            ("hanako@mailbox.example", Ok("hanako@mailbox.example")),
            (" <Hanako@MAILBOX.Example> ", Ok("Hanako@mailbox.example")),
            ("a..b.@docomo.example", Ok("a..b.@docomo.example")),
            ("hanako+shop@例え.example", Ok("hanako+shop@xn--r8jz45g.example")),
            ("", Err(Refused::NoAddress)),
            ("hanako", Err(Refused::NotAnAddress)),
            ("hanako@", Err(Refused::NotAnAddress)),
            ("@mailbox.example", Err(Refused::NotAnAddress)),
            ("hanako@localhost", Err(Refused::NotAnAddress)),
            ("hanako@192.0.2.1", Err(Refused::NotAnAddress)),
            ("a b@mailbox.example", Err(Refused::NotAnAddress)),
            ("a@b@mailbox.example", Err(Refused::NotAnAddress)),
            ("a\r\nBcc:x@mailbox.example", Err(Refused::NotAnAddress)),
            ("hanako@-mailbox.example", Err(Refused::NotAnAddress)),
            ("hanako@mail_box.example", Err(Refused::NotAnAddress)),
            ("はなこ@mailbox.example", Err(Refused::AddressNotAscii)),
            ("ｈanako@mailbox.example", Err(Refused::AddressNotAscii)),
            ("a\u{fffd}@mailbox.example", Err(Refused::Unreadable)),
        ] {
            assert_eq!(address(cell).as_deref(), expected.as_deref(), "{cell}");
        }
        let long = format!("{}@mailbox.example", "a".repeat(65));
        assert_eq!(address(&long), Err(Refused::AddressTooLong));
    }

    #[test]
    fn case_does_not_tell_mailboxes_apart_and_dots_do() {
        let hash = |address: &str| address_hash(&Redactor::new(&[1; 32]), address);
        assert_eq!(hash("Hanako@mailbox.example"), hash("hanako@mailbox.example"));
        assert_ne!(hash("hana.ko@mailbox.example"), hash("hanako@mailbox.example"));
        assert_ne!(hash("hanako+a@mailbox.example"), hash("hanako@mailbox.example"));
    }
}
