//! Does what it promises hold?

use super::{OfferAnswer, OfferState};
use crate::{CampaignFacts, Evidence, Facts, Reason};

/// From the terms in the text and the day the question is asked; where the brand's own record knows
/// the message, from its campaign.
pub(crate) fn offer(facts: &Facts<'_>, reasons: &[Reason]) -> Option<OfferAnswer> {
    let read = read(facts);
    let is_recorded =
        reasons.iter().any(|reason| matches!(reason.evidence, Evidence::SenderRecords { .. }));
    match facts.recorded.and_then(|recorded| recorded.campaign).filter(|_| is_recorded) {
        Some(campaign) => Some(known(facts, campaign, read)),
        None => read,
    }
}

fn read(facts: &Facts<'_>) -> Option<OfferAnswer> {
    let offer = facts.reading.offers.first()?;
    let until = offer.claim_until.or(offer.use_until);
    let state = match until {
        Some(day) if today(facts) <= day => OfferState::Open,
        Some(_) => OfferState::Ended,
        None => OfferState::Unknown,
    };
    Some(OfferAnswer {
        state,
        until,
        faulty_since: None,
        words: offer.words.clone(),
        invitation_only: offer.invitation_only,
    })
}

/// The campaign itself knows better than its terms tell.
fn known(facts: &Facts<'_>, campaign: CampaignFacts, read: Option<OfferAnswer>) -> OfferAnswer {
    let until = campaign.until.or(read.as_ref().and_then(|offer| offer.until));
    let is_past = campaign.is_over || until.is_some_and(|day| day < today(facts));
    let state = match (campaign.faulty_since, is_past) {
        (Some(_), _) => OfferState::Faulty,
        (None, true) => OfferState::Ended,
        (None, false) => OfferState::Open,
    };
    OfferAnswer {
        state,
        until,
        faulty_since: campaign.faulty_since.map(|at| day(facts, at)),
        words: read.as_ref().map(|offer| offer.words.clone()).unwrap_or_default(),
        invitation_only: read.is_none_or(|offer| offer.invitation_only),
    }
}

fn today(facts: &Facts<'_>) -> jiff::civil::Date {
    day(facts, facts.now)
}

fn day(facts: &Facts<'_>, at: jiff::Timestamp) -> jiff::civil::Date {
    at.to_zoned_datetime(facts.zone.clone()).date()
}
