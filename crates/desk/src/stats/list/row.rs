use std::collections::{BTreeSet, HashMap};

use aws_lc_rs::digest;
use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr, VariantArray};
use unicode_normalization::UnicodeNormalization as _;

use super::{
    ListName,
    address::address,
    columns::Picked,
    date::{When, when},
};
use crate::{event::SeenUrl, stats::Month};

/// Longest address that is read, in octets: twice what browsers open.
const LONGEST_URL: usize = 8_000;
/// Longest name of a brand, in characters.
const LONGEST_LABEL: usize = 200;
/// Characters that are kept of a line that could not be read.
const KEPT: usize = 4_000;

/// A line of a list that tells a page.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its line, from 1.
    pub line: u64,
    /// When it was confirmed; `None` when the line does not tell.
    pub at: Option<Timestamp>,
    /// The month that it counts for: the date's, else the file's.
    pub month: Option<Month>,
    /// The page.
    pub url: SeenUrl,
    /// The brand as the list names it, in compatibility form; `None` when it names none.
    pub label: Option<String>,
    /// What tells this row from every other row of every list.
    pub identity: [u8; 16],
    /// What is odd about it.
    pub notes: BTreeSet<Note>,
}

/// A line that could not be read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Its line, from 1.
    pub line: u64,
    /// What is wrong.
    pub fault: Fault,
    /// The line, or its start.
    pub text: String,
    /// The month that the file's name tells.
    pub month: Option<Month>,
    /// What tells this line from every other.
    pub identity: [u8; 16],
}

/// Why a line could not be read.
#[derive(
    Clone, Copy, Debug, EnumString, Eq, IntoStaticStr, Ord, PartialEq, PartialOrd, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Fault {
    /// It has no address.
    NoAddress,
    /// What stands in the address' place is none.
    NotAnAddress,
    /// A quote was opened and not closed.
    OpenQuote,
    /// The address is longer than any browser opens.
    TooLong,
}

/// What is odd about a row that counts all the same.
#[derive(Clone, Copy, Debug, Eq, IntoStaticStr, Ord, PartialEq, PartialOrd, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Note {
    /// It has no date.
    NoDate,
    /// What stands in the date's place is none.
    StrangeDate,
    /// Its date is not of the month that the file's name tells.
    OtherMonth,
    /// The scheme had a slip: `hhttps`, `ttps`.
    MendedScheme,
    /// There was no scheme.
    NoScheme,
    /// It was disarmed: `hxxp`, `[.]`.
    Disarmed,
    /// A victim's token is masked with `*`.
    Masked,
    /// It names no brand.
    NoBrand,
    /// A spreadsheet would take the brand for a formula.
    Formula,
    /// The brand's name was too long, and is cut.
    LongBrand,
    /// There are more cells than columns.
    MoreCells,
    /// Some characters could not be read.
    Damaged,
    /// The file ends within this line: it may be cut.
    MaybeCut,
}

/// Reads line after line.
pub(super) struct Rows {
    list: ListName,
    seen: HashMap<[u8; 16], u64>,
}

impl Rows {
    pub(super) fn of(list: ListName) -> Self {
        Self { list, seen: HashMap::new() }
    }

    pub(super) fn read(
        &mut self,
        line: u64,
        text: &str,
        cells: &Picked,
        is_cut: bool,
    ) -> Result<Row, Unread> {
        let mut notes = BTreeSet::new();
        match page(cells, &mut notes) {
            Ok(url) => Ok(self.row(line, cells, url, is_cut, notes)),
            Err(fault) => Err(Unread {
                line,
                fault,
                text: text.chars().take(KEPT).collect(),
                month: self.list.month,
                identity: self.identity([text, "", ""]),
            }),
        }
    }

    fn row(
        &mut self,
        line: u64,
        cells: &Picked,
        url: SeenUrl,
        is_cut: bool,
        mut notes: BTreeSet<Note>,
    ) -> Row {
        let (at, date) = match when(&cells.date) {
            When::At(at) => (Some(at), None),
            When::Blank => (None, Some(Note::NoDate)),
            When::Strange => (None, Some(Note::StrangeDate)),
        };
        notes.extend(date);
        let month = at.map(Month::of);
        if month.zip(self.list.month).is_some_and(|(own, file)| own != file) {
            notes.insert(Note::OtherMonth);
        }
        let odd = [
            (cells.has_more, Note::MoreCells),
            (is_cut, Note::MaybeCut),
            (
                [&cells.url, &cells.label].iter().any(|cell| cell.contains('\u{fffd}')),
                Note::Damaged,
            ),
        ];
        notes.extend(odd.into_iter().filter_map(|(is_so, note)| is_so.then_some(note)));
        Row {
            line,
            at,
            month: month.or(self.list.month),
            url,
            label: label(&cells.label, &mut notes),
            identity: self.identity([&cells.date, &cells.url, &cells.label]),
            notes,
        }
    }

    /// The same row of the same list is the same however often the file is read; the second of two
    /// equal rows is another.
    fn identity(&mut self, parts: [&str; 3]) -> [u8; 16] {
        let start = hash([self.list.name.as_str()].into_iter().chain(parts));
        let ordinal = self.seen.entry(start).or_default();
        *ordinal += 1;
        if *ordinal == 1 { start } else { hash([&*format!("{start:?}"), &*ordinal.to_string()]) }
    }
}

fn page(cells: &Picked, notes: &mut BTreeSet<Note>) -> Result<SeenUrl, Fault> {
    if cells.has_open_quote {
        return Err(Fault::OpenQuote);
    }
    if cells.url.trim().is_empty() {
        return Err(Fault::NoAddress);
    }
    if cells.url.len() > LONGEST_URL {
        return Err(Fault::TooLong);
    }
    address(&cells.url, notes).ok_or(Fault::NotAnAddress)
}

/// The name of a brand: what looks the same is the same, and nothing in it moves a cursor.
fn label(cell: &str, notes: &mut BTreeSet<Note>) -> Option<String> {
    let plain: String = cell.nfkc().filter(|c| !c.is_control()).take(LONGEST_LABEL + 1).collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        notes.insert(Note::NoBrand);
        return None;
    }
    if name.starts_with(['=', '+', '-', '@']) {
        notes.insert(Note::Formula);
    }
    if name.chars().nth(LONGEST_LABEL).is_some() {
        notes.insert(Note::LongBrand);
    }
    Some(name.chars().take(LONGEST_LABEL).collect())
}

/// The first 128 bits of the SHA-256 of some texts, each with its length before it.
fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> [u8; 16] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(&part.len().to_be_bytes());
        context.update(part.as_bytes());
    }
    context.finish().as_ref().first_chunk().copied().unwrap_or_default()
}
