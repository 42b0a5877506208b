//! Personal links: only the desk can make one, and it keeps none.

use aws_lc_rs::constant_time;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{CampaignNumber, InvitationNumber};
use crate::Redactor;

/// What a link lets its holder do. A link for one does nothing else.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// Take the coupon.
    Claim,
    /// Want no more such mail.
    Unsubscribe,
}

impl Purpose {
    /// What keeps the tags apart from each other, and from all else that has one under the key.
    fn domain(self) -> &'static str {
        match self {
            Self::Claim => "campaign claim link",
            Self::Unsubscribe => "campaign unsubscribe link",
        }
    }
}

/// The invitation that a link belongs to. Only [`Links::open`] makes one: to hold it is to have shown
/// the link, which nobody has but who received the message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Shown {
    purpose: Purpose,
    campaign: CampaignNumber,
    invitation: InvitationNumber,
}

impl Shown {
    /// What the link is for.
    #[must_use]
    pub fn purpose(self) -> Purpose {
        self.purpose
    }

    /// Whose invitation it is.
    #[must_use]
    pub fn campaign(self) -> CampaignNumber {
        self.campaign
    }

    /// Which invitation it is.
    #[must_use]
    pub fn invitation(self) -> InvitationNumber {
        self.invitation
    }
}

/// Octets of a token: four for either number, sixteen of the tag. Twenty-four are thirty-two
/// characters without a rest, so that each token is written in one way only.
const OCTETS: usize = 24;

/// Makes and opens personal links, with one desk's key.
#[derive(Clone, Debug)]
pub struct Links(Redactor);

impl Links {
    /// With the key of one desk, which [`Store::redactor`](crate::Store::redactor) has.
    #[must_use]
    pub fn new(redactor: Redactor) -> Self {
        Self(redactor)
    }

    /// The last part of a link's address: thirty-two characters of base64url (RFC 4648 §5). `None` for
    /// numbers that no invitation has.
    #[must_use]
    pub fn token(
        &self,
        purpose: Purpose,
        campaign: CampaignNumber,
        invitation: InvitationNumber,
    ) -> Option<String> {
        let mut octets = Vec::with_capacity(OCTETS);
        octets.extend(u32::try_from(campaign.0).ok()?.to_be_bytes());
        octets.extend(u32::try_from(invitation.0).ok()?.to_be_bytes());
        octets.extend(self.tag(purpose, campaign, invitation));
        Some(URL_SAFE_NO_PAD.encode(octets))
    }

    /// Whose link somebody shows; `None` when the desk did not make it. Takes as long for any tag that
    /// is wrong.
    #[must_use]
    pub fn open(&self, purpose: Purpose, token: &str) -> Option<Shown> {
        if token.len() != OCTETS / 3 * 4 {
            return None;
        }
        let octets = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (campaign, rest) = octets.split_first_chunk()?;
        let (invitation, tag) = rest.split_first_chunk()?;
        let campaign = CampaignNumber(u32::from_be_bytes(*campaign).into());
        let invitation = InvitationNumber(u32::from_be_bytes(*invitation).into());
        let made = self.tag(purpose, campaign, invitation);
        constant_time::verify_slices_are_equal(&made, tag).ok()?;
        Some(Shown { purpose, campaign, invitation })
    }

    fn tag(&self, purpose: Purpose, campaign: CampaignNumber, which: InvitationNumber) -> [u8; 16] {
        self.0.tag(purpose.domain(), &format!("{}:{}", campaign.0, which.0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn links(key: u8) -> Links {
        Links::new(Redactor::new(&[key; 32]))
    }

    proptest! {
        #[test]
        fn a_link_opens_the_invitation_that_it_was_made_for(campaign: u32, invitation: u32) {
            let (campaign, invitation) =
                (CampaignNumber(campaign.into()), InvitationNumber(invitation.into()));
            for purpose in [Purpose::Claim, Purpose::Unsubscribe] {
                let token = links(1).token(purpose, campaign, invitation).unwrap();
                prop_assert_eq!(token.len(), 32);
                let expected = Shown { purpose, campaign, invitation };
                prop_assert_eq!(links(1).open(purpose, &token), Some(expected));
                prop_assert_eq!(links(2).open(purpose, &token), None);
            }
        }

        #[test]
        fn a_link_that_was_altered_opens_nothing(place in 0_usize..32, with in "[A-Za-z0-9_-]") {
            let token = links(1)
                .token(Purpose::Claim, CampaignNumber(7), InvitationNumber(42))
                .unwrap();
            let mut altered = token.clone();
            altered.replace_range(place..=place, &with);
            prop_assert_eq!(links(1).open(Purpose::Claim, &altered).is_some(), altered == token);
        }

        #[test]
        fn any_text_is_no_link(text in ".{0,40}|[A-Za-z0-9_-]{32}") {
            prop_assert_eq!(links(1).open(Purpose::Claim, &text), None);
        }
    }

    #[test]
    fn a_link_does_only_what_it_is_for() {
        let token =
            |purpose| links(1).token(purpose, CampaignNumber(1), InvitationNumber(1)).unwrap();
        assert_eq!(links(1).open(Purpose::Unsubscribe, &token(Purpose::Claim)), None);
        assert_eq!(links(1).open(Purpose::Claim, &token(Purpose::Unsubscribe)), None);
        assert_eq!(
            links(1).token(Purpose::Claim, CampaignNumber(1), InvitationNumber(1 << 32)),
            None
        );
        assert_eq!(links(1).token(Purpose::Claim, CampaignNumber(-1), InvitationNumber(1)), None);
    }
}
