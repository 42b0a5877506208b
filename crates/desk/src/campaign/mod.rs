//! Invitation-only coupons: what a brand promises, to whom, and what came of it.
//!
//! A [`Campaign`] has [`Terms`] and a [`CampaignState`]. Whoever is invited gets one message with a personal link; the
//! link leads to a claim, a claim to a coupon, a coupon is redeemed once.

mod by;
pub mod claim;
mod code;
mod file;
mod invitation;
pub mod invite_list;
pub mod link;
mod redeem;
mod state;
mod terms;
pub mod window;

pub use by::By;
pub use claim::{Coupon, Refusal, RefusalKind, Standing};
pub use code::CouponCode;
pub use file::FileError;
pub use invitation::{Invitation, MailState};
pub use invite_list::{InviteList, InviteSummary};
pub use link::{Links, Purpose, Shown};
pub use redeem::{NotRedeemed, Redeemed, Redemption};
pub use state::CampaignState;
pub use terms::{Inviter, Terms, TermsError};
pub use window::Until;

use jiff::Timestamp;

use crate::secret::id;

id!(
    /// A campaign's id, in addresses of pages and in the API.
    CampaignId
);

/// A campaign's number on this desk: what links, ledger entries and invitations carry. Small, for there are many.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CampaignNumber(pub i64);

/// An invitation's number within its campaign, from 1.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct InvitationNumber(pub i64);

/// A campaign as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// Its number.
    pub number: CampaignNumber,
    /// Key of the brand that invites.
    pub brand: String,
    /// Its name, for the brand's staff.
    pub name: String,
    /// Whether coupons can be taken.
    pub state: CampaignState,
    /// What is promised.
    pub terms: Terms,
    /// Coupons that there are.
    pub stock: u64,
    /// Coupons that were taken.
    pub issued: u64,
    /// Coupons that were used.
    pub redeemed: u64,
    /// People who are invited.
    pub invited: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it began to send.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// A campaign to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCampaign {
    /// Key of the brand that invites.
    pub brand: String,
    /// Its name, for the brand's staff.
    pub name: String,
    /// What is promised.
    pub terms: Terms,
    /// Coupons that there are.
    pub stock: u64,
}

/// Coupons of one campaign, at most: as many as invitations have numbers.
pub const MOST: u64 = u32::MAX as u64;

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A campaign of a shop that does not exist.
    pub(crate) fn campaign() -> Campaign {
        Campaign {
            id: CampaignId::new().unwrap(),
            number: CampaignNumber(1),
            brand: "mihon-store".to_owned(),
            name: "秋の招待".to_owned(),
            state: CampaignState::Draft,
            terms: terms::tests::terms(),
            stock: 100,
            issued: 0,
            redeemed: 0,
            invited: 1,
            created_at: Timestamp::UNIX_EPOCH,
            started_at: None,
            ended_at: None,
        }
    }

    /// Somebody who is invited, and to whom nothing was sent yet.
    pub(crate) fn invitation() -> Invitation {
        Invitation {
            campaign: CampaignNumber(1),
            number: InvitationNumber(1),
            address: Some("hanako@mailbox.example".to_owned()),
            name: "山田花子".to_owned(),
            language: verdict::words::Language::Ja,
            zone: "Asia/Tokyo".to_owned(),
            is_eligible: true,
            mail: MailState::Waiting,
            sent_at: None,
            unsubscribed_at: None,
            extended_until: None,
        }
    }
}
