use mail::{Field, Mail, Received};

use super::Masks;
use crate::{encoded_word::encoded, redaction::report::is_role};

/// Recipients that a copy counts.
const RECIPIENTS: usize = 20;

/// Fields whose text tells about the sender and is kept, masked. Every field that is not named
/// here is left out: programs write recipients into fields of a hundred names.
const KEPT: [&str; 14] = [
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "x-mailer",
    "user-agent",
    "precedence",
    "auto-submitted",
    "content-language",
    "importance",
    "priority",
    "x-priority",
    "organization",
    "x-originating-ip",
    "x-php-originating-script",
];

/// The fields of the copy: name and value, in the order of the original.
pub(super) fn fields(mail: &Mail<'_>, masks: &Masks<'_>, as_brand: bool) -> Vec<(String, String)> {
    let border = mail.arrival().border;
    let mut fields = Vec::new();
    for (index, field) in mail.header.fields().iter().enumerate() {
        // Above the border the receiving side handed the message on: that tells of whom it was for.
        let is_inside = border.is_some_and(|border| index < border);
        let name = String::from_utf8_lossy(field.name).to_string();
        let value = match name.to_ascii_lowercase().as_str() {
            "received" if !is_inside => Some(trace(field, masks)),
            "from" | "sender" | "reply-to" => Some(authors(mail, field, masks, as_brand)),
            "return-path" => Some(path(field, masks)),
            "subject" => Some(encoded(&masks.text(&field.text()))),
            "date" => date(mail, field),
            "message-id" => Some(identifier(field, masks)),
            "authentication-results" | "received-spf" => Some(results(field, masks)),
            "dkim-signature" => Some(signature(field)),
            kept if KEPT.contains(&kept) => Some(encoded(&masks.text(&field.text()))),
            _ => None,
        };
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            fields.push((name, value));
        }
    }
    if let Some(to) = to(mail, masks) {
        fields.push(("To".to_owned(), to));
    }
    fields
}

