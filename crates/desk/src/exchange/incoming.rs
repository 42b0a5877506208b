//! What did somebody hand in? A message, another desk's report about one, a table of pages, the
//! address of a page; or something that cannot be read, which says so.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use check::Bilingual;
use jiff::Timestamp;
use mail::{Limits, Mail};
use serde_json::Value;

use super::{arf, disarmed::armed, xarf};
use crate::stats::list::{List, ListName};

/// The most lines of a table that are taken at a time.
pub const TABLE_LINES: u64 = 10_000;

/// The longest address of a page that is taken, in octets.
const LONGEST_PAGE: usize = 8_192;

/// What was handed in.
#[derive(Clone, Debug)]
pub enum Incoming<'a> {
    /// A message, or text that can be seen of one.
    Message(Cow<'a, [u8]>),
    /// Another desk's report of a message.
    Report {
        /// In which form.
        form: Form,
        /// The message.
        message: Vec<u8>,
        /// When it was seen, as told.
        seen_at: Option<Timestamp>,
    },
    /// A page.
    Page {
        /// In which form; `None` for an address alone.
        form: Option<Form>,
        /// Its address, armed.
        address: String,
        /// The brand that it poses as, as told.
        brand: Option<String>,
        /// When it was seen, as told.
        seen_at: Option<Timestamp>,
    },
    /// A table of pages.
    Table(List),
    /// Something that cannot be read.
    Unreadable {
        /// In which form; `None` when it has none.
        form: Option<Form>,
        /// What is wrong with it.
        why: Bilingual,
    },
}

/// The forms of other desks' reports.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// RFC 5965.
    Arf,
    /// X-ARF, version 3 or 4.
    Xarf,
}

/// Tells what octets are. What their sender calls them is a hint and no more; empty when nothing is
/// said.
#[must_use]
pub fn incoming<'a>(octets: &'a [u8], media_type: &str) -> Incoming<'a> {
    let start = octets.trim_ascii_start();
    if start.is_empty() {
        return unreadable(None, "中身がありません。", "There is nothing in it.");
    }
    if start.first() == Some(&b'{')
        && let Some(incoming) = of_json(start)
    {
        return incoming;
    }
    if media_type == "text/csv" || is_table(octets) {
        return of_table(octets);
    }
    if let Some(address) = only_address(octets) {
        return Incoming::Page { form: None, address, brand: None, seen_at: None };
    }
    let limits = Limits::default();
    let (mail, _) = mail::parse(octets, &limits);
    match mail.parts.iter().any(is_report) {
        true => of_arf(&mail, &limits),
        false => Incoming::Message(Cow::Borrowed(octets)),
    }
}

fn unreadable<'a>(form: Option<Form>, ja: &str, en: &str) -> Incoming<'a> {
    Incoming::Unreadable { form, why: Bilingual { ja: ja.to_owned(), en: en.to_owned() } }
}

fn is_report(part: &mail::Part<'_>) -> bool {
    part.media_type == "message/feedback-report"
        || (part.media_type == "multipart/report"
            && part.header.first("Content-Type").is_some_and(|field| {
                field.unfolded().to_ascii_lowercase().contains("feedback-report")
            }))
}

