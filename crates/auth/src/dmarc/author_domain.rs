use std::fmt;

use mail::{Authors, DomainName};

/// The domain of the RFC5322.From mailbox: whom the reader believes wrote the mail.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct AuthorDomain(DomainName);

impl AuthorDomain {
    /// The Author Domain, if there is one clear author with a domain.
    ///
    /// RFC 9989 §5.3.1 lets a receiver choose what to do with several; a checker that sided with
    /// one of them could be led past the others, so there is none then.
    #[must_use]
    pub fn of(authors: &Authors) -> Option<Self> {
        authors.one()?.domain.clone().map(Self)
    }

    /// A domain that is known to be the author's otherwise, as in a report about one.
    #[must_use]
    pub fn new(domain: DomainName) -> Self {
        Self(domain)
    }

    /// The domain's name.
    #[must_use]
    pub fn name(&self) -> &DomainName {
        &self.0
    }
}

impl fmt::Display for AuthorDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
