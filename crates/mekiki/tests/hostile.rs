//! Whatever arrives gets a report, in bounded time and memory.
#![expect(clippy::unwrap_used, reason = "test")]

mod door;

use door::run;

/// Checks octets on standard input: one report, whatever they are.
fn check(name: &str, octets: &[u8]) {
    let run = run(&["check", "-", "--dns", "off", "--format", "json"], octets);
    assert!(matches!(run.code, Some(0 | 10 | 20 | 30)), "{name}: {run:?}");
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report.get("version"), Some(&1.into()), "{name}");
    eprintln!("{name}: {:?}, {} MiB", run.took, run.peak);
    run.is_bounded();
}

#[test]
fn an_empty_file_gets_a_report() {
    check("empty", b"");
}

#[test]
fn binary_gets_a_report() {
    let mut state = 7_u32;
    let octets: Vec<u8> = (0..3_000_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .collect();
    check("binary", &octets);
    check("nul", &vec![0; 3_000_000]);
    check("line ends", &b"\r\n".repeat(1_000_000));
    check("bare cr", &b"a\r".repeat(1_000_000));
}

#[test]
fn a_mail_of_50_megabytes_gets_a_report() {
    let head = b"From: a@b.example\r\nSubject: big\r\nContent-Type: text/html\r\n\r\n<p>";
    let text = b"<p>Click <a href='https://evil.example/x'>https://amazon.co.jp/</a> now\r\n";
    check("50 MB of links", &[head.as_slice(), &text.repeat(50_000_000 / text.len())].concat());
    let head = b"From: a@b.example\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let line = b"UEsDBBQAAAAIAAAAIQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n";
    check("50 MB attached", &[head.as_slice(), &line.repeat(50_000_000 / line.len())].concat());
    let head = b"From: a@b.example\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B";
    check("50 MB of kanji", &[head.as_slice(), &b"4A;z\r\n".repeat(8_000_000)].concat());
}

#[test]
fn a_hundred_thousand_parts_get_a_report() {
    let head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    let part = b"--b\r\nContent-Type: text/html\r\n\r\n<a href=https://x.example/>x</a>\r\n";
    check("100,000 parts", &[head.as_slice(), &part.repeat(100_000)].concat());
    let open = b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    check("100,000 openings", &[head.as_slice(), &open.repeat(100_000)].concat());
}

#[test]
fn parts_5000_deep_get_a_report() {
    let mut mail = b"From: a@b.example\r\n".to_vec();
    for depth in 0..5_000 {
        mail.extend(
            format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n")
                .bytes(),
        );
    }
    check("depth 5,000", &mail);
    let messages = b"Content-Type: message/rfc822\r\n\r\n".repeat(5_000);
    check(
        "5,000 messages in each other",
        &[b"From: a@b.example\r\n".as_slice(), &messages].concat(),
    );
    let html = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n";
    check("tags 1,000,000 deep", &[html.as_slice(), &b"<div>".repeat(1_000_000)].concat());
}

#[test]
fn header_lines_of_10_megabytes_get_a_report() {
    for field in [
        "Subject",
        "From",
        "To",
        "Received",
        "DKIM-Signature",
        "Authentication-Results",
        "Content-Type",
        "Reply-To",
        "List-Unsubscribe",
    ] {
        for filling in
            ["a", "a@b.example, ", "=?utf-8?B?44GC?= ", "(", "<", "\"", "; b=c", "\r\n x"]
        {
            let head = format!("{field}: ");
            let times = 10_000_000 / filling.len();
            check(
                &format!("{field} of 10 MB of {filling:?}"),
                &[head.as_bytes(), &filling.as_bytes().repeat(times), b"\r\n\r\nx\r\n"].concat(),
            );
        }
    }
}

#[test]
fn a_million_fields_get_a_report() {
    for field in [
        "X: y",
        "Received: from a (b [1.2.3.4]) by c; x",
        "From: a@b.example",
        "DKIM-Signature: v=1; a=rsa-sha256; d=b.example; s=s; h=from; bh=; b=",
        "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=b.example; s=s; b=",
    ] {
        let fields = format!("{field}\r\n").repeat(200_000);
        check(field, format!("From: a@b.example\r\n{fields}\r\nx").as_bytes());
    }
}

#[test]
fn markup_that_costs_gets_a_report() {
    let html = "From: a@b.example\r\nContent-Type: text/html\r\n\r\n";
    for filling in [
        "<",
        "<a ",
        "<a href=",
        "<!--",
        "&",
        "&#",
        "<style>",
        "<b><i>",
        "<a href='http://x.example/'>",
        "<td><table>",
        "https://",
        "http://x.example ",
        "<p style='color:red;display:none'>a",
        "<style>.a{display:none}</style>",
        "\u{200b}",
        "ア",
        "アマゾン ",
        "a@b.example ",
    ] {
        let body = filling.repeat(5_000_000 / filling.len());
        check(&format!("5 MB of {filling:?}"), format!("{html}{body}").as_bytes());
        check(
            &format!("5 MB of {filling:?} as text"),
            format!("From: a@b.example\r\n\r\n{body}").as_bytes(),
        );
    }
}

#[test]
fn pictures_that_cost_get_a_report() {
    let head = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    let part = |octets: &[u8]| {
        let head = "--b\r\nContent-Type: image/bmp\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        [head.as_bytes(), octets, b"\r\n"].concat()
    };
    let mail = |parts: Vec<u8>| [head.as_bytes(), &parts].concat();
    // Rings as of finder patterns, wall to wall.
    let rings = |x: usize, y: usize| {
        let ring = (x % 16 / 2).abs_diff(3).max((y % 16 / 2).abs_diff(3));
        ring != 2 && ring < 4
    };
    let noise = |x: usize, y: usize| ((x * 2_654_435_761) ^ (y * 40_503)) & 128 == 0;
    check("1,000 pictures of rings", &mail(part(&bitmap(200, 200, rings)).repeat(1_000)));
    check("a picture of rings", &mail(part(&bitmap(3_400, 3_400, rings))));
    check("a picture of noise", &mail(part(&bitmap(3_400, 3_400, noise))));
    check("a picture of 100 MB", &mail(part(&bitmap(6_000, 5_000, noise))));
    check("a bomb", &mail(part(&bitmap(1, 1, rings)[..54])));
    let mut bomb = bitmap(8, 8, rings);
    bomb[18..26].copy_from_slice(&[0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0]);
    check("a picture that says it is huge", &mail(part(&bomb)));
    for magic in
        [&b"\x89PNG\r\n\x1a\n"[..], b"GIF89a", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBPVP8 "]
    {
        let broken = [magic, &[0xa5; 300_000]].concat();
        check("a broken picture", &mail(part(&broken)));
    }
    let html = "From: a@b.example\r\nContent-Type: text/html\r\n\r\n";
    let cells = "<td bgcolor=#000></td><td bgcolor=#fff></td>".repeat(50);
    let table = format!("<table>{}</table>", format!("<tr>{cells}</tr>").repeat(100));
    check("tables of cells", format!("{html}{}", table.repeat(40)).as_bytes());
    let blocks = "█▀▄ ".repeat(100) + "\n";
    check(
        "letters that draw",
        format!("From: a@b.example\r\n\r\n{}", blocks.repeat(5_000)).as_bytes(),
    );
}

/// A bitmap of three octets a pixel (BMP).
fn bitmap(width: usize, height: usize, is_dark: impl Fn(usize, usize) -> bool) -> Vec<u8> {
    let row = (width * 3).next_multiple_of(4);
    let size = 54 + row * height;
    let mut octets = b"BM".to_vec();
    for number in [size, 0, 54, 40, width, height, 24 << 16 | 1, 0, 0, 0, 0, 0, 0] {
        octets.extend(u32::try_from(number).unwrap().to_le_bytes());
    }
    octets.resize(size, 0);
    for y in 0..height {
        for x in (0..width).filter(|x| !is_dark(*x, y)) {
            let start = 54 + y * row + x * 3;
            octets.get_mut(start..start + 3).unwrap().fill(255);
        }
    }
    octets
}

#[test]
fn many_pages_cost_no_more_than_few() {
    let page = "<b><p>".repeat(4_000_000 / 6);
    for (kind, disposition) in
        [("mixed", "inline"), ("alternative", "inline"), ("mixed", "attachment; filename=a.html")]
    {
        let head =
            format!("From: a@b.example\r\nContent-Type: multipart/{kind}; boundary=b\r\n\r\n");
        let part = format!(
            "--b\r\nContent-Type: text/html\r\nContent-Disposition: {disposition}\r\n\r\n{page}\r\n"
        );
        check(
            &format!("12 pages of 4 MB, {kind}, {disposition}"),
            format!("{head}{}", part.repeat(12)).as_bytes(),
        );
    }
}

#[test]
fn dead_dns_does_not_hold_a_message() {
    // No name server answers on a port that nobody listens on; the program's own bound ends it.
    let mail = "From: a@b.example\r\nDKIM-Signature: v=1; a=rsa-sha256; d=b.example; s=s; h=from; bh=; b=\r\n\r\nx";
    let run =
        run(&["check", "-", "--ip", "192.0.2.1", "--mail-from", "a@b.example"], mail.as_bytes());
    assert!(run.took < std::time::Duration::from_secs(door::SECONDS + 1), "{run:?}");
}

/// A message that carries one file, as it is.
fn carrying(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n\
         The password is 4711, or 4712.\r\n--b\r\nContent-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--b--\r\n"].concat()
}

/// A zlib stream of zeros, a thousand times as long as it looks.
fn bomb(octets: usize) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; octets], 6)
}

