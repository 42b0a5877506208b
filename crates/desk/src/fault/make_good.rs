use serde::{Deserialize, Serialize};

/// What the invited get for a fault.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum MakeGood {
    /// Nothing more: it works again, and nobody lost a day.
    Nothing,
    /// Everybody invited can take the coupon for so many days from the closing on, in their own zone, whatever their
    /// days were.
    Extend {
        /// 1 to 366.
        days: u16,
    },
    /// There are so many more coupons.
    Restock {
        /// At least 1.
        coupons: u32,
    },
    /// Coupons that were taken and not used can be used for so many days more from the closing on.
    Reissue {
        /// 1 to 366.
        days: u16,
    },
}

impl MakeGood {
    /// Whether its figures can be.
    #[must_use]
    pub fn is_possible(self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Extend { days } | Self::Reissue { days } => (1..=366).contains(&days),
            Self::Restock { coupons } => coupons > 0,
        }
    }
}
