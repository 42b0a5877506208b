use std::io::{Cursor, Write as _};

use cfb::CompoundFile;

use crate::input::{InputError, Origin, split};
use crate::{Authors, Limits};

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A compound file of these streams; a name that ends with `/` is a storage.
fn compound(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, octets) in entries {
        match name.strip_suffix('/') {
            Some(storage) => file.create_storage(storage).unwrap(),
            None => file.create_stream(name).unwrap().write_all(octets).unwrap(),
        }
    }
    file.into_inner().into_inner()
}

fn property(kind: u16, tag: u16, value: [u8; 8]) -> Vec<u8> {
    let mut entry = kind.to_le_bytes().to_vec();
    entry.extend(tag.to_le_bytes());
    entry.extend([0; 4]);
    entry.extend(value);
    entry
}

#[test]
fn an_outlook_message_becomes_a_mail_with_its_received_header() {
    let header = "Received: from a.example\r\nFrom: =?utf-8?B?5pel5pys?= <a@b.example>\r\n\
                  Subject: hello\r\nContent-Type: text/plain\r\n\r\n";
    let file = compound(&[
        ("/__properties_version1.0", vec![0; 32]),
        ("/__substg1.0_007D001F", utf16(header)),
        ("/__substg1.0_1000001F", utf16("本文")),
        ("/__substg1.0_10130102", b"<p>x</p>".to_vec()),
        ("/__attach_version1.0_#00000000/", Vec::new()),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102", b"%PDF".to_vec()),
        ("/__attach_version1.0_#00000000/__substg1.0_3707001F", utf16("請求書.pdf")),
    ]);
    let messages = split(&file, &Limits::default()).unwrap();
    assert_eq!(messages[0].origin, Origin::FromMsg);
    let limits = Limits::default();
    let (mail, anomalies) = crate::parse(&messages[0].octets, &limits);
    assert_eq!(anomalies, []);
    assert_eq!(mail.subject(), "hello");
    assert_eq!(mail.authors().one().unwrap().display, "日本");
    let leaves: Vec<_> = mail.leaves().collect();
    assert_eq!(leaves[0].text(&limits), "本文");
    assert_eq!(leaves[1].media_type, "text/html");
    assert_eq!(leaves[2].file_name.as_deref(), Some("請求書.pdf"));
    assert_eq!(&*leaves[2].bytes(&limits), b"%PDF");
}

#[test]
fn without_a_received_header_the_properties_make_one() {
    let mut properties = vec![0; 32];
    // 2021-11-16T01:51:06Z in FILETIME.
    let ticks: i64 = (1_637_027_466 + 11_644_473_600) * 10_000_000;
    properties.extend(property(0x0040, 0x0039, ticks.to_le_bytes()));
    let inner = "/__attach_version1.0_#00000000/__substg1.0_3701000D";
    let file = compound(&[
        ("/__properties_version1.0", properties),
        ("/__substg1.0_0037001F", utf16("件名\r\nBcc: x@y.example")),
        ("/__substg1.0_0042001F", utf16("Tanaka")),
        ("/__substg1.0_5D02001F", utf16("tanaka@b.example")),
        ("/__attach_version1.0_#00000000/", Vec::new()),
        (&format!("{inner}/"), Vec::new()),
        (&format!("{inner}/__substg1.0_0037001F"), utf16("inner")),
    ]);
    let messages = split(&file, &Limits::default()).unwrap();
    let (mail, _) = crate::parse(&messages[0].octets, &Limits::default());
    assert_eq!(mail.subject(), "件名  Bcc: x@y.example");
    let Authors::One(author) = mail.authors() else { panic!("{:?}", mail.authors()) };
    assert_eq!(
        (author.display.as_str(), author.address().as_str()),
        ("Tanaka", "tanaka@b.example")
    );
    assert_eq!(mail.date().unwrap().to_string(), "2021-11-16T01:51:06Z");
    let attached = mail.parts.iter().find(|part| part.is_message()).unwrap();
    let (inner, _) = crate::parse(attached.body, &Limits::default());
    assert_eq!(inner.subject(), "inner");
}

#[test]
fn another_office_file_is_refused_with_a_clear_reason() {
    let file = compound(&[("/WordDocument", vec![1, 2, 3])]);
    assert_eq!(split(&file, &Limits::default()), Err(InputError::NotAMessage));
    let broken = &file[..600];
    assert!(matches!(split(broken, &Limits::default()), Err(InputError::BrokenMsg(_))));
}
