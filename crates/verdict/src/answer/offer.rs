//! Does what it promises hold?

use super::{OfferAnswer, OfferState};
use crate::Facts;

/// From the terms in the text and the day the question is asked.
pub(crate) fn offer(facts: &Facts<'_>) -> Option<OfferAnswer> {
    let offer = facts.reading.offers.first()?;
    let today = facts.now.to_zoned_datetime(facts.zone.clone()).date();
    let until = offer.claim_until.or(offer.use_until);
    let state = match until {
        Some(day) if today <= day => OfferState::Open,
        Some(_) => OfferState::Ended,
        None => OfferState::Unknown,
    };
    Some(OfferAnswer {
        state,
        until,
        words: offer.words.clone(),
        invitation_only: offer.invitation_only,
    })
}
