//! Abuse reports, in the forms that desks exchange.
//!
//! [`arf`] is the mail that mailbox providers send (RFC 5965, 6591, 9991); [`xarf`] the JSON that
//! hosting providers take (X-ARF v4). What such a report says is a stranger's claim: reading one
//! accuses nobody.

pub mod arf;
pub mod xarf;
