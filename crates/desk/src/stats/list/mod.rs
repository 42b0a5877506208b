//! Lists of phishing pages as JPCERT/CC publishes them: `date,URL,description`, with all their dirt.
//!
//! Nothing is dropped: each line is a heading, blank, a row that counts, or one that could not be
//! read and says why.

mod account;
mod address;
mod cells;
mod columns;
mod date;
mod encoding;
mod labels;
mod name;
mod row;

pub use account::{Account, Merged};
pub(crate) use cells::{Cells, of_csv, of_tabs};
pub use encoding::Encoding;
pub use labels::{Labels, Told};
pub use name::ListName;
pub use row::{Fault, Note, Row, Unread};

use self::{columns::Columns, encoding::text_of, row::Rows};

/// A list, as it was read.
#[derive(Clone, Debug)]
pub struct List {
    /// Which list it is.
    pub name: ListName,
    /// In what the file is written.
    pub encoding: Encoding,
    /// Lines, headings and blank ones among them.
    pub lines: u64,
    /// Lines that name the columns.
    pub headings: u64,
    /// Lines without anything in them.
    pub blank: u64,
    /// Lines that tell a page.
    pub rows: Vec<Row>,
    /// Lines that could not be read.
    pub unread: Vec<Unread>,
}

impl List {
    /// Reads a file. Any octets are a list; what is odd about them is told beside each row.
    #[must_use]
    pub fn read(name: ListName, octets: &[u8]) -> Self {
        let (encoding, text) = text_of(octets);
        let mut list = Self {
            name,
            encoding,
            lines: 0,
            headings: 0,
            blank: 0,
            rows: Vec::new(),
            unread: Vec::new(),
        };
        let mut columns = Columns::usual(&text);
        let mut rows = Rows::of(list.name.clone());
        let ends_whole = text.ends_with('\n');
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            list.lines += 1;
            let cells = columns.cells(line);
            if line.trim().is_empty() {
                list.blank += 1;
            } else if let Some(named) = columns.heading(&cells.cells) {
                columns = named;
                list.headings += 1;
            } else {
                let is_cut = lines.peek().is_none() && !ends_whole;
                match rows.read(list.lines, line, &columns.pick(cells), is_cut) {
                    Ok(row) => list.rows.push(row),
                    Err(unread) => list.unread.push(unread),
                }
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(octets: &[u8]) -> List {
        List::read(ListName::of_file("202511.csv"), octets)
    }

    #[test]
    fn a_published_list_is_read_whatever_its_form() {
        let csv = "date,URL,description\n2025/11/03 09:12:00,https://a.example/x,三井住友カード\n";
        let tsv = "date\turl\tbrand\n2025-11-03\thttps://a.example/x\t三井住友カード\n";
        let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(csv);
        let utf16: Vec<u8> =
            [0xfeff].into_iter().chain(csv.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for octets in [
            csv.as_bytes(),
            tsv.as_bytes(),
            &[b"\xef\xbb\xbf", csv.as_bytes()].concat(),
            csv.replace('\n', "\r\n").as_bytes(),
            &shift_jis,
            &utf16,
            "URL,日付,ブランド\nhttps://a.example/x,2025年11月3日,三井住友カード\n".as_bytes(),
            "2025/11/03,https://a.example/x,三井住友カード\n".as_bytes(),
            "\"2025/11/03\",\"https://a.example/x\",\"三井住友カード\"\n".as_bytes(),
        ] {
            let list = read(octets);
            assert_eq!(list.rows.len(), 1, "{list:?}");
            let row = &list.rows[0];
            assert_eq!(row.url.url, "https://a.example/x");
            assert_eq!(row.label.as_deref(), Some("三井住友カード"));
            assert_eq!(row.month.unwrap().to_string(), "2025-11");
            assert!(row.notes.is_empty(), "{:?}", row.notes);
        }
    }

    #[test]
    fn lines_that_tell_no_page_are_kept_and_say_why() {
        for (line, fault) in [
            ("only one cell", Fault::NoAddress),
            ("2025/11/03,,Amazon", Fault::NoAddress),
            ("2025/11/03,http://,Amazon", Fault::NotAnAddress),
            ("2025/11/03,\"https://a.example/x,Amazon", Fault::OpenQuote),
        ] {
            let list = read(format!("{line}\n2025/11/03,https://b.example/,au\n").as_bytes());
            assert_eq!((list.rows.len(), list.unread.len()), (1, 1), "{line}");
            assert_eq!((list.unread[0].fault, &*list.unread[0].text), (fault, line));
        }
        let long =
            read(format!("2025/11/03,https://a.example/{},au", "x".repeat(9_000)).as_bytes());
        assert_eq!(long.unread[0].fault, Fault::TooLong);
        assert!(long.unread[0].text.len() < 5_000);
    }

    #[test]
    fn the_same_row_twice_is_two_rows_and_the_same_file_twice_is_one() {
        let line = "2025/11/03 09:12:00,https://a.example/x,au\n";
        let list = read(line.repeat(2).as_bytes());
        assert_ne!(list.rows[0].identity, list.rows[1].identity);
        assert_eq!(list.rows[0].identity, read(line.as_bytes()).rows[0].identity);
    }

    proptest! {
        #[test]
        fn any_octets_are_a_list_and_every_line_is_accounted_for(
            octets in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..400),
                "([0-9/: ]{0,20}[,\t]?(hxxps?|h?ttps?|)(://|:/)?[a-z*.\\[\\]]{0,12}[,\t\"\r\n=+@-]?){0,12}"
                    .prop_map(String::into_bytes),
            ]
        ) {
            let list = read(&octets);
            let told = list.headings + list.blank + (list.rows.len() + list.unread.len()) as u64;
            prop_assert_eq!(list.lines, told);
        }
    }
}
