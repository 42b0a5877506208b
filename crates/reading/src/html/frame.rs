use super::{
    element::Element,
    style::{Computed, Declared, Subject},
};

/// An open element.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) element: Element,
    /// Tells same-kind elements apart (`b` from `i`, `div` from `section`): a hash of the name.
    pub(super) name: u64,
    pub(super) subject: Subject,
    /// What was declared for it, to compute it anew when an ancestor goes.
    pub(super) own: Declared,
    pub(super) computed: Computed,
    /// Where its visible text starts, for headings.
    pub(super) start: usize,
}

/// FNV-1a over a tag name.
pub(super) fn name_hash(name: &[u8]) -> u64 {
    name.iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3))
}
