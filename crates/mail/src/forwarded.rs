//! A message attached to a message: which of the two is asked about?
//!
//! People hand over a suspicious mail by forwarding it as an attachment. Then the inner one is meant.
//! But a forger may attach a genuine mail to a fake one, to have the genuine one judged. So the
//! outer message must be nothing but a wrapper.

use crate::{Disposition, Limits, Mail, Part};

/// Letters and digits of the outer message's own text; a note and a signature fit in.
const MAX_NOTE: usize = 600;

/// What text that leads somewhere holds, in lower case.
const LURES: &[&str] = &["http:", "https:", "www.", "tel:", "://"];

/// What HTML that leads somewhere, asks for something or shows a picture holds. A namespace
/// (`xmlns:o="urn:…"`, `http://www.w3.org/`), which every Outlook mail has, is not among them.
const LURING_TAGS: &[&str] = &[
    "<a ", "<a\t", "<a\n", "<a\r", "<a/", "<area", "<form", "<input", "<button", "<img", "<image",
    "<svg", "<script", "<iframe", "<object", "<embed", "<video", "<link", "<base", "url(",
    "@import",
];

impl<'r> Mail<'r> {
    /// The attached message that this message was sent to ask about; `None` when this message
    /// itself is what is asked about.
    ///
    /// [`Part::bytes`] of it is the attached message, octet for octet, so that DKIM can be
    /// recomputed; a `.msg` needs [`input::split`](crate::input::split) first. The outer message
    /// must be a plain forward: one attached message, at most a short note with no link, form or
    /// picture, nothing else.
    #[must_use]
    pub fn asked_about(&self, limits: &Limits) -> Option<&Part<'r>> {
        let (top, rest) = self.parts.split_first()?;
        if is_attached_message(top) {
            return Some(top);
        }
        if !is_plain_container(top) || !self.outside.is_empty() {
            return None;
        }
        let mut attached = None;
        let mut note = 0;
        for (id, part) in rest.iter().enumerate().map(|(index, part)| (index + 1, part)) {
            if self.lies_in_message(id) {
                continue;
            }
            if is_attached_message(part) {
                if attached.replace(part).is_some() {
                    return None;
                }
            } else if part.is_container {
                if !is_plain_container(part) {
                    return None;
                }
            } else {
                note += note_length(part, limits)?;
            }
        }
        attached.filter(|_| note <= MAX_NOTE)
    }

    /// Whether a part lies inside an attached message.
    fn lies_in_message(&self, id: usize) -> bool {
        let mut parent = self.parts.get(id).and_then(|part| part.parent);
        // Parents come before their parts, so this ends.
        while let Some(part) = parent.and_then(|id| self.parts.get(id)) {
            if is_attached_message(part) {
                return true;
            }
            parent = part.parent;
        }
        false
    }
}

/// A bounce or a digest holds messages too, but nobody forwarded them to ask.
fn is_plain_container(part: &Part<'_>) -> bool {
    part.is_container
        && matches!(
            part.media_type.as_str(),
            "multipart/mixed" | "multipart/alternative" | "multipart/related"
        )
}

/// Mail programs attach a message as such, or as a file of it.
fn is_attached_message(part: &Part<'_>) -> bool {
    let file = part.file_name.as_deref().unwrap_or_default().to_ascii_lowercase();
    let names_message = file.ends_with(".eml") || file.ends_with(".msg");
    let opaque = matches!(
        part.media_type.as_str(),
        "application/octet-stream" | "application/vnd.ms-outlook" | "message/rfc-822"
    );
    matches!(part.media_type.as_str(), "message/rfc822" | "message/global")
        || part.media_type == "application/vnd.ms-outlook"
        || (opaque && names_message)
}

