//! Values of header fields, each through the door that reads it: encoded words, addresses, dates,
//! trace, parameters, DMARC records, Authentication-Results.

#![no_main]

use auth::{authres::AuthenticationResults, dmarc};
use libfuzzer_sys::fuzz_target;
use mail::{DomainName, Limits, MailFrom, Received, decode_words, parse};

/// Fields whose values have a grammar.
const FIELDS: &[&str] = &[
    "From",
    "Reply-To",
    "Date",
    "Received",
    "Content-Type",
    "Content-Disposition",
    "Content-Transfer-Encoding",
    "Return-Path",
    "Received-SPF",
    "Authentication-Results",
    "ARC-Authentication-Results",
    "DKIM-Signature",
];

fuzz_target!(|raw: &[u8]| {
    let _ = decode_words(raw);
    let text = String::from_utf8_lossy(raw);
    if let Ok(name) = DomainName::parse(&text) {
        // A name that was read is a name.
        assert_eq!(DomainName::parse(name.as_str()).as_ref(), Ok(&name));
        let _ = (name.registrable(), name.to_unicode(), name.parent());
    }
    let _ = DomainName::parse_dns(&text);
    let received = Received::parse(&text);
    let _ = (received.at(), received.by_name(), received.is_by_exchange());
    let _ = MailFrom::parse(&text).domain();
    let _ = dmarc::Record::parse(&text);
    let read = AuthenticationResults::parse(&text);
    let is_whole = |read: &AuthenticationResults| {
        read.malformed == 0 && read.results.iter().all(|info| !info.result.as_str().is_empty())
    };
    if let Some(read) = read.ok().filter(is_whole) {
        // What was printed reads the same again.
        let printed = read.to_string();
        let again = AuthenticationResults::parse(&printed);
        assert_eq!(again.as_ref().map(ToString::to_string), Ok(printed));
    }
    let _ = AuthenticationResults::parse_arc(&text);
    for field in FIELDS {
        let message = [field.as_bytes(), b": ", raw, b"\r\n\r\nx"].concat();
        let (mail, _) = parse(&message, &Limits::default());
        let _ = (mail.subject(), mail.authors(), mail.date(), mail.arrival());
        let _ = (mail.mailboxes("reply-to"), mail.header.first(field).map(mail::Field::text));
    }
});
