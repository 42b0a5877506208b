use std::net::IpAddr;

use jiff::{Timestamp, fmt::rfc2822};
use mail::{DomainName, Header, Limits, Mail};

use super::{Feedback, FeedbackType};

/// Why a message is no abuse report.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub enum ArfError {
    /// RFC 5965 §2 (d): the second part is `message/feedback-report`.
    #[error("the message has no part of type message/feedback-report")]
    NoReport,
    /// RFC 5965 §3.1: the one field without which a report says nothing.
    #[error("the report has no Feedback-Type")]
    NoFeedbackType,
}

/// Reads the report that a message carries. Its part counts wherever it stands: mail programs and
/// gateways rearrange parts.
///
/// # Errors
/// When the message is no abuse report.
pub fn read(mail: &Mail<'_>, limits: &Limits) -> Result<Feedback, ArfError> {
    let part = mail.parts.iter().find(|part| part.media_type == "message/feedback-report");
    let body = part.ok_or(ArfError::NoReport)?.bytes(limits);
    // The body is a group of fields as a header has them (RFC 5965 §3). A second group after an
    // empty line belongs to no standard; some reporters start with an empty line.
    let start = body.iter().position(|octet| !octet.is_ascii_whitespace()).unwrap_or(body.len());
    let (fields, _) = mail::parse(body.get(start..).unwrap_or_default(), limits);
    feedback(&Fields(&fields.header))
}

fn feedback(fields: &Fields<'_, '_>) -> Result<Feedback, ArfError> {
    let feedback_type = fields.first("Feedback-Type").ok_or(ArfError::NoFeedbackType)?;
    let date = fields.first("Arrival-Date").or_else(|| fields.first("Received-Date"));
    Ok(Feedback {
        feedback_type: FeedbackType::parse(&feedback_type),
        user_agent: fields.first("User-Agent"),
        version: fields.first("Version").and_then(|text| version(&text)),
        source_ip: fields.first("Source-IP").and_then(|text| address(&text)),
        source_port: fields.first("Source-Port").and_then(|text| text.parse().ok()),
        original_mail_from: fields.first("Original-Mail-From").map(path),
        original_rcpt_to: fields.all("Original-Rcpt-To").into_iter().map(path).collect(),
        original_envelope_id: fields.first("Original-Envelope-Id"),
        arrival_date: date.and_then(|text| moment(&text)),
        reporting_mta: fields.first("Reporting-MTA"),
        reported_domain: fields
            .all("Reported-Domain")
            .iter()
            .filter_map(|text| DomainName::parse(text).ok())
            .collect(),
        reported_uri: fields.all("Reported-URI").into_iter().map(without_brackets).collect(),
        incidents: fields.first("Incidents").and_then(|text| text.parse().ok()).unwrap_or(1),
        authentication_results: fields.all("Authentication-Results"),
        auth_failure: fields.first("Auth-Failure").map(|text| text.to_ascii_lowercase()),
        delivery_result: fields.first("Delivery-Result").map(|text| text.to_ascii_lowercase()),
        identity_alignment: fields
            .first("Identity-Alignment")
            .map(|text| text.to_ascii_lowercase()),
        dkim_domain: fields.first("DKIM-Domain").and_then(|text| DomainName::parse(&text).ok()),
        dkim_selector: fields.first("DKIM-Selector"),
    })
}

struct Fields<'h, 'r>(&'h Header<'r>);

impl Fields<'_, '_> {
    fn first(&self, name: &str) -> Option<String> {
        self.0.first(name).map(|field| field.unfolded().trim().to_owned())
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.0.named(name).map(|field| field.unfolded().trim().to_owned()).collect()
    }
}

/// `1`, and `1.0` or `0.1` as some reporters write.
fn version(text: &str) -> Option<u32> {
    text.split('.').next()?.trim().parse().ok()
}

/// An address; a host's name in a comment may follow, a tag as in SMTP's address literals precede.
fn address(text: &str) -> Option<IpAddr> {
    let first = text.split([' ', '\t', '(']).next()?.trim_matches(['[', ']']);
    let bare = match first.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => first.get(5..)?,
        _ => first,
    };
    bare.parse().ok()
}