/// An abuse report. The message stands in its third part (RFC 5965 §2 (e)), whole or its header.
fn of_arf<'a>(mail: &Mail<'_>, limits: &Limits) -> Incoming<'a> {
    let feedback = match arf::read(mail, limits) {
        Ok(feedback) => feedback,
        Err(arf::ArfError::NoReport) => {
            return unreadable(
                Some(Form::Arf),
                "ARF 形式の報告ですが、報告の部分（message/feedback-report）がありません。",
                "It is a report in ARF, but has no part of type message/feedback-report.",
            );
        }
        Err(arf::ArfError::NoFeedbackType) => {
            return unreadable(
                Some(Form::Arf),
                "ARF 形式の報告ですが、種類（Feedback-Type）が書かれていません。",
                "It is a report in ARF, but does not say of what kind (Feedback-Type).",
            );
        }
    };
    let reported = mail.parts.iter().find(|part| {
        matches!(
            part.media_type.as_str(),
            "message/rfc822" | "message/global" | "text/rfc822-headers"
        )
    });
    let seen_at = feedback.arrival_date;
    let message = reported.map(|part| part.bytes(limits).into_owned());
    match (message.filter(|message| !message.is_empty()), feedback.reported_uri.first()) {
        (Some(message), _) => Incoming::Report { form: Form::Arf, message, seen_at },
        (None, Some(page)) => {
            Incoming::Page { form: Some(Form::Arf), address: armed(page), brand: None, seen_at }
        }
        (None, None) => unreadable(
            Some(Form::Arf),
            "ARF 形式の報告ですが、報告されたメールも、ページのアドレスも入っていません。",
            "It is a report in ARF, but holds neither the reported message nor a page’s address.",
        ),
    }
}

/// X-ARF; `None` for any other JSON.
fn of_json<'a>(octets: &[u8]) -> Option<Incoming<'a>> {
    let report = xarf::read(octets);
    if let Err(xarf::XarfError::NotJson(_) | xarf::XarfError::NoVersion) = report {
        return None;
    }
    let json: Value = serde_json::from_slice(octets).ok()?;
    let text = |path: &str| json.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let first = |paths: &[&str]| paths.iter().find_map(|path| text(path));
    let seen_at = first(&["/timestamp", "/Report/Date"]).and_then(|text| text.parse().ok());
    if let Some(message) = evidence(&json) {
        return Some(Incoming::Report { form: Form::Xarf, message, seen_at });
    }
    let address = first(&["/url", "/Report/Source/URL", "/Report/Url", "/Report/SourceUrl"]);
    Some(match address {
        Some(address) if address.len() <= LONGEST_PAGE => Incoming::Page {
            form: Some(Form::Xarf),
            address: armed(&address),
            brand: first(&["/target_brand", "/Report/TargetBrand"]),
            seen_at,
        },
        Some(_) | None => unreadable(
            Some(Form::Xarf),
            "X-ARF 形式の報告ですが、報告されたメールも、ページのアドレスも入っていません。",
            "It is a report in X-ARF, but holds neither the reported message nor a page’s address.",
        ),
    })
}

/// The message among a report's pieces of evidence (v4), or its sample (v3).
fn evidence(json: &Value) -> Option<Vec<u8>> {
    let pieces = ["/evidence", "/Report/Samples"];
    let pieces = pieces.iter().filter_map(|path| json.pointer(path)?.as_array()).flatten();
    let named = |piece: &Value, names: [&str; 2]| {
        names.iter().find_map(|name| piece.get(*name)?.as_str().map(str::to_owned))
    };
    pieces
        .filter(|piece| {
            named(piece, ["content_type", "ContentType"])
                .is_some_and(|kind| kind.starts_with("message/"))
        })
        .find_map(|piece| {
            let payload = named(piece, ["payload", "Payload"])?;
            let compact: String = payload.chars().filter(|c| !c.is_whitespace()).collect();
            let octets = STANDARD.decode(compact).ok();
            // Version 3 may hold it as it is.
            octets.or_else(|| Some(payload.into_bytes())).filter(|octets| !octets.is_empty())
        })
}

/// Whether it begins as JPCERT's tables do.
fn is_table(octets: &[u8]) -> bool {
    let octets = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(octets);
    let first = octets.split(|octet| matches!(octet, b'\r' | b'\n')).next().unwrap_or_default();
    let Ok(first) = std::str::from_utf8(first) else { return false };
    let cells: Vec<String> =
        first.split([',', '\t']).map(|cell| cell.trim().trim_matches('"').to_lowercase()).collect();
    let has = |name: &str| cells.iter().any(|cell| cell == name);
    has("url") && (has("date") || has("description") || has("brand"))
}

