//! Abuse reports, in the forms that desks exchange.
//!
//! [`Shared`] is what may go onward of a report: redacted, and the only thing that any form is made
//! from. [`arf`] is the mail that mailbox providers send (RFC 5965, 6591, 9991); [`xarf`] the JSON
//! that hosting providers take (X-ARF v4); [`stix`] and [`misp`] what security teams share;
//! [`jpcert`] the table of a council; [`Blocklist`] what is to be blocked, and until when. What such a report says is a stranger's claim: reading one
//! accuses nobody.

pub mod abuse;
pub mod arf;
pub mod jpcert;
pub mod misp;
pub mod stix;
pub mod xarf;

mod blocklist;
mod disarmed;
mod incoming;
mod onward;
mod sending;
mod shared;
mod uuid;

pub use blocklist::{Blocked, Blocklist, ENTRIES, HOLDS, Left};
pub use disarmed::{armed, before_mask, uri};
pub use incoming::{Form, Incoming, TABLE_LINES, incoming};
pub use onward::{Format, NotShared, Parties, write};
pub use shared::{EXCERPT, PAGES, Reported, Sent, Shared, SharedBrand};
pub use xarf::Contact;

#[cfg(test)]
mod tests;
