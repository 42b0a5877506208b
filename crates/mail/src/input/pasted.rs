//! Text copied out of a mail program, a chat or a web page: the words are all that is left.

use std::borrow::Cow;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::charset;

/// The text of an input in UTF-16: with a byte order mark, or with every other octet NUL as ASCII
/// text has it.
pub(super) fn utf16(input: &[u8]) -> Option<String> {
    let encoding = match input {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE,
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE,
        [first, 0, second, 0, ..] if first.is_ascii() && second.is_ascii() && *first > 0 => {
            encoding_rs::UTF_16LE
        }
        [0, first, 0, second, ..] if first.is_ascii() && second.is_ascii() && *first > 0 => {
            encoding_rs::UTF_16BE
        }
        _ => return None,
    };
    let (text, _) = encoding.decode_with_bom_removal(input);
    Some(text.into_owned())
}

/// A message that holds the pasted text. Lines at its top in which a mail program showed From,
/// Subject and so on become fields: they are what the person saw, and prove nothing.
pub(super) fn message(input: &[u8]) -> Vec<u8> {
    let octets = input.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(input);
    let text = charset::guess(octets);
    let (shown, body) = Shown::read(&text);
    let kind = if is_html(body) { "text/html" } else { "text/plain" };
    let mut message = String::new();
    for (name, value) in shown.fields {
        // Writing to a String cannot fail.
        let _ = write!(message, "{name}: {value}\r\n");
    }
    let _ = write!(
        message,
        "MIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{body}"
    );
    message.into_bytes()
}

/// An RFC 2047 encoded word for text that is not plain ASCII.
pub(super) fn encoded(text: &str) -> Cow<'_, str> {
    let plain = |c: char| (' '..='~').contains(&c);
    if text.chars().all(plain) && !text.contains("=?") {
        return Cow::Borrowed(text);
    }
    // §2: an encoded word is at most 75 octets, so long text becomes several.
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.char_indices().map(|(at, _)| at).take_while(|at| *at <= 42).last();
        let end = end.filter(|end| *end > 0 && rest.len() > 45).unwrap_or(rest.len());
        let (word, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
        rest = tail;
    }
    Cow::Owned(words.join("\r\n "))
}

/// Labels as mail programs show them, and the field each stands for.
const LABELS: &[(&str, &str)] = &[
    ("from", "From"),
    ("差出人", "From"),
    ("送信者", "From"),
    ("送信元", "From"),
    ("発信者", "From"),
    ("subject", "Subject"),
    ("件名", "Subject"),
    ("題名", "Subject"),
    ("タイトル", "Subject"),
    ("to", "To"),
    ("宛先", "To"),
    ("date", "Date"),
    ("sent", "Date"),
    ("日時", "Date"),
    ("日付", "Date"),
    ("送信日時", "Date"),
    ("reply-to", "Reply-To"),
    ("返信先", "Reply-To"),
];

/// The fields a mail program showed above the text.
struct Shown {
    fields: Vec<(&'static str, String)>,
}

impl Shown {
    /// Reads the lines at the top of `text`; returns the text after them. Without a From or a
    /// Subject among them nothing is taken off.
    fn read(text: &str) -> (Self, &str) {
        let mut fields: Vec<(&str, String)> = Vec::new();
        let mut rest = text.trim_start();
        while let Some((name, value, after)) = Self::line(rest) {
            if fields.iter().any(|(other, _)| *other == name) {
                break;
            }
            fields.push((name, value));
            rest = after;
        }
        match fields.iter().any(|(name, _)| matches!(*name, "From" | "Subject")) {
            true => (Self { fields }, rest.trim_start_matches(['\r', '\n'])),
            false => (Self { fields: Vec::new() }, text),
        }
    }

    fn line(text: &str) -> Option<(&'static str, String, &str)> {
        let (line, after) = text.split_once('\n').unwrap_or((text, ""));
        let (label, value) = line.split_once([':', '：'])?;
        let label = label.trim().to_lowercase();
        let (_, name) = LABELS.iter().find(|(shown, _)| *shown == label)?;
        let value = value.trim();
        let value = match *name {
            "From" | "To" | "Reply-To" => mailbox(value),
            _ => encoded(value).into_owned(),
        };
        Some((name, value, after))
    }
}

/// A mailbox as shown, with its name encoded where need be.
fn mailbox(shown: &str) -> String {
    match shown.rsplit_once('<') {
        Some((name, address)) if !name.is_ascii() => format!("{} <{address}", encoded(name.trim())),
        Some(_) | None if shown.is_ascii() || shown.contains('@') => shown.to_owned(),
        Some(_) | None => format!("{} <>", encoded(shown)),
    }
}

fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(1000).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<table", "<div"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_showed_above_the_text_becomes_fields() {
        let octets =
            message("差出人: アマゾン <a@b.example>\r\n件名: 重要\r\n\r\n本文です".as_bytes());
        let (mail, _) = crate::parse(&octets, &crate::Limits::default());
        assert_eq!(mail.subject(), "重要");
        assert_eq!(
            mail.authors().one().map(|author| author.display.clone()),
            Some("アマゾン".into())
        );
        let text = mail.parts[0].text(&crate::Limits::default());
        assert_eq!(text, "本文です");
    }

    #[test]
    fn encoded_words_decode_to_what_was_encoded() {
        for text in ["plain", "長い件名".repeat(20).as_str(), "=?utf-8?q?x?=", ""] {
            assert_eq!(crate::decode_words(encoded(text).as_bytes()), text);
        }
    }
}
