//! The event log: what every figure of the monthly report is counted from, and nothing else.
//!
//! Append-only. An event tells what happened, not what it amounts to: what counts is decided when
//! counting, by rules that stand beside the figures.

use aws_lc_rs::digest::{Context, SHA256};
use check::report::Ruling;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::{DecisionKind, ReportId};

/// Something that happened to a report, or a line of somebody's list.
#[derive(Clone, Debug)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// By which way it came.
    pub source: Source,
    /// What tells this event from every other: the same identity is the same event and is kept once,
    /// so that a list can be read in again.
    pub identity: [u8; 16],
    /// The moment it counts for; `None` for a line without a date.
    pub at: Option<Timestamp>,
    /// The report; `None` for a line of a list.
    pub report: Option<ReportId>,
    /// Whose report, as a keyed hash.
    pub reporter: Option<Reporter>,
    /// The brand that was posed as, or that sent it: its key in the registry, else the name as it
    /// was told, in compatibility form.
    pub brand: Option<String>,
    /// The pages it leads to, masked, the main one first.
    pub urls: Vec<SeenUrl>,
    /// What a message's header tells; `None` when there was no message.
    pub sending: Option<Sending>,
    /// What our check said.
    pub ruling: Option<Ruling>,
    /// What a person decided ([`EventKind::Decided`]).
    pub decided: Option<DecisionKind>,
    /// Whether it counts.
    pub counting: Counting,
}

impl Event {
    /// The identity that follows from what an event is about: the same for the same.
    #[must_use]
    pub fn identity(kind: &str, parts: &[&str]) -> [u8; 16] {
        let mut content = Context::new(&SHA256);
        for part in [kind].iter().chain(parts) {
            content.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            content.update(part.as_bytes());
        }
        let digest = content.finish();
        let mut identity = [0; 16];
        for (octet, from) in identity.iter_mut().zip(digest.as_ref()) {
            *octet = *from;
        }
        identity
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum EventKind {
    /// Somebody reported.
    Reported,
    /// A line of a list that somebody else confirmed.
    Listed,
    /// The reporter took a report back: from then on it counts nowhere.
    Undone,
    /// A person decided what a report is about; the last one holds.
    Decided,
}

/// By which way a report came.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Source {
    /// From a case, by the person's choice.
    Case,
    /// The form.
    Web,
    /// A message, handed in by a program.
    Api,
    /// An abuse report in ARF (RFC 5965).
    Arf,
    /// An abuse report in X-ARF.
    Xarf,
    /// Lines of a table in JPCERT's form, each a report.
    Csv,
    /// A list that JPCERT published.
    List,
}

/// Whether an event counts.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Counting {
    /// It counts.
    Counted,
    /// The same reporter reported the same before.
    Duplicate,
    /// One reporter sent more in a day than a person can; kept, and not counted before somebody has
    /// looked.
    Held,
    /// It could not be read; kept for somebody to look at.
    Unreadable,
}

/// Who reported, as a hash with the desk's own key: it tells whether two are one, and nothing else.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Reporter(pub [u8; 16]);

/// A page that a report leads to.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SeenUrl {
    /// The address, tokens masked.
    pub url: String,
    /// Its host, in ASCII, or an address in digits.
    pub host: String,
    /// Its Organizational Domain by the public suffix list, private suffixes included; the host
    /// where there is none.
    pub domain: String,
    /// The last label; `ip` for an address in digits.
    pub tld: String,
}

/// What the header of a reported message tells about its sending.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Sending {
    /// Whether the Author Domain is the posed-as brand's own (なりすまし).
    pub is_spoofed: bool,
    /// The Author Domain's DMARC policy; `None` when it publishes none or nobody could ask.
    pub policy: Option<DmarcPolicy>,
    /// Whether it passes DMARC; `None` when nobody could tell.
    pub passes: Option<bool>,
    /// Whether the sending address has a name in DNS; `None` when nobody could tell.
    pub has_reverse: Option<bool>,
}

/// What a domain asks to be done with mail that fails (RFC 9989).
#[derive(
    Clone, Copy, Debug, Deserialize, EnumString, Eq, Hash, IntoStaticStr, PartialEq, Serialize,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DmarcPolicy {
    /// Nothing.
    None,
    /// Keep it apart.
    Quarantine,
    /// Refuse it.
    Reject,
}
