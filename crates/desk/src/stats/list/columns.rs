use super::cells::{Cells, of_csv, of_tabs};

/// Where a list has what.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    has_tabs: bool,
    date: usize,
    url: usize,
    label: usize,
}

/// The three cells that count.
pub(super) struct Picked {
    pub(super) date: String,
    pub(super) url: String,
    pub(super) label: String,
    /// There were more cells than columns.
    pub(super) has_more: bool,
    pub(super) has_open_quote: bool,
}

impl Columns {
    /// Date, address, brand; with tabs between them if the first line has one.
    pub(super) fn usual(text: &str) -> Self {
        let has_tabs = text.lines().next().is_some_and(|line| line.contains('\t'));
        Self { has_tabs, date: 0, url: 1, label: 2 }
    }

    pub(super) fn cells(self, line: &str) -> Cells {
        if self.has_tabs { of_tabs(line) } else { of_csv(line) }
    }

    /// The columns that a line names; `None` for a line that tells something.
    pub(super) fn heading(self, cells: &[String]) -> Option<Self> {
        let place = |names: &[&str]| {
            let is_named =
                |cell: &String| names.iter().any(|name| cell.trim().eq_ignore_ascii_case(name));
            cells.iter().position(is_named)
        };
        let url = place(&["url"])?;
        let nowhere = cells.len();
        Some(Self {
            has_tabs: self.has_tabs,
            date: place(&["date", "日付", "確認日時"]).unwrap_or(nowhere),
            url,
            label: place(&["description", "brand", "ブランド", "説明"]).unwrap_or(nowhere),
        })
    }

    /// The cells of these columns. What follows the last one belongs to it: a comma in a brand's name.
    pub(super) fn pick(self, Cells { mut cells, has_open_quote }: Cells) -> Picked {
        let columns = [self.date, self.url, self.label].into_iter().max().unwrap_or(0) + 1;
        let rest = cells.split_off(cells.len().min(columns));
        let has_more = rest.iter().any(|cell| !cell.trim().is_empty());
        if let Some(last) = cells.last_mut().filter(|_| has_more) {
            for cell in rest {
                last.push(',');
                last.push_str(&cell);
            }
        }
        let mut take = |place: usize| cells.get_mut(place).map(std::mem::take).unwrap_or_default();
        let (date, url, label) = (take(self.date), take(self.url), take(self.label));
        Picked { date, url, label, has_more, has_open_quote }
    }
}
