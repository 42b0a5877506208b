//! What a mail promises, and until when.

use jiff::civil::Date;

/// A promise with terms: a coupon, points, a discount.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Offer {
    /// The words that promise it, at most 120 characters.
    pub words: String,
    /// Only for those who were invited.
    pub invitation_only: bool,
    /// Last day to take it, worked out from the terms and the day of receipt.
    pub claim_until: Option<Date>,
    /// Days it can be used once taken.
    pub use_within_days: Option<u16>,
    /// Last day it can be used, where the terms state a date.
    pub use_until: Option<Date>,
}
