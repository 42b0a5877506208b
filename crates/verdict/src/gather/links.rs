//! Where the message leads.

use reading::{AttachmentKind, Host, Link, LinkOddity, LinkPlace, Target, link::HopKind};

use super::{Context, Found, cheap::is_cheap, context::Way, whose::Whose};
use crate::{Evidence, EvidenceKind};

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    for way in &context.ways {
        shown_against_target(context, way, found);
        owner(context, way, found);
        oddities(way, found);
        redirector(context, way, found);
    }
    for link in context.facts.reading.links.iter().filter(|link| link.is_way_out()) {
        without_host(link, found);
    }
    all_one_page(context, found);
    all_at_home(context, found);
}

/// The shown text names a host, and the link leads to another owner's.
fn shown_against_target(context: &Context<'_>, way: &Way<'_>, found: &mut Found) {
    let Some(shown) = &way.link.shown_host else { return };
    let leads_to = match way.host {
        Host::Name(name) if name.registrable() == shown.registrable() => return,
        Host::Name(name) => name.to_string(),
        Host::Ip(address) => address.to_string(),
    };
    // The same owner under two names, and services that count clicks for the sender, are everyday
    // mail: the reader still ends where the text says, as far as can be known.
    let harmless = match &way.whose {
        Whose::Delivery(_) | Whose::Authors => true,
        Whose::Brands(_) => context.facts.brands.owner_of_host(shown) != reading::Owner::Unlisted,
        Whose::OtherBrand(_)
        | Whose::FreeHosting(_)
        | Whose::DynamicName
        | Whose::Shortener
        | Whose::Address
        | Whose::Stranger => false,
    };
    if !harmless {
        found.add(Evidence::LinkLeadsElsewhere { shown: shown.clone(), leads_to });
    }
}

fn owner(context: &Context<'_>, way: &Way<'_>, found: &mut Found) {
    let host = host_text(way.host);
    match &way.whose {
        Whose::Brands(_) | Whose::Authors | Whose::OtherBrand(_) | Whose::Delivery(_) => return,
        Whose::FreeHosting(platform) => found
            .add(Evidence::LinkToFreeHosting { host: host.clone(), platform: platform.clone() }),
        Whose::DynamicName => found.add(Evidence::LinkToDynamicName { host: host.clone() }),
        Whose::Shortener => found.add(Evidence::LinkShortened { host: host.clone() }),
        Whose::Address => found.add(Evidence::LinkToAddress { address: host.clone() }),
        Whose::Stranger => stranger(context, way, &host, found),
    }
    // What a proven brand links to outside its registered domains is its own affair: brands own
    // more domains than any registry lists.
    match &context.claimed {
        // `qr` judges those.
        _ if way.link.place == LinkPlace::QrCode => {}
        Some(_) if in_attachment(context, way, &host, found) => {}
        Some(brand) if !is_proven(found) => {
            found.add(Evidence::LinkToStranger { brand: brand.clone(), host });
        }
        Some(_) | None => found.add(Evidence::LinkOffAuthor { host }),
    }
}

/// The brand it speaks as sent it, be it only as a platform.
fn is_proven(found: &Found) -> bool {
    found.has_brand_proof() || found.has(EvidenceKind::PlatformProven)
}

/// Links in files and invitations, which nobody sees before opening them.
fn in_attachment(context: &Context<'_>, way: &Way<'_>, host: &str, found: &mut Found) -> bool {
    let LinkPlace::Attachment(file) = &way.link.place else { return false };
    if is_proven(found) {
        return false;
    }
    let (file, host) = (file.clone(), host.to_owned());
    let invites =
        context.facts.reading.attachments.iter().any(|attachment| {
            attachment.file == file && attachment.kind == AttachmentKind::Calendar
        });
    found.add(if invites {
        Evidence::InvitationLeadsToStranger { host }
    } else {
        Evidence::AttachmentLeadsToStranger { file, host }
    });
    true
}

fn stranger(context: &Context<'_>, way: &Way<'_>, host: &str, found: &mut Found) {
    let Host::Name(name) = way.host else { return };
    if let Some((brand, resemblance)) = context.facts.brands.lookalike_of(name)
        && context.resemblance_counts(&brand, resemblance)
    {
        found.add(Evidence::LinkLooksLikeBrand { host: host.to_owned(), brand });
    }
    if is_cheap(name) {
        found.add(Evidence::LinkToCheapDomain { host: host.to_owned() });
    }
}

