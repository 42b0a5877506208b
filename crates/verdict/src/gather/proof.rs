//! Who stands behind the message: what is proven, and what refuses it.

use auth::{
    Authentication, How, Unexamined,
    authres::{ResultCode, Statement},
    dkim::{Outcome, Signature},
    dmarc::{Aligned, DmarcResult, Policy},
    spf::{Identity, SpfResult},
};
use mail::{Authors, DomainName};

use super::{Context, Found, record};
use crate::{Evidence, EvidenceKind};

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    let authentication = context.facts.authentication;
    if matches!(authentication.authors, Authors::Ambiguous(_)) {
        found.add(Evidence::AuthorAmbiguous);
    }
    pretended(authentication, found);
    let recorded = record::holding(context, &authentication.aligned);
    match best(&authentication.aligned) {
        Some(aligned) => proven(context, aligned, found),
        // Keys are withdrawn and DNS is off; what was sent stays what was sent.
        None if recorded.is_some() => {}
        None => unproven(context, found),
    }
    weakened(context, found);
    record::gather(context, recorded, found);
}

/// The strongest proof for the author: our own before the receiver's, a signature before a server.
fn best(aligned: &[Aligned]) -> Option<&Aligned> {
    aligned.iter().min_by_key(|aligned| (aligned.how(), aligned.method() != auth::Method::Dkim))
}

fn proven(context: &Context<'_>, aligned: &Aligned, found: &mut Found) {
    let Some(author) = context.author else { return };
    let (domain, method) = (author.clone(), aligned.method());
    if context.author_is_stranger {
        // To be proven as oneself excuses nobody who speaks as somebody else.
        let proven = aligned.identifier().clone();
        found.add_known(Evidence::ProvenAsAnother { proven, author: domain }, aligned.how());
        return;
    }
    let brand = match &context.claimed {
        Some(claimed) if context.may_speak_as(claimed) => Some(claimed.clone()),
        Some(_) => None,
        None => context.author_brand.clone().filter(|_| !context.author_is_free_mail),
    };
    let evidence = match brand {
        Some(brand) if context.carries_stranger(&brand) => {
            Evidence::PlatformProven { brand, domain, method }
        }
        Some(brand) => Evidence::BrandProven { brand, domain, method },
        None if context.author_is_free_mail => Evidence::MailboxProven { domain, method },
        None => Evidence::AuthorProven { domain, method },
    };
    found.add_known(evidence, aligned.how());
}

/// Proof was looked for and there is none. Where nothing could be looked at, nothing is said.
fn unproven(context: &Context<'_>, found: &mut Found) {
    let authentication = context.facts.authentication;
    let Some(author) = context.author else { return };
    let how = if authentication.lacks(Unexamined::Dns) { How::Stated } else { How::Recomputed };
    if let Some(how) = policy_broken(authentication) {
        found.add_known(Evidence::PolicyBroken { author: author.clone() }, how);
    }
    servers(context, author, found);
    broken_signatures(context, authentication, found);
    let looked = match how {
        How::Recomputed => {
            !authentication.lacks(Unexamined::Client) || !authentication.dkim.is_empty()
        }
        How::Stated | How::Told => !authentication.stated.is_empty(),
    };
    let another =
        authentication.proven.first().map(|proven| (proven.domain().clone(), proven.how()));
    match another {
        Some((proven, how)) => {
            found.add_known(Evidence::ProvenAsAnother { proven, author: author.clone() }, how);
        }
        None if looked => {
            found.add_known(Evidence::AuthorUnproven { author: author.clone() }, how);
        }
        None => {}
    }
    distrust(authentication, found);
}

/// The author's domain asks that mail like this be refused.
fn policy_broken(authentication: &Authentication) -> Option<How> {
    let refuses =
        |policy: Option<Policy>| matches!(policy, Some(Policy::Reject | Policy::Quarantine));
    let own = authentication
        .dmarc
        .as_ref()
        .is_some_and(|dmarc| dmarc.result == DmarcResult::Fail && refuses(dmarc.policy));
    if own {
        return Some(How::Recomputed);
    }
    let (result, policy) = authentication.stated_dmarc()?;
    (result.is_fail() && refuses(policy)).then_some(How::Stated)
}

/// The author's own rule refuses the server that handed the message in.
fn servers(context: &Context<'_>, author: &DomainName, found: &mut Found) {
    let authentication = context.facts.authentication;
    let same_owner = |domain: &DomainName| domain.registrable() == author.registrable();
    for spf in &authentication.spf {
        let refused = matches!(spf.result, SpfResult::Fail | SpfResult::SoftFail);
        if let Some(domain) = spf.domain.as_ref().filter(|domain| refused && same_owner(domain))
            && spf.identity == Identity::MailFrom
        {
            let ip = context.facts.arrival.client_ip;
            found.add(Evidence::ServerNotAllowed { domain: domain.clone(), ip });
        }
    }
    for stated in &authentication.stated {
        if let Statement::Spf { result, domain: Some(domain), client_ip, .. } = &stated.statement
            && matches!(result, ResultCode::Fail | ResultCode::SoftFail)
            && same_owner(domain)
        {
            let evidence = Evidence::ServerNotAllowed { domain: domain.clone(), ip: *client_ip };
            found.add_known(evidence, How::Stated);
        }
    }
}

