use check::Report;

/// The first row.
pub(super) const HEADING: &str =
    "path,ruling,probability,sender,author,proven,brand,harm,offer,evidence,elapsed_us";

/// A report's main answers as a row (RFC 4180).
pub(super) fn row(report: &Report) -> String {
    let reasons: Vec<&str> = report.reasons.iter().map(|r| r.evidence.as_str()).take(5).collect();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        text(&report.path),
        report.ruling.as_str().to_owned(),
        format!("{:.4}", report.probability),
        report.sender.answer.as_str().to_owned(),
        text(&report.sender.author),
        text(&report.sender.proven),
        text(&report.claim.brand),
        report.harm.answer.as_str().to_owned(),
        report.offer.as_ref().map_or(String::new(), |offer| offer.state.as_str().to_owned()),
        reasons.join(" "),
        report.elapsed_us.to_string(),
    ]
    .map(|cell| quoted(&cell))
    .join(",")
}

/// A cell that no spreadsheet takes for a formula, quoted where it must be.
pub(crate) fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if formula { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_formula() {
        for (cell, expected) in [
            ("a.eml", "a.eml"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=1+1", "'=1+1"),
        ] {
            assert_eq!(quoted(cell), expected);
        }
    }
}
