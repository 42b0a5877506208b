use crate::stats::Month;

/// Which list a file is, and the month that its name tells.
///
/// JPCERT/CC names its files by their month (`202511.csv`): whatever else a copy's name says, it is the
/// same list, so that reading it again adds nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ListName {
    /// The six digits of the month, else the file's name without its ending.
    pub name: String,
    /// The month that rows without a date count for.
    pub month: Option<Month>,
}

impl ListName {
    /// What a file's name tells.
    #[must_use]
    pub fn of_file(name: &str) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let digits = name.split(|character: char| !character.is_ascii_digit());
        let mut months = digits
            .filter(|run| run.len() == 6)
            .filter_map(|run| Month::numbered(run.parse().ok()?));
        match months.find(|month| (2000..2100).contains(&month.year())) {
            Some(month) => Self { name: month.number().to_string(), month: Some(month) },
            None => {
                let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
                Self { name: stem.chars().take(100).collect(), month: None }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_tells_its_month() {
        for (file, name, month) in [
            ("2025/202511.csv", "202511", Some("2025-11")),
            ("202511 (1).csv.gz", "202511", Some("2025-11")),
            ("urls-ja.tsv.gz", "urls-ja", None),
            ("202513.csv", "202513", None),
            ("20251103.csv", "20251103", None),
            ("", "", None),
        ] {
            let list = ListName::of_file(file);
            assert_eq!(list.name, name, "{file}");
            assert_eq!(list.month.map(|month| month.to_string()).as_deref(), month, "{file}");
        }
    }
}
