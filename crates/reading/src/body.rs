//! Which parts a mail program shows as the message itself.

use mail::{Disposition, Mail, Part, PartId};

/// The parts that are shown as the message, in order, and the texts they stand in for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Body {
    /// Parts shown, top first.
    pub shown: Vec<PartId>,
    /// Plain texts that stand beside shown HTML in a `multipart/alternative` and are not shown.
    pub unshown: Vec<PartId>,
}

impl Body {
    /// Chooses as mail programs do: the last form they can show of a `multipart/alternative`
    /// (RFC 2046 §5.1.4), the root of a `multipart/related` (RFC 2387 §3.2), the signed part of a
    /// `multipart/signed` (RFC 1847), everything inline of any other container.
    #[must_use]
    pub fn of(mail: &Mail<'_>) -> Self {
        Self::from(mail, &[0])
    }

    /// The same of a message that is a part of this one.
    pub(crate) fn within(mail: &Mail<'_>, message: PartId) -> Self {
        let parts = mail.parts.iter().enumerate();
        let roots: Vec<PartId> =
            parts.filter(|(_, part)| part.parent == Some(message)).map(|(id, _)| id).collect();
        Self::from(mail, &roots)
    }

    fn from(mail: &Mail<'_>, roots: &[PartId]) -> Self {
        let mut children: Vec<Vec<PartId>> = vec![Vec::new(); mail.parts.len()];
        for (id, part) in mail.parts.iter().enumerate() {
            if let Some(siblings) = part.parent.and_then(|parent| children.get_mut(parent)) {
                siblings.push(id);
            }
        }
        let mut body = Self::default();
        let mut chooser = Chooser { mail, children: &children, body: &mut body };
        roots.iter().for_each(|root| chooser.choose(*root, 0));
        body
    }
}

/// How a part shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    Html,
    Plain,
}

/// How a leaf is shown as part of the message; `None` for what is offered as a file.
pub(crate) fn form(part: &Part<'_>) -> Option<Form> {
    if part.disposition == Disposition::Attachment || part.is_container {
        return None;
    }
    match part.media_type.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Form::Html),
        "text/calendar"
        | "text/x-amp-html"
        | "text/csv"
        | "text/vcard"
        | "text/x-vcard"
        | "text/rfc822-headers" => None,
        // A text with a file name is shown by some programs and offered by others.
        media if media.starts_with("text/") => Some(Form::Plain),
        _ => None,
    }
}

struct Chooser<'m, 'r> {
    mail: &'m Mail<'r>,
    children: &'m [Vec<PartId>],
    body: &'m mut Body,
}

impl Chooser<'_, '_> {
    /// Depth is bounded by `mail::Limits::depth`; a second bound keeps this file safe by itself.
    fn choose(&mut self, id: PartId, depth: usize) {
        let Some(part) = self.mail.parts.get(id).filter(|_| depth < 64) else { return };
        let children: &[PartId] = self.children.get(id).map_or(&[], Vec::as_slice);
        if children.is_empty() {
            if form(part).is_some() {
                self.body.shown.push(id);
            }
            return;
        }
        match part.media_type.as_str() {
            "multipart/alternative" => self.alternative(children, depth),
            "multipart/related" | "multipart/signed" | "multipart/encrypted" => {
                let first = children
                    .iter()
                    .find(|child| self.has_text(**child, depth))
                    .or(children.first());
                if let Some(first) = first {
                    self.choose(*first, depth + 1);
                }
            }
            // A mail inside a mail is read as an attachment.
            media if media.starts_with("message/") => {}
            _ => children.iter().for_each(|child| self.choose(*child, depth + 1)),
        }
    }

    fn alternative(&mut self, children: &[PartId], depth: usize) {
        let Some(last) = children.iter().rposition(|child| self.has_text(*child, depth)) else {
            return;
        };
        for (place, child) in children.iter().enumerate() {
            if place == last {
                self.choose(*child, depth + 1);
            } else if self.mail.parts.get(*child).and_then(form).is_some() {
                self.body.unshown.push(*child);
            }
        }
    }

    /// Whether something in it is shown as text.
    fn has_text(&self, id: PartId, depth: usize) -> bool {
        let Some(part) = self.mail.parts.get(id).filter(|_| depth < 64) else { return false };
        if part.media_type.starts_with("message/") {
            return false;
        }
        let children = self.children.get(id).map_or(&[][..], Vec::as_slice);
        form(part).is_some() || children.iter().any(|child| self.has_text(*child, depth + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, shown: &[&str], unshown: &[&str]) {
        let raw = raw.replace('\n', "\r\n");
        let (mail, _) = mail::parse(raw.as_bytes(), &mail::Limits::default());
        let body = Body::of(&mail);
        let limits = mail::Limits::default();
        let texts = |ids: &[PartId]| -> Vec<String> {
            ids.iter().map(|id| mail.parts[*id].text(&limits).trim().to_owned()).collect()
        };
        assert_eq!(texts(&body.shown), shown, "{raw}");
        assert_eq!(texts(&body.unshown), unshown, "{raw}");
    }

    #[test]
    fn the_body_is_what_a_mail_program_shows() {
        check("From: a@b.example\n\nplain\n", &["plain"], &[]);
        check(
            "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\none\n--x\nContent-Type: text/html\n\ntwo\n--x--\n",
            &["two"],
            &["one"],
        );
        check(
            "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\nroot\n--r\nContent-Type: image/png\nContent-ID: <i>\n\nxx\n--r--\n--m\nContent-Type: text/plain\n\nfooter\n--m\nContent-Type: text/plain\nContent-Disposition: attachment\n\nfile\n--m--\n",
            &["root", "footer"],
            &[],
        );
        check(
            "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/html\n\nfirst\n--x\nContent-Type: text/plain\n\nlast\n--x--\n",
            &["last"],
            &["first"],
        );
    }
}
