//! Reports: kept once each, counted once for each reporter, told what came of them.

mod keep;
mod list;
mod outcomes;
mod read;
mod reporters;
mod undo;

pub use list::ReportFilter;
pub use outcomes::Judged;
pub(super) use outcomes::{decided, decided_before};
pub(super) use read::{COLUMNS, reported};
