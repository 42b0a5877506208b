use mail::DomainName;

use super::{AuthorDomain, OrganizationalDomain};
use crate::{Authenticated, How, Method};

/// How close an authenticated identifier must be to the Author Domain (RFC 9989 §4.4).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Alignment {
    /// `r`: the same Organizational Domain.
    #[default]
    Relaxed,
    /// `s`: the same domain.
    Strict,
}

impl Alignment {
    /// Reads `r` or `s`, whatever the case (§4.8).
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "r" | "R" => Some(Self::Relaxed),
            "s" | "S" => Some(Self::Strict),
            _ => None,
        }
    }

    /// The letter in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Relaxed => "r",
            Self::Strict => "s",
        }
    }
}

/// Proof that an authenticated identifier aligns with the Author Domain (RFC 9989 §4.10.2).
/// Only [`align`] makes one; to hold it is to have checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Aligned {
    identifier: Authenticated,
    author: AuthorDomain,
    organization: OrganizationalDomain,
}

impl Aligned {
    /// The proven domain that speaks for the author.
    #[must_use]
    pub fn identifier(&self) -> &DomainName {
        self.identifier.domain()
    }

    /// What proved it.
    #[must_use]
    pub fn method(&self) -> Method {
        self.identifier.method()
    }

    /// Whether we recomputed the proof or the receiver stated it.
    #[must_use]
    pub fn how(&self) -> How {
        self.identifier.how()
    }

    /// The Author Domain it speaks for.
    #[must_use]
    pub fn author(&self) -> &AuthorDomain {
        &self.author
    }

    /// The organisation both belong to, and how that was found.
    #[must_use]
    pub fn organization(&self) -> &OrganizationalDomain {
        &self.organization
    }
}

/// Something with the organisation it belongs to.
type InOrganization<'a, T> = (&'a T, &'a OrganizationalDomain);

/// Whether an authenticated identifier speaks for the author: the same domain, or, if `mode` is
/// relaxed, a domain of the same organisation (§4.4.1, §4.4.2).
#[must_use]
pub fn align(
    (identifier, identifiers): InOrganization<'_, Authenticated>,
    (author, authors): InOrganization<'_, AuthorDomain>,
    mode: Alignment,
) -> Option<Aligned> {
    let is_same = identifier.domain() == author.name();
    let is_aligned = match mode {
        Alignment::Strict => is_same,
        // Organisations that were found in different ways do not compare.
        Alignment::Relaxed => is_same || identifiers == authors,
    };
    is_aligned.then(|| Aligned {
        identifier: identifier.clone(),
        author: author.clone(),
        organization: authors.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_organisation_aligns() {
        for (identifier, author, mode, expected) in [
            ("example.com", "example.com", Alignment::Strict, true),
            ("mail.example.com", "example.com", Alignment::Strict, false),
            ("mail.example.com", "news.example.com", Alignment::Relaxed, true),
            ("example.com", "example.com.evil.example", Alignment::Relaxed, false),
            ("notexample.com", "example.com", Alignment::Relaxed, false),
            ("com", "example.com", Alignment::Relaxed, false),
            ("evil.github.io", "bank.github.io", Alignment::Relaxed, false),
            ("a.example.co.jp", "b.example.co.jp", Alignment::Relaxed, true),
            ("a.co.jp", "b.co.jp", Alignment::Relaxed, false),
        ] {
            let identifier = DomainName::parse(identifier).unwrap();
            let author = AuthorDomain::new(DomainName::parse(author).unwrap());
            let theirs = OrganizationalDomain::by_public_suffix_list(&identifier);
            let authors = OrganizationalDomain::by_public_suffix_list(author.name());
            let proven = Authenticated::new(identifier, Method::Dkim, How::Recomputed);
            let aligned = align((&proven, &theirs), (&author, &authors), mode);
            assert_eq!(aligned.is_some(), expected, "{proven:?} for {author}");
        }
    }
}
