//! All brands of a run, and whose a host is.

use std::{
    collections::HashMap,
    hash::BuildHasherDefault,
    sync::{Arc, OnceLock},
};

use mail::DomainName;
use rustc_hash::FxHasher;

use crate::link::{ServiceKind, services_of};

use super::{
    Brand, BrandId, Owner, Resemblance, names::NameIndex, resemblance::LookalikeIndex, table,
};

pub(super) type Map<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// All brands known to this run. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Brands(Arc<Registry>);

#[derive(Debug, Default)]
struct Registry {
    brands: Vec<Brand>,
    by_id: Map<BrandId, usize>,
    /// What the registry says of each listed name; the most specific name counts.
    hosts: Map<String, (usize, Holding)>,
    /// Hosts where the public has mailboxes; `true`: hosts below it, not itself.
    mailboxes: Map<String, bool>,
    names: NameIndex,
    /// Built when first asked: many a mail holds only hosts that are listed.
    lookalikes: OnceLock<LookalikeIndex>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Holding {
    Own,
    UserContent,
    Shortener,
    /// Another company's host that sends this brand's mail.
    Sender,
}

/// Why a folder of brands could not be read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum BrandError {
    /// The file is no TOML, or not of the schema.
    #[error("{file}: {message}")]
    Unreadable {
        /// The file's name as given.
        file: String,
        /// What the TOML reader says, with line and column.
        message: String,
    },
    /// The id in the file is not the file's name.
    #[error("{file}: id {id:?} is not the file's name")]
    OtherId {
        /// The file's name as given.
        file: String,
        /// The id it holds.
        id: String,
    },
    /// A domain that another brand's file claims.
    #[error("{file}: {domain} stands in the file of {other:?} too")]
    DomainTaken {
        /// The file's name as given.
        file: String,
        /// The domain.
        domain: DomainName,
        /// The brand that has it.
        other: String,
    },
}

impl Brands {
    /// The brands that are compiled in.
    #[must_use]
    pub fn built_in() -> Self {
        Self::new(table::built_in())
    }

    /// The built-in brands and an operator's: one `(file name, TOML text)` each. A brand of a
    /// known id replaces the built-in one.
    ///
    /// # Errors
    /// When a text is not of the schema, an id is not its file's name, or a domain is another
    /// brand's. The error names the file.
    pub fn with_folder_texts<N, T>(
        texts: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, BrandError>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        let mut brands = table::built_in();
        for (file, text) in texts {
            let brand = parse(file.as_ref(), text.as_ref())?;
            brands.retain(|known| known.id != brand.id);
            if let Some((domain, other)) = taken(&brand, &brands) {
                let file = file.as_ref().to_owned();
                return Err(BrandError::DomainTaken { file, domain, other });
            }
            brands.push(brand);
        }
        Ok(Self::new(brands))
    }

    fn new(brands: Vec<Brand>) -> Self {
        let mut registry = Registry { names: NameIndex::new(&brands), ..Registry::default() };
        registry.hosts.reserve(brands.len() * 8);
        for (index, brand) in brands.iter().enumerate() {
            registry.list(index, brand);
        }
        registry.brands = brands;
        Self(Arc::new(registry))
    }

    /// The brand of this id.
    #[must_use]
    pub fn get(&self, id: &BrandId) -> Option<&Brand> {
        self.0.brands.get(*self.0.by_id.get(id)?)
    }