/// A signature in the author's name that does not fit.
fn broken_signatures(context: &Context<'_>, authentication: &Authentication, found: &mut Found) {
    let of_author = |domain: &DomainName| {
        context.author_registrable.is_some() && domain.registrable() == context.author_registrable
    };
    // Without DNS a body that differs may be the keeper's doing (cleaned or re-encoded files), so
    // only a verified failure counts.
    let broken = authentication.dkim.iter().find_map(|signature| {
        let domain = signature.domain.as_ref().filter(|domain| of_author(domain))?;
        (signature.outcome() == Outcome::Fail && !authentication.lacks(Unexamined::Dns))
            .then_some(domain)
    });
    if let Some(domain) = broken {
        found.add(Evidence::SignatureBroken { domain: domain.clone() });
        return;
    }
    for stated in &authentication.stated {
        if let Statement::Dkim { result, domain: Some(domain), .. } = &stated.statement
            && result.is_fail()
            && of_author(domain)
        {
            let evidence = Evidence::SignatureBroken { domain: domain.clone() };
            found.add_known(evidence, How::Stated);
        }
    }
}

/// Exchange Online's own judgement of the sender.
fn distrust(authentication: &Authentication, found: &mut Found) {
    let distrusts = authentication.stated.iter().any(|stated| {
        matches!(&stated.statement, Statement::CompAuth { result, .. } if result.is_fail())
    });
    if distrusts {
        found.add_known(Evidence::ReceiverDistrusts, How::Stated);
    }
}

/// Passes that the sender wrote in the receiver's name.
fn pretended(authentication: &Authentication, found: &mut Found) {
    let lie = authentication.pretended.iter().find(|pretended| {
        pretended.claims_receiver && pretended.stated.statement.result().is_pass()
    });
    if let Some(lie) = lie {
        let receiver = lie.stated.by.clone().unwrap_or_default();
        found.add(Evidence::PretendedResults { receiver });
    }
}

/// The only proof is a signature that leaves room for somebody else's words.
fn weakened(context: &Context<'_>, found: &mut Found) {
    let proofs =
        [EvidenceKind::BrandProven, EvidenceKind::PlatformProven, EvidenceKind::AuthorProven];
    if !proofs.into_iter().any(|proof| found.has(proof)) {
        return;
    }
    let authentication = context.facts.authentication;
    let signatures: Vec<&Signature> = authentication
        .dkim
        .iter()
        .filter(|signature| signature.outcome() == Outcome::Pass)
        .filter(|signature| {
            signature.domain.as_ref().and_then(DomainName::registrable)
                == context.author_registrable
        })
        .collect();
    let by_server =
        authentication.aligned.iter().any(|aligned| aligned.method() == auth::Method::Spf);
    if by_server || signatures.is_empty() {
        return;
    }
    if let Some(octets) = signatures.iter().map(|signature| signature.unsigned_octets).min()
        && octets > 0
    {
        found.add(Evidence::TextBeyondSignature { octets });
    }
    let duplicated = |signature: &&Signature| signature.unsigned_duplicates.first().cloned();
    if signatures.iter().all(|signature| duplicated(signature).is_some())
        && let Some(field) = signatures.iter().find_map(duplicated)
    {
        found.add(Evidence::FieldBeyondSignature { field });
    }
    replayed(context, &signatures, found);
}

/// How long a genuine forwarder keeps a message at most; a replay goes on for days.
const FORWARDED_WITHIN_HOURS: i32 = 24;

/// A signed message that arrives long after it was signed, at somebody it was not written to.
fn replayed(context: &Context<'_>, signatures: &[&Signature], found: &mut Found) {
    let (Some(at), Some(recipient)) = (context.facts.arrival.at, &context.facts.arrival.recipient)
    else {
        return;
    };
    let written_to = ["to", "cc"].into_iter().flat_map(|field| context.facts.mail.mailboxes(field));
    let is_addressed = written_to
        .map(|mailbox| mailbox.address())
        .any(|address| address.eq_ignore_ascii_case(recipient));
    let signed_at = signatures.iter().filter_map(|signature| signature.signed_at).max();
    let is_old = signed_at.is_some_and(|signed| {
        at.duration_since(signed).as_hours() > i64::from(FORWARDED_WITHIN_HOURS)
    });
    if is_old
        && !is_addressed
        && let Some(signer) = signatures.first().and_then(|signature| signature.domain.clone())
    {
        found.add(Evidence::Replayed { signer });
    }
}
