use std::{fmt, net::IpAddr};

use mail::DomainName;

/// Who serves the far end of a link.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Host {
    /// A DNS name.
    Name(DomainName),
    /// A bare address, however it was spelled.
    Ip(IpAddr),
}

impl Host {
    /// The host of a URL; `None` when it has none, or one that DNS cannot know.
    pub(super) fn of(url: &url::Url) -> Option<Self> {
        match url.host()? {
            url::Host::Domain(name) => DomainName::parse(name).ok().map(Self::Name),
            url::Host::Ipv4(address) => Some(Self::Ip(address.into())),
            // An IPv4-mapped address reaches the IPv4 host (RFC 4291 §2.5.5.2).
            url::Host::Ipv6(address) => {
                Some(Self::Ip(address.to_ipv4_mapped().map_or(IpAddr::V6(address), IpAddr::V4)))
            }
        }
    }

    /// The DNS name, unless it is a bare address.
    #[must_use]
    pub fn name(&self) -> Option<&DomainName> {
        match self {
            Self::Name(name) => Some(name),
            Self::Ip(_) => None,
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => name.fmt(f),
            Self::Ip(IpAddr::V4(address)) => address.fmt(f),
            Self::Ip(IpAddr::V6(address)) => write!(f, "[{address}]"),
        }
    }
}
