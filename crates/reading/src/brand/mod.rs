//! The brands people are deceived with, and which domains are truly theirs.
//!
//! A domain is a brand's only by this registry, never by resemblance.

mod imitation;
mod names;
mod plain_words;
mod registry;
mod resemblance;
mod search;
mod slip;
mod table;

use mail::DomainName;
use serde::Deserialize;

pub use imitation::{Imitation, MAX_IMITATIONS, Technique, imitations};
pub(crate) use names::Mention;
pub use registry::{BrandError, Brands};
pub use resemblance::Resemblance;

/// Key of a brand: the name of its file in `brands/`, lower-case ASCII.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct BrandId(pub String);

/// What is known of one brand: one file in `brands/`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Key; the file's name.
    pub id: BrandId,
    /// The name as the brand writes it in Japanese text.
    pub name_ja: String,
    /// The name as the brand writes it in English text.
    pub name_en: String,
    /// Every spelling people and fakes use that is long and odd enough to be found anywhere in a
    /// text (`amazon`, `アマゾン`, `三井住友カード`, `Vpass`); matching folds case, width, confusables.
    #[serde(default)]
    pub names: Vec<String>,
    /// Spellings that also occur inside other words or are plain words (`au`, `iD`, `JP`, `UPS`,
    /// `Apple`, `ライン`): they count only as a display name or with word boundaries in a subject.
    #[serde(default)]
    pub short_names: Vec<String>,
    /// Rough line of business: `shop`, `card`, `bank`, `securities`, `carrier`, `parcel`, …
    pub sector: String,
    /// ISO 3166 country codes where it is mostly known; `*` for the world.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Registrable domains the brand owns and uses; they cover their subdomains. Empty for persons
    /// and for firms that no longer exist: no address can be theirs.
    pub domains: Vec<DomainName>,
    /// Hosts of shared domains that are this brand's alone (`only_hosts`).
    #[serde(default)]
    pub only_hosts: Vec<DomainName>,
    /// Domains that stand in another brand's file and are this brand's too: a group's common one.
    #[serde(default)]
    pub shared_domains: Vec<DomainName>,
    /// Other companies' hosts that send this brand's mail, and the company's own hosts below a
    /// domain of mailboxes: count only when the message is authenticated as exactly that host.
    #[serde(default)]
    pub senders: Vec<DomainName>,
    /// Other companies' hosts the brand is known to link through.
    #[serde(default)]
    pub link_hosts: Vec<DomainName>,
    /// Short-link domains the brand owns but whose target somebody else chooses.
    #[serde(default)]
    pub shorteners: Vec<DomainName>,
    /// Hosts where the public has mailboxes: an address there is a subscriber, not the brand.
    /// `*.example.jp` means every host below `example.jp` except those in `senders`.
    #[serde(default)]
    pub user_mailboxes: Vec<String>,
    /// Hosts of the brand that carry strangers' pages, files, forms or text.
    #[serde(default)]
    pub user_content: Vec<DomainName>,
    /// Whether its own signed mail carries words that strangers wrote (invoices, invitations,
    /// shared files, form answers).
    #[serde(default)]
    pub carries_strangers_words: bool,
    /// What it says it never asks for by mail.
    #[serde(default)]
    pub never_asks: Option<Words>,
    /// Where it lets people confirm what it sent.
    #[serde(default)]
    pub confirms: Option<Words>,
    /// Address or page to report fakes to.
    #[serde(default)]
    pub report_to: Vec<String>,
    /// Its help line, as published.
    #[serde(default)]
    pub help_line: Option<String>,
    /// Brands of the same corporate group. A hint, not a licence to speak for each other.
    #[serde(default)]
    pub group: Vec<BrandId>,
    /// Labels that JPCERT/CC's phishing URL list uses for it.
    #[serde(default)]
    pub jpcert_labels: Vec<String>,
    /// Selectors of the keys it signs with, so that they can be looked at without a message.
    #[serde(default)]
    pub dkim_selectors: Vec<String>,
    /// Where the domains are published, or `common knowledge`.
    pub sources: Vec<String>,
}

/// A sentence in both languages.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// What the registry says of a host.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Owner {
    /// The brand's own.
    Brand(BrandId),
    /// The brand's host, but strangers' pages, files or text lie there.
    UserContent(BrandId),
    /// The brand's short-link domain: somebody else chose the target.
    Shortener(BrandId),
    /// In no brand's file. Says nothing against it.
    Unlisted,
}
