use std::net::IpAddr;

use mail::DomainName;

use super::{AuthResult, Outcome};

/// Messages of one kind from one address (`record`).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// The address of the server that sent them.
    pub source: IpAddr,
    /// How many; at least 1.
    pub messages: u64,
    /// What the receiver did with them.
    pub disposition: Disposition,
    /// Whether DKIM proved the author's domain (aligned).
    pub dkim: bool,
    /// Whether SPF did (aligned).
    pub spf: bool,
    /// The domain in From.
    pub header_from: String,
    /// Why the receiver did something else than the policy asks, as it writes it: `forwarded`,
    /// `mailing_list`, `local_policy`, …
    pub reasons: Vec<String>,
    /// Signatures.
    pub dkim_results: Vec<AuthResult>,
    /// SPF.
    pub spf_results: Vec<AuthResult>,
}

impl Row {
    /// Whether DMARC passed.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.dkim || self.spf
    }

    /// Whether the receiver says that somebody sent the messages on.
    #[must_use]
    pub fn is_forwarded(&self) -> bool {
        let words = ["forwarded", "trusted_forwarder", "mailing_list"];
        self.reasons.iter().any(|reason| words.contains(&reason.as_str()))
    }
}

/// What a receiver did with messages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Disposition {
    /// Nothing: no policy to apply (RFC 7489), or none that asks for anything.
    #[default]
    None,
    /// Nothing, for they passed (RFC 9990).
    Pass,
    /// Treated as suspicious.
    Quarantine,
    /// Refused.
    Reject,
}

impl Row {
    /// The signature that tells most: one that proves the author's own domain, else one that proves
    /// another, else one of the author's own domain that failed, else any.
    #[must_use]
    pub fn telling_dkim(&self) -> Option<&AuthResult> {
        telling(&self.dkim_results, &self.header_from)
    }

    /// The same for SPF.
    #[must_use]
    pub fn telling_spf(&self) -> Option<&AuthResult> {
        telling(&self.spf_results, &self.header_from)
    }
}

fn telling<'r>(results: &'r [AuthResult], author: &str) -> Option<&'r AuthResult> {
    let own = organization(author);
    results.iter().min_by_key(|result| {
        let is_own = own.is_some() && organization(&result.domain) == own;
        match (result.outcome, is_own) {
            (Outcome::Pass, true) => 0,
            (Outcome::Pass, false) => 1,
            (_, true) => 2,
            (_, false) => 3,
        }
    })
}

/// The domain that one owner registered, of a name as a receiver wrote it.
pub(super) fn organization(name: &str) -> Option<DomainName> {
    let domain = DomainName::parse_dns(name.trim_end_matches('.')).ok()?;
    Some(domain.registrable().unwrap_or(domain))
}
