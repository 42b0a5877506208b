//! The table in which JPCERT/CC publishes phishing pages.

use jiff::tz::{Offset, TimeZone};

use super::{Shared, uri};

/// A table in the form in which JPCERT/CC publishes phishing pages: `date,URL,description`, a line
/// for each page, the moment in Japan's time, UTF-8 without a mark, LF.
///
/// As in their list, addresses are armed: the form is for programs. A cell that a spreadsheet would
/// compute is made one that it does not.
#[must_use]
pub fn write(shared: &[Shared]) -> String {
    let mut out = String::from("date,URL,description\n");
    let zone = TimeZone::fixed(Offset::constant(9));
    for report in shared {
        let date =
            report.date().to_zoned_datetime(zone.clone()).strftime("%Y/%m/%d %H:%M:%S").to_string();
        let brand = report.brand.as_ref().map_or("", |brand| brand.name.ja.as_str());
        for page in report.pages_bounded() {
            out.push_str(&format!("{date},{},{}\n", cell(&uri(&page.url)), cell(brand)));
        }
    }
    out
}

/// A cell (RFC 4180): quoted where it must be, never a formula.
fn cell(text: &str) -> String {
    let mut text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // What Excel, Calc and Sheets take for a formula; an apostrophe makes it a text.
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        text.insert(0, '\'');
    }
    if text.contains(['"', ',']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_or_ends_early() {
        for (text, expected) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("-1+1", "'-1+1"),
            ("みほん,\"銀行\"", "\"みほん,\"\"銀行\"\"\""),
            ("a\nb", "a b"),
            ("みほん銀行", "みほん銀行"),
        ] {
            assert_eq!(cell(text), expected, "{text}");
        }
    }
}
