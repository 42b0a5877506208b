use std::{fmt, net::IpAddr};

use jiff::Timestamp;
use mail::DomainName;

/// What kind of report it is (RFC 5965 §7.3, RFC 6591 §3.1, RFC 6430).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum FeedbackType {
    /// Unsolicited mail, or other abuse.
    Abuse,
    /// A message that failed authentication.
    AuthFailure,
    /// Fraud, such as phishing.
    Fraud,
    /// A virus, or a link to one.
    Virus,
    /// The reader says that it was no spam (RFC 6430).
    NotSpam,
    /// Anything else.
    #[default]
    Other,
    /// A type that is registered elsewhere, in lower case.
    Extension(String),
}

impl FeedbackType {
    /// Reads a type; types ignore case.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.to_ascii_lowercase().as_str() {
            "abuse" => Self::Abuse,
            "auth-failure" => Self::AuthFailure,
            "fraud" => Self::Fraud,
            "virus" => Self::Virus,
            "not-spam" => Self::NotSpam,
            "other" => Self::Other,
            extension => Self::Extension(extension.to_owned()),
        }
    }
}

impl fmt::Display for FeedbackType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Abuse => "abuse",
            Self::AuthFailure => "auth-failure",
            Self::Fraud => "fraud",
            Self::Virus => "virus",
            Self::NotSpam => "not-spam",
            Self::Other => "other",
            Self::Extension(name) => name,
        })
    }
}

/// What a report says of one message, or of several alike (RFC 5965 §3).
///
/// A field that may appear once and appears more often counts as its first; a value that cannot be
/// read counts as absent.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Feedback {
    /// Feedback-Type.
    pub feedback_type: FeedbackType,
    /// User-Agent: the program that made the report.
    pub user_agent: Option<String>,
    /// Version of the format; 1 so far.
    pub version: Option<u32>,
    /// Source-IP: who handed the message in.
    pub source_ip: Option<IpAddr>,
    /// Source-Port (RFC 6692).
    pub source_port: Option<u16>,
    /// Original-Mail-From, without angle brackets; empty for the null path.
    pub original_mail_from: Option<String>,
    /// Original-Rcpt-To, without angle brackets.
    pub original_rcpt_to: Vec<String>,
    /// Original-Envelope-Id.
    pub original_envelope_id: Option<String>,
    /// Arrival-Date, or Received-Date as older reports have it.
    pub arrival_date: Option<Timestamp>,
    /// Reporting-MTA, its type included (`dns; mail.example.jp`).
    pub reporting_mta: Option<String>,
    /// Reported-Domain: whom the reporter holds responsible.
    pub reported_domain: Vec<DomainName>,
    /// Reported-Uri: addresses found in the message.
    pub reported_uri: Vec<String>,
    /// Incidents: how many messages this stands for; 1 where it is not said.
    pub incidents: u64,
    /// Authentication-Results, as they stand.
    pub authentication_results: Vec<String>,
    /// Auth-Failure (RFC 6591 §3.3): `dmarc`, `dkim`, `spf`, `signature`, `bodyhash` and so on.
    pub auth_failure: Option<String>,
    /// Delivery-Result (RFC 6591 §3.2.2): `delivered`, `spam`, `policy`, `reject`, `other`.
    pub delivery_result: Option<String>,
    /// Identity-Alignment (RFC 9991 §4): the mechanisms that failed to align, or `none`.
    pub identity_alignment: Option<String>,
    /// DKIM-Domain (RFC 6591 §3.2.2).
    pub dkim_domain: Option<DomainName>,
    /// DKIM-Selector (RFC 6591 §3.2.2).
    pub dkim_selector: Option<String>,
}
