use mail::DomainName;

/// How we know a thing: the strength of a finding begins here.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum How {
    /// We computed it ourselves from the octets and from DNS.
    Recomputed,
    /// The receiving provider wrote it, above the trust boundary.
    Stated,
    /// The person told us.
    Told,
}

/// The mechanism that authenticated an identifier.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Method {
    /// SPF for RFC5321.MailFrom (RFC 7208).
    Spf,
    /// A DKIM signature (RFC 6376); the identifier is its `d=`.
    Dkim,
    /// The receiving side states that DMARC passed without saying by which identifier: the
    /// identifier is the Author Domain itself. Never recomputed.
    Dmarc,
}

/// A domain that took responsibility for this message, proven by SPF or DKIM.
///
/// Only this crate makes one: to hold it is to have checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Authenticated {
    domain: DomainName,
    method: Method,
    how: How,
}

impl Authenticated {
    pub(crate) fn new(domain: DomainName, method: Method, how: How) -> Self {
        Self { domain, method, how }
    }

    /// The proven domain (SPF: the checked domain; DKIM: the signing domain, `d=`).
    #[must_use]
    pub fn domain(&self) -> &DomainName {
        &self.domain
    }

    /// What proved it.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// Whether we recomputed it or the receiver stated it.
    #[must_use]
    pub fn how(&self) -> How {
        self.how
    }
}
