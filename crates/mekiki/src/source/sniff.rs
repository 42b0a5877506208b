//! Whether a file that lies in a folder is mail at all.

use std::path::Path;

/// Octets that are looked at: headers of some kilobytes are common, and the first fields tell.
pub(super) const HEAD: u64 = 16 << 10;

/// What mail programs call their files; these are read whatever they hold.
const EXTENSIONS: &[&str] = &["eml", "emlx", "msg", "mbox", "mbx"];

/// Fields of mail (RFC 5322 and what servers add). A file of settings has lines with colons, too,
/// but none of these.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "sender",
    "reply-to",
    "received",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "return-path",
    "delivered-to",
    "envelope-to",
    "dkim-signature",
    "arc-seal",
    "authentication-results",
    "received-spf",
    "list-unsubscribe",
    "status",
];

/// Whether a file in a folder should be read as a message, by its name and its first octets.
pub(super) fn may_be_mail(path: &Path, head: &[u8]) -> bool {
    let named_so = path
        .extension()
        .is_some_and(|ext| EXTENSIONS.iter().any(|mail| ext.eq_ignore_ascii_case(mail)));
    named_so || has_field(head) || is_utf16(head)
}

/// Whether the text begins with a header that has a field of mail.
fn has_field(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let lines = head.split(|&octet| octet == b'\n').map(<[u8]>::trim_ascii_end);
    let header = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    for (place, line) in header.enumerate() {
        match field_name(line) {
            Some(name) if is_of_mail(name) => return true,
            Some(_) => {}
            // A folded field goes on; mboxes and spools put a line in front.
            None if line.starts_with(b" ") || line.starts_with(b"\t") => {}
            None if place == 0 && (line.starts_with(b"From ") || line.starts_with(b">From ")) => {}
            None => return false,
        }
    }
    false
}

/// The name before the colon, of characters that a name may have (RFC 5322 section 2.2).
fn field_name(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().position(|&octet| octet == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(name)
}

fn is_of_mail(name: &[u8]) -> bool {
    let begins = |with: &[u8]| name.get(..with.len()).is_some_and(|n| n.eq_ignore_ascii_case(with));
    FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field.as_bytes())) || begins(b"x-")
}

/// Text that an editor saved as UTF-16; what stands in it is for the parser to find out.
fn is_utf16(head: &[u8]) -> bool {
    (head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF"))
        && mail::input::split(head, &mail::Limits::default()).is_ok_and(|found| {
            found.first().is_some_and(|one| one.origin != mail::input::Origin::PastedText)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_told_from_what_lies_beside_it() {
        for (name, head, expected) in [
            ("a.eml", &b""[..], true),
            ("a.MSG", b"\xD0\xCF\x11\xE0", true),
            ("1234.", b"Received: from x\r\n\tby y\r\nFrom: a@b.example\r\n\r\nHello", true),
            ("saved.txt", b"\n\nX-Odd: 1\nSubject: s\n\nHello", true),
            ("saved.txt", b"\xEF\xBB\xBFFrom: a@b.example\n\nHello", true),
            ("spool", b">From a@b.example Mon\nThing: 1\nDate : x\n\nHello", true),
            (
                "utf16",
                b"\xFF\xFEF\0r\0o\0m\0:\0 \0a\0@\0b\0\n\0S\0u\0b\0j\0e\0c\0t\0:\0x\0\n\0\n\0y\0",
                true,
            ),
            ("utf16.csv", b"\xFF\xFEa\0,\0b\0\n\0", false),
            ("manifest.tsv", b"path\tlabel\nFrom: x\n", false),
            ("urls.tsv.gz", b"\x1F\x8B\x08\0\0", false),
            ("report.json", b"{\n  \"from\": 1\n}", false),
            ("page.html", b"<!DOCTYPE html>\n<html>", false),
            ("settings.yaml", b"name: x\non: push\n\nfrom: y\n", false),
            ("notes.md", b"# Notes\n\nFrom: the desk\n", false),
            ("letter.txt", b"Dear all,\nFrom: me\n", false),
            ("empty", b"", false),
        ] {
            assert_eq!(may_be_mail(Path::new(name), head), expected, "{name}");
        }
    }
}
