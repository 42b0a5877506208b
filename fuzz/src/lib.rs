//! What the targets share: a DNS that the fuzzer writes, and what must hold of whatever is shown.

mod rendered;
mod zone;

pub use rendered::{is_inert, is_tame};
pub use zone::Zone;

/// The message and the DNS answers of an input: text up to the first NUL, then one record after the
/// other, with a NUL between.
#[must_use]
pub fn pieces(input: &[u8]) -> Vec<&[u8]> {
    input.split(|octet| *octet == 0).collect()
}

/// A moment within the examples' story, so that nothing depends on the clock.
#[must_use]
pub fn now() -> jiff::Timestamp {
    "2021-11-18T12:00:00+09:00".parse().expect("a moment")
}
