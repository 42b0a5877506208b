//! What the monthly report tells, counted from the event log.
//!
//! [`list`] reads the lists that others publish. [`Store::count_month`](crate::Store::count_month) and
//! [`Store::count_years`](crate::Store::count_years) count.

pub mod list;

mod figures;
mod month;

pub use figures::{Counted, Places, Ruled, Sent, Totals, Year, Years};
pub use month::Month;
