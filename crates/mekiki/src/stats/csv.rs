//! A month as rows for a spreadsheet: what it is about, of what, how many. What a stranger wrote is no
//! formula there.

use verdict::words::Language;

use super::{Monthly, Yearly};
use crate::scan::csv::quoted;

pub(super) fn month(monthly: &Monthly, language: Language) -> String {
    let mut rows = Rows::new(["section", "key", "name", "count", "share", "cumulative"]);
    for (key, count) in [
        ("reports", monthly.reports),
        ("received", monthly.received),
        ("duplicates", monthly.duplicates),
        ("held", monthly.held),
        ("unreadable", monthly.unreadable),
        ("undone", monthly.undone),
        ("urls", monthly.urls),
        ("urls_by_registrable_domain", monthly.urls_by_registrable_domain),
        ("brands", monthly.brands),
        ("without_brand", monthly.without_brand),
        ("genuine", monthly.genuine.count),
    ] {
        rows.add(["total", key, "", &count.to_string(), "", ""]);
    }
    let change = monthly.reports_change.map(|change| change.to_string()).unwrap_or_default();
    rows.add(["total", "reports_change", "", &change, "", ""]);
    for one in &monthly.shares {
        let name = if language == Language::Ja { &one.name } else { &one.name_en };
        let share = [&*one.count.to_string(), &*fraction(one.share), &*fraction(one.cumulative)];
        rows.add(["brand", &one.brand, name, share[0], share[1], share[2]]);
    }
    for one in &monthly.sectors {
        let (count, share) = (one.count.to_string(), fraction(one.share));
        rows.add(["sector", &one.sector, one.name(language), &count, &share, ""]);
    }
    for one in &monthly.tlds {
        rows.add(["tld", &one.tld, "", &one.count.to_string(), &fraction(one.share), ""]);
    }
    for one in &monthly.domains {
        rows.add(["domain", &one.domain, "", &one.count.to_string(), &fraction(one.share), ""]);
    }
    for one in &monthly.sending.spoofed_by_policy {
        rows.add(["spoofed", &one.policy, "", &one.count.to_string(), &fraction(one.share), ""]);
    }
    for one in &monthly.genuine.brands {
        let name = if language == Language::Ja { &one.name } else { &one.name_en };
        let key = one.brand.as_deref().unwrap_or_default();
        rows.add(["genuine", key, name, &one.count.to_string(), "", ""]);
    }
    for (key, rate) in [
        ("wrong", monthly.errors.wrong),
        ("false_alarms", monthly.errors.false_alarms),
        ("missed", monthly.errors.missed),
    ] {
        let share = rate.rate.map(fraction).unwrap_or_default();
        rows.add(["error", key, "", &rate.count.to_string(), &share, ""]);
    }
    for rule in &monthly.rules {
        rows.add(["rule", rule.key, rule.words(language), "", "", ""]);
    }
    rows.text
}

pub(super) fn years(yearly: &Yearly) -> String {
    let mut rows = Rows::new(["period", "reports", "urls", "urls_by_registrable_domain", "brands"]);
    for year in &yearly.years {
        let numbers = [year.reports, year.urls, year.urls_by_registrable_domain, year.brands];
        rows.add_numbers(&year.year.to_string(), numbers);
        for month in &year.months {
            let numbers =
                [month.reports, month.urls, month.urls_by_registrable_domain, month.brands];
            rows.add_numbers(&month.month, numbers);
        }
    }
    rows.text
}

fn fraction(share: f64) -> String {
    format!("{share:.6}")
}

struct Rows {
    text: String,
}

impl Rows {
    fn new<const COLUMNS: usize>(heading: [&str; COLUMNS]) -> Self {
        let mut rows = Self { text: String::new() };
        rows.add(heading);
        rows
    }

    fn add<const COLUMNS: usize>(&mut self, cells: [&str; COLUMNS]) {
        self.text.push_str(&cells.map(cell).join(","));
        self.text.push('\n');
    }

    fn add_numbers(&mut self, period: &str, [a, b, c, d]: [u64; 4]) {
        let [a, b, c, d] = [a, b, c, d].map(|number| number.to_string());
        self.add([period, &a, &b, &c, &d]);
    }
}

/// A fall in reports is a number, and no formula.
fn cell(text: &str) -> String {
    if text.parse::<f64>().is_ok() { text.to_owned() } else { quoted(text) }
}
