use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Who reports, or who sends a report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Contact {
    /// Name of the organisation; at most 200 characters.
    pub org: String,
    /// Mail address that somebody reads.
    pub contact: String,
    /// Domain of the organisation.
    pub domain: String,
}

/// A report of one page that asks for what it must not have.
#[derive(Clone, Debug)]
pub struct PhishingReport<'a> {
    /// UUID of the report (RFC 9562), made by the caller: this crate draws no chance.
    pub report_id: &'a str,
    /// When the page was seen.
    pub timestamp: Timestamp,
    /// Whose complaint it is.
    pub reporter: &'a Contact,
    /// Who sends it.
    pub sender: &'a Contact,
    /// Address or host of whoever serves the page.
    pub source_identifier: &'a str,
    /// The page.
    pub url: &'a str,
    /// Whom the page pretends to be.
    pub target_brand: Option<&'a str>,
    /// The message that led there, as evidence; left out beyond 5 MiB, which the form forbids.
    pub message: Option<&'a [u8]>,
}

impl PhishingReport<'_> {
    /// The report in JSON, version 4.2.0.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let contact =
            |who: &Contact| json!({"org": who.org, "contact": who.contact, "domain": who.domain});
        let mut report = json!({
            "xarf_version": "4.2.0",
            "report_id": self.report_id,
            "timestamp": self.timestamp.to_string(),
            "reporter": contact(self.reporter),
            "sender": contact(self.sender),
            "source_identifier": self.source_identifier,
            "category": "content",
            "type": "phishing",
            "evidence_source": "user_report",
            "url": self.url,
        });
        let message = self.message.filter(|message| message.len() <= 5 << 20);
        if let Some(fields) = report.as_object_mut() {
            if let Some(brand) = self.target_brand {
                fields.insert("target_brand".to_owned(), brand.into());
            }
            if let Some(message) = message {
                let item = json!({
                    "content_type": "message/rfc822",
                    "description": "The message that leads to the page",
                    "payload": STANDARD.encode(message),
                    "size": message.len(),
                });
                fields.insert("evidence".to_owned(), json!([item]));
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::xarf;

    #[test]
    fn what_is_written_is_as_the_specification_wants_it() {
        let desk = Contact {
            org: "目利き".into(),
            contact: "abuse@desk.example".into(),
            domain: "desk.example".into(),
        };
        let written = PhishingReport {
            report_id: "6c6b8f0a-1f0e-4d3c-9b52-0a4b7b8b1f10",
            timestamp: "2026-11-24T00:00:00Z".parse().unwrap(),
            reporter: &desk,
            sender: &desk,
            source_identifier: "192.0.2.7",
            url: "https://evil.example/login",
            target_brand: Some("みほん銀行"),
            message: Some(b"Subject: x\r\n\r\ny"),
        };
        let read = xarf::read(written.to_json().to_string().as_bytes()).unwrap();
        assert_eq!(read.faults, []);
        assert_eq!((read.category.as_str(), read.kind.as_str()), ("content", "phishing"));
        assert_eq!(read.source.as_deref(), Some("192.0.2.7"));
    }
}
