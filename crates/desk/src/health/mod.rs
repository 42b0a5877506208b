//! Is a sending domain set up so that its mail can be believed?
//!
//! [`examine`] reads what a domain publishes in DNS (SPF, DKIM, DMARC, BIMI, MTA-STS, TLS-RPT, MX), says
//! in words what each record means, and names what is wrong with it and how to mend it. What
//! records say is read by `auth`; only here is it judged. Nothing but DNS is asked.

mod bimi;
mod dkim;
mod dmarc;
mod fault;
mod mx;
mod said;
mod section;
mod spf;
pub(crate) mod told;
mod transport;

use auth::Lookup;
use mail::DomainName;

pub use bimi::BimiFault;
pub use dkim::{COMMON_SELECTORS, DkimFault, Selectors};
pub use dmarc::DmarcFault;
pub use fault::{Fault, Severity};
pub use mx::MxFault;
pub use said::Said;
pub use section::{Published, Section, Topic};
pub use spf::SpfFault;
pub use told::Told;
pub use transport::TransportFault;

/// What a domain publishes about its mail, and what is wrong with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Health {
    /// The domain.
    pub domain: DomainName,
    /// Every topic, in the order of [`Topic::ALL`].
    pub sections: Vec<Section>,
}

impl Health {
    /// Every fault, the worst first; of equal ones in the order of topics.
    #[must_use]
    pub fn faults(&self) -> Vec<&Fault> {
        let mut faults: Vec<_> = self.sections.iter().flat_map(|s| &s.faults).collect();
        faults.sort_by_key(|fault| fault.severity());
        faults
    }

    /// The section about one topic.
    #[must_use]
    pub fn section(&self, topic: Topic) -> Option<&Section> {
        self.sections.iter().find(|section| section.topic == topic)
    }

    /// Whether DNS did not answer for some of it.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.sections.iter().any(|section| section.unanswered.is_some())
    }

    /// Whether there is anything to mend: hints do not count.
    #[must_use]
    pub fn needs_mending(&self) -> bool {
        self.faults().iter().any(|fault| fault.severity() != Severity::Hint)
    }
}

/// Asks DNS what a domain publishes about its mail. DKIM keys are looked for under `selectors`.
pub async fn examine(domain: &DomainName, selectors: &Selectors, lookup: &dyn Lookup) -> Health {
    let mx = mx::examine(domain, lookup).await;
    let dmarc = dmarc::examine(domain, lookup).await;
    let is_enforced = dmarc.is_enforced;
    let sections = vec![
        spf::examine(domain, mx.is_null, lookup).await,
        dkim::examine(domain, selectors, lookup).await,
        dmarc.section,
        bimi::examine(domain, is_enforced, lookup).await,
        transport::mta_sts(domain, lookup).await,
        transport::tls_rpt(domain, lookup).await,
        mx.section,
    ];
    Health { domain: domain.clone(), sections }
}

/// The TXT records at a name; none where the name does not exist.
async fn texts(name: &DomainName, lookup: &dyn Lookup) -> Result<Vec<Vec<u8>>, auth::LookupError> {
    let answer = match lookup.query(name, auth::RecordType::Txt).await {
        Err(auth::LookupError::NoSuchName(_)) => Vec::new(),
        answer => answer?,
    };
    let texts = answer.into_iter().filter_map(|record| match record {
        auth::Record::Txt(octets) => Some(octets),
        auth::Record::A(_)
        | auth::Record::Aaaa(_)
        | auth::Record::Mx(..)
        | auth::Record::Ptr(_) => None,
    });
    Ok(texts.collect())
}

/// A name below a domain, such as `_dmarc`; `None` when it would be too long to be one.
fn below(label: &str, domain: &DomainName) -> Option<DomainName> {
    DomainName::parse_dns(&format!("{label}.{domain}")).ok()
}

#[cfg(test)]
mod tests;
