use std::net::IpAddr;

use jiff::Timestamp;
use mail::{DomainName, MailFrom};

/// The SMTP client, as the border MTA met it.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    /// Its address; an IPv4-mapped IPv6 address counts as IPv4 (§5).
    pub ip: IpAddr,
    /// What it called itself (RFC5321.HELO/EHLO); empty when it did not say.
    pub helo: &'a str,
    /// The host that checks, for the macro `r` in explanations; `unknown` when `None` (§7.2).
    pub receiver: Option<&'a DomainName>,
    /// When it connected, for the macro `t` in explanations.
    pub at: Timestamp,
}

/// Which of the two identities that SPF protects was checked (§2.3, §2.4).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Identity {
    /// RFC5321.MailFrom; for the null reverse-path it is `postmaster` at the HELO name (§2.4).
    MailFrom,
    /// RFC5321.HELO/EHLO.
    Helo,
}

/// `<sender>` and `<domain>` of `check_host()` (§4.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CheckedMailbox {
    /// The local-part; `postmaster` where there is none (§4.3).
    local_part: String,
    /// `None` when it is no domain name that could have a record (§4.3).
    domain: Option<DomainName>,
}

impl CheckedMailbox {
    /// A mailbox; `None` for a domain that is no domain name.
    #[must_use]
    pub fn new(local_part: &str, domain: Option<DomainName>) -> Self {
        let local_part = if local_part.is_empty() { "postmaster" } else { local_part };
        // §4.3: a domain literal or a name of one label is not checked.
        let domain = domain.filter(|domain| domain.as_str().contains('.'));
        Self { local_part: local_part.to_owned(), domain }
    }

    /// `postmaster` at the HELO name (§2.3, §2.4).
    #[must_use]
    pub fn from_helo(helo: &str) -> Self {
        Self::new("", DomainName::parse(helo).ok())
    }

    /// The Return Address, or for the null reverse-path `postmaster` at the HELO name (§2.4).
    #[must_use]
    pub fn from_mail_from(mail_from: &MailFrom, helo: &str) -> Self {
        match mail_from {
            MailFrom::Null => Self::from_helo(helo),
            MailFrom::Address { local, domain } => Self::new(local, domain.clone()),
        }
    }

    /// The local-part; `postmaster` where the address has none.
    #[must_use]
    pub fn local_part(&self) -> &str {
        &self.local_part
    }

    /// The domain whose policy is asked for.
    #[must_use]
    pub fn domain(&self) -> Option<&DomainName> {
        self.domain.as_ref()
    }
}
