//! What have people asked, and what did we answer?
//!
//! [`exchange`] speaks with other desks: abuse reports that come in, and those that go out.

pub mod exchange;
