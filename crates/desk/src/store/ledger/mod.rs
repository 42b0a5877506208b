//! Where brands' records of what they sent are kept.
//!
//! An entry first stands in a row of its own ([`enter`]); [`pack`] moves rows into [`volume`]s of sorted pages and
//! makes few volumes of many. A question ([`look_up`]) reads one page a volume.

mod enter;
mod look_up;
mod pack;
mod size;
mod volume;

pub use pack::Packed;
pub use size::LedgerSize;

pub(in crate::store) use enter::enter;
