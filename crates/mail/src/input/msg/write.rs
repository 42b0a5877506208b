//! Writes what a `.msg` told as an RFC 5322 message. Every body is base64, so that no boundary and
//! no line of the content can change the structure.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Attachment, Content, Message};
use crate::anomaly::Found;
use crate::input::pasted::encoded;
use crate::{Limits, header};

/// The message in RFC 5322 form.
pub(super) fn message(message: &Message) -> Vec<u8> {
    let mut out = String::new();
    write(message, 0, &mut out);
    out.into_bytes()
}

fn write(message: &Message, depth: usize, out: &mut String) {
    match &message.transport {
        Some(transport) => out.push_str(&without_content_fields(transport)),
        None => header_of(message, out),
    }
    let boundary = Boundary { depth };
    line(out, format_args!("MIME-Version: 1.0"));
    line(out, format_args!("Content-Type: multipart/mixed; boundary=\"{}\"", boundary.mixed()));
    line(out, format_args!(""));
    bodies(message, &boundary, out);
    for attachment in &message.attachments {
        line(out, format_args!("--{}", boundary.mixed()));
        write_attachment(attachment, depth, out);
    }
    line(out, format_args!("--{}--", boundary.mixed()));
}

/// Boundaries of one message; those of a message inside it differ.
struct Boundary {
    depth: usize,
}

impl Boundary {
    fn mixed(&self) -> String {
        format!("=_mekiki_mixed_{}", self.depth)
    }

    fn alternative(&self) -> String {
        format!("=_mekiki_alternative_{}", self.depth)
    }
}

/// The received header without the fields that describe a body we do not have.
fn without_content_fields(transport: &str) -> String {
    let raw = transport.trim_start().as_bytes();
    let mut found = Found::default();
    let scanned = header::scan(raw, 0, |_| false, &Limits::default(), &mut found);
    let mut kept = String::new();
    for field in scanned.header.fields() {
        let describes_body = field.is("mime-version")
            || field.name.get(..8).is_some_and(|name| name.eq_ignore_ascii_case(b"content-"));
        // A stray line could pass for a boundary of ours, and says nothing.
        if describes_body || field.name.is_empty() || field.name.starts_with(b"--") {
            continue;
        }
        for piece in String::from_utf8_lossy(field.raw).lines() {
            line(&mut kept, format_args!("{piece}"));
        }
    }
    kept
}

fn header_of(message: &Message, out: &mut String) {
    let name = one_line(&message.author_name);
    let address = one_line(&message.author_address);
    line(out, format_args!("From: {} <{address}>", quoted(&name)));
    if !message.to.is_empty() {
        line(out, format_args!("To: {}", encoded(&one_line(&message.to))));
    }
    line(out, format_args!("Subject: {}", encoded(&one_line(&message.subject))));
    if let Some(date) = message.sent.and_then(|sent| jiff::Timestamp::from_second(sent).ok()) {
        line(out, format_args!("Date: {}", date.strftime("%a, %d %b %Y %H:%M:%S +0000")));
    }
    if !message.message_id.is_empty() {
        line(out, format_args!("Message-ID: {}", one_line(&message.message_id)));
    }
}

fn bodies(message: &Message, boundary: &Boundary, out: &mut String) {
    if message.text.is_none() && message.html.is_none() {
        return;
    }
    line(out, format_args!("--{}", boundary.mixed()));
    line(
        out,
        format_args!(
            "Content-Type: multipart/alternative; boundary=\"{}\"",
            boundary.alternative()
        ),
    );
    line(out, format_args!(""));
    if let Some(text) = &message.text {
        line(out, format_args!("--{}", boundary.alternative()));
        base64_part(out, "text/plain; charset=utf-8", text.as_bytes());
    }
    if let Some(html) = &message.html {
        line(out, format_args!("--{}", boundary.alternative()));
        base64_part(out, &format!("text/html{}", charset(message.codepage)), html);
    }
    line(out, format_args!("--{}--", boundary.alternative()));
}

/// The charset parameter for a Windows code page; none where it is not given, to be guessed.
fn charset(codepage: u32) -> String {
    match codepage {
        0 => String::new(),
        65001 => "; charset=utf-8".to_owned(),
        20127 => "; charset=us-ascii".to_owned(),
        28591 => "; charset=iso-8859-1".to_owned(),
        50220..=50222 => "; charset=iso-2022-jp".to_owned(),
        51932 | 20932 => "; charset=euc-jp".to_owned(),
        932 => "; charset=shift_jis".to_owned(),
        936 => "; charset=gbk".to_owned(),
        949 => "; charset=euc-kr".to_owned(),
        950 => "; charset=big5".to_owned(),
        other => format!("; charset=windows-{other}"),
    }
}

fn write_attachment(attachment: &Attachment, depth: usize, out: &mut String) {
    let name = encoded(&one_line(&attachment.name)).replace(['"', '\\'], "_");
    line(out, format_args!("Content-Disposition: attachment; filename=\"{name}\""));
    if !attachment.content_id.is_empty() {
        line(out, format_args!("Content-ID: <{}>", one_line(&attachment.content_id)));
    }
    match &attachment.content {
        Content::Message(inner) => {
            line(out, format_args!("Content-Type: message/rfc822"));
            line(out, format_args!(""));
            write(inner, depth + 1, out);
        }
        Content::Octets(octets) => {
            let kind = one_line(&attachment.media_type);
            // An entity type here would have us take the octets for structure.
            let plain = !kind.starts_with("multipart") && !kind.starts_with("message");
            let kind = if kind.contains('/') && plain { &kind } else { "application/octet-stream" };
            base64_part(out, kind, octets);
        }
    }
}

fn base64_part(out: &mut String, kind: &str, octets: &[u8]) {
    line(out, format_args!("Content-Type: {kind}"));
    line(out, format_args!("Content-Transfer-Encoding: base64"));
    line(out, format_args!(""));
    // 57 octets make a line of 76 (RFC 2045 §6.8).
    for chunk in octets.chunks(57) {
        line(out, format_args!("{}", STANDARD.encode(chunk)));
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{text}\r\n");
}

/// Properties are text of any kind; a line end in one must not start a new field.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ").trim().to_owned()
}

fn quoted(name: &str) -> String {
    match name.is_ascii() {
        true => format!("\"{}\"", name.replace(['"', '\\'], " ")),
        false => encoded(name).into_owned(),
    }
}
