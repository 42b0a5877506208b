//! Who sent it?

use mail::DomainName;
use reading::{BrandId, Owner};

use super::{NextFact, Sender, SenderAnswer, Taking};
use crate::{Evidence, Facts, Reason, claim};

/// Answers from proof and contradiction alone; tone plays no part.
pub(crate) fn sender(facts: &Facts<'_>, reasons: &[Reason]) -> Sender {
    let claimed = claim::spoken_as(facts).cloned();
    let author = facts.authentication.authors.one().and_then(|author| author.domain.clone());
    let proven = proven(reasons);
    let answer = answer(facts, reasons, claimed.as_ref(), proven.is_some());
    let next = (answer != SenderAnswer::Forged).then(|| next(facts, claimed.as_ref()));
    Sender { answer, claimed, author, proven, next }
}

/// The domain that was proven to be the author's, where one was.
fn proven(reasons: &[Reason]) -> Option<DomainName> {
    reasons.iter().find_map(|reason| {
        if let Evidence::BrandProven { domain, .. }
        | Evidence::SenderRecords { domain, .. }
        | Evidence::PlatformProven { domain, .. }
        | Evidence::AuthorProven { domain, .. } = &reason.evidence
        {
            Some(domain.clone())
        } else {
            None
        }
    })
}

fn answer(
    facts: &Facts<'_>,
    reasons: &[Reason],
    claimed: Option<&BrandId>,
    proven: bool,
) -> SenderAnswer {
    if speaks_as_another(reasons) || brand_from_elsewhere(reasons) {
        return SenderAnswer::Forged;
    }
    if proven && !reasons.iter().any(|reason| weakens_proof(&reason.evidence)) {
        return SenderAnswer::Confirmed;
    }
    if !proven && refused(reasons) && (claimed.is_some() || has_contradiction(reasons)) {
        return SenderAnswer::Forged;
    }
    // An author domain that belongs to a brand, with nothing to prove it although proof was looked
    // for, next to a link that leads away from that brand: two facts that no honest mail joins.
    if !proven && owner(facts).is_some() && unproven(reasons) && leads_to_stranger(reasons) {
        return SenderAnswer::Forged;
    }
    SenderAnswer::Unconfirmed
}

/// The message itself shows that it speaks as someone else than who sent it.
fn speaks_as_another(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| {
        matches!(
            reason.evidence,
            Evidence::AuthorLooksLikeBrand { .. }
                | Evidence::NameShowsAnotherAddress { .. }
                | Evidence::AuthorAmbiguous
                | Evidence::PretendedResults { .. }
        )
    })
}

/// It speaks as a brand from a domain that is not the brand's, and wants something: honest partners
/// name brands too, but lead to places that are known.
fn brand_from_elsewhere(reasons: &[Reason]) -> bool {
    let speaks =
        reasons.iter().any(|reason| matches!(reason.evidence, Evidence::BrandFromElsewhere { .. }));
    speaks && (has_contradiction(reasons) || wants(reasons))
}

fn wants(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| {
        if let Evidence::AsksFor { request, .. } = &reason.evidence {
            return Taking::of(*request).is_some();
        }
        matches!(
            reason.evidence,
            Evidence::BrandDisguised { .. }
                | Evidence::FirmFromFreeMail { .. }
                | Evidence::AttachmentNameLies { .. }
                | Evidence::AttachedActiveDocument { .. }
        )
    })
}

/// Facts that leave a valid proof without the meaning the reader would give it.
fn weakens_proof(evidence: &Evidence) -> bool {
    matches!(
        evidence,
        Evidence::TextBeyondSignature { .. }
            | Evidence::FieldBeyondSignature { .. }
            | Evidence::Replayed { .. }
    )
}

/// The named author's own rules, or his signature, refuse this message.
fn refused(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| {
        matches!(
            reason.evidence,
            Evidence::PolicyBroken { .. }
                | Evidence::ServerNotAllowed { .. }
                | Evidence::SignatureBroken { .. }
        )
    })
}

fn unproven(reasons: &[Reason]) -> bool {
    refused(reasons)
        || reasons.iter().any(|reason| {
            matches!(
                reason.evidence,
                Evidence::AuthorUnproven { .. } | Evidence::ProvenAsAnother { .. }
            )
        })
}

fn leads_to_stranger(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| {
        matches!(
            reason.evidence,
            Evidence::LinkToStranger { .. }
                | Evidence::QrLeadsToStranger { .. }
                | Evidence::LinkLooksLikeBrand { .. }
                | Evidence::FormAsksSecrets { .. }
                | Evidence::AttachedPage { .. }
                | Evidence::AttachmentLeadsToStranger { .. }
                | Evidence::InvitationLeadsToStranger { .. }
        )
    })
}

fn has_contradiction(reasons: &[Reason]) -> bool {
    leads_to_stranger(reasons)
        || reasons.iter().any(|reason| {
            matches!(
                reason.evidence,
                Evidence::RepliesGoElsewhere { .. }
                    | Evidence::RepliesGoToFreeMail { .. }
                    | Evidence::AttachedProgram { .. }
                    | Evidence::LinkToFreeHosting { .. }
            )
        })
}

/// The brand that owns the domain the reader sees in From.
fn owner(facts: &Facts<'_>) -> Option<BrandId> {
    let author = facts.authentication.authors.one()?;
    match facts.brands.owner_of_sender(author.domain.as_ref()?) {
        Owner::Brand(id) => Some(id),
        Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted => None,
    }
}

/// The one next fact that would settle it.
fn next(facts: &Facts<'_>, claimed: Option<&BrandId>) -> NextFact {
    if facts.blind.header {
        NextFact::OriginalMessage
    } else if facts.blind.dns {
        NextFact::Dns
    } else if claimed.is_some() {
        NextFact::BrandRecord
    } else {
        NextFact::AskAuthor
    }
}
