//! What the sender's own record says, and whether it speaks of this message.

use auth::dmarc::Aligned;
use jiff::civil::Date;
use mail::DomainName;
use reading::BrandId;

use super::{Context, Found};
use crate::{Evidence, EvidenceKind, Recorded, RecordedBy};

/// Mail is tried for five days at most (RFC 5321 §4.5.4.1). What comes later is no longer on its way
/// from the one who recorded it.
const ON_THE_WAY_DAYS: i32 = 5;

/// The record's word for this message: it has its content, or it has its Message-ID and the author is
/// proven beside it. Only for the brand whose domain stands in From.
pub(crate) fn holding<'c>(context: &Context<'c>, aligned: &[Aligned]) -> Option<&'c Recorded> {
    let recorded = context.facts.recorded?;
    let is_brands = context.author_brand.as_ref() == Some(&recorded.brand);
    if !is_brands || context.author_is_stranger || !is_on_the_way(context, recorded.day) {
        return None;
    }
    let holds = match &recorded.by {
        RecordedBy::Content(signer) => {
            context.author_registrable.is_some()
                && signer.registrable() == context.author_registrable
        }
        RecordedBy::MessageId => !aligned.is_empty(),
    };
    holds.then_some(recorded)
}

/// Adds it, unless the same content went on to people to whom it was not written.
pub(crate) fn gather(context: &Context<'_>, recorded: Option<&Recorded>, found: &mut Found) {
    let spoiled = [
        EvidenceKind::Replayed,
        EvidenceKind::TextBeyondSignature,
        EvidenceKind::FieldBeyondSignature,
        EvidenceKind::AuthorAmbiguous,
    ];
    if let (Some(recorded), Some(domain)) = (recorded, context.author)
        && !spoiled.into_iter().any(|kind| found.has(kind))
        && is_addressed(context)
    {
        let (brand, domain): (BrandId, DomainName) = (recorded.brand.clone(), domain.clone());
        found.add(Evidence::SenderRecords { brand, domain, day: recorded.day });
    }
}

/// Whether it arrived within the days that mail takes; unknown arrival is given the benefit.
fn is_on_the_way(context: &Context<'_>, sent: Date) -> bool {
    let Some(at) = context.facts.arrival.at else { return true };
    let arrived = at.to_zoned_datetime(context.facts.zone.clone()).date();
    // A day of difference may be the zones'.
    (arrived - sent).get_days() <= ON_THE_WAY_DAYS + 1 && (arrived - sent).get_days() >= -1
}

/// Whether it reached one of those it names in To or Cc, as far as the trace tells for whom it was
/// taken in. Invitations are written to one person each: a copy in another mailbox was sent on.
fn is_addressed(context: &Context<'_>) -> bool {
    let Some(recipient) = &context.facts.arrival.recipient else { return true };
    let written_to = ["to", "cc"].into_iter().flat_map(|field| context.facts.mail.mailboxes(field));
    let mut addresses = written_to.map(|mailbox| mailbox.address()).peekable();
    addresses.peek().is_none() || addresses.any(|address| address.eq_ignore_ascii_case(recipient))
}
