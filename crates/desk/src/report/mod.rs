//! What somebody reports: by their own choice, with what is shared seen beforehand.

use crate::{Secret, secret::id};

id!(
    /// A report's id: in addresses and in the audit log. It opens nothing by itself.
    ReportId
);

/// What the private link to a report holds: which report, and the secret that opens it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReportKey {
    /// The report.
    pub id: ReportId,
    /// The reporter's secret.
    pub token: Secret,
}

impl ReportKey {
    /// The key that an address holds; `None` when it cannot be one.
    #[must_use]
    pub fn parse(id: &str, token: &str) -> Option<Self> {
        Some(Self { id: ReportId::parse(id)?, token: Secret::parse(token)? })
    }
}
