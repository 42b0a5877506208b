//! The send ledger: a brand's own record of what it sent.
//!
//! Of each message an [`Entry`] of 24 octets is kept: a keyed hash of what only the message shows, the day, and the
//! campaign. Who asks has to present the message; the answer to a yes takes as long as that to a no.

mod batch;
mod entry;
mod hash;
mod page;
mod record;

pub use batch::{Batch, BatchError, Line};
pub use entry::{Day, Entry, Label};
pub use hash::{Hash, Hasher};
pub(crate) use page::{Page, place_of};
pub use record::Ledger;

/// Days that entries are kept when the brand says nothing else: 13 months, as cases are.
pub const KEEP_DAYS: u16 = 396;
