//! What many families of evidence ask of the message, worked out once.

use mail::DomainName;
use reading::{
    BrandId, ClaimPlace, Host, Link, LinkPlace, Owner, Target, brand::Resemblance, link::HopKind,
};

use super::whose::{Whose, is_free_mail, whose};
use crate::{Facts, claim};

/// One message, with what its author and its links are to it.
pub(crate) struct Context<'f> {
    pub(crate) facts: &'f Facts<'f>,
    /// The domain the reader sees in From, when there is exactly one.
    pub(crate) author: Option<&'f DomainName>,
    /// Its registrable domain.
    pub(crate) author_registrable: Option<DomainName>,
    /// The brand that owns the author's domain as a sender of its own.
    pub(crate) author_brand: Option<BrandId>,
    /// Anybody can have a mailbox there.
    pub(crate) author_is_free_mail: bool,
    /// The brand the message speaks as.
    pub(crate) claimed: Option<BrandId>,
    /// It speaks as a brand, and its author's domain is not that brand's.
    pub(crate) author_is_stranger: bool,
    /// Ways out of the message, with whose they are.
    pub(crate) ways: Vec<Way<'f>>,
}

/// One link that a reader can follow out of the message.
pub(crate) struct Way<'f> {
    pub(crate) link: &'f Link,
    pub(crate) host: &'f Host,
    pub(crate) whose: Whose,
}

impl<'f> Context<'f> {
    pub(crate) fn new(facts: &'f Facts<'f>) -> Self {
        let author = facts.authentication.authors.one().and_then(|author| author.domain.as_ref());
        let mut context = Self {
            facts,
            author,
            author_registrable: author.and_then(DomainName::registrable),
            author_brand: author.and_then(|domain| match facts.brands.owner_of_sender(domain) {
                Owner::Brand(id) => Some(id),
                Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted => None,
            }),
            author_is_free_mail: false,
            claimed: claim::spoken_as(facts).cloned(),
            author_is_stranger: false,
            ways: Vec::new(),
        };
        let is_operator = facts
            .authentication
            .authors
            .one()
            .is_some_and(|author| is_reserved_for_operator(&author.local));
        context.author_is_free_mail =
            !is_operator && author.is_some_and(|domain| is_free_mail(domain, &context));
        context.author_is_stranger =
            context.claimed.as_ref().is_some_and(|claimed| !context.may_speak_as(claimed));
        context.ways = facts
            .reading
            .links
            .iter()
            .filter(|link| link.is_way_out())
            .filter_map(|link| {
                let host = match link.end() {
                    Target::Web { host, .. } => host,
                    Target::Mail(_)
                    | Target::Phone(_)
                    | Target::Data(_)
                    | Target::Script
                    | Target::Inside
                    | Target::Other(_)
                    | Target::Broken => return None,
                };
                Some(Way { link, host, whose: whose(host, &context) })
            })
            .collect();
        context
    }

    /// Whether this brand is the one spoken as.
    pub(crate) fn is_claimed(&self, id: &BrandId) -> bool {
        self.claimed.as_ref() == Some(id)
    }

    /// Whether a message of this platform shows that somebody else wrote what it carries: answers
    /// go to him, his name stands in From, or his page, form or short link is what it leads to.
    pub(crate) fn carries_stranger(&self, platform: &BrandId) -> bool {
        let brands = self.facts.brands;
        if !brands.get(platform).is_some_and(|brand| brand.carries_strangers_words) {
            return false;
        }
        let mut replies =
            self.facts.mail.mailboxes("reply-to").into_iter().filter_map(|reply| reply.domain);
        let answers_elsewhere = replies
            .any(|domain| !brands.is_own(platform, &domain) || brands.is_user_mailbox(&domain));
        let named = self.facts.reading.claims.iter().any(|claim| {
            claim.brand == *platform && claim.places.contains(&ClaimPlace::DisplayName)
        });
        answers_elsewhere || !named || self.ways.iter().any(|way| leads_to_content(way))
    }

    /// Whether a host that resembles this brand is worth a word. One letter off is chance among
    /// millions of domains (`jscentral`, `jrcentral`), and another firm may honestly own the name
    /// under another top-level domain, as long as the message does not speak of the brand.
    pub(crate) fn resemblance_counts(&self, brand: &BrandId, how: Resemblance) -> bool {
        match how {
            Resemblance::OtherTld => self.is_claimed(brand),
            Resemblance::EditDistance => {
                self.facts.reading.claims.iter().any(|claim| claim.brand == *brand)
            }
            Resemblance::BrandDomainAsSubdomain
            | Resemblance::Confusable
            | Resemblance::BrandWordInside => true,
        }
    }

    /// Whether the author's domain may speak as this brand, by the registry.
    pub(crate) fn may_speak_as(&self, brand: &BrandId) -> bool {
        self.author.is_some_and(|author| self.facts.brands.is_own(brand, author))
            && !self.author_is_free_mail
    }

    /// Whether the brand is known to link through this foreign host.
    pub(crate) fn links_through(&self, brand: &BrandId, host: &DomainName) -> bool {
        self.facts.brands.get(brand).is_some_and(|brand| {
            brand.link_hosts.iter().any(|known| host.is_within(known.as_str()))
        })
    }

    /// Whether a way leads to the brand spoken as, or to the author's own domain.
    pub(crate) fn is_at_home(&self, way: &Way<'_>) -> bool {
        match &way.whose {
            Whose::Brands(_) | Whose::Authors => true,
            Whose::OtherBrand(_)
            | Whose::Delivery(_)
            | Whose::FreeHosting(_)
            | Whose::DynamicName
            | Whose::Shortener
            | Whose::Address
            | Whose::Stranger => false,
        }
    }
}

/// Mailbox names that a domain keeps for its operator (RFC 2142 §4, RFC 5321 §4.5.1; MAILER-DAEMON
/// by custom): at a provider of mailboxes nobody else can have them.
fn is_reserved_for_operator(local: &str) -> bool {
    ["postmaster", "mailer-daemon", "hostmaster", "abuse"]
        .iter()
        .any(|name| local.eq_ignore_ascii_case(name))
}

/// A way to what a stranger made: his page or form on a platform, behind a short link or a
/// redirector, or an address in running text where the platform itself would have put a button.
fn leads_to_content(way: &Way<'_>) -> bool {
    match way.whose {
        Whose::FreeHosting(_) | Whose::DynamicName | Whose::Shortener | Whose::Address => true,
        Whose::Stranger => {
            way.link.place == LinkPlace::Text
                || way.link.hops.iter().any(|hop| hop.kind == HopKind::Redirector)
        }
        Whose::Brands(_) | Whose::Authors | Whose::OtherBrand(_) | Whose::Delivery(_) => false,
    }
}
