//! Messages inside the message: what their reader would see, and where that leads.

use mail::{Mail, PartId};

use super::{File, Opened, Opener, is_followed, open_all};
use crate::body::{Body, Form, form};

/// Reads a file that is a message, with what it carries.
pub(super) fn read(file: &File<'_>, opener: &mut Opener<'_>) -> Opened {
    let (mail, _) = mail::parse(file.octets, &mail::Limits::default());
    let body = Body::of(&mail);
    let mut opened = shown(&mail, &body, opener);
    if file.depth >= opener.limits.inner_depth {
        opened.attachment.is_read &= mail.parts.len() == 1;
        return opened;
    }
    let mut inner = open_all(&mail, &body, file.depth + 1, opener);
    for one in &mut inner {
        one.attachment.file = format!("{}/{}", file.label, one.attachment.file);
    }
    opened.inner = inner;
    opened
}

/// Reads the text of a message that is a part of this one.
pub(super) fn of_part(mail: &Mail<'_>, id: PartId, opener: &mut Opener<'_>) -> Opened {
    shown(mail, &Body::within(mail, id), opener)
}

fn shown(mail: &Mail<'_>, body: &Body, opener: &mut Opener<'_>) -> Opened {
    let limits = opener.limits;
    let mut is_read = true;
    let mut opened = Opened::default();
    let octets = mail::Limits { decoded_octets: limits.html_octets, ..mail::Limits::default() };
    for part in body.shown.iter().filter_map(|id| mail.parts.get(*id)) {
        let text = part.text(&octets);
        if form(part) == Some(Form::Html) {
            let html = opener.html(&text);
            is_read &= html.octets_beyond == 0;
            let room = limits.links.saturating_sub(opened.links.len());
            let links = html.links.into_iter().filter(|link| is_followed(&link.place));
            opened.links.extend(links.take(room).map(|link| (link.href, link.shown)));
            opened.add_text(&html.visible);
        } else {
            opened.add_addresses(&text, limits);
            opened.add_text(&text);
        }
    }
    opened.attachment.is_read = is_read;
    opened
}
