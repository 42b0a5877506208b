//! What have people asked, and what did we answer?
//!
//! [`conversation`] talks with whoever asks.
//! [`exchange`] speaks with other desks: abuse reports that come in, and those that go out.

pub mod conversation;
pub mod exchange;
