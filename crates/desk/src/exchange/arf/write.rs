use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{Timestamp, fmt::rfc2822, tz::TimeZone};
use memchr::memmem;

use super::Feedback;
use crate::encoded_word::encoded;

/// An abuse report to be sent: RFC 5965 §2.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// Whom it is from; an addr-spec. Answers go there, so somebody must read it.
    pub from: &'a str,
    /// Whom it goes to; an addr-spec.
    pub to: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// When it is written.
    pub date: Timestamp,
    /// Its Message-ID, without angle brackets.
    pub message_id: &'a str,
    /// What a person is to read.
    pub description: &'a str,
    /// What a program is to read.
    pub feedback: &'a Feedback,
    /// The message it is about.
    pub original: Original<'a>,
}

/// The reported message, whole or its header only (RFC 5965 §2 (e)).
#[derive(Clone, Copy, Debug)]
pub enum Original<'a> {
    /// The octets of the message.
    Message(&'a [u8]),
    /// The octets of its header: what may be told when the text is private.
    Header(&'a [u8]),
}

/// Writes a report as a message, ready for SMTP's DATA.
#[must_use]
pub fn write(letter: &Letter<'_>) -> Vec<u8> {
    let (kind, original) = match letter.original {
        Original::Message(octets) => ("message/rfc822", octets),
        Original::Header(octets) => ("text/rfc822-headers", octets),
    };
    let boundary = boundary(letter, original);
    let mut out = Writer::default();
    out.field("From", letter.from);
    out.field("To", letter.to);
    out.field("Subject", &encoded(letter.subject));
    out.field("Date", &date(letter.date));
    out.field("Message-ID", &format!("<{}>", letter.message_id));
    // RFC 3834: nobody's holiday notice shall answer.
    out.field("Auto-Submitted", "auto-generated");
    out.field("MIME-Version", "1.0");
    out.line("Content-Type: multipart/report; report-type=feedback-report;");
    out.line(&format!("\tboundary=\"{boundary}\""));
    out.line("");
    out.line(&format!("--{boundary}"));
    out.line("Content-Type: text/plain; charset=utf-8");
    out.line("Content-Transfer-Encoding: base64");
    out.line("");
    out.base64(letter.description.as_bytes());
    out.line(&format!("--{boundary}"));
    out.line("Content-Type: message/feedback-report");
    out.line("");
    fields(letter.feedback, &mut out);
    out.line("");
    out.line(&format!("--{boundary}"));
    out.line(&format!("Content-Type: {kind}"));
    out.line("Content-Disposition: inline");
    if !original.is_ascii() {
        out.line("Content-Transfer-Encoding: 8bit");
    }
    out.line("");
    out.0.extend_from_slice(original);
    out.line("");
    out.line(&format!("--{boundary}--"));
    out.0
}

fn fields(feedback: &Feedback, out: &mut Writer) {
    out.field("Feedback-Type", &feedback.feedback_type.to_string());
    out.field("User-Agent", feedback.user_agent.as_deref().unwrap_or("Mekiki"));
    out.field("Version", &feedback.version.unwrap_or(1).to_string());
    let one = [
        ("Original-Envelope-Id", feedback.original_envelope_id.clone()),
        (
            "Original-Mail-From",
            feedback.original_mail_from.as_ref().map(|path| format!("<{path}>")),
        ),
        ("Arrival-Date", feedback.arrival_date.map(date)),
        ("Reporting-MTA", feedback.reporting_mta.clone()),
        ("Source-IP", feedback.source_ip.map(|address| address.to_string())),
        ("Source-Port", feedback.source_port.map(|port| port.to_string())),
        ("Auth-Failure", feedback.auth_failure.clone()),
        ("Delivery-Result", feedback.delivery_result.clone()),
        ("Identity-Alignment", feedback.identity_alignment.clone()),
        ("DKIM-Domain", feedback.dkim_domain.as_ref().map(ToString::to_string)),
        ("DKIM-Selector", feedback.dkim_selector.clone()),
        ("Incidents", (feedback.incidents > 1).then(|| feedback.incidents.to_string())),
    ];
    for (name, value) in one {
        if let Some(value) = value {
            out.field(name, &value);
        }
    }
    for path in &feedback.original_rcpt_to {
        out.field("Original-Rcpt-To", &format!("<{path}>"));
    }
    for results in &feedback.authentication_results {
        out.field("Authentication-Results", results);
    }
    for domain in &feedback.reported_domain {
        out.field("Reported-Domain", domain.as_str());
    }
    for uri in &feedback.reported_uri {
        out.field("Reported-URI", uri);
    }
}

#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn line(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
        self.0.extend_from_slice(b"\r\n");
    }

    /// A field. Values come from strangers: a line end in one would start a field of theirs.
    fn field(&mut self, name: &str, value: &str) {
        let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.line(&format!("{name}: {}", value.trim()));
    }

    /// RFC 2045 §6.8: lines of at most 76 characters; 57 octets make one.
    fn base64(&mut self, octets: &[u8]) {
        for piece in octets.chunks(57) {
            self.line(&STANDARD.encode(piece));
        }
    }
}

