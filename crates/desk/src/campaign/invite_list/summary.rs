use std::collections::BTreeMap;

use super::Refused;

/// Lines that are told one by one.
const TOLD: usize = 100;

/// A line that invites nobody.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RefusedLine {
    /// The line, from 1.
    pub line: u64,
    /// Why.
    pub why: Refused,
}

/// What became of a list: `read = invited + duplicates + unsubscribed + refused`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct InviteSummary {
    /// In what it is written.
    pub encoding: String,
    /// Lines with something in them, but for the one that names the columns.
    pub read: u64,
    /// People who are invited now and were not before.
    pub invited: u64,
    /// People who were invited already, by this list or an earlier one.
    pub duplicates: u64,
    /// People who want no more such mail from the brand.
    pub unsubscribed: u64,
    /// Lines that could not be taken.
    pub refused: u64,
    /// Those by their reason.
    pub reasons: BTreeMap<Refused, u64>,
    /// The first hundred of those.
    pub first: Vec<RefusedLine>,
}

impl InviteSummary {
    pub(crate) fn refuse(&mut self, line: RefusedLine) {
        self.read += 1;
        self.refused += 1;
        *self.reasons.entry(line.why).or_default() += 1;
        if self.first.len() < TOLD {
            self.first.push(line);
        }
    }
}
