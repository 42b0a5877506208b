//! Using a coupon, once.

use jiff::Timestamp;

use super::{CampaignId, CouponCode, Until};

/// A coupon that a shop wants to take.
#[derive(Clone, Debug)]
pub struct Redemption<'a> {
    /// What the customer typed.
    pub code: &'a CouponCode,
    /// The shop's own name for the order: asking again for the same order changes nothing.
    pub order: &'a str,
}

/// What the shop takes off.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Redeemed {
    /// The campaign it is of.
    pub campaign: CampaignId,
    /// Key of the brand.
    pub brand: String,
    /// What it takes off, in yen.
    pub amount: u32,
    /// What has to be bought for it at least, in yen.
    pub minimum: u32,
    /// When it was used.
    pub at: Timestamp,
    /// Whether it was used by this very request; else by an earlier one for the same order.
    pub is_new: bool,
}

/// Why a coupon is not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotRedeemed {
    /// No coupon of this code.
    #[error("there is no coupon of this code")]
    Unknown,
    /// It was used for another order.
    #[error("this coupon was used already")]
    Used {
        /// When.
        at: Timestamp,
    },
    /// Its days are over.
    #[error("this coupon has expired")]
    Expired {
        /// When they were.
        until: Until,
    },
}

impl NotRedeemed {
    /// Its name in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Used { .. } => "used",
            Self::Expired { .. } => "expired",
        }
    }
}
