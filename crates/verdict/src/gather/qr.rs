//! Where QR codes lead.
//!
//! A code takes the reader to a telephone, past everything that guards a desk, and its address is
//! seen by nobody before it is opened. Honest senders print codes too: to their own site, to an app
//! shop, to a network or a payment that is what it says.

use reading::{Host, LinkPlace, RequestKind};

use super::{Context, Found, context::Way, whose::Whose};
use crate::{Evidence, EvidenceKind};

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    let Some(way) = context.ways.iter().find(|way| is_code(way) && leads_to_stranger(way)) else {
        return;
    };
    let host = match way.host {
        Host::Name(name) => name.to_unicode(),
        Host::Ip(address) => address.to_string(),
    };
    found.add(if misleads(context, found) {
        Evidence::QrLeadsToStranger { host }
    } else {
        Evidence::LinkOffAuthor { host }
    });
}

/// Who speaks as a brand and is not proven to be it has no business sending readers elsewhere; nor
/// has an author without proof whose only way on is a code.
fn misleads(context: &Context<'_>, found: &Found) -> bool {
    if found.has_brand_proof() {
        return false;
    }
    if context.claimed.is_some() {
        return true;
    }
    let asks_to_scan = || {
        let requests = &context.facts.reading.requests;
        requests.iter().any(|request| request.kind == RequestKind::Scan)
    };
    !found.has(EvidenceKind::AuthorProven) && (context.ways.iter().all(is_code) || asks_to_scan())
}

fn is_code(way: &Way<'_>) -> bool {
    way.link.place == LinkPlace::QrCode
}

fn leads_to_stranger(way: &Way<'_>) -> bool {
    match &way.whose {
        // App shops, maps and social networks are other brands.
        Whose::Brands(_) | Whose::Authors | Whose::OtherBrand(_) | Whose::Delivery(_) => false,
        Whose::FreeHosting(_)
        | Whose::DynamicName
        | Whose::Shortener
        | Whose::Address
        | Whose::Stranger => true,
    }
}