    /// Every brand, the built-in ones in order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Brand> {
        self.0.brands.iter()
    }

    /// What the registry says of a host that a link leads to.
    #[must_use]
    pub fn owner_of_host(&self, host: &DomainName) -> Owner {
        match self.find(host) {
            Some((id, Holding::Own)) => Owner::Brand(id.clone()),
            Some((id, Holding::UserContent)) => Owner::UserContent(id.clone()),
            Some((id, Holding::Shortener)) => Owner::Shortener(id.clone()),
            Some((_, Holding::Sender)) | None => Owner::Unlisted,
        }
    }

    /// What the registry says of a domain that mail is authenticated as. Beside the brand's own
    /// domains, `senders` count, each as exactly that host. Where strangers' pages lie on an own
    /// domain, its mail is the brand's all the same (`noreply@github.com`); what strangers wrote
    /// into it is told by `carries_strangers_words`, and their mailboxes by
    /// [`Self::is_user_mailbox`].
    #[must_use]
    pub fn owner_of_sender(&self, domain: &DomainName) -> Owner {
        if let Some((index, Holding::Sender)) = self.0.hosts.get(domain.as_str()) {
            return self.id(*index).map_or(Owner::Unlisted, |id| Owner::Brand(id.clone()));
        }
        let owner = self.owner_of_host(domain);
        let owns = |brand: &Brand| brand.domains.iter().any(|own| domain.is_within(own.as_str()));
        match owner {
            Owner::UserContent(id) if self.get(&id).is_some_and(owns) => Owner::Brand(id),
            Owner::Brand(_) | Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted => {
                owner
            }
        }
    }

    /// Whether a host or sending domain is this brand's own, shared ones included.
    #[must_use]
    pub fn is_own(&self, id: &BrandId, host: &DomainName) -> bool {
        let shares =
            |brand: &Brand| brand.shared_domains.iter().any(|d| host.is_within(d.as_str()));
        match self.owner_of_sender(host) {
            Owner::Brand(owner) => owner == *id || self.get(id).is_some_and(shares),
            Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted => {
                self.get(id).is_some_and(shares)
            }
        }
    }

    /// Whether the public has mailboxes at exactly this domain: a From there is a subscriber, not
    /// the company.
    #[must_use]
    pub fn is_user_mailbox(&self, domain: &DomainName) -> bool {
        let name = domain.as_str();
        if let Some(only_below) = self.0.mailboxes.get(name) {
            return !only_below;
        }
        if matches!(self.0.hosts.get(name), Some((_, Holding::Sender))) {
            return false;
        }
        ancestors(name).skip(1).any(|above| self.0.mailboxes.contains_key(&format!("*.{above}")))
    }

    /// Which brand's domain a host resembles, and how; `None` for a brand's own hosts and for
    /// hosts that resemble none. Resemblance proves nothing by itself.
    #[must_use]
    pub fn lookalike_of(&self, host: &DomainName) -> Option<(BrandId, Resemblance)> {
        if self.find(host).is_some() || self.is_of_mailboxes(host) {
            return None;
        }
        let lookalikes = self.0.lookalikes.get_or_init(|| LookalikeIndex::new(&self.0.brands));
        let (index, how) = lookalikes.find(host)?;
        Some((self.id(index)?.clone(), how))
    }

    /// Whether a text begins with the domain of mailboxes that anybody can have.
    pub(crate) fn is_mailbox_at(&self, text: &str) -> bool {
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
        let name = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        DomainName::parse(name.trim_end_matches('.'))
            .is_ok_and(|domain| self.is_user_mailbox(&domain))
    }

    /// Whether a host belongs to a provider of mailboxes, by the registry or by the list of
    /// services: `smtp.googlemail.com` is Google's own, whatever it looks like.
    fn is_of_mailboxes(&self, host: &DomainName) -> bool {
        ancestors(host.as_str()).any(|name| self.0.mailboxes.contains_key(name))
            || services_of(host).any(|service| service.kind == ServiceKind::Freemail)
    }

    /// The index of names, for [`crate::claim`].
    pub(crate) fn names(&self) -> &NameIndex {
        &self.0.names
    }

    pub(crate) fn at(&self, index: usize) -> Option<&Brand> {
        self.0.brands.get(index)
    }

    pub(crate) fn index_of(&self, id: &BrandId) -> Option<usize> {
        self.0.by_id.get(id).copied()
    }

    fn id(&self, index: usize) -> Option<&BrandId> {
        self.0.brands.get(index).map(|brand| &brand.id)
    }

    fn find(&self, host: &DomainName) -> Option<(&BrandId, Holding)> {
        let (index, holding) = ancestors(host.as_str())
            .filter_map(|name| self.0.hosts.get(name))
            // A sender's is only exactly that host.
            .find(|(_, holding)| *holding != Holding::Sender)?;
        Some((self.id(*index)?, *holding))
    }
}

impl Registry {
    fn list(&mut self, index: usize, brand: &Brand) {
        self.by_id.insert(brand.id.clone(), index);
        // The later of two entries for one name wins: `dropbox.com` is Dropbox's own and carries
        // strangers' files.
        let holdings = [
            (&brand.senders, Holding::Sender),
            (&brand.domains, Holding::Own),
            (&brand.only_hosts, Holding::Own),
            (&brand.shorteners, Holding::Shortener),
            (&brand.user_content, Holding::UserContent),
        ];
        for (names, holding) in holdings {
            for name in names {
                // Another brand's own name stays its own, whoever sends through it.
                let own = holding == Holding::Sender && self.hosts.contains_key(name.as_str());
                if !own {
                    self.hosts.insert(name.as_str().to_owned(), (index, holding));
                }
            }
        }
        for name in &brand.user_mailboxes {
            self.mailboxes.insert(name.clone(), name.starts_with("*."));
        }
    }
}

/// A name and the names above it, most specific first.
fn ancestors(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, parent)| parent))
}

fn parse(file: &str, text: &str) -> Result<Brand, BrandError> {
    let brand: Brand = toml::from_str(text).map_err(|error| BrandError::Unreadable {
        file: file.to_owned(),
        message: error.to_string(),
    })?;
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    if name.strip_suffix(".toml") == Some(brand.id.0.as_str()) {
        return Ok(brand);
    }
    Err(BrandError::OtherId { file: file.to_owned(), id: brand.id.0 })
}

fn taken(brand: &Brand, others: &[Brand]) -> Option<(DomainName, String)> {
    brand.domains.iter().find_map(|domain| {
        let other = others.iter().find(|other| other.domains.contains(domain))?;
        Some((domain.clone(), other.id.0.clone()))
    })
}
