//! The DNS Tree Walk (RFC 9989 §4.10).

use mail::DomainName;

use super::{FoundBy, OrganizationalDomain, Psd, Record};
use crate::{Lookup, LookupError, Record as DnsRecord, RecordType};

/// §4.10: from names of eight labels and more the walk jumps to the last seven, so that nobody's
/// name costs more than eight questions.
const LABELS_AFTER_JUMP: usize = 7;

/// The walks of one message. Every name is asked once, however many walks pass it.
pub struct Discovery<'l> {
    lookup: &'l dyn Lookup,
    heard: Vec<(DomainName, Heard)>,
}

/// A single valid record, none, or no answer.
type Heard = Result<Option<Record>, LookupError>;

/// One walk from a domain towards the root.
#[derive(Clone, Debug)]
pub struct Walk {
    /// Where it started.
    pub start: DomainName,
    /// The records found, longest name first.
    pub found: Vec<(DomainName, Record)>,
    /// Why it ended early, when DNS did not answer or is off.
    pub broken_off: Option<LookupError>,
}

impl<'l> Discovery<'l> {
    /// Walks through `lookup`.
    #[must_use]
    pub fn new(lookup: &'l dyn Lookup) -> Self {
        Self { lookup, heard: Vec::new() }
    }

    /// The DMARC Policy Record of one domain; `None` when there is none, or more than one.
    ///
    /// # Errors
    /// When DNS does not answer or is off.
    pub async fn record_at(&mut self, domain: &DomainName) -> Heard {
        if let Some((_, heard)) = self.heard.iter().find(|(known, _)| known == domain) {
            return heard.clone();
        }
        let heard = ask(self.lookup, domain).await;
        self.heard.push((domain.clone(), heard.clone()));
        heard
    }

    /// Walks from `start` until a record says `psd=y` or `psd=n`, or no label is left.
    pub async fn walk(&mut self, start: &DomainName) -> Walk {
        let mut walk = Walk { start: start.clone(), found: Vec::new(), broken_off: None };
        let mut target = Some(start.clone());
        while let Some(domain) = target {
            target = next_target(&domain);
            match self.record_at(&domain).await {
                Ok(None) => {}
                Ok(Some(record)) => {
                    let is_last = record.psd != Psd::Unstated;
                    walk.found.push((domain, record));
                    if is_last {
                        break;
                    }
                }
                Err(error) => {
                    walk.broken_off = Some(error);
                    break;
                }
            }
        }
        walk
    }
}

impl Walk {
    /// The Organizational Domain that the walk leads to (§4.10.2).
    #[must_use]
    pub fn organizational_domain(&self) -> OrganizationalDomain {
        let name = self.anchor().unwrap_or_else(|| self.start.clone());
        OrganizationalDomain { name, found_by: FoundBy::TreeWalk }
    }

    fn anchor(&self) -> Option<DomainName> {
        for (domain, record) in &self.found {
            match record.psd {
                Psd::No => return Some(domain.clone()),
                Psd::Yes if *domain != self.start => return self.one_label_below(domain),
                Psd::Yes | Psd::Unstated => {}
            }
        }
        self.found.last().map(|(domain, _)| domain.clone())
    }

    /// The name on the way from `start` to `ancestor` that is one label longer than `ancestor`.
    fn one_label_below(&self, ancestor: &DomainName) -> Option<DomainName> {
        std::iter::successors(Some(self.start.clone()), DomainName::parent)
            .find(|name| name.parent().as_ref() == Some(ancestor))
    }
}

async fn ask(lookup: &dyn Lookup, domain: &DomainName) -> Heard {
    // A name too long to have a `_dmarc` label has no record.
    let Ok(name) = DomainName::parse(&format!("_dmarc.{domain}")) else { return Ok(None) };
    match lookup.query(&name, RecordType::Txt).await {
        Ok(records) => Ok(only(records)),
        Err(LookupError::NoSuchName(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// §4.10: what is no DMARC record is discarded; several DMARC records are, too.
fn only(records: Vec<DnsRecord>) -> Option<Record> {
    let mut records = records.into_iter().filter_map(|record| match record {
        DnsRecord::Txt(octets) => Record::parse(&String::from_utf8_lossy(&octets)).ok(),
        DnsRecord::A(_) | DnsRecord::Aaaa(_) | DnsRecord::Mx(..) | DnsRecord::Ptr(_) => None,
    });
    records.next().filter(|_| records.next().is_none())
}

fn next_target(domain: &DomainName) -> Option<DomainName> {
    let surplus = domain.labels().count().saturating_sub(LABELS_AFTER_JUMP).max(1);
    let mut target = domain.parent();
    for _ in 1..surplus {
        target = target.and_then(|name| name.parent());
    }
    target
}
