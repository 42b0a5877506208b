//! Any bytes are a mail, and what comes back lies within them.

use mail::{Limits, Mail, input, parse};
use proptest::prelude::*;

/// Small limits, so that random input meets them.
fn small() -> Limits {
    Limits {
        message_octets: 4_000,
        header_octets: 300,
        header_fields: 8,
        parts: 6,
        depth: 3,
        decoded_octets: 100,
    }
}

/// Pieces from which a structure arises more often than from random octets.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "\r\n",
        "\n",
        "\r",
        "\0",
        " ",
        "\t",
        "--b",
        "--b--",
        "--bb",
        "--",
        "From a 1:2\n",
        ">From x",
        "From: ",
        "From : ",
        "From\r\n : ",
        "a@b.example",
        "<a@b.example>",
        "\"",
        "(",
        ")",
        "<",
        ">",
        ",",
        ";",
        ":",
        "@",
        "[",
        "]",
        "\\",
        "=?utf-8?B?",
        "=?iso-2022-jp?Q?",
        "?=",
        "=E3=81",
        "5pel",
        "Subject: ",
        "Date: Tue, 16 Nov 2021 10:51:06 +0900",
        "Content-Type: multipart/mixed; ",
        "Content-Type: multipart/digest; boundary=bb\r\n",
        "boundary=b",
        "boundary=\"b\"\r\n",
        "Content-Type: message/rfc822\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "Content-Transfer-Encoding: quoted-printable\r\n",
        "charset=iso-2022-jp",
        "name*0*=utf-8''%E3",
        "\x1b$B",
        "\x1b(B",
        "日本",
        "件名：",
        "差出人: ",
        "<html>",
        "Received: ",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    let random = prop::collection::vec(any::<u8>(), 0..20);
    prop::collection::vec(prop_oneof![4 => known, 1 => random], 0..60).prop_map(|all| all.concat())
}

/// Asks a mail everything it can be asked.
fn ask(mail: &Mail<'_>, limits: &Limits) {
    let _ = (mail.subject(), mail.authors(), mail.date(), mail.arrival(), mail.mailboxes("to"));
    let _ = mail.asked_about(limits);
    for field in mail.header.fields() {
        let _ = (field.text(), field.unfolded());
    }
    for part in &mail.parts {
        assert!(part.bytes(limits).len() <= limits.decoded_octets);
        let _ = part.text(limits);
    }
}

fn lies_within(mail: &Mail<'_>, limits: &Limits) {
    assert!(!mail.parts.is_empty() && mail.parts.len() <= limits.parts);
    for (id, part) in mail.parts.iter().enumerate() {
        assert!(part.depth <= limits.depth);
        assert!(part.parent.map_or(id == 0, |parent| parent < id), "preorder");
        if let Some(outer) = part.parent.and_then(|parent| mail.parts.get(..id)?.get(parent)) {
            assert_eq!(part.depth, outer.depth + 1);
            assert!(outer.is_container && outer.body_start <= part.body_start);
        }
        let end = part.body_start + part.body.len();
        assert_eq!(mail.raw.get(part.body_start..end), Some(part.body));
        assert!(part.header.fields().len() <= limits.header_fields);
        for field in part.header.fields() {
            let range = field.start..field.start + field.raw.len();
            assert_eq!(mail.raw.get(range), Some(field.raw));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes_parse(raw in pieces()) {
        for limits in [small(), Limits::default()] {
            let (mail, _) = parse(&raw, &limits);
            lies_within(&mail, &limits);
            ask(&mail, &limits);
            for message in input::split(&raw, &limits).unwrap_or_default() {
                let (mail, _) = parse(&message.octets, &limits);
                lies_within(&mail, &limits);
                ask(&mail, &limits);
            }
        }
    }

    #[test]
    fn fields_joined_are_the_header(raw in pieces()) {
        let (mail, _) = parse(&raw, &Limits::default());
        let joined: Vec<u8> =
            mail.header.fields().iter().flat_map(|field| field.raw.to_vec()).collect();
        let start = mail.header.fields().first().map_or(0, |field| field.start);
        prop_assert!(raw[start..].starts_with(&joined));
        // What is left between the fields and the body is the empty line, if there is one.
        let body_start = mail.parts[0].body_start;
        prop_assert_eq!(&raw[body_start..], mail.body);
        if !joined.is_empty() {
            let gap = &raw[start + joined.len()..body_start];
            // A carriage return that ends the input is an empty line cut short.
            prop_assert!(matches!(gap, b"" | b"\n" | b"\r\n" | b"\r"), "{:?}", gap);
        }
    }

    #[test]
    fn a_damaged_compound_file_is_no_trouble(mut octets in prop::collection::vec(any::<u8>(), 0..3000)) {
        let signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        octets.splice(0..0, signature);
        prop_assert!(input::split(&octets, &Limits::default()).is_err());
    }
}
