use std::net::IpAddr;

use mail::DomainName;

use super::{ResInfo, ResultCode};
use crate::{
    Method,
    dmarc::{AuthorDomain, Policy},
};

/// One finding that somebody states, in types: nothing downstream reads text again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Statement {
    /// SPF (RFC 8601 §2.7.2).
    Spf {
        /// What came out.
        result: ResultCode,
        /// Which identity was checked.
        identity: SpfIdentity,
        /// The checked domain; `None` for the null reverse-path, or when it is not written.
        domain: Option<DomainName>,
        /// The client's address, where the service writes it.
        client_ip: Option<IpAddr>,
    },
    /// One DKIM signature (§2.7.1).
    Dkim {
        /// What came out.
        result: ResultCode,
        /// The signing domain: `header.d`, else the domain of `header.i`.
        domain: Option<DomainName>,
        /// The selector (`header.s`).
        selector: Option<String>,
        /// The start of the signature (`header.b`, RFC 6008), which tells one from another.
        signature: Option<String>,
    },
    /// DMARC (RFC 9989 §9.1, §2.7 registry).
    Dmarc {
        /// What came out.
        result: ResultCode,
        /// The Author Domain that was checked (`header.from`).
        author: Option<DomainName>,
        /// The policy that the service says is published.
        policy: Option<Policy>,
    },
    /// The ARC chain (RFC 8617 §9.1).
    Arc {
        /// What came out.
        result: ResultCode,
    },
    /// Reverse DNS of the client (§2.7.3).
    Iprev {
        /// What came out.
        result: ResultCode,
        /// The client's address.
        client_ip: Option<IpAddr>,
    },
    /// Exchange Online's composite authentication, which folds the others and its own history.
    CompAuth {
        /// What came out.
        result: ResultCode,
        /// Its three-digit reason: 0xx failed, 1xx passed, 2xx soft pass, 3xx not checked.
        reason: Option<u16>,
    },
    /// The client proved to be a user of this very service (`auth`, §2.7.4).
    Auth {
        /// What came out.
        result: ResultCode,
    },
    /// Any other method.
    Other {
        /// Its name, lower case.
        method: String,
        /// What came out.
        result: ResultCode,
    },
}

/// Which identity SPF was asked about (RFC 7208 §2.3, §2.4).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SpfIdentity {
    /// RFC5321.MailFrom.
    MailFrom,
    /// RFC5321.HELO.
    Helo,
}

impl Statement {
    /// What a service states in one resinfo.
    #[must_use]
    pub fn of(info: &ResInfo) -> Self {
        let result = info.result.clone();
        match info.method.as_str() {
            "spf" => spf(info),
            "dkim" => dkim(info),
            "dmarc" => Self::Dmarc {
                result,
                author: info.property("header", "from").and_then(domain_of),
                policy: policy(info),
            },
            "arc" => Self::Arc { result },
            "iprev" => Self::Iprev {
                result,
                client_ip: info
                    .property("policy", "iprev")
                    .or_else(|| info.property("smtp", "remote-ip"))
                    .and_then(|ip| ip.parse().ok()),
            },
            "compauth" => Self::CompAuth {
                result,
                reason: info.reason.as_ref().and_then(|reason| reason.parse().ok()),
            },
            "auth" => Self::Auth { result },
            _ => Self::Other { method: info.method.clone(), result },
        }
    }

    /// The identifier that this says is authenticated, if DMARC knows such identifiers
    /// (RFC 9989 §4.4): MAIL FROM, a signing domain, or, for `dmarc=pass`, the author seen by the
    /// reader, not another From.
    #[must_use]
    pub fn identifier(&self, author: Option<&AuthorDomain>) -> Option<(Method, DomainName)> {
        match self {
            Self::Spf {
                result: ResultCode::Pass,
                identity: SpfIdentity::MailFrom,
                domain: Some(domain),
                ..
            } => Some((Method::Spf, domain.clone())),
            Self::Dkim { result: ResultCode::Pass, domain: Some(domain), .. } => {
                Some((Method::Dkim, domain.clone()))
            }
            Self::Dmarc { result: ResultCode::Pass, author: Some(stated), .. } => {
                // Google names the Organizational Domain where the policy was found there.
                let is_authors = author.is_some_and(|author| is_authors(stated, author.name()));
                is_authors.then(|| (Method::Dmarc, stated.clone()))
            }
            Self::Spf { .. }
            | Self::Dkim { .. }
            | Self::Dmarc { .. }
            | Self::Arc { .. }
            | Self::Iprev { .. }
            | Self::CompAuth { .. }
            | Self::Auth { .. }
            | Self::Other { .. } => None,
        }
    }

    /// What came out, whatever the method.
    #[must_use]
    pub fn result(&self) -> &ResultCode {
        match self {
            Self::Spf { result, .. }
            | Self::Dkim { result, .. }
            | Self::Dmarc { result, .. }
            | Self::Arc { result }
            | Self::Iprev { result, .. }
            | Self::CompAuth { result, .. }
            | Self::Auth { result }
            | Self::Other { result, .. } => result,
        }
    }
}

/// Whether a `header.from` speaks of this author: the Author Domain or the registrable one above.
pub(crate) fn is_authors(stated: &DomainName, author: &DomainName) -> bool {
    stated == author
        || (author.is_within(stated.as_str()) && author.registrable() == stated.registrable())
}

fn spf(info: &ResInfo) -> Statement {
    let mail_from = info.property("smtp", "mailfrom").or_else(|| info.property("smtp", "mail"));
    let helo = info.property("smtp", "helo");
    let identity = match (mail_from, helo) {
        (None, Some(_)) => SpfIdentity::Helo,
        (Some(_), _) | (None, None) => SpfIdentity::MailFrom,
    };
    Statement::Spf {
        result: info.result.clone(),
        identity,
        domain: mail_from.or(helo).and_then(domain_of),
        client_ip: info.comment.as_deref().and_then(address_in),
    }
}

fn dkim(info: &ResInfo) -> Statement {
    let signer = info.property("header", "d").or_else(|| info.property("header", "i"));
    // Exchange writes `header.d=none` where there is no signature.
    let signer = signer.filter(|_| info.result != ResultCode::None);
    Statement::Dkim {
        result: info.result.clone(),
        domain: signer.and_then(domain_of),
        selector: info.property("header", "s").map(str::to_owned),
        signature: info.property("header", "b").map(str::to_owned),
    }
}

/// `policy.dmarc` and its kin, or `(p=REJECT …)` in a comment as Google writes it.
fn policy(info: &ResInfo) -> Option<Policy> {
    let stated = ["dmarc", "published-domain-policy", "p"];
    let stated = stated.iter().find_map(|name| info.property("policy", name));
    let commented = || {
        let comment = info.comment.as_deref()?;
        comment.split([' ', ',', ';']).find_map(|word| word.strip_prefix("p="))
    };
    stated.or_else(commented).and_then(Policy::parse)
}

/// The domain of an address or of a bare domain.
pub(crate) fn domain_of(text: &str) -> Option<DomainName> {
    let text = text.trim_matches(['<', '>', '"', ' ']);
    let domain = text.rsplit_once('@').map_or(text, |(_, domain)| domain);
    DomainName::parse(domain).ok()
}

/// The client's address in words: `sender IP is 192.0.2.1`, `designates 192.0.2.1 as …`.
fn address_in(comment: &str) -> Option<IpAddr> {
    comment.split_whitespace().find_map(|word| word.trim_matches([',', ';', '[', ']']).parse().ok())
}