/// Letters of a note; `None` for what is no harmless note.
fn note_length(part: &Part<'_>, limits: &Limits) -> Option<usize> {
    let is_text = matches!(part.media_type.as_str(), "text/plain" | "text/html");
    if !is_text || part.disposition == Disposition::Attachment || part.body.len() > 32 << 10 {
        return None;
    }
    let text = part.text(limits).to_lowercase();
    let shown = match part.media_type.as_str() {
        "text/html" if LURING_TAGS.iter().any(|tag| text.contains(tag)) => return None,
        "text/html" => without_tags(&text),
        _ => text,
    };
    if LURES.iter().any(|lure| shown.contains(lure)) {
        return None;
    }
    Some(shown.chars().filter(|c| c.is_alphanumeric()).count())
}

/// The text between tags, style sheets and comments left out. Rough, on purpose: what a browser
/// hides still counts as text here.
fn without_tags(html: &str) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        shown.push_str(text);
        let end = match tag {
            _ if tag.starts_with("!--") => "-->",
            _ if tag.starts_with("style") => "</style>",
            _ => ">",
        };
        rest = tag.split_once(end).map_or("", |(_, after)| after);
        shown.push(' ');
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use crate::{Limits, parse};

    const INNER: &str = "From: a@b.example\r\nSubject: inner\r\n\r\nbody";

    fn forward(kind: &str, note: &str, more: &str) -> String {
        format!(
            "From: me@c.example\r\nContent-Type: {kind}; boundary=b\r\n\r\n--b\r\n\r\n{note}\r\n\
             --b\r\nContent-Type: message/rfc822\r\n\r\n{INNER}\r\n{more}--b--\r\n"
        )
    }

    #[test]
    fn only_a_plain_forward_asks_about_the_attached_message() {
        let long = "long text ".repeat(200);
        let second = format!("--b\r\nContent-Type: message/rfc822\r\n\r\n{INNER}\r\n");
        let file = "--b\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n";
        for (kind, note, more, expected) in [
            ("multipart/mixed", "Is this real?", "", true),
            ("multipart/mixed", "", "", true),
            ("multipart/mixed", "see https://evil.example", "", false),
            ("multipart/mixed", long.as_str(), "", false),
            ("multipart/mixed", "two", second.as_str(), false),
            ("multipart/mixed", "file", file, false),
            ("multipart/report", "bounce", "", false),
            ("multipart/digest", "digest", "", false),
        ] {
            let raw = forward(kind, note, more);
            let (mail, _) = parse(raw.as_bytes(), &Limits::default());
            let asked = mail.asked_about(&Limits::default());
            assert_eq!(asked.map(|part| part.body), expected.then_some(INNER.as_bytes()), "{raw}");
        }
    }

    #[test]
    fn an_html_note_may_be_styled_but_not_lead_anywhere() {
        for (html, expected) in [
            (
                "<html xmlns=\"http://www.w3.org/TR/REC-html40\"><style>p {color: red}</style>\
                 <!--[if mso]>x<![endif]--><p>本物ですか？</p></html>",
                true,
            ),
            ("<p>Click <a href=x>here</a>", false),
            ("<form action=x><input name=password></form>", false),
            ("<img src=cid:1>", false),
            ("<p>https://evil.example</p>", false),
        ] {
            let html = format!("Content-Type: text/html; charset=utf-8\r\n\r\n{html}");
            let raw = forward("multipart/mixed", "", "")
                .replace("--b\r\n\r\n", &format!("--b\r\n{html}"));
            let (mail, _) = parse(raw.as_bytes(), &Limits::default());
            assert_eq!(mail.asked_about(&Limits::default()).is_some(), expected, "{raw}");
        }
    }

    #[test]
    fn a_message_inside_the_attached_message_is_its_own_affair() {
        let inner = forward("multipart/mixed", "x", "");
        let raw = format!(
            "From: me@c.example\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\
             Content-Type: message/rfc822\r\n\r\n{inner}\r\n--o--\r\n"
        );
        let (mail, _) = parse(raw.as_bytes(), &Limits::default());
        let asked = mail.asked_about(&Limits::default()).unwrap();
        assert_eq!(asked.body, inner.as_bytes());
    }

    #[test]
    fn an_ordinary_mail_asks_about_itself() {
        let (mail, _) = parse(INNER.as_bytes(), &Limits::default());
        assert!(mail.asked_about(&Limits::default()).is_none());
    }
}