#[test]
fn a_pdf_that_costs_gets_a_report() {
    for filling in [
        "(",
        "<",
        "<<",
        "[",
        "/URI(",
        "/URI(\\",
        "<</URI(a)",
        "1 0 obj (",
        "1 0 obj <<",
        "%",
        "/#41",
        "<</URI 1 0 R>>",
        "1 0 obj(a)endobj ",
        "<<>>stream\n",
        "<</Length 9>>stream\nendstream ",
        "<</Filter/Standard>>",
        "<</Type/ObjStm>>stream\n",
        "<</Type/Page>>",
        "<</JS(getURL)>>",
    ] {
        let pdf = format!("%PDF-1.7\n{}", filling.repeat(10_000_000 / filling.len()));
        check(&format!("10 MB of PDF {filling:?}"), &carrying("a.pdf", pdf.as_bytes()));
    }
    let zeros = bomb(40_000_000);
    let head = "1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n";
    let bombs = [head.as_bytes(), &zeros, b"\nendstream endobj "].concat().repeat(200);
    check("8 GB of PDF objects", &carrying("a.pdf", &[b"%PDF-1.7\n", bombs.as_slice()].concat()));
    let strings = "1 0 obj<</URI(https://a.example/)>>endobj ".repeat(100_000);
    for version in ["/V 2/R 3/Length 128", "/V 5/R 6/CF<</C<</CFM/AESV3>>>>/StmF/C/StrF/C"] {
        let lock = format!(
            "<</Encrypt<</Filter/Standard{version}/P -4/O<{0}>/U<{0}>/OE<{0}>/UE<{0}>>>>>",
            "00".repeat(48)
        );
        check("a locked PDF", &carrying("a.pdf", format!("%PDF-1.7\n{strings}{lock}").as_bytes()));
    }
}

