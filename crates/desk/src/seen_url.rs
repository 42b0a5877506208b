use mail::DomainName;
use url::{Host, Url};

use crate::event::SeenUrl;

impl SeenUrl {
    /// What an address in full tells; `None` for what no browser could open. The address stays as it
    /// is written: what counts as one address is what is spelt the same.
    #[must_use]
    pub fn as_written(url: &str) -> Option<Self> {
        let parsed = Url::parse(url).ok()?;
        let (host, domain, tld) = match parsed.host()? {
            Host::Domain(name) => {
                let host = name.trim_end_matches('.').to_owned();
                let domain = DomainName::parse(&host).ok().and_then(|name| name.registrable());
                let domain = domain.map_or_else(|| host.clone(), |name| name.as_str().to_owned());
                let tld = host.rsplit('.').next().unwrap_or_default().to_owned();
                (host, domain, tld)
            }
            Host::Ipv4(address) => (address.to_string(), address.to_string(), "ip".to_owned()),
            Host::Ipv6(address) => (address.to_string(), address.to_string(), "ip".to_owned()),
        };
        (!host.is_empty()).then(|| Self { url: url.to_owned(), host, domain, tld })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_its_host_domain_and_last_label() {
        for (url, expected) in [
            ("https://A.B.example.co.jp/x", Some(("a.b.example.co.jp", "example.co.jp", "jp"))),
            ("http://x.github.io", Some(("x.github.io", "x.github.io", "io"))),
            ("http://例え.jp/", Some(("xn--r8jz45g.jp", "xn--r8jz45g.jp", "jp"))),
            ("http://192.0.2.1:8080/a", Some(("192.0.2.1", "192.0.2.1", "ip"))),
            ("http://0xC0000201/", Some(("192.0.2.1", "192.0.2.1", "ip"))),
            ("http://[2001:db8::1]/", Some(("2001:db8::1", "2001:db8::1", "ip"))),
            (
                "https://bank.example%2F@evil.example/",
                Some(("evil.example", "evil.example", "example")),
            ),
            ("http://shop.example/?to=****", Some(("shop.example", "shop.example", "example"))),
            ("http://co.jp/", Some(("co.jp", "co.jp", "jp"))),
            ("mailto:a@b.example", None),
            ("no address", None),
            ("http://", None),
        ] {
            let seen = SeenUrl::as_written(url);
            let told = seen.as_ref().map(|seen| (&*seen.host, &*seen.domain, &*seen.tld));
            assert_eq!(told, expected, "{url}");
        }
    }
}
