//! Does the client's address have a name that leads back to it? (RFC 8601 §3, "iprev")

use std::net::IpAddr;

use mail::DomainName;

use crate::{Lookup, LookupError, Record, RecordType};

/// Names of one PTR answer that are tried: RFC 8601 §3 asks for a small number, SPF for ten.
const MOST_NAMES: usize = 10;

/// What forward-confirmed reverse DNS found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Iprev {
    /// The outcome.
    pub result: IprevResult,
    /// The names that reverse DNS gives the address, the first ten; anyone who runs a reverse zone
    /// may write any name there.
    pub claimed: Vec<DomainName>,
    /// The first of them that leads back to the address; present exactly on `pass`.
    pub confirmed: Option<DomainName>,
}

/// The outcome of the check (RFC 8601 §2.7.3).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum IprevResult {
    /// A name of the address leads back to it.
    Pass,
    /// It has names, and none leads back.
    Fail,
    /// DNS did not answer; a later check may.
    TempError,
    /// The address has no name.
    PermError,
}

impl IprevResult {
    /// The spelling in Authentication-Results.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
        }
    }
}

/// Looks for a name of `ip` that leads back to it.
pub async fn iprev(ip: IpAddr, lookup: &dyn Lookup) -> Iprev {
    let ip = ip.to_canonical();
    let claimed = match lookup.query(&reverse_name(ip), RecordType::Ptr).await {
        Ok(records) => names(records),
        Err(LookupError::NoSuchName(_)) => Vec::new(),
        Err(LookupError::Silent(_) | LookupError::Failed(_) | LookupError::Off(_)) => {
            return unconfirmed(IprevResult::TempError, Vec::new());
        }
    };
    if claimed.is_empty() {
        return unconfirmed(IprevResult::PermError, claimed);
    }
    let mut result = IprevResult::Fail;
    for name in &claimed {
        match leads_back(name, ip, lookup).await {
            Ok(true) => {
                let confirmed = Some(name.clone());
                return Iprev { result: IprevResult::Pass, claimed, confirmed };
            }
            Ok(false) | Err(LookupError::NoSuchName(_)) => {}
            Err(LookupError::Silent(_) | LookupError::Failed(_) | LookupError::Off(_)) => {
                result = IprevResult::TempError;
            }
        }
    }
    unconfirmed(result, claimed)
}

/// The name under which an address's PTR records stand (RFC 1035 §3.5, RFC 3596 §2.5).
#[must_use]
#[expect(clippy::expect_used, reason = "digits and dots of bounded length are a name")]
pub fn reverse_name(ip: IpAddr) -> DomainName {
    let text = match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, d] = ip.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(ip) => {
            let nibbles = format!("{:032x}", ip.to_bits());
            let reversed: String = nibbles.chars().rev().flat_map(|nibble| [nibble, '.']).collect();
            format!("{reversed}ip6.arpa")
        }
    };
    DomainName::parse(&text).expect("a reverse name is a name")
}

fn names(records: Vec<Record>) -> Vec<DomainName> {
    let names = records.into_iter().filter_map(|record| match record {
        // DNS can hold what is no host name; such a name is not one to show as the client's.
        Record::Ptr(name) => DomainName::parse(name.as_str()).ok(),
        Record::A(_) | Record::Aaaa(_) | Record::Mx(..) | Record::Txt(_) => None,
    });
    names.take(MOST_NAMES).collect()
}

async fn leads_back(
    name: &DomainName,
    ip: IpAddr,
    lookup: &dyn Lookup,
) -> Result<bool, LookupError> {
    let (kind, wanted) = match ip {
        IpAddr::V4(ip) => (RecordType::A, Record::A(ip)),
        IpAddr::V6(ip) => (RecordType::Aaaa, Record::Aaaa(ip)),
    };
    Ok(lookup.query(name, kind).await?.contains(&wanted))
}

fn unconfirmed(result: IprevResult, claimed: Vec<DomainName>) -> Iprev {
    Iprev { result, claimed, confirmed: None }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use serde_json::json;

    use super::*;
    use crate::lookup::{Off, Recorded};

    #[test]
    fn a_reverse_name_is_the_address_backwards() {
        for (ip, expected) in [
            ("192.0.2.1", "1.2.0.192.in-addr.arpa"),
            ("::ffff:192.0.2.1", "1.2.0.192.in-addr.arpa"),
            (
                "2001:db8::567:89ab",
                "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
            ),
        ] {
            assert_eq!(reverse_name(ip.parse().unwrap()).as_str(), expected, "{ip}");
        }
    }

    #[test]
    fn an_address_is_confirmed_when_its_name_leads_back() {
        let zone = json!({
            "1.2.0.192.in-addr.arpa": {"PTR": ["other.example.com", "Mail.example.com."]},
            "2.2.0.192.in-addr.arpa": {"PTR": ["mail.example.com"]},
            "3.2.0.192.in-addr.arpa": {"PTR": ["slow.example.com", "gone.example.com"]},
            "4.2.0.192.in-addr.arpa": {"PTR": "SERVFAIL"},
            "6.2.0.192.in-addr.arpa": {"PTR": ["<b>.example.com"]},
            "8.b.d.0.1.0.0.2.ip6.arpa": {},
            "mail.example.com": {"A": ["192.0.2.1"], "AAAA": ["2001:db8::1"]},
            "slow.example.com": {"A": "TIMEOUT"},
        });
        let zone = Recorded::from_value(zone).unwrap();
        for (ip, expected, confirmed) in [
            ("192.0.2.1", "pass", Some("mail.example.com")),
            ("::ffff:192.0.2.1", "pass", Some("mail.example.com")),
            ("192.0.2.2", "fail", None),
            ("192.0.2.3", "temperror", None),
            ("192.0.2.4", "temperror", None),
            ("192.0.2.5", "permerror", None),
            ("192.0.2.6", "permerror", None),
            ("2001:db8::1", "permerror", None),
        ] {
            let found = block_on(iprev(ip.parse().unwrap(), &zone));
            assert_eq!(found.result.as_str(), expected, "{ip}");
            assert_eq!(found.confirmed.as_ref().map(DomainName::as_str), confirmed, "{ip}");
        }
    }

    #[test]
    fn without_dns_nothing_is_said_of_an_address() {
        let found = block_on(iprev("192.0.2.1".parse().unwrap(), &Off));
        assert_eq!(found.result, IprevResult::TempError);
    }
}