fn moment(text: &str) -> Option<Timestamp> {
    // "EDT" and the like are obsolete names of zones, which the parser knows (RFC 5322 §4.3).
    let zoned = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text);
    zoned.ok().or_else(|| text.parse().ok())
}

/// A path of SMTP without its brackets and without the type of RFC 3461 (`rfc822;`).
fn path(text: String) -> String {
    let bare = match text.split_once(';') {
        Some((kind, address)) if kind.trim().eq_ignore_ascii_case("rfc822") => {
            address.trim().to_owned()
        }
        _ => text,
    };
    without_brackets(bare)
}

fn without_brackets(text: String) -> String {
    let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    bare.map_or_else(|| text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_fields(fields: &str) -> Result<Feedback, ArfError> {
        let raw = format!(
            "From: a@desk.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; \
             report-type=feedback-report; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n\
             Content-Type: message/feedback-report\r\n\r\n{fields}\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\nSubject: x\r\n--b--\r\n"
        );
        let limits = Limits::default();
        read(&mail::parse(raw.as_bytes(), &limits).0, &limits)
    }

    #[test]
    fn the_fields_of_a_report_are_read() {
        let feedback = read_fields(
            "Feedback-Type: Fraud\r\nUser-Agent: Desk/1\r\nVersion: 1\r\n\
             Original-Mail-From: <a@b.example>\r\nOriginal-Rcpt-To: rfc822; <c@d.example>\r\n\
             Original-Rcpt-To: e@d.example\r\nArrival-Date: Tue, 24 Nov 2026 09:00:00 +0900\r\n\
             Source-IP: 192.0.2.7 (mx.b.example)\r\nReported-Domain: B.example\r\n\
             Reported-URI: https://b.example/\r\nreported-uri: <mailto:a@b.example>\r\n\
             Incidents: 12\r\nIdentity-Alignment: dkim, spf\r\nAuthentication-Results: d.example;\r\n \
             spf=fail\r\n",
        )
        .unwrap();
        assert_eq!(feedback.feedback_type, FeedbackType::Fraud);
        assert_eq!(feedback.original_mail_from.as_deref(), Some("a@b.example"));
        assert_eq!(feedback.original_rcpt_to, ["c@d.example", "e@d.example"]);
        assert_eq!(feedback.arrival_date, "2026-11-24T00:00:00Z".parse().ok());
        assert_eq!(feedback.source_ip, "192.0.2.7".parse().ok());
        assert_eq!(feedback.reported_domain, [DomainName::parse("b.example").unwrap()]);
        assert_eq!(feedback.reported_uri, ["https://b.example/", "mailto:a@b.example"]);
        assert_eq!((feedback.incidents, feedback.version), (12, Some(1)));
        assert_eq!(feedback.authentication_results.len(), 1);
        assert_eq!(feedback.identity_alignment.as_deref(), Some("dkim, spf"));
    }

    #[test]
    fn what_cannot_be_read_counts_as_absent() {
        let feedback = read_fields(
            "\r\nFeedback-Type: x-new\r\nVersion: one\r\nSource-IP: [IPv6:2001:db8::1]\r\n\
             Reported-Domain: no domain\r\nIncidents: many\r\nOriginal-Mail-From: <>\r\n",
        )
        .unwrap();
        assert_eq!(feedback.feedback_type, FeedbackType::Extension("x-new".into()));
        assert_eq!((feedback.version, feedback.incidents), (None, 1));
        assert_eq!(feedback.source_ip, "2001:db8::1".parse().ok());
        assert_eq!(feedback.original_mail_from.as_deref(), Some(""));
        assert!(feedback.reported_domain.is_empty());
    }

    #[test]
    fn what_is_no_report_is_said_to_be_none() {
        let limits = Limits::default();
        let (plain, _) = mail::parse(b"Subject: Hi\r\n\r\nHi", &limits);
        assert_eq!(read(&plain, &limits), Err(ArfError::NoReport));
        assert_eq!(read_fields("Version: 1\r\n"), Err(ArfError::NoFeedbackType));
    }
}
