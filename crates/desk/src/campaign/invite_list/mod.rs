//! Lists of people to invite, in whatever form a brand has them: read piece by piece, in memory that does
//! not grow with the list.

mod columns;
mod entry;
mod summary;
mod text;

pub use entry::{Entry, Refused};
pub use summary::{InviteSummary, RefusedLine};

use self::{columns::Columns, text::Text};

/// Characters of a line, at most.
const LINE: usize = 4_096;

/// Reads a list as its octets come: CSV (RFC 4180) or with tabs, with a line that names the columns or
/// without; in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP.
pub struct InviteList {
    text: Text,
    /// What was decoded and is no whole line yet.
    pending: String,
    columns: Option<Columns>,
    lines: u64,
    /// The line is too long already; the rest of it is left out.
    is_skipping: bool,
}

/// What a line tells.
pub type Line = Result<Entry, RefusedLine>;

impl std::fmt::Debug for InviteList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InviteList({} lines)", self.lines)
    }
}

impl Default for InviteList {
    fn default() -> Self {
        Self::new()
    }
}

impl InviteList {
    /// A list of which nothing was read yet.
    #[must_use]
    pub fn new() -> Self {
        let (text, pending) = (Text::new(), String::new());
        Self { text, pending, columns: None, lines: 0, is_skipping: false }
    }

    /// In what it is written: `UTF-8`, `Shift_JIS` and so on.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.text.encoding()
    }

    /// Reads some more octets, and hands on each line that is whole. Blank lines and the one that names
    /// the columns are not told.
    pub fn feed(&mut self, octets: &[u8], mut take: impl FnMut(Line)) {
        self.text.feed(octets, &mut self.pending);
        self.whole_lines(&mut take);
    }

    /// The list is over: hands on what is left.
    pub fn finish(&mut self, mut take: impl FnMut(Line)) {
        self.text.finish(&mut self.pending);
        if !self.pending.is_empty() && !self.pending.ends_with('\n') {
            self.pending.push('\n');
        }
        self.whole_lines(&mut take);
    }

    fn whole_lines(&mut self, take: &mut impl FnMut(Line)) {
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_str();
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            self.lines += 1;
            let is_long = std::mem::take(&mut self.is_skipping) || line.len() > LINE * 4;
            let told = if is_long { Some(Err(Refused::TooLong)) } else { self.line(line) };
            if let Some(told) = told {
                let line = self.lines;
                take(told.map_err(|why| RefusedLine { line, why }));
            }
        }
        if rest.len() > LINE * 4 {
            self.is_skipping = true;
            rest = "";
        }
        rest.clone_into(&mut self.pending);
    }

    /// What one line tells; `None` for one that tells nothing.
    fn line(&mut self, line: &str) -> Option<Result<Entry, Refused>> {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let bare = line.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '\u{feff}');
        if bare.is_empty() {
            return None;
        }
        if line.chars().nth(LINE).is_some() {
            return Some(Err(Refused::TooLong));
        }
        let columns = match self.columns {
            Some(columns) => columns,
            None => {
                let (columns, is_heading) = Columns::of(line);
                self.columns = Some(columns);
                if is_heading {
                    return None;
                }
                columns
            }
        };
        Some(Entry::read(self.lines, columns.pick(line)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use verdict::words::Language;

    use super::*;

    fn read(octets: &[u8], piece: usize) -> (Vec<Entry>, Vec<(u64, Refused)>) {
        let (mut list, mut entries, mut refused) = (InviteList::new(), Vec::new(), Vec::new());
        let mut take = |line: Line| match line {
            Ok(entry) => entries.push(entry),
            Err(line) => refused.push((line.line, line.why)),
        };
        for piece in octets.chunks(piece) {
            list.feed(piece, &mut take);
        }
        list.finish(&mut take);
        (entries, refused)
    }

    #[test]
    fn each_line_invites_somebody_or_says_why_not() {
        let list = "メールアドレス,氏名,言語,時間帯,対象\r\n\
            hanako@mailbox.example,山田花子,ja,,\r\n\
            \r\n\
            john@mailbox.example,John,en,america/new_york,no\r\n\
            ,誰か,,,\r\n\
            taro@,太郎,,,\r\n\
            taro@mailbox.example,太郎,fr,,\r\n\
            taro@mailbox.example,太郎,,Mars/Base,\r\n\
            taro@mailbox.example,太郎,,,perhaps\r\n\
            taro@mailbox.example,\"太郎,,,\r\n\
            last@mailbox.example";
        let (entries, refused) = read(list.as_bytes(), 10);
        let hanako = Entry {
            line: 2,
            address: "hanako@mailbox.example".to_owned(),
            name: "山田花子".to_owned(),
            language: Language::Ja,
            zone: "Asia/Tokyo".to_owned(),
            is_eligible: true,
        };
        assert_eq!(entries[0], hanako);
        assert_eq!((entries[1].language, entries[1].is_eligible), (Language::En, false));
        assert_eq!(entries[1].zone, "America/New_York");
        assert_eq!(entries[2].address, "last@mailbox.example");
        assert_eq!(
            refused,
            [
                (5, Refused::NoAddress),
                (6, Refused::NotAnAddress),
                (7, Refused::Language),
                (8, Refused::Zone),
                (9, Refused::Eligible),
                (10, Refused::OpenQuote),
            ]
        );
    }

    #[test]
    fn a_line_without_end_is_refused_and_the_next_one_read() {
        let long = format!("a@mailbox.example\n{}\nb@mailbox.example\n", "x".repeat(100_000));
        let (entries, refused) = read(long.as_bytes(), 1_000);
        assert_eq!(entries.len(), 2);
        assert_eq!(refused, [(2, Refused::TooLong)]);
    }

    #[test]
    fn letters_in_a_wrong_encoding_are_told_line_by_line() {
        let mut list = "b@mailbox.example,花子\n".repeat(300).into_bytes();
        list.extend_from_slice(b"a@mailbox.example,\xff\xfe\n");
        let (entries, refused) = read(&list, 4_096);
        assert_eq!((entries.len(), refused), (300, vec![(301, Refused::Unreadable)]));
    }

    proptest! {
        #[test]
        fn any_octets_are_a_list_and_how_they_come_does_not_matter(
            octets in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..300),
                "((address|[a-z]{1,3}@[a-z]{1,3}\\.jp|花子|\")?[,\t\r\n]?){0,30}"
                    .prop_map(String::into_bytes),
            ],
            piece in 1_usize..40,
        ) {
            prop_assert_eq!(read(&octets, piece), read(&octets, 1 << 20));
        }
    }
}
