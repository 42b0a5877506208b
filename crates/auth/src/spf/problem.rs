use mail::DomainName;

use super::SpfResult;
use crate::LookupError;

/// Why a check ended in `temperror` or `permerror`.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Problem {
    /// DNS did not answer (§4.4, §5): `temperror`.
    #[error("DNS did not answer")]
    Dns(#[source] LookupError),
    /// A term of the record is not in the grammar (§4.6): `permerror`.
    #[error("the record of {domain} has a term that is no term: {term:?}")]
    Syntax {
        /// Whose record.
        domain: DomainName,
        /// The offending term; octets that are not UTF-8 are replaced.
        term: String,
    },
    /// A domain has more than one SPF record (§4.5): `permerror`.
    #[error("{0} has more than one SPF record")]
    ManyRecords(DomainName),
    /// `include` or `redirect` leads to where no record is (§5.2, §6.1): `permerror`. The name, or
    /// as written in the record when what it stands for is no name.
    #[error("{0:?} has no SPF record, but another record relies on it")]
    NoRecord(String),
    /// More terms that query DNS than a check may have (§4.6.4): `permerror`.
    #[error("the record needs too many DNS look-ups")]
    ManyLookups,
    /// More queries that find nothing than a check may have (§4.6.4): `permerror`.
    #[error("too many of the record's DNS look-ups find nothing")]
    ManyVoidLookups,
    /// More mail exchangers than an `mx` term may have (§4.6.4): `permerror`.
    #[error("{0} has too many mail exchangers for an mx term")]
    ManyExchangers(DomainName),
}

impl Problem {
    /// The result that this makes of the check.
    #[must_use]
    pub fn result(&self) -> SpfResult {
        match self {
            Self::Dns(_) => SpfResult::TempError,
            Self::Syntax { .. }
            | Self::ManyRecords(_)
            | Self::NoRecord(_)
            | Self::ManyLookups
            | Self::ManyVoidLookups
            | Self::ManyExchangers(_) => SpfResult::PermError,
        }
    }
}
