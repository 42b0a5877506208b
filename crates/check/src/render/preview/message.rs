use mail::{Limits as MailLimits, Mail, input};
use reading::{Body, Brands};

use super::{Limits, Preview, preview};

/// What a reader sees of a message, and nothing that acts.
#[derive(Clone, Debug, Default)]
pub struct MessagePreview {
    /// The visible text, as plain text.
    pub text: String,
    /// Its pages (HTML), in the order they are shown, made safe.
    pub pages: Vec<Preview>,
    /// Names of the files that come with it, as they are written. They are never shown.
    pub files: Vec<String>,
}

/// HTML parts that are previewed; a message can have thousands.
const PAGES: usize = 4;
/// Files that are named.
const FILES: usize = 50;

impl MessagePreview {
    /// The preview of the message that is asked about: the one given, or the one attached to it.
    #[must_use]
    pub fn of(raw: &[u8], limits: &Limits) -> Self {
        let bounds = MailLimits::default();
        let octets = match input::split(raw, &bounds).map(<[_; 1]>::try_from) {
            Ok(Ok([message])) => message.octets,
            Ok(Err(_)) | Err(_) => raw.into(),
        };
        let (outer, _) = mail::parse(&octets, &bounds);
        match outer.asked_about(&bounds) {
            None => Self::of_mail(&outer, &bounds, limits),
            Some(part) => {
                let attached = part.bytes(&bounds);
                Self::of_mail(&mail::parse(&attached, &bounds).0, &bounds, limits)
            }
        }
    }

    fn of_mail(mail: &Mail<'_>, bounds: &MailLimits, limits: &Limits) -> Self {
        let body = Body::of(mail);
        let shown = body.shown.iter().filter_map(|id| mail.parts.get(*id));
        let pages = shown.filter(|part| part.media_type == "text/html").take(PAGES);
        let pages = pages.map(|part| preview(&part.text(bounds), limits)).collect();
        let files = mail.parts.iter().filter_map(|part| part.file_name.clone());
        let text = reading::read(mail, &Brands::default()).visible;
        Self { text, pages, files: files.take(FILES).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_the_page_and_the_files_are_previewed() {
        let raw = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
            Content-Type: text/html\n\n<p>Hello <script>x()</script><a href=https://c.example/>here</a>\n\
            --b\nContent-Type: application/pdf; name=bill.pdf\n\nx\n--b--\n";
        let preview = MessagePreview::of(raw, &Limits::default());
        assert_eq!(preview.text.trim(), "Hello here");
        assert_eq!(preview.files, ["bill.pdf"]);
        let page = &preview.pages.first().unwrap().html;
        assert!(page.contains("c.example") && !page.contains("script"), "{page}");
    }

    #[test]
    fn any_octets_have_a_preview() {
        for raw in [&b""[..], b"\0\xff", b"\n\n", b"Content-Type: multipart/mixed\n\n--"] {
            assert!(MessagePreview::of(raw, &Limits::default()).pages.is_empty());
        }
    }
}