fn of_table<'a>(octets: &[u8]) -> Incoming<'a> {
    let lines = octets.iter().filter(|octet| **octet == b'\n').count();
    if u64::try_from(lines).is_ok_and(|lines| lines > TABLE_LINES) {
        return unreadable(
            None,
            "行が多すぎます。一度に渡せるのは10,000行までです。",
            "There are too many lines: at most 10,000 at a time.",
        );
    }
    let list = List::read(ListName::of_file("handed-in"), octets);
    if list.rows.is_empty() && list.unread.is_empty() {
        return unreadable(None, "表に行がありません。", "The table has no lines.");
    }
    Incoming::Table(list)
}

/// The address, when there is nothing else.
fn only_address(octets: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(octets).ok()?.trim();
    let is_one = text.len() <= LONGEST_PAGE && !text.contains(char::is_whitespace);
    let address = armed(text);
    let is_page = address.starts_with("http://") || address.starts_with("https://");
    (is_one && is_page && url::Url::parse(&address).is_ok()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(octets: &[u8]) -> &'static str {
        match incoming(octets, "") {
            Incoming::Message(_) => "message",
            Incoming::Report { form: Form::Arf, .. } => "arf",
            Incoming::Report { form: Form::Xarf, .. } => "xarf",
            Incoming::Page { .. } => "page",
            Incoming::Table(_) => "table",
            Incoming::Unreadable { .. } => "unreadable",
        }
    }

    const ARF: &str = "From: a@desk.example\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n\
        --b\r\n\r\nA report.\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n\
        Feedback-Type: fraud\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
        Subject: x\r\n\r\nhttps://evil.example/\r\n--b--\r\n";

    #[test]
    fn what_was_handed_in_is_told_by_what_it_is() {
        let csv = "date,URL,description\n2025/11/03 09:12:00,https://evil.example/,au\n";
        let xarf = r#"{"xarf_version":"4.2.0","type":"phishing","url":"https://evil.example/"}"#;
        let v3 = r#"{"Version":"3","Report":{"ReportClass":"Content","Source":{"URL":"https://evil.example/"}}}"#;
        for (octets, expected) in [
            ("Subject: x\r\n\r\nhttps://evil.example/\r\n", "message"),
            ("お荷物の配達を完了できませんでした。https://evil.example/", "message"),
            (ARF, "arf"),
            (&ARF.replace("message/feedback-report\r\n", "text/plain\r\n"), "unreadable"),
            (&ARF.replace("Feedback-Type: fraud\r\n", ""), "unreadable"),
            (&ARF.replace("message/rfc822", "text/plain"), "unreadable"),
            (xarf, "page"),
            (v3, "page"),
            (r#"{"xarf_version":"4.2.0","type":"phishing"}"#, "unreadable"),
            (csv, "table"),
            ("date,URL,description\n", "unreadable"),
            ("hxxps://evil[.]example/a?b=c", "page"),
            (" https://evil.example/ \n", "page"),
            ("  \n", "unreadable"),
            (r#"{"a": 1}"#, "message"),
        ] {
            assert_eq!(name(octets.as_bytes()), expected, "{octets}");
        }
    }

    #[test]
    fn the_message_inside_a_report_is_taken_out() {
        let message = STANDARD.encode("Subject: y\r\n\r\nz\r\n");
        let xarf = format!(
            r#"{{"xarf_version":"4.2.0","timestamp":"2026-11-01T00:00:00Z","evidence":[
            {{"content_type":"image/png","payload":"AAAA"}},
            {{"content_type":"message/rfc822","payload":"{message}"}}]}}"#
        );
        for (octets, expected) in [(xarf.as_str(), "Subject: y"), (ARF, "Subject: x")] {
            let read = incoming(octets.as_bytes(), "application/octet-stream");
            let Incoming::Report { message, .. } = read else { panic!("{read:?}") };
            assert!(message.starts_with(expected.as_bytes()), "{octets}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_octets_are_something(octets in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = incoming(&octets, "text/csv");
            let _ = incoming(&octets, "");
        }
    }
}
