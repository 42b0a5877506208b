use check::{Report, report::SenderAnswer};
use mail::DomainName;
use reading::{BrandId, Brands};

use crate::event::{DmarcPolicy, Sending};

impl Sending {
    /// What a report tells of how its message was sent; `None` when it names no author.
    #[must_use]
    pub fn of(report: &Report, brands: &Brands) -> Option<Self> {
        let domain = author_domain(report)?;
        let claimed = report.claim.brand.as_ref().map(|key| BrandId(key.clone()));
        let is_brands = claimed.is_some_and(|brand| brands.is_own(&brand, &domain));
        let dmarc = report.authentication.dmarc.as_ref();
        Some(Self {
            // A message that is the brand's own poses as nobody.
            is_spoofed: is_brands && report.sender.answer != SenderAnswer::Confirmed,
            policy: dmarc.and_then(|dmarc| dmarc.policy.as_deref()?.parse::<DmarcPolicy>().ok()),
            passes: dmarc.and_then(|dmarc| passes(&dmarc.result)),
            has_reverse: has_reverse(report),
        })
    }
}

/// The domain of the mailbox that the reader sees as author; `None` when there is no single one.
#[must_use]
pub(crate) fn author_domain(report: &Report) -> Option<DomainName> {
    let [author] = report.message.from.as_slice() else { return None };
    let (_, domain) = author.trim_end_matches('>').rsplit_once('@')?;
    DomainName::parse(domain).ok()
}

/// RFC 9989: neither an error nor the want of a policy is an answer.
fn passes(result: &str) -> Option<bool> {
    match result {
        "pass" => Some(true),
        "fail" => Some(false),
        _ => None,
    }
}

/// The receiving side names the client where it has a name, or says that it looked in vain.
fn has_reverse(report: &Report) -> Option<bool> {
    if report.route.client_name.is_some() {
        return Some(true);
    }
    let stated = report.authentication.stated.iter().find(|stated| stated.method == "iprev")?;
    match stated.result.as_str() {
        "pass" => Some(true),
        "fail" | "permerror" => Some(false),
        _ => None,
    }
}
