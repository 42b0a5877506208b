use unicode_normalization::UnicodeNormalization as _;

use crate::stats::list::{Cells, of_csv, of_tabs};

/// Where a list has what. A column that it lacks is behind its last one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    has_tabs: bool,
    address: usize,
    name: usize,
    language: usize,
    zone: usize,
    eligible: usize,
}

/// The cells that count; empty where a line has none.
#[derive(Debug, Default)]
pub(super) struct Picked {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) language: String,
    pub(super) zone: String,
    pub(super) eligible: String,
    pub(super) has_open_quote: bool,
}

impl Columns {
    /// The usual order, for a list whose first line is somebody's: address, name, language, zone,
    /// eligible.
    fn usual(has_tabs: bool) -> Self {
        Self { has_tabs, address: 0, name: 1, language: 2, zone: 3, eligible: 4 }
    }

    /// What the first line tells: the columns, and whether it names them itself.
    pub(super) fn of(first: &str) -> (Self, bool) {
        let has_tabs = first.contains('\t');
        let cells = split(has_tabs, first).cells;
        let names: Vec<String> = cells.iter().map(|cell| folded(cell)).collect();
        let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let address = place(&[
            "address",
            "email",
            "emailaddress",
            "mail",
            "mailaddress",
            "アドレス",
            "メール",
            "メールアドレス",
            "eメール",
            "宛先",
        ]);
        let Some(address) = address else { return (Self::usual(has_tabs), false) };
        let nowhere = usize::MAX;
        let columns = Self {
            has_tabs,
            address,
            name: place(&["name", "fullname", "氏名", "名前", "お名前", "宛名"]).unwrap_or(nowhere),
            language: place(&["language", "lang", "言語"]).unwrap_or(nowhere),
            zone: place(&["zone", "timezone", "tz", "時間帯", "タイムゾーン"]).unwrap_or(nowhere),
            eligible: place(&["eligible", "iseligible", "対象", "対象者", "資格"])
                .unwrap_or(nowhere),
        };
        (columns, true)
    }

    /// The cells of a line.
    pub(super) fn pick(self, line: &str) -> Picked {
        let Cells { cells: mut all, has_open_quote } = split(self.has_tabs, line);
        let mut take = |place: usize| all.get_mut(place).map(std::mem::take).unwrap_or_default();
        Picked {
            address: take(self.address),
            name: take(self.name),
            language: take(self.language),
            zone: take(self.zone),
            eligible: take(self.eligible),
            has_open_quote,
        }
    }
}

fn split(has_tabs: bool, line: &str) -> Cells {
    if has_tabs { of_tabs(line) } else { of_csv(line) }
}

/// As names of columns are compared: width, case, spaces and hyphens do not count.
fn folded(cell: &str) -> String {
    let letters = cell.nfkc().flat_map(char::to_lowercase);
    letters.filter(|c| !c.is_whitespace() && !"_-".contains(*c)).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_their_names_in_both_languages() {
        for (first, line, expected) in [
            ("address,name", "a@b.example,花子", ("a@b.example", "花子", "", "")),
            ("氏名,メールアドレス,対象", "花子,a@b.example,○", ("a@b.example", "花子", "", "○")),
            (
                "Name\tE-Mail Address\tLANG",
                "花子\ta@b.example\ten",
                ("a@b.example", "花子", "en", ""),
            ),
            ("ＥＭＡＩＬ,x,Time Zone", "a@b.example,1,UTC", ("a@b.example", "", "", "")),
            (
                "\"address\",\"name\"",
                "\"a@b.example\",\"Yamada, H.\"",
                ("a@b.example", "Yamada, H.", "", ""),
            ),
        ] {
            let (columns, is_heading) = Columns::of(first);
            assert!(is_heading, "{first}");
            let found = columns.pick(line);
            let found = (&*found.address, &*found.name, &*found.language, &*found.eligible);
            assert_eq!(found, expected, "{first}");
        }
        let (columns, is_heading) = Columns::of("a@b.example");
        assert!(!is_heading);
        assert_eq!(columns.pick("a@b.example").address, "a@b.example");
    }
}
