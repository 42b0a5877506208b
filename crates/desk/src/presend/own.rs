use check::Report;
use mail::DomainName;
use reading::{BrandId, Brands, Owner};

/// Whose a mail is to be: what counts as the sender's own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Own {
    /// A brand's of the registry, with all its domains.
    Brand(BrandId),
    /// Whoever registered this domain.
    Domain(DomainName),
}

impl Own {
    /// A brand by its key, or a domain; of a domain that is a brand's, the brand. `None` when it is
    /// neither.
    #[must_use]
    pub fn parse(text: &str, brands: &Brands) -> Option<Self> {
        let id = BrandId(text.to_lowercase());
        if brands.get(&id).is_some() {
            return Some(Self::Brand(id));
        }
        DomainName::parse(text).ok().map(|domain| Self::of(&domain, brands))
    }

    /// The owner of a domain that mail comes from.
    #[must_use]
    pub fn of(domain: &DomainName, brands: &Brands) -> Self {
        match brands.owner_of_sender(domain) {
            Owner::Brand(id) => Self::Brand(id),
            Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted => {
                Self::Domain(domain.registrable().unwrap_or_else(|| domain.clone()))
            }
        }
    }

    /// The owner of the domain in From; `None` without one clear author.
    #[must_use]
    pub fn of_author(report: &Report, brands: &Brands) -> Option<Self> {
        super::author(report).map(|domain| Self::of(&domain, brands))
    }

    /// Whether a host is the sender's own, or one that its brand's file says it links through.
    #[must_use]
    pub fn owns(&self, host: &DomainName, brands: &Brands) -> bool {
        match self {
            Self::Brand(id) => {
                let through = brands.get(id).map(|brand| brand.link_hosts.as_slice());
                brands.is_own(id, host)
                    || through.unwrap_or_default().iter().any(|own| host.is_within(own.as_str()))
            }
            Self::Domain(domain) => host.is_within(domain.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_or_a_domain_tells_whose_a_mail_is_to_be() {
        let brands = Brands::built_in();
        let amazon = Own::Brand(BrandId("amazon".into()));
        for (text, expected) in [
            ("Amazon", Some(amazon.clone())),
            ("amazon.co.jp", Some(amazon)),
            ("news.shop.example", Some(Own::Domain(DomainName::parse("shop.example").unwrap()))),
            ("no one", None),
        ] {
            assert_eq!(Own::parse(text, &brands), expected, "{text}");
        }
    }

    #[test]
    fn only_its_own_hosts_are_its_own() {
        let brands = Brands::built_in();
        for (own, host, expected) in [
            ("amazon", "www.amazon.co.jp", true),
            ("amazon", "amazon.co.jp.shop.example", false),
            ("shop.example", "a.b.shop.example", true),
            ("shop.example", "other.example", false),
        ] {
            let own = Own::parse(own, &brands).unwrap();
            let host = DomainName::parse(host).unwrap();
            assert_eq!(own.owns(&host, &brands), expected, "{own:?} {host}");
        }
    }
}
