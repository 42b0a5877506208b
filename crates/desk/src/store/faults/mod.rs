//! The fault board's memory: faults are opened, declared and closed here, and everybody who asked is told.

mod close;
mod counts;
mod open;
mod read;
mod watch;

pub use close::Closing;
pub use counts::Happening;
pub(in crate::store) use counts::counted;
