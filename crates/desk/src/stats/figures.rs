//! What was counted, before it is put into words.

use check::report::Ruling;

use super::Month;
use crate::{
    DecisionKind,
    event::{DmarcPolicy, Source},
};

/// A month, counted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Counted {
    /// Reports that count.
    pub reports: u64,
    /// Those of the month before; `None` when nothing is known of it.
    pub before: Option<u64>,
    /// All reports, also those that do not count.
    pub received: u64,
    /// Of these, what the same reporter had reported before.
    pub duplicates: u64,
    /// Those that wait for somebody to look, for one source sent more than a person can.
    pub held: u64,
    /// Those that could not be read.
    pub unreadable: u64,
    /// Those that their reporters took back.
    pub undone: u64,
    /// Reports that count, by the way they came, most first.
    pub sources: Vec<(Source, u64)>,
    /// Addresses, each once.
    pub urls: u64,
    /// The registrable domains of all of them, each once.
    pub domains: u64,
    /// Reports by brand, most first, then by key.
    pub brands: Vec<(String, u64)>,
    /// Reports that name no brand.
    pub without_brand: u64,
    /// By the last label of the main address' host, most reports first.
    pub tlds: Vec<Places>,
    /// By registrable domain, most reports first; twenty at most.
    pub places: Vec<Places>,
    /// What the headers of the messages tell, of reports that came with one.
    pub sending: Vec<Sent>,
    /// Reports of what turned out to be genuine, by brand; `None` stands for no brand.
    pub genuine: Vec<(Option<String>, u64)>,
    /// Reports that somebody decided, by what our check had said.
    pub decided: Vec<Ruled>,
}

/// Reports that lead to one place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Places {
    /// The last label, or the domain.
    pub name: String,
    /// Reports.
    pub reports: u64,
    /// Addresses, each once.
    pub urls: u64,
}

/// Reports whose messages were sent in one way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sent {
    /// Whether the Author Domain is the posed-as brand's own.
    pub is_spoofed: bool,
    /// The Author Domain's policy.
    pub policy: Option<DmarcPolicy>,
    /// Whether the message passes DMARC.
    pub passes: Option<bool>,
    /// Whether the sending address has a name in DNS.
    pub has_reverse: Option<bool>,
    /// Reports.
    pub reports: u64,
}

/// Reports that our check said one thing of, and a person another, or the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ruled {
    /// What the check said; `None` when it was not asked.
    pub ruling: Option<Ruling>,
    /// What the person decided.
    pub decided: DecisionKind,
    /// Reports.
    pub reports: u64,
}

/// What is told of each month, or of each year, side by side.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Totals {
    /// Reports that count.
    pub reports: u64,
    /// Addresses, each once.
    pub urls: u64,
    /// Registrable domains, each once.
    pub domains: u64,
    /// Brands.
    pub brands: u64,
}

/// A year.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// What counts in it.
    pub totals: Totals,
    /// The brands with the most reports, three at most.
    pub top: Vec<(String, u64)>,
    /// Its months, of which something is known.
    pub months: Vec<(Month, Totals)>,
}

/// All years.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Years {
    /// The years, oldest first.
    pub years: Vec<Year>,
    /// Reports that have no date, and count in no month.
    pub undated: u64,
    /// Reports whose day is still to come.
    pub to_come: u64,
}

impl Years {
    /// The months of all years, oldest first.
    pub fn months(&self) -> impl DoubleEndedIterator<Item = (Month, Totals)> {
        self.years.iter().flat_map(|year| year.months.iter().copied())
    }
}

impl Ruled {
    /// Whether the person says that the message is from whom it says.
    #[must_use]
    pub fn is_genuine(self) -> bool {
        match self.decided {
            DecisionKind::Genuine | DecisionKind::GenuineButFaulty => true,
            DecisionKind::Fraud => false,
        }
    }
}