fn date(moment: Timestamp) -> String {
    let zoned = moment.to_zoned_datetime(TimeZone::UTC);
    rfc2822::to_string(&zoned).unwrap_or_else(|_| moment.to_string())
}

/// A boundary that the reported message does not hold (RFC 2046 §5.1.1); a stranger who knows how
/// we write must not be able to end the part early.
fn boundary(letter: &Letter<'_>, original: &[u8]) -> String {
    let seed = letter.message_id.chars().filter(char::is_ascii_alphanumeric).take(30);
    let start = format!("mekiki_{}_", seed.collect::<String>());
    // Numbers have ten digits each, so that none is the start of another.
    let taken: BTreeSet<u64> = memmem::find_iter(original, start.as_bytes())
        .filter_map(|at| original.get(at + start.len()..)?.get(..10))
        .filter_map(|digits| std::str::from_utf8(digits).ok()?.parse().ok())
        .collect();
    let free = (0..).find(|number| !taken.contains(number)).unwrap_or_default();
    format!("{start}{free:010}")
}

#[cfg(test)]
mod tests {
    use mail::{DomainName, Limits};

    use super::*;
    use crate::exchange::arf::{FeedbackType, read};

    fn feedback() -> Feedback {
        Feedback {
            feedback_type: FeedbackType::Fraud,
            user_agent: Some("Mekiki/0.1".into()),
            version: Some(1),
            source_ip: "2001:db8::7".parse().ok(),
            source_port: Some(2525),
            original_mail_from: Some(String::new()),
            original_rcpt_to: vec!["reader@home.example".into()],
            original_envelope_id: None,
            arrival_date: "2026-11-24T00:00:00Z".parse().ok(),
            reporting_mta: Some("dns; mx.home.example".into()),
            reported_domain: vec![DomainName::parse("evil.example").unwrap()],
            reported_uri: vec!["https://evil.example/login".into()],
            incidents: 3,
            authentication_results: vec!["mx.home.example; dmarc=fail".into()],
            auth_failure: Some("dmarc".into()),
            delivery_result: Some("delivered".into()),
            identity_alignment: Some("none".into()),
            dkim_domain: DomainName::parse("evil.example").ok(),
            dkim_selector: Some("s1".into()),
        }
    }

    fn letter<'a>(feedback: &'a Feedback, original: &'a [u8]) -> Letter<'a> {
        Letter {
            from: "desk@home.example",
            to: "abuse@host.example",
            subject: "偽のログインページ",
            date: "2026-11-24T01:00:00Z".parse().unwrap(),
            message_id: "1@home.example",
            description: "偽のログインページへ誘うメールです。\nA fake login page.",
            feedback,
            original: Original::Message(original),
        }
    }

    #[test]
    fn a_report_reads_as_it_was_written() {
        let feedback = feedback();
        let original = "Subject: ログイン\r\n\r\n本文\r\n".as_bytes();
        let raw = write(&letter(&feedback, original));
        let limits = Limits::default();
        let (report, anomalies) = mail::parse(&raw, &limits);
        assert!(anomalies.is_empty(), "{anomalies:?}");
        assert_eq!(read(&report, &limits).unwrap(), feedback);
        assert_eq!(report.subject(), "偽のログインページ");
        let kinds: Vec<_> = report.parts.iter().map(|part| part.media_type.as_str()).collect();
        assert!(kinds.starts_with(&[
            "multipart/report",
            "text/plain",
            "message/feedback-report",
            "message/rfc822"
        ]));
        let reported =
            report.parts.iter().find(|part| part.media_type == "message/rfc822").unwrap();
        assert_eq!(reported.body, original);
    }

    #[test]
    fn a_strangers_value_cannot_start_a_field_or_end_a_part() {
        let mut feedback = feedback();
        feedback.reported_uri =
            vec!["https://x/\r\nReported-Domain: victim.example\r\n\r\n--".into()];
        let original = b"Subject: x\r\n\r\n--mekiki_1homeexample_0000000000--\r\n--mekiki_1homeexample_0000000001\r\n";
        let raw = write(&letter(&feedback, original));
        let limits = Limits::default();
        let (report, _) = mail::parse(&raw, &limits);
        let read = read(&report, &limits).unwrap();
        assert_eq!(read.reported_domain, feedback.reported_domain);
        assert_eq!(read.reported_uri.len(), 1);
        assert!(report.parts.iter().any(|part| part.body == original));
    }

    proptest::proptest! {
        #[test]
        fn any_value_stays_in_its_field(text in "\\PC{0,80}|[ -~\r\n]{0,80}") {
            let feedback = Feedback { user_agent: Some(format!("a{text}a")), incidents: 1, ..Feedback::default() };
            let raw = write(&letter(&feedback, text.as_bytes()));
            let limits = Limits::default();
            let read = read(&mail::parse(&raw, &limits).0, &limits).unwrap();
            assert_eq!((read.source_ip, read.incidents, read.reported_uri.len()), (None, 1, 0));
        }
    }
}
