//! The part tree and what is odd about it (RFC 2045, RFC 2046, RFC 2231).

use mail::{Anomaly, Disposition, Limits, TransferEncoding, parse};

/// The tree as one line a part: depth, type, container mark, body; then the anomalies, the missing
/// From aside.
fn told(raw: &str) -> (Vec<String>, Vec<Anomaly>) {
    let (mail, anomalies) = parse(raw.as_bytes(), &Limits::default());
    let parts = mail.parts.iter().map(|part| {
        let text = if part.is_container { "+".into() } else { String::from_utf8_lossy(part.body) };
        format!("{} {} {text}", part.depth, part.media_type)
    });
    let anomalies = anomalies.into_iter().filter(|anomaly| *anomaly != Anomaly::NoFrom).collect();
    (parts.collect(), anomalies)
}

#[track_caller]
fn check(raw: &str, parts: &[&str], anomalies: &[Anomaly]) {
    let (told_parts, told_anomalies) = told(raw);
    assert_eq!(told_parts, parts, "{raw}");
    assert_eq!(told_anomalies, anomalies, "{raw}");
}

const MIXED: &str = "Content-Type: multipart/mixed; boundary=b\n\n";

#[test]
fn a_message_without_a_type_is_plain_text() {
    check("Subject: x\n\nhello\n", &["0 text/plain hello\n"], &[]);
}

#[test]
fn parts_lie_between_boundary_lines() {
    check(
        &format!("{MIXED}--b\n\none\n--b  \nContent-Type: TEXT/HTML\n\ntwo\n\n--b--\n"),
        &["0 multipart/mixed +", "1 text/plain one", "1 text/html two\n"],
        &[],
    );
}

#[test]
fn a_boundary_counts_only_as_a_whole_line() {
    check(
        &format!("{MIXED}--b\n\none --b\n--bx\n --b\n--b--\n"),
        &["0 multipart/mixed +", "1 text/plain one --b\n--bx\n --b"],
        &[Anomaly::LongerBoundaryLine],
    );
}

#[test]
fn a_digest_holds_messages_by_default() {
    check(
        "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\nhello\n--b--\n",
        &["0 multipart/digest +", "1 message/rfc822 +", "2 text/plain hello"],
        &[],
    );
}

#[test]
fn an_attached_message_is_entered_and_kept_octet_for_octet() {
    let raw = format!("{MIXED}--b\nContent-Type: message/rfc822\n\nSubject: x\n\nhello\n\n--b--\n");
    let (mail, _) = parse(raw.as_bytes(), &Limits::default());
    assert_eq!(mail.parts[1].body, b"Subject: x\n\nhello\n");
    assert_eq!(mail.parts[2].header.first("subject").unwrap().value, b" x");
}

#[test]
fn an_outer_boundary_ends_every_part_inside() {
    check(
        &format!(
            "{MIXED}--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--b\n\ny\n--b--\n"
        ),
        &["0 multipart/mixed +", "1 multipart/mixed +", "2 text/plain x", "1 text/plain y"],
        &[Anomaly::NoClosingBoundary],
    );
}

#[test]
fn text_outside_the_parts_is_kept_and_told() {
    let raw = format!("{MIXED}before\n--b\n\nx\n--b--\nafter\n");
    check(
        &raw,
        &["0 multipart/mixed +", "1 text/plain x"],
        &[Anomaly::TextBeforeParts, Anomaly::TextAfterParts],
    );
    let (mail, _) = parse(raw.as_bytes(), &Limits::default());
    assert_eq!(mail.outside, [b"before\n".as_slice(), b"after\n"]);
    let customary =
        format!("{MIXED}This is a multi-part message in MIME format.\n--b\n\nx\n--b--\n");
    check(&customary, &["0 multipart/mixed +", "1 text/plain x"], &[]);
}

#[test]
fn every_structural_oddity_is_told() {
    for (raw, anomaly) in [
        ("Content-Type: multipart/mixed\n\nx", Anomaly::NoBoundary),
        ("Content-Type: multipart/mixed; boundary=b\n\nx", Anomaly::BoundaryNotFound),
        ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx", Anomaly::NoClosingBoundary),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nA: b\n--b--",
            Anomaly::BoundaryInHeader,
        ),
        ("Content-Type: multipart/mixed; boundary=b\n\n--b--\n--b\n\nx", Anomaly::PartAfterClosing),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b--",
            Anomaly::SameBoundary,
        ),
        (
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoK",
            Anomaly::EncodedContainer,
        ),
        ("Content-Type: text/plain\nContent-Type: text/html\n\n", Anomaly::ConflictingTypes),
        (
            "Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a--",
            Anomaly::ConflictingTypes,
        ),
        (
            "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\n",
            Anomaly::ConflictingEncodings,
        ),
        (
            "Content-Type: a/b; name=x.pdf\nContent-Disposition: attachment; filename=x.exe\n\n",
            Anomaly::ConflictingFileNames,
        ),
        ("Content-Type: html\n\n", Anomaly::OddMediaType),
        ("Content-Transfer-Encoding: rot13\n\n", Anomaly::UnknownEncoding),
        ("Subject: x\nno field\nTo: y\n\n", Anomaly::FieldWithoutColon),
        ("Subject : x\n\n", Anomaly::SpaceBeforeColon),
        ("Subject: x\n \n y\n\n", Anomaly::BlankFold),
        ("Subject: x\nThis is text\nand more\n", Anomaly::NoSeparator),
        ("Subject: x\0\n\n", Anomaly::Nul),
        ("Subject: x\ry\n\n", Anomaly::BareCr),
        ("Subject: x\r\nTo: y\n\n", Anomaly::MixedLineEnds),
        ("Subject: あ\n\n", Anomaly::RawHeaderText),
        ("\u{feff}Subject: x\n\n", Anomaly::ByteOrderMark),
        ("From a Tue Nov 16 10:51:06 2021\nSubject: x\n\n", Anomaly::MboxLine),
    ] {
        assert!(told(raw).1.contains(&anomaly), "{anomaly:?} in {raw:?}: {:?}", told(raw).1);
    }
}