/// A ZIP archive of one file that is packed already, under many names.
fn archive(name: &str, packed: &[u8], entries: usize) -> Vec<u8> {
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut head = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    head.extend([long(packed.len()), long(1_000_000)].concat());
    head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    let local = [b"PK\x03\x04", head.as_slice(), &[0; 2], name.as_bytes(), packed].concat();
    let central =
        [b"PK\x01\x02\x14\0", head.as_slice(), &[0; 16], name.as_bytes()].concat().repeat(entries);
    let end = [b"PK\x05\x06", &[0; 8][..], &long(central.len()), &long(local.len()), &[0; 2]];
    [local, central, end.concat()].concat()
}

#[test]
fn an_archive_that_costs_gets_a_report() {
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![0; 40_000_000], 6);
    for name in ["a.html", "a.pdf", "a.zip", "a", "a.docx", "word/_rels/document.xml.rels"] {
        check(&format!("100,000 bombs {name}"), &carrying("a.zip", &archive(name, &bomb, 100_000)));
    }
    check("100,000 programs", &carrying("a.zip", &archive("a.pdf.exe", b"", 100_000)));
    let pages = b"<html><script>atob('PGI+')</script><a href=https://a.example/>".repeat(100_000);
    let pages = miniz_oxide::deflate::compress_to_vec(&pages, 6);
    check("11 large pages", &carrying("a.zip", &archive("a.html", &pages, 11)));
    let mails =
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhttps://a.example/\n".repeat(20_000);
    let mails = miniz_oxide::deflate::compress_to_vec(&mails, 6);
    check("64 large messages", &carrying("a.zip", &archive("a.eml", &mails, 64)));
    let mut nested = archive("a.html", &bomb, 1);
    for _ in 0..200 {
        nested = archive("a.zip", &miniz_oxide::deflate::compress_to_vec(&nested, 6), 3);
    }
    check("archives 200 deep", &carrying("a.zip", &nested));
    let links = "HYPERLINK \"https://a.example/\" \\objdata ".repeat(200_000);
    check("8 MB of fields", &carrying("a.rtf", format!("{{\\rtf{links}").as_bytes()));
}
