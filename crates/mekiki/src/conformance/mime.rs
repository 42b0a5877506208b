//! MIME: the subject, the authors and the leaves of a message, as the suite's readers tell them.

use std::path::Path;

use aws_lc_rs::digest;
use mail::{Disposition, Limits, Mail, Mailbox, Part};
use serde_json::{Value, json};

use crate::source;

pub(super) fn answer(case: &Value) -> Option<Value> {
    let mut raw = Vec::new();
    source::read(Path::new(case.get("message")?.as_str()?), &mut raw).ok()?;
    let limits = Limits::default();
    let (mail, _) = mail::parse(&raw, &limits);
    let own = leaves(&mail, Part::is_message);
    // To look for files, the readers open a message that says it is shown inline, and no other.
    let opened = leaves(&mail, |part| {
        part.media_type.starts_with("message/") && part.disposition != Disposition::Inline
    });
    let binary = own.iter().filter(|part| is_binary(part));
    let mut sha256: Vec<String> = binary.map(|part| sha256(&part.bytes(&limits))).collect();
    let named = opened.iter().filter(|part| is_binary(part));
    let mut names: Vec<&str> =
        named.map(|part| part.file_name.as_deref().unwrap_or_default()).collect();
    sha256.sort_unstable();
    names.sort_unstable();
    Some(json!({
        "subject": subject(&mail),
        "from": mail.mailboxes("from").iter().map(address).collect::<Vec<_>>(),
        "leaf_types": own.iter().map(|part| part.media_type.as_str()).collect::<Vec<_>>(),
        "binary_sha256": sha256,
        "binary_names": names,
    }))
}

/// The readers take raw octets for UTF-8 (RFC 6532) and nothing else; [`Mail::subject`] finds out
/// their charset and so reads more.
fn subject(mail: &Mail<'_>) -> String {
    let field = mail.header.first("subject");
    field.map(|field| mail::decode_words(field.unfolded().as_bytes())).unwrap_or_default()
}

/// An internationalized address (RFC 6532) keeps its U-labels.
fn address(mailbox: &Mailbox) -> String {
    match &mailbox.domain {
        Some(domain) if !mailbox.local.is_ascii() => {
            format!("{}@{}", mailbox.local, domain.to_unicode())
        }
        Some(_) | None => mailbox.address().to_lowercase(),
    }
}

/// The leaves, where a part that is `closed` counts as one.
fn leaves<'m, 'r>(mail: &'m Mail<'r>, closed: impl Fn(&Part<'r>) -> bool) -> Vec<&'m Part<'r>> {
    let mut within: Vec<bool> = Vec::with_capacity(mail.parts.len());
    let mut leaves = Vec::new();
    for part in &mail.parts {
        let parent = part.parent.and_then(|parent| mail.parts.get(parent).zip(within.get(parent)));
        let inside = parent.is_some_and(|(parent, inside)| *inside || closed(parent));
        within.push(inside);
        if !inside && (!part.is_container || closed(part)) {
            leaves.push(part);
        }
    }
    leaves
}

fn is_binary(part: &Part<'_>) -> bool {
    !["text/", "message/", "multipart/"].iter().any(|kind| part.media_type.starts_with(kind))
}

fn sha256(octets: &[u8]) -> String {
    digest::digest(&digest::SHA256, octets).as_ref().iter().map(|o| format!("{o:02x}")).collect()
}
