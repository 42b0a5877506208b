//! Whose a host is, seen from one message.

use mail::DomainName;
use reading::{
    BrandId, Host, Owner,
    link::{ServiceKind, is_platform_customer, services_of},
};

use super::Context;

/// Who stands behind a host, as far as registry and public suffixes tell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Whose {
    /// The brand the message speaks as, or one of its group.
    Brands(BrandId),
    /// The author's own registrable domain.
    Authors,
    /// Another brand of the registry: social networks, shops, maps.
    OtherBrand(BrandId),
    /// A service that counts clicks or delivers for its customers: does not tell whose link it is.
    Delivery(&'static str),
    /// Strangers' pages, files or forms under a known name.
    FreeHosting(String),
    /// A host name anybody gets at once.
    DynamicName,
    /// A short link.
    Shortener,
    /// A bare address.
    Address,
    /// Nobody known.
    Stranger,
}

/// Whose `host` is.
pub(crate) fn whose(host: &Host, context: &Context<'_>) -> Whose {
    let name = match host {
        Host::Name(name) => name,
        Host::Ip(_) => return Whose::Address,
    };
    match context.facts.brands.owner_of_host(name) {
        Owner::Brand(id) if context.is_claimed(&id) => return Whose::Brands(id),
        Owner::UserContent(id) if !context.is_claimed(&id) || context.author_is_stranger => {
            return Whose::FreeHosting(id.0);
        }
        Owner::UserContent(id) => {
            // A platform's main site holds its own pages beside its users' (github.com/settings).
            let carries = context.facts.brands.get(&id).is_some_and(|brand| {
                brand.carries_strangers_words && !brand.domains.contains(name)
            });
            return if carries { Whose::FreeHosting(id.0) } else { Whose::Brands(id) };
        }
        Owner::Shortener(id) if context.is_claimed(&id) && !context.author_is_stranger => {
            return Whose::Brands(id);
        }
        Owner::Shortener(_) => return Whose::Shortener,
        Owner::Brand(id) => return authors_or(name, context, Whose::OtherBrand(id)),
        Owner::Unlisted => {}
    }
    if let Some(id) = context.claimed.as_ref().filter(|id| context.links_through(id, name)) {
        return Whose::Brands(id.clone());
    }
    authors_or(name, context, by_service(name))
}

fn authors_or(name: &DomainName, context: &Context<'_>, other: Whose) -> Whose {
    let same =
        context.author_registrable.is_some() && name.registrable() == context.author_registrable;
    match (same, context.author_is_stranger) {
        (true, false) => Whose::Authors,
        // Whoever speaks as a brand he is not is a stranger, and so is his own site.
        (true, true) => Whose::Stranger,
        (false, _) => other,
    }
}

fn by_service(name: &DomainName) -> Whose {
    for service in services_of(name) {
        match service.kind {
            ServiceKind::Hosting => return Whose::FreeHosting(service.name.clone()),
            ServiceKind::DynamicDns => return Whose::DynamicName,
            ServiceKind::Shortener => return Whose::Shortener,
            ServiceKind::Esp
            | ServiceKind::Tracker
            | ServiceKind::Redirector
            | ServiceKind::Rewriter
            | ServiceKind::BrandedShortener
            | ServiceKind::MailingList => return Whose::Delivery(&service.name),
            ServiceKind::Freemail | ServiceKind::ThrowAwayMail | ServiceKind::RemoteControl => {}
        }
    }
    if is_platform_customer(name) {
        let suffix = name.parent().map_or_else(|| name.to_string(), |parent| parent.to_string());
        return Whose::FreeHosting(suffix);
    }
    Whose::Stranger
}

/// Whether a mailbox at this domain can be had by anybody. Where a brand owns the domain the
/// registry tells which of its hosts are its customers' (`docomo.ne.jp`) and which are its own.
pub(crate) fn is_free_mail(domain: &DomainName, context: &Context<'_>) -> bool {
    let brands = context.facts.brands;
    if brands.is_user_mailbox(domain) {
        return true;
    }
    brands.owner_of_sender(domain) == Owner::Unlisted
        && services_of(domain).any(|service| {
            matches!(service.kind, ServiceKind::Freemail | ServiceKind::ThrowAwayMail)
        })
}
