use std::{collections::HashMap, sync::LazyLock};

use mail::DomainName;
use serde::Deserialize;

/// What a host that serves many strangers is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceKind {
    /// Delivers its customers' mail; proof of it is proof of no brand.
    Esp,
    /// Click hosts of delivery services: they count and redirect.
    Tracker,
    /// Every link on it redirects: advertising, affiliates, link shims.
    Redirector,
    /// Mail security that wraps links.
    Rewriter,
    /// Short links whose target anybody chooses.
    Shortener,
    /// Short links that lead to their owner's own service.
    BrandedShortener,
    /// Anybody's pages, files or forms.
    Hosting,
    /// Anybody's host names and tunnels.
    DynamicDns,
    /// Relays what its members write.
    MailingList,
    /// Anybody's mail addresses.
    Freemail,
    /// Mail addresses for a moment.
    ThrowAwayMail,
    /// Makers of remote-control programs.
    RemoteControl,
}

/// A service that strangers use under its own host names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// What it is for.
    pub kind: ServiceKind,
    /// Its name, as people know it.
    pub name: String,
    /// Its hosts; they cover their subdomains.
    pub hosts: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    service: Vec<Service>,
}

/// The services, and those of each host suffix by their place in the list.
struct Index {
    services: Vec<Service>,
    by_host: HashMap<String, Vec<usize>>,
}

#[expect(clippy::expect_used, reason = "compiled-in data that a test reads")]
static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../data/services.toml")).expect("services.toml parses");
    let mut by_host: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, service) in table.service.iter().enumerate() {
        for host in &service.hosts {
            by_host.entry(host.clone()).or_default().push(place);
        }
    }
    Index { services: table.service, by_host }
});

/// The services a host belongs to, most specific host first.
pub fn services_of(host: &DomainName) -> impl Iterator<Item = &'static Service> {
    let index = &*INDEX;
    suffixes(host.as_str())
        .filter_map(|suffix| index.by_host.get(suffix))
        .flatten()
        .filter_map(|place| index.services.get(*place))
}

/// The service a host belongs to most closely.
#[must_use]
pub fn kind_of_host(host: &DomainName) -> Option<&'static Service> {
    services_of(host).next()
}

/// Whether the host is a customer's name under a platform: its public suffix stands in the private
/// section of the Public Suffix List (`x.github.io`, `x.web.app`), so whoever signed up owns it.
#[must_use]
pub fn is_platform_customer(host: &DomainName) -> bool {
    psl::suffix(host.as_str().as_bytes())
        .is_some_and(|suffix| suffix.typ() == Some(psl::Type::Private))
}

/// A name and its parents, longest first, without the top-level domain.
pub(super) fn suffixes(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, parent)| parent))
        .take_while(|name| name.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_known_by_its_longest_suffix() {
        for (host, expected) in [
            ("u1.ct.sendgrid.net", Some(ServiceKind::Tracker)),
            ("sendgrid.net", Some(ServiceKind::Esp)),
            ("bit.ly", Some(ServiceKind::Shortener)),
            ("x.pages.dev", Some(ServiceKind::Hosting)),
            ("evil.duckdns.org", Some(ServiceKind::DynamicDns)),
            ("notbit.ly", None),
            ("amazon.co.jp", None),
            ("docs.google.com", Some(ServiceKind::Hosting)),
            ("gmail.com", Some(ServiceKind::Freemail)),
            ("anydesk.com", Some(ServiceKind::RemoteControl)),
        ] {
            let host = DomainName::parse(host).unwrap();
            assert_eq!(kind_of_host(&host).map(|service| service.kind), expected, "{host}");
        }
    }

    #[test]
    fn every_service_host_is_a_name() {
        for host in INDEX.by_host.keys() {
            let name = DomainName::parse(host).unwrap();
            assert_eq!(name.as_str(), host);
            assert!(host.contains('.'), "{host}");
        }
    }

    #[test]
    fn platform_customers_are_told_by_the_private_section() {
        for (host, expected) in
            [("me.github.io", true), ("example.co.jp", false), ("x.workers.dev", true)]
        {
            assert_eq!(is_platform_customer(&DomainName::parse(host).unwrap()), expected, "{host}");
        }
    }
}
