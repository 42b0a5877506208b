//! Campaigns: made, changed and shown; who is invited; coupons, taken and used.

mod claims;
mod create;
mod eligible;
mod invitations;
mod invite;
mod list;
mod redeem;
mod rows;
mod state;
mod unsubscribe;

pub(super) use claims::Claims;
pub use eligible::Electing;
pub use invite::Inviting;
pub(super) use rows::{numbered, theirs};
pub(super) use state::become_state;
