use miniz_oxide::deflate::compress_to_vec_zlib;

use super::*;

fn opened(pdf: &[u8], told: &str) -> Opened {
    let limits = Limits::default();
    let mut opened = Opened::default();
    read(pdf, &mut Opener::new(&limits, ["", told]), &mut opened);
    opened
}

fn links(opened: &Opened) -> Vec<&str> {
    opened.links.iter().map(|(link, _)| link.as_str()).collect()
}

/// An object stream that holds `objects`.
fn packed(objects: &[u8], dict: &str) -> Vec<u8> {
    let packed = compress_to_vec_zlib(objects, 6);
    let mut pdf = format!(
        "%PDF-1.5\n7 0 obj\n<</Type/ObjStm/N 1/First 4{dict}/Length {}>>\nstream\r\n",
        packed.len()
    )
    .into_bytes();
    pdf.extend(packed);
    pdf.extend(b"\r\nendstream endobj");
    pdf
}

#[test]
fn a_pdf_leads_where_its_link_annotations_lead() {
    for (pdf, expected, is_read) in [
        ("<</S/URI/URI(https://a.example/p)>>", &["https://a.example/p"][..], true),
        ("<</URI (https://a.example/\\(x\\)(y))>>", &["https://a.example/(x)(y)"], true),
        ("<</URI <68747470733A2F2F612E6A70>>>", &["https://a.jp"], true),
        ("<</#55#52#49(https://a.jp)>>", &["https://a.jp"], true),
        ("<</URI 9 0 R>> 9 0 obj (https://a.jp) endobj", &["https://a.jp"], true),
        ("<</URI(https://a.jp)>> <</URI 9 0 R>>", &["https://a.jp"], false),
        ("<</S/SubmitForm/F(https://a.jp/in)>>", &["https://a.jp/in"], true),
        ("<</S/SubmitForm/F<</FS/URL/F(https://a.jp/in)>>>>", &["https://a.jp/in"], true),
        ("<</URI (unfinished", &[], false),
        ("<</URIs (https://a.example/)>>", &[], false),
        ("<</F(notes.txt)>>", &[], false),
    ] {
        let opened = opened(pdf.as_bytes(), "");
        assert_eq!(links(&opened), expected, "{pdf}");
        assert_eq!(opened.attachment.is_read, is_read, "{pdf}");
    }
}

#[test]
fn links_that_are_packed_away_are_found() {
    let objects = b"8 0 <</Type/Annot/A<</S/URI/URI(https://a.example/packed)>>>>";
    let read = opened(&packed(objects, "/Filter/FlateDecode"), "");
    assert_eq!(links(&read), ["https://a.example/packed"]);
    assert!(read.attachment.is_read);
    let unknown = opened(&packed(objects, "/Filter[/ASCII85Decode/FlateDecode]"), "");
    assert!(links(&unknown).is_empty() && !unknown.attachment.is_read);
}

#[test]
fn what_a_pdf_does_by_itself_is_told() {
    for (pdf, is_active) in [
        ("<</S/Launch/F(cmd.exe)>>", true),
        ("<</S/JavaScript/JS(app.launchURL\\(\"https://a.jp\"\\))>>", true),
        ("<</S/JavaScript/JS 4 0 R>> 4 0 obj<</Length 14>>stream\nthis.getURL(1)\nendstream", true),
        ("<</S/JavaScript/JS(AFNumber_Format\\(2\\))>>", false),
        ("<</OpenAction[3 0 R/XYZ null null 0]>>", false),
        ("<</Title(/Launch)>>", false),
    ] {
        assert_eq!(opened(pdf.as_bytes(), "").attachment.is_active, is_active, "{pdf}");
    }
    let carrier = b"<</Type/EmbeddedFile>><</Type/Filespec/F(bill.exe)>>";
    assert_eq!(opened(carrier, "").attachment.programs, ["bill.exe"]);
    let pages = b"<</Type/Pages>><</Type/Page>><</Type/Page>>";
    assert_eq!(opened(pages, "").attachment.pages, 2);
}

/// RC4 (§7.6.3.1) and MD5 by the hand of the library are not at hand: the file below was sealed
/// with the user password `tuna42` by algorithm 3 to 5 of §7.6.4.
const SEALED: &[u8] = include_bytes!("../../../tests/data/sealed.pdf");

#[test]
fn a_locked_pdf_opens_with_the_password_the_message_tells() {
    let locked = opened(SEALED, "Please see the file.");
    assert!(locked.attachment.is_locked && !locked.attachment.is_read && locked.links.is_empty());
    let wrong = opened(SEALED, "The password is salmon7.");
    assert!(wrong.attachment.is_locked);
    let opened = opened(SEALED, "The password to open it is tuna42.");
    assert_eq!(links(&opened), ["https://www.example.com/sealed", "https://www.example.com/inner"]);
    assert!(!opened.attachment.is_locked && opened.attachment.is_read);
    assert_eq!(opened.attachment.password.as_deref(), Some("tuna42"));
}

#[test]
fn a_bomb_is_said_to_be_unread() {
    let limits = Limits { inflated_octets: 100, pdf_tokens: 1_000, ..Limits::default() };
    let mut bomb = packed(&b"<</URI(https://a.jp)>>".repeat(100_000), "/Filter/FlateDecode");
    bomb.extend(b"<</URI(https://b.jp)>>");
    let mut opened = Opened::default();
    read(&bomb, &mut Opener::new(&limits, ["", ""]), &mut opened);
    assert!(!opened.attachment.is_read);
}

#[test]
fn only_a_file_that_stays_small_is_given_away_to_be_drawn() {
    let limits = Limits { inflated_octets: 10_000, ..Limits::default() };
    let tame = |pdf: &[u8]| is_tame(pdf, &limits);
    assert!(tame(&packed(b"8 0 <</Type/Page>>", "/Filter/FlateDecode")));
    assert!(!tame(&packed(&[0; 20_000], "/Filter/FlateDecode/Subtype/Image")));
    assert!(!tame(&packed(b"x", "/Filter[/#46lateDecode/FlateDecode]")));
    assert!(!tame(&packed(b"x", "/Filter/LZWDecode")));
    assert!(!tame(&packed(b"x", "/Filter 9 0 R")));
    assert!(tame(&packed(b"x", "/Filter[/ASCII85Decode/DCTDecode]")));
    assert!(!tame(SEALED));
    assert!(!tame(&b"1 0 obj (".repeat(100_000)));
}
