use crate::DomainName;

/// One address as the reader sees it: display name and addr-spec (RFC 5322 §3.4).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mailbox {
    /// The display name, encoded words decoded; empty when there is none.
    pub display: String,
    /// The part before the `@`.
    pub local: String,
    /// The part after the `@`; `None` when it is no domain name.
    pub domain: Option<DomainName>,
}

impl Mailbox {
    /// `local@domain`, the domain in A-labels; the local part alone where there is no domain.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.domain {
            Some(domain) => format!("{}@{domain}", self.local),
            None => self.local.clone(),
        }
    }
}

/// RFC5322.From: whom the reader believes wrote the mail (RFC 5598 §2.1.1), when it is one mailbox.
pub type Author = Mailbox;

/// Whom a message names as its author.
///
/// Readers of mail differ on what they show of an odd From. A checker that sides with one of them
/// can be led past the others, so anything but one clear mailbox is `Ambiguous`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Authors {
    /// Exactly one From field with exactly one mailbox.
    One(Author),
    /// No From field, or no mailbox in it.
    None,
    /// Several From fields, several mailboxes, a group, or syntax that programs read differently;
    /// every mailbox some reader will show.
    Ambiguous(Vec<Author>),
}

impl Authors {
    /// The one author, if there is exactly one.
    #[must_use]
    pub fn one(&self) -> Option<&Author> {
        match self {
            Self::One(author) => Some(author),
            Self::None | Self::Ambiguous(_) => None,
        }
    }

    /// Every mailbox that some reader will show.
    #[must_use]
    pub fn shown(&self) -> &[Author] {
        match self {
            Self::One(author) => std::slice::from_ref(author),
            Self::None => &[],
            Self::Ambiguous(authors) => authors,
        }
    }
}
