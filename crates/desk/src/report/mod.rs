//! What somebody reports: by their own choice, with what is shared seen beforehand.
//!
//! A report of a message stands beside its case: what is decided there is its outcome. A report of
//! a page alone, and one that could not be read, stand by themselves.

mod onward;
mod outcome;
mod prepared;
mod recipients;
mod reported;

use jiff::Timestamp;
use verdict::words::Language;

use crate::{
    Access, Fingerprint, Secret,
    attack::Traits,
    event::{Counting, Reporter, SeenUrl, Source},
    exchange::Shared,
    secret::id,
};

pub use outcome::Outcome;
pub use prepared::Prepared;
pub use recipients::{Recipient, Recipients};
pub use reported::{Handed, ReportAccess, Reported};

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

/// A report to be kept.
#[derive(Clone, Debug)]
pub struct NewReport<'a> {
    /// By which way it comes.
    pub source: Source,
    /// The reporter's language.
    pub language: Language,
    /// Whose report it is; `None` when nothing tells.
    pub reporter: Option<Reporter>,
    /// To whom it may go.
    pub recipients: Recipients,
    /// When the reporter saw it, as told.
    pub seen_at: Option<Timestamp>,
    /// What the reporter says about it.
    pub words: &'a str,
    /// What it is about.
    pub matter: Matter<'a>,
}

/// What a report is about.
#[derive(Clone, Debug)]
pub enum Matter<'a> {
    /// The message of a case.
    Message {
        /// The case, entered by the person whose it is.
        case: &'a Access,
        /// What is shared, as the reporter saw it.
        prepared: &'a Prepared,
        /// What it says.
        fingerprint: Option<&'a Fingerprint>,
    },
    /// A page.
    Page {
        /// The page.
        page: &'a SeenUrl,
        /// The brand it poses as: the registry's key, or as it was told.
        brand: Option<&'a str>,
        /// What is shared.
        shared: &'a Shared,
        /// What tells that two reports are about one attack.
        traits: &'a Traits,
    },
    /// Something that could not be read. It is kept for somebody to look at.
    Unreadable {
        /// As it came.
        octets: &'a [u8],
        /// What is wrong with it, in English, for the people at the desk.
        why: &'a str,
    },
}

/// What somebody gets who reports.
#[derive(Clone, Debug)]
pub struct Received {
    /// The only time that the token is told.
    pub key: ReportKey,
    /// Whether it counts.
    pub counting: Counting,
    /// The same reporter's earlier report of the same.
    pub same_as: Option<ReportId>,
    /// What was decided about the same before.
    pub outcome: Option<Outcome>,
}

/// Who reports, as far as anything tells: turned into a keyed hash at once, and not kept.
#[derive(Clone, Copy, Debug)]
pub enum WhoReports<'a> {
    /// Whoever came from a network address; of IPv6, the network of 64 bits.
    Network(std::net::IpAddr),
    /// A program.
    Key(&'a crate::ApiKey),
    /// A mailbox that a report says it comes from.
    Mailbox(&'a str),
}