#[test]
fn an_ordinary_mail_has_no_anomaly() {
    for end in ["\n", "\r\n"] {
        let raw = "From: a@b.example\nTo: c@d.example\nSubject: x\n\nhello\n".replace('\n', end);
        assert_eq!(parse(raw.as_bytes(), &Limits::default()).1, []);
    }
}

#[test]
fn file_names_are_read_as_programs_show_them() {
    for (fields, expected) in [
        ("Content-Disposition: attachment; filename=a.pdf", "a.pdf"),
        ("Content-Disposition: attachment; filename=\"a b.pdf\"", "a b.pdf"),
        ("Content-Disposition: attachment; filename=a(1).pdf", "a(1).pdf"),
        ("Content-Disposition: attachment; filename*=utf-8'ja'%E8%AB%8B.pdf", "請.pdf"),
        (
            "Content-Disposition: attachment; filename*0*=utf-8''%E8%AB;\n filename*1*=%8B;\n filename*2=.pdf",
            "請.pdf",
        ),
        ("Content-Disposition: attachment; filename*1=f; filename*0=a.pd", "a.pdf"),
        ("Content-Disposition: attachment; filename=\"=?utf-8?B?6KuL?=.pdf\"", "請.pdf"),
        ("Content-Type: application/pdf; name=\"=?ISO-2022-JP?B?GyRCQEEbKEI=?=.pdf\"", "請.pdf"),
        ("Content-Disposition: attachment; filename=\"a\\\"b.pdf\"", "a\"b.pdf"),
        ("Content-Disposition: attachment; filename=\"a;b.pdf\"", "a;b.pdf"),
        ("Content-Disposition: attachment; filename=請.pdf", "請.pdf"),
    ] {
        let raw = format!("{fields}\n\n");
        let (mail, _) = parse(raw.as_bytes(), &Limits::default());
        assert_eq!(mail.parts[0].file_name.as_deref(), Some(expected), "{fields}");
    }
}

#[test]
fn text_is_read_by_its_charset_or_by_what_it_is() {
    let kanji = "日本語のお知らせです。";
    let (jis, _, _) = encoding_rs::ISO_2022_JP.encode(kanji);
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode(kanji);
    let (euc, _, _) = encoding_rs::EUC_JP.encode(kanji);
    for (charset, octets, anomalies) in [
        ("iso-2022-jp", &*jis, vec![]),
        ("ISO-2022-JP-MS", &*jis, vec![]),
        ("cp50221", &*jis, vec![]),
        ("us-ascii", &*jis, vec![Anomaly::CharsetLie]),
        ("utf-8", &*jis, vec![Anomaly::CharsetLie]),
        ("utf-8", kanji.as_bytes(), vec![]),
        ("us-ascii", kanji.as_bytes(), vec![Anomaly::CharsetLie]),
        ("iso-2022-jp", kanji.as_bytes(), vec![Anomaly::CharsetLie]),
        ("Windows-31J", &*sjis, vec![]),
        ("x-sjis", &*sjis, vec![]),
        ("cp932", &*sjis, vec![]),
        ("utf-8", &*sjis, vec![Anomaly::CharsetLie]),
        ("euc-jp", &*euc, vec![]),
        ("x-none-such", &*sjis, vec![Anomaly::UnknownCharset]),
        ("unicode-1-1-utf-7", b"+ZeVnLIqeMG5KpDd3MIkwWzBnMFkwAg-", vec![]),
    ] {
        let head = format!("Content-Type: text/plain; charset=\"{charset}\"\n\n");
        let raw = [head.as_bytes(), octets].concat();
        let (mail, _) = parse(&raw, &Limits::default());
        let (text, told) = mail.parts[0].read_text(&Limits::default());
        if !charset.contains("utf-7") {
            assert_eq!(text, kanji, "{charset}");
        }
        assert_eq!(told, anomalies, "{charset}");
    }
}

#[test]
fn a_part_says_how_it_is_encoded_and_shown() {
    let raw = "Content-Type: image/png\nContent-Transfer-Encoding: BASE64 (x)\n\
               Content-Disposition: INLINE; filename=x\nContent-ID: <a@b>\n\naGk=\n";
    let (mail, _) = parse(raw.as_bytes(), &Limits::default());
    let part = &mail.parts[0];
    assert_eq!(part.encoding, TransferEncoding::Base64);
    assert_eq!(part.disposition, Disposition::Inline);
    assert_eq!(part.content_id.as_deref(), Some("a@b"));
    assert_eq!(&*part.bytes(&Limits::default()), b"hi");
}
