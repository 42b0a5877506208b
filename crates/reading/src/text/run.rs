//! Runs: stretches of characters that can stand in an address, cut where Japanese text begins.

/// The runs of a text, each with where it starts, in one pass.
pub(super) fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let skip = rest.find(is_run_character).unwrap_or(rest.len());
            let (_, tail) = rest.split_at_checked(skip)?;
            let length = tail.find(|c| !is_run_character(c)).unwrap_or(tail.len());
            let (run, next) = tail.split_at_checked(length)?;
            let start = at + skip;
            at = start + length;
            rest = next;
            if run.len() > 3 {
                return Some((start, run));
            }
        }
    })
}

/// ASCII that a URL may hold, and the letters that look-alike and decorated addresses are made of.
/// Kana and Han end a run: Japanese text follows an address without a space.
fn is_run_character(c: char) -> bool {
    match c {
        '<' | '>' | '"' | '`' => false,
        '!'..='~' => true,
        '\0'..='\u{BF}' => false,
        '\u{C0}'..='\u{52F}' => c.is_alphabetic(),
        '\u{2024}' | '\u{2044}' | '\u{2215}' | '\u{29F8}' => true,
        '\u{2100}'..='\u{214F}' | '\u{2460}'..='\u{24FF}' | '\u{1D400}'..='\u{1D7FF}' => true,
        '\u{1F110}'..='\u{1F189}' => true,
        '\u{FF01}'..='\u{FF5E}' => !matches!(
            c,
            '（' | '）' | '！' | '，' | '；' | '［' | '］' | '｛' | '｝' | '＜' | '＞' | '＂'
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_text_ends_a_run() {
        let found: Vec<_> =
            runs("詳細はhttps://a.example/x。お早めに（www.b.example）まで").map(|r| r.1).collect();
        assert_eq!(found, ["https://a.example/x", "www.b.example"]);
    }
}
