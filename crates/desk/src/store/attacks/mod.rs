//! Attacks: reports that belong together, joined as they come.
//!
//! An attack is found again by the keys of its examples ([`find`]); [`crate::attack`] decides what
//! belongs together, here as in memory. What its reports have in common is counted as they come
//! ([`tally`]), so that an attack of a hundred thousand reports is shown as fast as one of ten.

mod case;
mod find;
mod join;
mod leave;
mod list;
mod merge;
mod past;
mod settle;
mod show;
mod tally;

pub(super) use join::join;
pub(super) use leave::leave;
pub(super) use tally::forget_reporters;
