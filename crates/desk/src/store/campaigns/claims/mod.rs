//! Taking coupons. Claims that come at the same time are granted in one transaction: each costs the
//! database a fraction of what it would alone, and the count of coupons is changed by one writer at a time.

mod batch;
mod queue;
mod read;
mod refusals;

pub(in crate::store) use queue::Claims;
