//! One attached file, whatever its name says: the first octet chooses name and media type, the rest
//! is the file. The mail tells a password, so that locked files are tried.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mail::parse;
use reading::{Brands, Limits, read_within};

/// Media type and file name.
const DRESSES: &[(&str, &str)] = &[
    ("application/octet-stream", "file"),
    ("application/pdf", "invoice.pdf"),
    ("application/zip", "scan.zip"),
    ("text/html", "page.html"),
    ("text/calendar", "invite.ics"),
    ("image/svg+xml", "logo.svg"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx"),
    ("application/msword", "a.doc"),
    ("application/rtf", "a.rtf"),
    ("image/png", "code.png"),
    ("message/rfc822", "mail.eml"),
    ("application/gzip", "a.tar.gz"),
    ("application/vnd.ms-outlook", "mail.msg"),
    ("text/plain", "a.txt"),
];

static BRANDS: LazyLock<Brands> = LazyLock::new(Brands::built_in);

fuzz_target!(|raw: &[u8]| {
    let Some((choice, file)) = raw.split_first() else { return };
    let (media, name) = DRESSES[usize::from(*choice) % DRESSES.len()];
    let head = format!(
        "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=zQ7vK2\r\n\r\n--zQ7vK2\r\n\r\n\
         Password: secret1\r\n--zQ7vK2\r\nContent-Type: {media}\r\n\
         Content-Transfer-Encoding: binary\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
    );
    let message = [head.as_bytes(), file, b"\r\n--zQ7vK2--\r\n"].concat();
    let (mail, _) = parse(&message, &mail::Limits::default());
    // Bounds that small inputs meet, and that keep one run short.
    let small = Limits {
        inflated_octets: 64 << 10,
        inflated_file_octets: 16 << 10,
        inner_files: 4,
        inner_depth: 2,
        archive_names: 8,
        pdf_tokens: 2_000,
        passwords: 2,
        links: 8,
        ..Limits::default()
    };
    for limits in [Limits::default(), small] {
        let reading = read_within(&mail, &BRANDS, &limits);
        assert!(
            !reading.attachments.is_empty()
                && reading.attachments.len() <= 1 + 2 * limits.inner_files
        );
        assert!(reading.links.len() <= limits.links + 1);
    }
});
