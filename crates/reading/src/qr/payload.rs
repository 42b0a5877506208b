//! What a code holds: by convention of telephones, the first letters of its text say.

/// What a telephone offers to do with a code.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Payload {
    /// To open an address.
    Link,
    /// To join a wireless network (`WIFI:`).
    Network,
    /// To keep a contact (`BEGIN:VCARD`, `MECARD:`, `BIZCARD:`).
    Contact,
    /// To keep an appointment (`BEGIN:VEVENT`, `BEGIN:VCALENDAR`).
    Appointment,
    /// To pay: EMV merchant codes (PromptPay, PayNow, Pix, JPQR), EPC transfers, `upi:`, wallets.
    Payment,
    /// To write or to call (`mailto:`, `tel:`, `SMSTO:`).
    Message,
    /// To show the text.
    Text,
}

/// Beginnings that say what follows, in capitals.
const BEGINNINGS: &[(&str, Payload)] = &[
    ("HTTP://", Payload::Link),
    ("HTTPS://", Payload::Link),
    ("URL:", Payload::Link),
    ("URLTO:", Payload::Link),
    ("MEBKM:", Payload::Link),
    ("WIFI:", Payload::Network),
    ("DPP:", Payload::Network),
    ("BEGIN:VCARD", Payload::Contact),
    ("MECARD:", Payload::Contact),
    ("BIZCARD:", Payload::Contact),
    ("BEGIN:VEVENT", Payload::Appointment),
    ("BEGIN:VCALENDAR", Payload::Appointment),
    // EMVCo merchant-presented mode: object 00 of two digits, "01".
    ("000201", Payload::Payment),
    // European Payments Council 069-12.
    ("BCD\n", Payload::Payment),
    ("BCD\r\n", Payload::Payment),
    ("SPC\n", Payload::Payment),
    ("SPC\r\n", Payload::Payment),
    ("UPI:", Payload::Payment),
    ("BITCOIN:", Payload::Payment),
    ("ETHEREUM:", Payload::Payment),
    ("LITECOIN:", Payload::Payment),
    ("MONERO:", Payload::Payment),
    ("TRON:", Payload::Payment),
    ("LIGHTNING:", Payload::Payment),
    ("MAILTO:", Payload::Message),
    ("MATMSG:", Payload::Message),
    ("SMTP:", Payload::Message),
    ("TEL:", Payload::Message),
    ("SMS:", Payload::Message),
    ("SMSTO:", Payload::Message),
];

impl Payload {
    /// What the text of a code is.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let known = BEGINNINGS.iter().find(|(beginning, _)| {
            text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
        });
        match known {
            Some((_, payload)) => *payload,
            None if has_scheme(text) || is_bare_address(text) => Self::Link,
            None => Self::Text,
        }
    }
}

/// The addresses that a code leads to, as written: its own, or that of a contact or appointment.
#[must_use]
pub fn addresses(text: &str) -> Vec<String> {
    let text = text.trim();
    match Payload::of(text) {
        Payload::Link => vec![link(text)],
        Payload::Message => vec![text.to_owned()],
        // Fields that hold addresses: `URL:` of MECARD, vCard, iCalendar.
        Payload::Contact | Payload::Appointment => {
            let fields = text.split(['\n', ';']).map(str::trim);
            fields.filter_map(|field| after(field, "URL:")).map(unescaped).take(4).collect()
        }
        Payload::Network | Payload::Payment => Vec::new(),
        Payload::Text => crate::text::addresses(text).take(8).map(|found| found.url).collect(),
    }
}

fn link(text: &str) -> String {
    if let Some(bookmark) = after(text, "MEBKM:") {
        // A semicolon ends a field unless a backslash is before it.
        let start = bookmark.to_ascii_uppercase().find("URL:").map_or(0, |at| at + 4);
        let rest = bookmark.get(start..).unwrap_or_default();
        let mut escaped = false;
        let end = rest.find(|letter: char| {
            let ends = letter == ';' && !escaped;
            escaped = letter == '\\' && !escaped;
            ends
        });
        return unescaped(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
    }
    let address = ["URLTO:", "URL:"].iter().find_map(|name| after(text, name)).unwrap_or(text);
    if has_scheme(address) { address.to_owned() } else { format!("https://{address}") }
}

fn after<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let head = text.get(..name.len())?;
    if head.eq_ignore_ascii_case(name) { text.get(name.len()..) } else { None }
}

/// MECARD and its kin write a backslash before `\ : ; ,`.
fn unescaped(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        plain.extend(if letter == '\\' { letters.next() } else { Some(letter) });
    }
    plain
}

/// `scheme://` (RFC 3986 §3.1): applications open by names of their own, `weixin://`, `paypay://`.
fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// A host without a scheme, which telephones open as well: the whole text is one address.
fn is_bare_address(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && !text.contains('@')
        && crate::text::addresses(text)
            .next()
            .is_some_and(|found| found.written.len() == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letters_say_what_a_code_is_for() {
        for (text, payload, expected) in [
            ("https://a.example/x", Payload::Link, &["https://a.example/x"][..]),
            ("HTTP://A.EXAMPLE", Payload::Link, &["HTTP://A.EXAMPLE"]),
            ("www.example.com/x", Payload::Link, &["https://www.example.com/x"]),
            ("URLTO:example.com", Payload::Link, &["https://example.com"]),
            (
                "MEBKM:TITLE:x;URL:http\\://a.example/\\;b;;",
                Payload::Link,
                &["http://a.example/;b"],
            ),
            ("paypay://transfer?x", Payload::Link, &["paypay://transfer?x"]),
            ("WIFI:T:WPA;S:guest;P:secret;;", Payload::Network, &[]),
            (
                "BEGIN:VCARD\nN:A\nURL:https://a.example\nEND:VCARD",
                Payload::Contact,
                &["https://a.example"],
            ),
            ("MECARD:N:A;URL:https\\://a.example;;", Payload::Contact, &["https://a.example"]),
            ("00020101021129370016A000000677010111", Payload::Payment, &[]),
            ("bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=1", Payload::Payment, &[]),
            ("BCD\n002\n1\nSCT", Payload::Payment, &[]),
            ("tel:+81312345678", Payload::Message, &["tel:+81312345678"]),
            ("A-1042", Payload::Text, &[]),
            ("See https://a.example/x now", Payload::Text, &["https://a.example/x"]),
        ] {
            assert_eq!(Payload::of(text), payload, "{text}");
            assert_eq!(addresses(text), expected, "{text}");
        }
    }
}
