//! Authenticated Received Chain: what earlier handlers of a message say they saw (RFC 8617).
//!
//! A chain that passes proves who said it, not that it is true: a sealer is only as good as its
//! name. [`validate`] states who sealed, what each wrote, and whether the chain holds.

mod chain;
mod message_signature;
mod problem;
mod seal;
mod set;
mod validate;

pub use chain::{Chain, ChainValidation, Sealer};
pub use problem::Problem;
pub use validate::validate;
