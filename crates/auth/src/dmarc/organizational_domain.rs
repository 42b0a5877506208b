use mail::DomainName;

/// The domain under which an organisation registered its names (RFC 9989 §3.2.9).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct OrganizationalDomain {
    /// The domain.
    pub name: DomainName,
    /// How it was found; domains compare only when found alike.
    pub found_by: FoundBy,
}

/// How an Organizational Domain was found.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum FoundBy {
    /// By the DNS Tree Walk (RFC 9989 §4.10).
    TreeWalk,
    /// By the Public Suffix List (RFC 7489 §3.2), where DNS cannot tell: it is off, it failed, or
    /// nobody on the way up publishes a record.
    PublicSuffixList,
}

impl OrganizationalDomain {
    /// By the Public Suffix List; a public suffix is an organisation of its own.
    #[must_use]
    pub fn by_public_suffix_list(domain: &DomainName) -> Self {
        let name = domain.registrable().unwrap_or_else(|| domain.clone());
        Self { name, found_by: FoundBy::PublicSuffixList }
    }
}
