//! Taking a coupon: who gets one, and why somebody does not.

use jiff::Timestamp;
use strum::{EnumDiscriminants, EnumIter, EnumString, IntoStaticStr};

use super::{Campaign, CampaignState, CouponCode, Invitation, Until, window};

/// Why a claim was not granted.
#[derive(Clone, Copy, Debug, EnumDiscriminants, Eq, PartialEq)]
#[strum_discriminants(name(RefusalKind))]
#[strum_discriminants(doc = "The name of a [`Refusal`].")]
#[strum_discriminants(derive(EnumIter, EnumString, Hash, IntoStaticStr, Ord, PartialOrd))]
#[strum_discriminants(strum(serialize_all = "kebab-case"))]
pub enum Refusal {
    /// The link belongs to no invitation.
    NotInvited,
    /// The person was invited, and the brand says that they are not eligible: who was invited and is
    /// refused so has met a contradiction of the brand's.
    NotEligible,
    /// Nothing was sent to this person yet.
    NotSent,
    /// The window is over.
    TooLate {
        /// When it was.
        until: Until,
    },
    /// All coupons were taken.
    OutOfStock,
    /// The campaign is paused.
    Paused,
    /// The campaign is over.
    Ended,
}

impl Refusal {
    /// Its name in the store and in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        RefusalKind::from(self).into()
    }
}

/// A coupon that somebody has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Coupon {
    /// Its code.
    pub code: CouponCode,
    /// When it was taken.
    pub claimed_at: Timestamp,
    /// Until when it can be used.
    pub use_until: Until,
    /// When it was used.
    pub redeemed_at: Option<Timestamp>,
}

/// How things stand for somebody who shows a link, before they ask for anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The campaign.
    pub campaign: Campaign,
    /// The invitation.
    pub invitation: Invitation,
    /// Until when the coupon can be taken; `None` when nothing was sent yet.
    pub claim_until: Option<Until>,
    /// The coupon, if they have it; else why they would not get it now, if so.
    pub coupon: Result<Option<Coupon>, Refusal>,
}

/// Whether somebody who has no coupon yet gets one now. Who has one already keeps it, whatever this says.
pub(crate) fn may_claim(
    campaign: &Campaign,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(), Refusal> {
    match campaign.state {
        CampaignState::Draft => return Err(Refusal::NotSent),
        CampaignState::Paused => return Err(Refusal::Paused),
        CampaignState::Ended => return Err(Refusal::Ended),
        CampaignState::Running | CampaignState::Faulty => {}
    }
    let until = claim_until(campaign, invitation, now).ok_or(Refusal::NotSent)?;
    if until.is_over(now) {
        return Err(Refusal::TooLate { until });
    }
    if !invitation.is_eligible {
        return Err(Refusal::NotEligible);
    }
    if campaign.issued >= campaign.stock {
        return Err(Refusal::OutOfStock);
    }
    Ok(())
}

/// Until when somebody can take the coupon; `None` while nothing was sent to them. A message can be faster
/// than the note that it was sent: who shows its link has received it, at this moment at the latest.
pub(crate) fn claim_until(
    campaign: &Campaign,
    invitation: &Invitation,
    now: Timestamp,
) -> Option<Until> {
    let arrived = invitation.mail.may_have_arrived().then_some(now);
    let received = invitation.sent_at.or(arrived)?;
    let zone = window::zone_or_japan(&invitation.zone);
    Some(campaign.terms.claim_until(received, &zone, invitation.extended_until))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::campaign::{
        MailState,
        tests::{campaign, invitation},
    };

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_claim_is_granted_or_refused_for_one_reason() {
        let now = at("2026-11-25T12:00:00+09:00");
        let sent = Some(at("2026-11-24T19:00:00+09:00"));
        let ask = |change: fn(&mut Campaign, &mut Invitation), now| {
            let (mut campaign, mut invitation) = (campaign(), invitation());
            campaign.state = CampaignState::Running;
            (invitation.mail, invitation.sent_at) = (MailState::Sent, sent);
            change(&mut campaign, &mut invitation);
            may_claim(&campaign, &invitation, now).err().map(Refusal::as_str)
        };
        assert_eq!(ask(|_, _| {}, now), None);
        assert_eq!(ask(|c, _| c.state = CampaignState::Faulty, now), None);
        assert_eq!(ask(|c, _| c.state = CampaignState::Draft, now), Some("not-sent"));
        assert_eq!(ask(|c, _| c.state = CampaignState::Paused, now), Some("paused"));
        assert_eq!(ask(|c, _| c.state = CampaignState::Ended, now), Some("ended"));
        assert_eq!(ask(|_, i| i.is_eligible = false, now), Some("not-eligible"));
        assert_eq!(ask(|c, _| c.issued = c.stock, now), Some("out-of-stock"));
        assert_eq!(
            ask(|_, i| (i.mail, i.sent_at) = (MailState::Waiting, None), now),
            Some("not-sent")
        );
        // The message was faster than the note that it was sent.
        assert_eq!(ask(|_, i| (i.mail, i.sent_at) = (MailState::Closing, None), now), None);
        let end = at("2026-12-01T00:00:00+09:00");
        let grace = SignedDuration::from_mins(2);
        assert_eq!(ask(|_, _| {}, end), None);
        assert_eq!(ask(|_, _| {}, end + grace), Some("too-late"));
        let zone = |_: &mut Campaign, i: &mut Invitation| i.zone = "America/New_York".to_owned();
        assert_eq!(ask(zone, end + grace), None);
        // Sent by a clock that is ahead of ours.
        assert_eq!(ask(|_, _| {}, at("2026-11-24T18:58:00+09:00")), None);
    }

    #[test]
    fn reasons_are_read_as_they_are_written() {
        for kind in RefusalKind::iter() {
            assert_eq!(<&str>::from(kind).parse::<RefusalKind>(), Ok(kind));
        }
    }
}
