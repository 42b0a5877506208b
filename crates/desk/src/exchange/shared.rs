use std::net::IpAddr;

use check::{Bilingual, Report, report::Ruling};
use jiff::Timestamp;
use mail::DomainName;
use reading::{BrandId, Brands, Owner};
use serde::{Deserialize, Serialize};

use super::{disarmed::armed, sending::author_domain};
use crate::{
    DecisionKind, Redactor,
    event::{SeenUrl, Sending},
};

/// The most characters of a message's text that are shared.
pub const EXCERPT: usize = 2_000;

/// The most pages of one report that go onward.
pub const PAGES: usize = 50;

/// One report as it may be shared: everything that tells who somebody is was taken out of it
/// (RFC 6590). Every form that goes out is made from this, and from nothing else.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Shared {
    /// What names the report to others: its id, or the digest of what was checked.
    pub id: String,
    /// When it was reported.
    pub received_at: Timestamp,
    /// When the message arrived where it was read, or the page was seen.
    pub seen_at: Option<Timestamp>,
    /// Whom it speaks as.
    pub brand: Option<SharedBrand>,
    /// What our check said.
    pub ruling: Option<Ruling>,
    /// The subject.
    pub subject: Option<String>,
    /// What the reader sees of the text; at most [`EXCERPT`] characters.
    pub text: Option<String>,
    /// Who sent it.
    pub sent: Sent,
    /// The pages it leads to, tokens masked, in the order in which they stand; none that is a
    /// brand's own. Armed: forms for people disarm them.
    pub pages: Vec<SeenUrl>,
    /// The message, in ASCII; see [`Redactor::message`].
    pub message: Option<String>,
    /// What a person decided.
    pub outcome: Option<DecisionKind>,
    /// The attack it belongs to.
    pub attack: Option<String>,
}

/// A brand by its key and its names.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SharedBrand {
    /// Key in the registry, or the name as it was told.
    pub key: String,
    /// How it writes itself.
    pub name: Bilingual,
}

/// What is known of who sent a message; nothing of whom it was for.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Sent {
    /// The author as the reader sees it: name and mailbox; masked where it may be a person's.
    pub author: Option<String>,
    /// The Author Domain.
    pub author_domain: Option<String>,
    /// The domain of RFC5321.MailFrom.
    pub mail_from_domain: Option<String>,
    /// The address of the SMTP client.
    pub source_ip: Option<IpAddr>,
    /// What its header tells.
    pub facts: Option<Sending>,
}

/// What a report is shared from.
#[derive(Clone, Copy, Debug)]
pub struct Reported<'a> {
    /// What names the report to others.
    pub id: &'a str,
    /// When it was reported.
    pub received_at: Timestamp,
    /// What was found; redacted or not.
    pub report: &'a Report,
    /// The octets that were reported; redacted or not.
    pub message: Option<&'a [u8]>,
    /// What the reader sees of the text; redacted or not.
    pub visible: Option<&'a str>,
}

impl Shared {
    /// A report of a message. What is redacted already stays as it is; outcome and attack are left
    /// open.
    #[must_use]
    pub fn of(reported: &Reported<'_>, redactor: &Redactor, brands: &Brands) -> Self {
        // Read before anything is masked: a masked mailbox is nobody's.
        let facts = Sending::of(reported.report, brands);
        let report = redactor.report(reported.report);
        let claimed = report.claim.brand.as_ref().map(|key| BrandId(key.clone()));
        Self {
            id: reported.id.to_owned(),
            received_at: reported.received_at,
            seen_at: report.route.at.or(report.message.date),
            brand: claimed.map(|id| SharedBrand::of(&id, brands)),
            ruling: Some(report.ruling),
            subject: Some(report.message.subject.clone()).filter(|subject| !subject.is_empty()),
            text: reported.visible.map(|text| excerpt(redactor, text)),
            sent: Sent::of(&report, facts),
            pages: pages(&report, brands),
            message: reported.message.map(|raw| redactor.message_of(raw, &report)),
            outcome: None,
            attack: None,
        }
    }

