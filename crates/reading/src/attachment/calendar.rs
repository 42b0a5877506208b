//! Invitations (RFC 5545): programs put them into the calendar before anybody has read them.

use super::{Opened, Opener};

/// Properties that show their reader an address (RFC 5545 §3.8.1, RFC 7986 §5, RFC 9073 §6, and
/// what Microsoft and Google add).
const LEADING: &[&str] = &[
    "ATTACH",
    "COMMENT",
    "CONFERENCE",
    "DESCRIPTION",
    "LOCATION",
    "STYLED-DESCRIPTION",
    "SUMMARY",
    "URL",
    "X-ALT-DESC",
];

/// Reads an iCalendar object.
pub(super) fn read(text: &str, opener: &mut Opener<'_>, opened: &mut Opened) {
    let limits = opener.limits;
    let mut is_read = true;
    let unfolded = unfold(text);
    for line in unfolded.lines() {
        let Some((name, value)) = property(line) else { continue };
        let Some(name) = LEADING.iter().find(|known| name.eq_ignore_ascii_case(known)) else {
            continue;
        };
        let value = unescape(value);
        if matches!(*name, "SUMMARY" | "DESCRIPTION" | "LOCATION") {
            opened.add_text(&value);
        }
        if value.contains('<') && value.contains("href") {
            let html = opener.html(&value);
            is_read &= html.octets_beyond == 0;
            let room = limits.links.saturating_sub(opened.links.len());
            opened
                .links
                .extend(html.links.into_iter().take(room).map(|link| (link.href, link.shown)));
            opened.add_addresses(&html.visible, limits);
        } else {
            opened.add_addresses(&value, limits);
        }
    }
    opened.attachment.is_read = is_read;
}

/// Joins folded lines (RFC 5545 §3.1): a line break and one blank.
fn unfold(text: &str) -> String {
    let mut unfolded = String::with_capacity(text.len());
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Some(rest) = line.strip_prefix([' ', '\t']) {
            unfolded.push_str(rest);
        } else {
            unfolded.push('\n');
            unfolded.push_str(line);
        }
    }
    unfolded
}

/// Name and value of a content line; colons in quoted parameters do not end the name.
fn property(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let colon = line.bytes().position(|octet| {
        quoted ^= octet == b'"';
        octet == b':' && !quoted
    })?;
    let (head, value) = line.split_at_checked(colon)?;
    Some((head.split(';').next().unwrap_or(head).trim(), value.strip_prefix(':')?))
}

/// Undoes the escapes of text values (RFC 5545 §3.3.11).
fn unescape(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    #[test]
    fn an_invitation_leads_where_its_texts_lead() {
        let text = "BEGIN:VCALENDAR\r\nSUMMARY;LANGUAGE=en:Meet\\, now\r\n\
            DESCRIPTION:first line\\nhttps://www.exam\r\n ple.com/a?b=1\\;2\r\n\
            ATTENDEE;CN=\"a:b\":mailto:a@example.jp\r\n\
            X-ALT-DESC;FMTTYPE=text/html:<a href=\"https://example.org/x\">go</a>\r\n\
            URL;X=\"q:r\":https://example.net/\r\nEND:VCALENDAR\r\n";
        let mut opened = Opened::default();
        read(text, &mut Opener::new(&Limits::default(), ["", ""]), &mut opened);
        let links: Vec<&str> = opened.links.iter().map(|(written, _)| written.as_str()).collect();
        assert_eq!(
            links,
            ["https://www.example.com/a?b=1;2", "https://example.org/x", "https://example.net/"]
        );
        assert!(opened.attachment.text.starts_with("Meet, now\nfirst line"));
    }
}
