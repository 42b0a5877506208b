/// The cells of one line.
pub(crate) struct Cells {
    pub(crate) cells: Vec<String>,
    /// A quote was opened and not closed.
    pub(crate) has_open_quote: bool,
}

/// Cells that are looked at.
const MOST: usize = 32;

/// Splits a line of CSV (RFC 4180). A quote that nobody closed ends with its line: no line of a list
/// has a page in two, and one quote must not swallow the rest of the list.
pub(crate) fn of_csv(line: &str) -> Cells {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let has_room = cells.len() < MOST;
        let Some(cell) = cells.last_mut() else { break };
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if cell.is_empty() => is_quoted = true,
            ',' if !is_quoted && has_room => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    Cells { cells, has_open_quote: is_quoted }
}

/// Splits a line at its tabs.
pub(crate) fn of_tabs(line: &str) -> Cells {
    let cells = line.splitn(MOST, '\t').map(str::to_owned).collect();
    Cells { cells, has_open_quote: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_split_as_rfc_4180_says() {
        for (line, expected, is_open) in [
            ("a,b,c", &["a", "b", "c"][..], false),
            ("\"a,b\",c", &["a,b", "c"], false),
            ("\"say \"\"hi\"\"\",c", &["say \"hi\"", "c"], false),
            ("a\"b,c", &["a\"b", "c"], false),
            ("\"a,b", &["a,b"], true),
            ("", &[""], false),
            ("a,,", &["a", "", ""], false),
        ] {
            let cells = of_csv(line);
            assert_eq!(cells.cells, expected, "{line}");
            assert_eq!(cells.has_open_quote, is_open, "{line}");
        }
        assert_eq!(of_csv(&",".repeat(99)).cells.len(), MOST);
    }
}