    /// A page that somebody reported, without a message.
    #[must_use]
    pub fn of_page(
        id: &str,
        received_at: Timestamp,
        address: &str,
        redactor: &Redactor,
    ) -> Option<Self> {
        let page = SeenUrl::of(address, redactor)?;
        Some(Self {
            id: id.to_owned(),
            received_at,
            seen_at: None,
            brand: None,
            ruling: None,
            subject: None,
            text: None,
            sent: Sent::default(),
            pages: vec![page],
            message: None,
            outcome: None,
            attack: None,
        })
    }

    /// The pages that go onward: [`PAGES`] at most.
    pub(super) fn pages_bounded(&self) -> impl Iterator<Item = &SeenUrl> {
        self.pages.iter().take(PAGES)
    }

    /// The moment that forms with one date tell: when it was seen, else reported. Nobody has seen
    /// anything after reporting it.
    #[must_use]
    pub fn date(&self) -> Timestamp {
        self.seen_at.map_or(self.received_at, |seen| seen.min(self.received_at))
    }
}

impl SharedBrand {
    /// The brand of this key, with its names from the registry.
    #[must_use]
    pub fn of(id: &BrandId, brands: &Brands) -> Self {
        let name = match brands.get(id) {
            Some(brand) => Bilingual { ja: brand.name_ja.clone(), en: brand.name_en.clone() },
            None => Bilingual { ja: id.0.clone(), en: id.0.clone() },
        };
        Self { key: id.0.clone(), name }
    }
}

impl Sent {
    /// From a report that is redacted.
    fn of(report: &Report, facts: Option<Sending>) -> Self {
        let path = report.route.mail_from.as_deref().or(report.given.mail_from.as_deref());
        Self {
            author: report.message.from.first().cloned(),
            author_domain: author_domain(report).map(|domain| domain.to_string()),
            mail_from_domain: path
                .and_then(|path| DomainName::parse(path.rsplit_once('@')?.1).ok())
                .map(|domain| domain.to_string()),
            source_ip: report.route.client_ip.as_deref().and_then(|ip| ip.parse().ok()),
            facts,
        }
    }
}

impl SeenUrl {
    /// The page at an address, disarmed or not, masked; `None` when it is no page's.
    #[must_use]
    pub fn of(address: &str, redactor: &Redactor) -> Option<Self> {
        Self::masked(&redactor.url(&armed(address)))
    }

    /// The page at an address that is masked already, disarmed or not.
    #[must_use]
    pub fn masked(address: &str) -> Option<Self> {
        let address = armed(address);
        let is_page = address.starts_with("http://") || address.starts_with("https://");
        if is_page { Self::as_written(&address) } else { None }
    }
}

/// Where a click leads, each once; a brand's own page is no sign of the fraud that shows it.
fn pages(report: &Report, brands: &Brands) -> Vec<SeenUrl> {
    let mut pages: Vec<SeenUrl> = Vec::new();
    for link in &report.links {
        let is_followed = !matches!(link.place.as_str(), "remote-picture" | "header-field");
        if link.end != "web" || !is_followed {
            continue;
        }
        let Some(page) = SeenUrl::masked(&link.url) else { continue };
        if !is_brands_own(&page.host, brands) && !pages.contains(&page) {
            pages.push(page);
        }
    }
    pages
}

pub(super) fn is_brands_own(host: &str, brands: &Brands) -> bool {
    let owner = DomainName::parse(host).ok().map(|name| brands.owner_of_host(&name));
    matches!(owner, Some(Owner::Brand(_)))
}

fn excerpt(redactor: &Redactor, text: &str) -> String {
    // Cut after masking: half a number is not seen to be one.
    redactor.text(text).chars().take(EXCERPT).collect()
}
