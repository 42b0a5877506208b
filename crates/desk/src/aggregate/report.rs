use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;
use mail::DomainName;

use super::{PublishedPolicy, Row};

/// One report of one receiver about one domain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AggregateReport {
    /// Who reports (`org_name`).
    pub reporter: String,
    /// Its number there (`report_id`).
    pub id: String,
    /// The domain it is about.
    pub domain: DomainName,
    /// From when it counts.
    pub begins: Timestamp,
    /// Until when.
    pub ends: Timestamp,
    /// What the receiver found published.
    pub policy: PublishedPolicy,
    /// What was sent, by source.
    pub rows: Vec<Row>,
}

/// What tells a report from others: reporter, number and domain. The same report that comes twice
/// counts once.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Identity(String);

impl AggregateReport {
    /// Messages that it counts.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.rows.iter().fold(0, |sum, row| sum.saturating_add(row.messages))
    }

    /// What tells it from others.
    #[must_use]
    pub fn identity(&self) -> Identity {
        let told = [self.reporter.as_str(), &self.id, self.domain.as_str()].join("\n");
        let hash = digest(&SHA256, told.as_bytes());
        let hex = hash.as_ref().iter().take(16).map(|octet| format!("{octet:02x}"));
        Identity(hex.collect())
    }
}

impl Identity {
    /// As the store keeps it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
