use auth::LookupError;

use super::{Fault, Said};

/// What a section is about.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Topic {
    /// Sender Policy Framework (RFC 7208).
    Spf,
    /// DomainKeys Identified Mail (RFC 6376).
    Dkim,
    /// DMARC (RFC 9989).
    Dmarc,
    /// Brand Indicators for Message Identification.
    Bimi,
    /// SMTP MTA Strict Transport Security (RFC 8461).
    MtaSts,
    /// SMTP TLS Reporting (RFC 8460).
    TlsRpt,
    /// Mail exchangers (RFC 5321 §5, RFC 7505).
    Mx,
}

impl Topic {
    /// Every topic, in the order people are told of them.
    pub const ALL: [Self; 7] =
        [Self::Spf, Self::Dkim, Self::Dmarc, Self::Bimi, Self::MtaSts, Self::TlsRpt, Self::Mx];

    /// Its name as the field writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::Dmarc => "DMARC",
            Self::Bimi => "BIMI",
            Self::MtaSts => "MTA-STS",
            Self::TlsRpt => "TLS-RPT",
            Self::Mx => "MX",
        }
    }
}

/// A record as it stands in DNS.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Published {
    /// Where.
    pub name: String,
    /// What; octets that are not UTF-8 are replaced. Written by whoever owns the domain: not to be
    /// shown as it is.
    pub text: String,
}

/// What a domain publishes about one topic.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Section {
    /// The topic.
    pub topic: Topic,
    /// The records.
    pub published: Vec<Published>,
    /// What they mean.
    pub said: Vec<Said>,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
    /// Why the rest is not known, when DNS did not answer.
    pub unanswered: Option<LookupError>,
}

impl Section {
    /// A section about which nothing is known yet.
    pub(super) fn new(topic: Topic) -> Self {
        let (published, said, faults) = (Vec::new(), Vec::new(), Vec::new());
        Self { topic, published, said, faults, unanswered: None }
    }

    /// A section that ends where DNS did not answer.
    pub(super) fn unanswered(mut self, error: LookupError) -> Self {
        self.unanswered = Some(error);
        self
    }

    pub(super) fn publishes(&mut self, name: &impl ToString, text: impl Into<String>) {
        self.published.push(Published { name: name.to_string(), text: text.into() });
    }
}
