//! Any bytes are a mail: parsing, and every question a mail can be asked, must return.
//!
//! `cargo +nightly fuzz run any_bytes_parse fuzz/corpus/any_bytes_parse fuzz/seeds/any_bytes_parse`

#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::{Limits, Mail, input, parse};

fuzz_target!(|raw: &[u8]| {
    // Small limits are met by small inputs, which a fuzzer makes most of.
    let small = Limits {
        message_octets: 64 << 10,
        header_octets: 1 << 10,
        header_fields: 20,
        parts: 10,
        depth: 4,
        decoded_octets: 4 << 10,
    };
    for limits in [Limits::default(), small] {
        let (mail, _) = parse(raw, &limits);
        ask(&mail, &limits);
        for message in input::split(raw, &limits).unwrap_or_default() {
            let (mail, _) = parse(&message.octets, &limits);
            ask(&mail, &limits);
        }
    }
});

fn ask(mail: &Mail<'_>, limits: &Limits) {
    assert!(!mail.parts.is_empty() && mail.parts.len() <= limits.parts);
    let _ = (mail.subject(), mail.authors(), mail.date(), mail.arrival(), mail.mailboxes("to"));
    let _ = mail.asked_about(limits);
    for part in &mail.parts {
        let end = part.body_start + part.body.len();
        assert_eq!(mail.raw.get(part.body_start..end), Some(part.body));
        assert!(part.bytes(limits).len() <= limits.decoded_octets);
        let _ = part.text(limits);
    }
}