fn oddities(way: &Way<'_>, found: &mut Found) {
    let host = host_text(way.host);
    for oddity in &way.link.oddities {
        let host = host.clone();
        let at_home = matches!(way.whose, Whose::Brands(_) | Whose::Authors | Whose::Delivery(_));
        match oddity {
            LinkOddity::UserInfo | LinkOddity::UserInfoLooksLikeHost => {
                found.add(Evidence::LinkHidesHostBeforeAt { host });
            }
            LinkOddity::LookalikePunctuation => {
                found.add(Evidence::LinkLookalikeCharacters { host });
            }
            LinkOddity::ObscuredAddress => {
                found.add(Evidence::LinkObscuredAddress { address: host });
            }
            LinkOddity::ConfusableHost
            | LinkOddity::DecoratedHost
            | LinkOddity::EncodedHost
            | LinkOddity::InvisibleCharacters => found.add(Evidence::LinkConfusableHost { host }),
            LinkOddity::OddPort if !at_home => found.add(Evidence::LinkOddPort { host }),
            LinkOddity::RandomLabel if !at_home => found.add(Evidence::LinkToRandomHost { host }),
            LinkOddity::CarriesAddress if !at_home => {
                found.add(Evidence::LinkCarriesReader { host });
            }
            LinkOddity::HostInHost if !at_home => found.add(Evidence::LinkHostInHost { host }),
            LinkOddity::OddPort
            | LinkOddity::RandomLabel
            | LinkOddity::CarriesAddress
            | LinkOddity::HostInHost
            | LinkOddity::BareAddress
            | LinkOddity::Idn
            | LinkOddity::BrowserQuirk
            | LinkOddity::DigitsForLetters
            | LinkOddity::LongHost => {}
        }
    }
}

/// A trusted site that carries anybody on, and whoever it carries on to.
fn redirector(context: &Context<'_>, way: &Way<'_>, found: &mut Found) {
    let Some(hop) = way.link.hops.iter().find(|hop| hop.kind == HopKind::Redirector) else {
        return;
    };
    if !context.is_at_home(way) {
        found.add(Evidence::LinkThroughRedirector {
            via: hop.by.to_owned(),
            end: host_text(way.host),
        });
    }
}

/// Links that lead to no host at all.
fn without_host(link: &Link, found: &mut Found) {
    match link.end() {
        Target::Data(_) => found.add(Evidence::LinkCarriesPage),
        Target::Script => found.add(Evidence::LinkIsScript),
        Target::Web { .. }
        | Target::Mail(_)
        | Target::Phone(_)
        | Target::Inside
        | Target::Other(_)
        | Target::Broken => {}
    }
}

/// Buttons, footers and "unsubscribe" that all lead to one page of a stranger.
fn all_one_page(context: &Context<'_>, found: &mut Found) {
    let anchors: Vec<&Way<'_>> = context
        .ways
        .iter()
        .filter(|way| matches!(way.link.place, LinkPlace::Anchor | LinkPlace::ImageMap))
        .collect();
    let Some(first) = anchors.first() else { return };
    let same = anchors.iter().all(|way| way.link.end() == first.link.end());
    let said: std::collections::BTreeSet<&str> =
        anchors.iter().map(|way| way.link.shown.trim()).collect();
    if same && anchors.len() >= 3 && said.len() >= 2 && !context.is_at_home(first) {
        found.add(Evidence::LinksAllOnePage { host: host_text(first.host) });
    }
}

/// Every way out stays with whom the author is proven to be.
fn all_at_home(context: &Context<'_>, found: &mut Found) {
    if context.ways.is_empty() || !context.ways.iter().all(|way| context.is_at_home(way)) {
        return;
    }
    if found.has_brand_proof() {
        if let Some(brand) = context.claimed.clone().or_else(|| context.author_brand.clone()) {
            found.add(Evidence::LinksAllBrands { brand });
        }
    } else if found.has(EvidenceKind::AuthorProven)
        && let Some(domain) = context.author_registrable.clone()
    {
        found.add(Evidence::LinksAllAuthors { domain });
    }
}

fn host_text(host: &Host) -> String {
    match host {
        Host::Name(name) => name.to_unicode(),
        Host::Ip(address) => address.to_string(),
    }
}
