use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// What one run of sending has done so far. Read at any time, by anybody.
#[derive(Debug, Default)]
pub struct Progress {
    sent: AtomicU64,
    refused: AtomicU64,
    later: AtomicU64,
    lost: AtomicU64,
    unsettled: AtomicU64,
}

/// A [`Progress`] at one moment.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Done {
    /// Taken by the relay.
    pub sent: u64,
    /// Refused by it.
    pub refused: u64,
    /// Put off by it.
    pub later: u64,
    /// Connections that broke before a message was whole.
    pub lost: u64,
    /// Messages of which nobody knows.
    pub unsettled: u64,
}

impl Progress {
    /// What was done up to now.
    #[must_use]
    pub fn done(&self) -> Done {
        Done {
            sent: self.sent.load(Relaxed),
            refused: self.refused.load(Relaxed),
            later: self.later.load(Relaxed),
            lost: self.lost.load(Relaxed),
            unsettled: self.unsettled.load(Relaxed),
        }
    }

    pub(super) fn sent(&self) {
        self.sent.fetch_add(1, Relaxed);
    }

    pub(super) fn refused(&self) {
        self.refused.fetch_add(1, Relaxed);
    }

    pub(super) fn later(&self) {
        self.later.fetch_add(1, Relaxed);
    }

    pub(super) fn lost(&self) {
        self.lost.fetch_add(1, Relaxed);
    }

    pub(super) fn unsettled(&self) {
        self.unsettled.fetch_add(1, Relaxed);
    }
}
