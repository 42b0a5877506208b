//! Invitation-only coupons: what a brand promises, to whom, and what came of it.
//!
//! A [`Campaign`] has [`Terms`] and a [`CampaignState`]. Whoever is invited gets one message with a personal link; the
//! link leads to a claim, a claim to a coupon, a coupon is redeemed once.

mod state;
mod terms;

pub use state::CampaignState;
pub use terms::{Inviter, Terms, TermsError};

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
