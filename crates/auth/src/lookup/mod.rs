//! The one door to DNS: live, recorded, or off.

mod live;
mod recorded;
mod recorder;

use std::{
    future::Future,
    net::{Ipv4Addr, Ipv6Addr},
    pin::Pin,
};

use mail::DomainName;

pub use live::{Live, LiveError, LiveLimits};
pub use recorded::{Recorded, RecordedError};
pub use recorder::Recorder;

/// The record types that proving a sender needs.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum RecordType {
    /// IPv4 address.
    A,
    /// IPv6 address.
    Aaaa,
    /// Mail exchanger.
    Mx,
    /// Text.
    Txt,
    /// Name for an address.
    Ptr,
}

impl RecordType {
    pub(crate) const ALL: [Self; 5] = [Self::A, Self::Aaaa, Self::Mx, Self::Txt, Self::Ptr];

    /// The mnemonic of zone files (RFC 1035 §3.2.2, RFC 3596 §2.1).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Mx => "MX",
            Self::Txt => "TXT",
            Self::Ptr => "PTR",
        }
    }
}

/// One record of an answer; aliases (CNAME) are already followed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Record {
    /// IPv4 address.
    A(Ipv4Addr),
    /// IPv6 address.
    Aaaa(Ipv6Addr),
    /// Mail exchanger: preference and host; the host is `None` for the null MX (RFC 7505).
    Mx(u16, Option<DomainName>),
    /// The character-strings of one TXT record, joined without separator (RFC 7208 §3.3).
    Txt(Vec<u8>),
    /// Name for an address.
    Ptr(DomainName),
}

/// Why a DNS question has no answer. Silence and a firm "no such name" are kept apart
/// because verifiers treat them so: the first is `temperror`, the second is not
/// (RFC 7208 §4.4, RFC 6376 §6.1.2).
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum LookupError {
    /// NXDOMAIN.
    #[error("{0} does not exist")]
    NoSuchName(DomainName),
    /// No answer in time.
    #[error("no answer for {0}")]
    Silent(DomainName),
    /// The server could not answer (SERVFAIL and the like).
    #[error("the name server failed for {0}")]
    Failed(DomainName),
    /// Asking is switched off; nothing can be said of the name.
    #[error("{0} was not asked: DNS is off")]
    Off(DomainName),
}

/// What a question gets: the records (none: the name exists without that type), or why not.
pub type Answer = Result<Vec<Record>, LookupError>;

/// An answer on its way.
pub type Asking<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// All of DNS, as far as proving a sender needs it.
pub trait Lookup: Send + Sync {
    /// Asks for the records of one type at a name.
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a>;
}

/// Asks nobody: every question fails with [`LookupError::Off`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Off;

impl Lookup for Off {
    fn query<'a>(&'a self, name: &'a DomainName, _kind: RecordType) -> Asking<'a> {
        Box::pin(std::future::ready(Err(LookupError::Off(name.clone()))))
    }
}
