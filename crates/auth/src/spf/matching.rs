//! Mechanisms that match on addresses (§5.3, §5.4, §5.6, §5.7).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use mail::DomainName;

use super::{Breadth, Problem, directive::DualCidr, domain_spec::DomainSpec, evaluate::Evaluation};
use crate::{Record, RecordType};

impl Evaluation<'_> {
    /// §5.6.
    pub(super) fn ip4_matches(&mut self, network: Ipv4Addr, length: u8) -> bool {
        self.is_among(&[IpAddr::V4(network)], DualCidr { ip4: length, ip6: 128 })
    }

    /// §5.6.
    pub(super) fn ip6_matches(&mut self, network: Ipv6Addr, length: u8) -> bool {
        self.is_among(&[IpAddr::V6(network)], DualCidr { ip4: 32, ip6: length })
    }

    /// §5.3.
    pub(super) async fn a_matches(
        &mut self,
        spec: Option<&DomainSpec<'_>>,
        cidr: DualCidr,
        domain: &DomainName,
    ) -> Result<bool, Problem> {
        self.spent.lookup(self.limits)?;
        let Some(target) = self.target(spec, domain).await else { return Ok(false) };
        let addresses = self.addresses_of(&target).await?;
        if addresses.is_empty() {
            self.spent.void(self.limits)?;
        }
        Ok(self.is_among(&addresses, cidr))
    }

    /// §5.4. The most preferred exchangers are asked first, so that the answer does not hang on the
    /// order in which DNS happens to list them.
    pub(super) async fn mx_matches(
        &mut self,
        spec: Option<&DomainSpec<'_>>,
        cidr: DualCidr,
        domain: &DomainName,
    ) -> Result<bool, Problem> {
        self.spent.lookup(self.limits)?;
        let Some(target) = self.target(spec, domain).await else { return Ok(false) };
        let exchangers = exchangers(self.ask(&target, RecordType::Mx).await?);
        if exchangers.is_empty() {
            self.spent.void(self.limits)?;
        }
        if exchangers.len() > self.limits.names {
            return Err(Problem::ManyExchangers(target));
        }
        let mut addresses = Vec::new();
        // The null MX (RFC 7505) names no host.
        for host in exchangers.into_iter().filter_map(|(_, host)| host) {
            addresses.extend(self.addresses_of(&host).await?);
            if self.is_among(&addresses, cidr) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// §5.7: an A query, whatever the client's kind of address.
    pub(super) async fn exists_matches(
        &mut self,
        spec: &DomainSpec<'_>,
        domain: &DomainName,
    ) -> Result<bool, Problem> {
        self.spent.lookup(self.limits)?;
        let Some(target) = self.expand(spec, domain).await else { return Ok(false) };
        let exists = !self.ask(&target, RecordType::A).await?.is_empty();
        if exists {
            self.breadth = Some(Breadth::Unknown);
        } else {
            self.spent.void(self.limits)?;
        }
        Ok(exists)
    }

    /// The name a term speaks of: its own, or the domain being checked (§4.8).
    pub(super) async fn target(
        &mut self,
        spec: Option<&DomainSpec<'_>>,
        domain: &DomainName,
    ) -> Option<DomainName> {
        match spec {
            Some(spec) => self.expand(spec, domain).await,
            None => Some(domain.clone()),
        }
    }

    /// §5: the addresses of a host, of the client's kind.
    pub(super) async fn addresses_of(&self, host: &DomainName) -> Result<Vec<IpAddr>, Problem> {
        let kind = if self.ip.is_ipv4() { RecordType::A } else { RecordType::Aaaa };
        let answer = self.ask(host, kind).await?;
        Ok(answer.iter().filter_map(address).collect())
    }

    /// Whether the client is in one of these networks; then their size is noted.
    fn is_among(&mut self, networks: &[IpAddr], cidr: DualCidr) -> bool {
        let found = networks.iter().any(|&network| shares_prefix(self.ip, network, cidr));
        if found {
            self.breadth = Some(match self.ip {
                IpAddr::V4(_) => Breadth::of_ipv4(networks.len(), cidr.ip4),
                IpAddr::V6(_) => Breadth::Ipv6(cidr.ip6),
            });
        }
        found
    }
}

fn exchangers(answer: Vec<Record>) -> Vec<(u16, Option<DomainName>)> {
    let mut exchangers: Vec<_> = answer
        .into_iter()
        .filter_map(|record| match record {
            Record::Mx(preference, host) => Some((preference, host)),
            Record::A(_) | Record::Aaaa(_) | Record::Txt(_) | Record::Ptr(_) => None,
        })
        .collect();
    exchangers.sort_by_key(|&(preference, _)| preference);
    exchangers
}

fn address(record: &Record) -> Option<IpAddr> {
    match record {
        Record::A(ip) => Some(IpAddr::V4(*ip)),
        Record::Aaaa(ip) => Some(IpAddr::V6(*ip)),
        Record::Mx(..) | Record::Txt(_) | Record::Ptr(_) => None,
    }
}

/// §5.6: whether the high-order bits agree.
fn shares_prefix(ip: IpAddr, network: IpAddr, cidr: DualCidr) -> bool {
    match (ip, network) {
        (IpAddr::V4(ip), IpAddr::V4(network)) => {
            (ip.to_bits() ^ network.to_bits()).leading_zeros() >= u32::from(cidr.ip4)
        }
        (IpAddr::V6(ip), IpAddr::V6(network)) => {
            (ip.to_bits() ^ network.to_bits()).leading_zeros() >= u32::from(cidr.ip6)
        }
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_in_a_network_when_the_high_bits_agree() {
        for (ip, network, ip4, ip6, expected) in [
            ("192.0.2.129", "192.0.2.1", 24, 128, true),
            ("192.0.2.129", "192.0.2.1", 25, 128, false),
            ("192.0.2.1", "192.0.2.1", 32, 128, true),
            ("192.0.2.1", "203.0.113.9", 0, 128, true),
            ("2001:db8::1", "2001:db8:ffff::", 32, 32, true),
            ("2001:db8::1", "2001:db8:ffff::", 32, 33, false),
            ("2001:db8::1", "::", 32, 0, true),
            ("192.0.2.1", "::", 0, 0, false),
        ] {
            let cidr = DualCidr { ip4, ip6 };
            let found = shares_prefix(ip.parse().unwrap(), network.parse().unwrap(), cidr);
            assert_eq!(found, expected, "{ip} in {network} /{ip4}//{ip6}");
        }
    }
}