/// Who it was for: how many, and the same masks as everywhere else.
fn to(mail: &Mail<'_>, masks: &Masks<'_>) -> Option<String> {
    let named = ["to", "cc"].iter().flat_map(|field| mail.mailboxes(field));
    let masked = named.take(RECIPIENTS).map(|mailbox| {
        let mask = masks.redactor.mask("address", &mailbox.address().to_lowercase());
        format!("\"{mask}\"@redacted.invalid")
    });
    let list: Vec<String> = masked.collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// Authors as the reader sees them, and whoever else wrote.
fn authors(mail: &Mail<'_>, field: &Field<'_>, masks: &Masks<'_>, as_brand: bool) -> String {
    let name = String::from_utf8_lossy(field.name);
    // Each field apart: one with two From fields stays one with two.
    let single = Mail {
        header: mail::Header::new(vec![*field]),
        parts: Vec::new(),
        outside: Vec::new(),
        ..*mail
    };
    let mailboxes = single.mailboxes(&name);
    let shown = mailboxes.iter().map(|mailbox| {
        let address = mailbox.address();
        let is_reader = masks.own.addresses().any(|own| own.eq_ignore_ascii_case(&address));
        let is_known = !is_reader && (as_brand || is_role(&address));
        let display = match (mailbox.display.trim(), is_known) {
            ("", _) => String::new(),
            (display, true) => quoted(&masks.text(display)) + " ",
            (display, false) => quoted(&masks.redactor.mask("name", display)) + " ",
        };
        let domain = mailbox.domain.as_ref().map_or("redacted.invalid", |domain| domain.as_str());
        let local = masks.own.masked(&mailbox.local, masks.redactor);
        let is_plain = is_known && local == mailbox.local && is_atoms(&local);
        let local = if is_plain {
            masks.redactor.text(&local)
        } else {
            masks.redactor.mask("box", &mailbox.local.to_lowercase())
        };
        format!("{display}<{}@{domain}>", quoted_local(&local))
    });
    shown.take(RECIPIENTS).collect::<Vec<_>>().join(", ")
}

/// Its local part may hold whom the message was for.
fn path(field: &Field<'_>, masks: &Masks<'_>) -> String {
    let value = field.unfolded();
    let bare = value.trim().trim_start_matches('<').trim_end_matches('>');
    match bare
        .rsplit_once('@')
        .and_then(|(local, domain)| Some((local, mail::DomainName::parse(domain).ok()?)))
    {
        Some((local, domain)) => {
            format!(
                "<{}@{domain}>",
                quoted_local(&masks.redactor.mask("box", &local.to_lowercase()))
            )
        }
        None => "<>".to_owned(),
    }
}

/// As it was written, its zone included: that tells about the sender.
fn date(mail: &Mail<'_>, field: &Field<'_>) -> Option<String> {
    let value = field.unfolded().split('(').next()?.trim().to_owned();
    let is_date = mail.date().is_some() && value.is_ascii() && value.len() <= 40;
    let longest = value.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    (is_date && longest <= Some(4)).then_some(value)
}

fn identifier(field: &Field<'_>, masks: &Masks<'_>) -> String {
    let value = field.unfolded();
    let bare = value.trim().trim_start_matches('<').trim_end_matches('>');
    let (local, domain) = bare.rsplit_once('@').unwrap_or((bare, ""));
    let host = mail::DomainName::parse(domain).ok();
    let host = host.as_ref().map_or("redacted.invalid", |host| host.as_str());
    // RFC 5322 §3.6.4 wants no brackets there.
    let mask = masks.redactor.mask("id", local);
    let mask = mask.trim_matches(['[', ']']).replace(':', ".");
    format!("<{mask}@{host}>")
}

/// One hop, without whom it was for and without the numbers that its server knows the letter by.
fn trace(field: &Field<'_>, masks: &Masks<'_>) -> String {
    let value = field.unfolded();
    let hop = Received::parse(&value);
    let helo = hop.helo.map_or_else(|| "unknown".to_owned(), |helo| word(&masks.text(helo)));
    let name = hop.client_name.as_ref().map(|name| name.as_str()).unwrap_or("unknown");
    let client = match hop.client_ip {
        Some(ip) => format!(" ({name} [{ip}])"),
        None => String::new(),
    };
    let by = match hop.by_name() {
        Some(by) if masks.own.is_home(&by) => masks.redactor.mask("host", by.as_str()),
        Some(by) => by.to_string(),
        None => "unknown".to_owned(),
    };
    let with: String =
        hop.with.unwrap_or("SMTP").chars().filter(char::is_ascii_alphabetic).collect();
    let at = hop.date.map(str::trim).filter(|_| hop.at().is_some());
    let at = at.map(|at| at.split('(').next().unwrap_or(at).trim()).unwrap_or_default();
    format!("from {helo}{client} by {by} with {with}; {at}")
}

/// What a receiving side found: the values masked, the names of the properties kept.
fn results(field: &Field<'_>, masks: &Masks<'_>) -> String {
    let value = field.unfolded();
    let pieces = value.split_inclusive([' ', ';', '\t', '(', ')']).map(|piece| {
        let end = piece.trim_end_matches([' ', ';', '\t', '(', ')']);
        let tail = piece.get(end.len()..).unwrap_or_default();
        let masked = match end.split_once('=') {
            Some((key, value)) => format!("{key}={}", property(value, masks)),
            None if is_home(end, masks) => masks.redactor.mask("host", &end.to_lowercase()),
            None => masks.text(end),
        };
        masked + tail
    });
    let masked: String = pieces.collect();
    masked.chars().filter(char::is_ascii).collect()
}

fn property(value: &str, masks: &Masks<'_>) -> String {
    match value.rsplit_once('@') {
        Some((local, domain)) if !local.is_empty() => {
            let local = masks.redactor.mask("box", &local.to_lowercase());
            format!("{}@{}", quoted_local(&local), masks.text(domain))
        }
        Some(_) | None => masks.text(value),
    }
}

fn is_home(word: &str, masks: &Masks<'_>) -> bool {
    mail::DomainName::parse(word).is_ok_and(|name| masks.own.is_home(&name))
}

/// Who signed, and what; not the signature and the hash, by which a guess at the original, and at
/// whom it was for, could be tried.
fn signature(field: &Field<'_>) -> String {
    let value: String =
        field.unfolded().chars().filter(|c| c.is_ascii() && !c.is_ascii_whitespace()).collect();
    let tags = value.split(';').filter(|tag| {
        let name = tag.split('=').next().unwrap_or_default();
        matches!(name, "v" | "a" | "c" | "d" | "s" | "h")
    });
    tags.collect::<Vec<_>>().join("; ")
}

/// One word without what could end it.
fn word(text: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || ".-_[]:".contains(*c);
    text.chars().filter(plain).take(255).collect()
}

fn quoted(text: &str) -> String {
    if text.is_ascii() {
        let inside: String =
            text.chars().filter(|c| !matches!(c, '"' | '\\') && !c.is_control()).collect();
        return format!("\"{inside}\"");
    }
    encoded(text)
}

fn quoted_local(local: &str) -> String {
    if is_atoms(local) {
        local.to_owned()
    } else {
        quoted(&local.replace(|c: char| !c.is_ascii(), "?"))
    }
}

fn is_atoms(local: &str) -> bool {
    !local.is_empty()
        && local.split('.').all(|atom| {
            !atom.is_empty()
                && atom
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
        })
}
