//! Alerts: written by one, approved by another.

mod approval;
mod drafts;
mod lists;
mod matching;
mod rows;
mod who;

pub(super) use lists::never_published;
pub(super) use matching::keep_traits;
