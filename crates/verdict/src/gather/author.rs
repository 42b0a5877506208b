//! The author as shown, against the claim and against the address behind it.

use mail::DomainName;
use reading::lure::LureKind;

use super::{Context, Found, cheap::is_cheap, whose::is_free_mail};
use crate::{Evidence, claim};

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    claimed_brand(context, found);
    shown_address(context, found);
    kind_of_domain(context, found);
    replies(context, found);
}

fn claimed_brand(context: &Context<'_>, found: &mut Found) {
    let (Some(claim), Some(author)) = (claim::strongest(context.facts), context.author) else {
        return;
    };
    if claim.disguised {
        found.add(Evidence::BrandDisguised { brand: claim.brand.clone() });
    }
    if context.may_speak_as(&claim.brand) {
        return;
    }
    let (brand, domain) = (claim.brand.clone(), author.clone());
    found.add(if context.is_claimed(&brand) {
        Evidence::BrandFromElsewhere { brand, domain }
    } else {
        Evidence::BrandMentionedElsewhere { brand, domain }
    });
}

/// A display name that is itself an address of another domain.
fn shown_address(context: &Context<'_>, found: &mut Found) {
    for author in context.facts.authentication.authors.shown() {
        let Some(real) = &author.domain else { continue };
        let Some(shown) = address_domain(&author.display) else { continue };
        let same_owner = shown.registrable() == real.registrable()
            || context.facts.brands.owner_of_host(&shown)
                == context.facts.brands.owner_of_host(real)
                && context.author_brand.is_some();
        if !same_owner {
            found.add(Evidence::NameShowsAnotherAddress { shown, real: real.clone() });
        }
    }
}

/// The domain of the first address in a text.
fn address_domain(text: &str) -> Option<DomainName> {
    let (_, after) = text.split_once('@')?;
    let end =
        after.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).unwrap_or(after.len());
    let domain = DomainName::parse(after.get(..end)?.trim_end_matches('.')).ok()?;
    domain.registrable().is_some().then_some(domain)
}

fn kind_of_domain(context: &Context<'_>, found: &mut Found) {
    let Some(author) = context.author else { return };
    if context.author_brand.is_some() {
        return;
    }
    if let Some((brand, resemblance)) = context.facts.brands.lookalike_of(author) {
        let domain = author.clone();
        if context.resemblance_counts(&brand, resemblance) {
            found.add(Evidence::AuthorLooksLikeBrand { domain, brand });
        }
    }
    if context.author_is_free_mail {
        let speaks_as_firm = context.claimed.is_some()
            || context.facts.reading.lures.iter().any(|lure| speaks_as_firm(lure.kind));
        if speaks_as_firm {
            found.add(Evidence::FirmFromFreeMail { domain: author.clone() });
        }
        return;
    }
    if reading::link::reads_like_chance(author) {
        found.add(Evidence::AuthorRandom { domain: author.clone() });
    }
    if is_cheap(author) {
        found.add(Evidence::AuthorThrowaway { domain: author.clone() });
    }
}

/// Where an answer would go.
fn replies(context: &Context<'_>, found: &mut Found) {
    let Some(author) = context.author else { return };
    let is_list = is_own_list(context);
    for reply in context.facts.mail.mailboxes("reply-to") {
        let Some(reply_to) = reply.domain else { continue };
        let same = reply_to.registrable() == context.author_registrable;
        if is_free_mail(&reply_to, context) {
            let own = context
                .facts
                .authentication
                .authors
                .one()
                .is_some_and(|author| author.local.eq_ignore_ascii_case(&reply.local) && same);
            if !own && !is_list {
                found.add(Evidence::RepliesGoToFreeMail { reply_to });
            }
        } else if !same && !is_list {
            found.add(Evidence::RepliesGoElsewhere { author: author.clone(), reply_to });
        }
    }
}

/// A mailing list that puts itself in From and keeps the writer in Reply-To: that is its way, not a
/// trick. Only the author's own domain counts, so that the field excuses nobody else.
fn is_own_list(context: &Context<'_>) -> bool {
    ["list-id", "list-post"].into_iter().any(|name| {
        context.facts.mail.header.first(name).is_some_and(|field| {
            let text = field.unfolded();
            context.author_registrable.as_ref().is_some_and(|own| text.contains(own.as_str()))
        })
    })
}

/// Stories that only a firm, a bank or an office could honestly tell.
fn speaks_as_firm(lure: LureKind) -> bool {
    match lure {
        LureKind::AccountProblem
        | LureKind::PaymentProblem
        | LureKind::ParcelHeld
        | LureKind::Prize
        | LureKind::SurveyReward
        | LureKind::AdvanceFee
        | LureKind::WalletThreat
        | LureKind::TaxRefund
        | LureKind::Fine
        | LureKind::CallbackCharge
        | LureKind::ProtectionExpired
        | LureKind::MailboxProblem
        | LureKind::VoiceMail
        | LureKind::Loan
        | LureKind::BossErrand
        | LureKind::Points
        | LureKind::LegalNotice => true,
        LureKind::Investment
        | LureKind::Extortion
        | LureKind::SharedDocument
        | LureKind::JobOffer
        | LureKind::Romance
        | LureKind::HealthCure
        | LureKind::Urgency
        | LureKind::Threat
        | LureKind::Exclusivity
        | LureKind::Casino => false,
    }
}
