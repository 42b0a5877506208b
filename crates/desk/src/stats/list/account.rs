use std::collections::BTreeMap;

use super::{Encoding, Fault, Note};

/// What was done with a list: every line is told, and the numbers sum up.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The list.
    pub list: String,
    /// In what it is written.
    pub encoding: Encoding,
    /// Lines: `headings + blank + rows`.
    pub lines: u64,
    /// Lines that name the columns.
    pub headings: u64,
    /// Lines without anything in them.
    pub blank: u64,
    /// Rows: `new + known + unreadable`.
    pub rows: u64,
    /// Rows that count from now on.
    pub new: u64,
    /// Rows that were read in before.
    pub known: u64,
    /// Rows that could not be read; kept, and they count nowhere.
    pub unreadable: u64,
    /// Of the readable rows, those that count in the month of their own date;
    /// `dated + dated_by_file + undated` are all of them.
    pub dated: u64,
    /// Those without a date, that count in the month that the file's name tells.
    pub dated_by_file: u64,
    /// Those without either: they count in no month.
    pub undated: u64,
    /// Of the readable rows, those with a date to come: they count from their day on.
    pub in_future: u64,
    /// Of the readable rows, those whose address stood in an earlier row of the same file.
    pub repeated: u64,
    /// Of the readable rows, those whose brand the registry knows;
    /// `registered + as_written + without_brand` are all of them.
    pub registered: u64,
    /// Those whose brand counts by the name that the list has.
    pub as_written: u64,
    /// Those that name no brand.
    pub without_brand: u64,
    /// Rows by what is odd about them; a row can have several.
    pub notes: BTreeMap<Note, u64>,
    /// Unreadable rows by their fault.
    pub faults: BTreeMap<Fault, u64>,
    /// Names that were taken for a brand of the registry, most rows first.
    pub merged: Vec<Merged>,
    /// Names that the registry does not have, most rows first.
    pub unknown: Vec<(String, u64)>,
}

/// A name that a list uses, and the brand that it counts for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Merged {
    /// The name.
    pub label: String,
    /// The brand's key.
    pub brand: String,
    /// Rows.
    pub rows: u64,
}
