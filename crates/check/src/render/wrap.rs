use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Characters that may not begin a line in Japanese (JIS X 4051, the usual part of it).
const NOT_FIRST: &str =
    "、。，．・：；？！）」』】］｝〉》〕’”ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}";

/// Characters that may not end one.
const NOT_LAST: &str = "（「『【［｛〈《〔‘“([{";

/// Breaks text into lines of at most `width` columns; Japanese letters take two. Breaks at spaces,
/// between Japanese letters, and inside a word only when the word alone is too long.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns = 0;
    for piece in pieces(text) {
        let wide = piece.trim_end().width();
        if columns > 0 && columns + wide > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            columns = 0;
        }
        for c in piece.chars() {
            let wide = c.width().unwrap_or(0);
            if columns + wide > width && c != ' ' {
                lines.push(std::mem::take(&mut line));
                columns = 0;
            }
            line.push(c);
            columns += wide;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The stretches that stay together on a line.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(text.len());
    let mut start = 0;
    cuts.into_iter().filter_map(|cut| text.get(std::mem::replace(&mut start, cut)..cut)).collect()
}

fn may_break(before: char, after: char) -> bool {
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) || after == ' ' {
        return false;
    }
    let wide = |c: char| c.width() == Some(2);
    before == ' ' || wide(before) || wide(after)
}

/// Text brought to `width` columns by spaces behind it.
pub(super) fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_people_break_them() {
        for (text, width, expected) in [
            ("one two three", 8, vec!["one two", "three"]),
            ("あいうえおか", 8, vec!["あいうえ", "おか"]),
            ("あいうえ。お", 8, vec!["あいう", "え。お"]),
            ("アマゾン amazon.co.jp です", 12, vec!["アマゾン", "amazon.co.jp", "です"]),
            ("abcdefghijkl", 8, vec!["abcdefgh", "ijkl"]),
            ("", 8, vec![""]),
        ] {
            assert_eq!(wrap(text, width), expected, "{text:?}");
        }
    }

    #[test]
    fn padding_counts_columns_not_letters() {
        assert_eq!(padded("あい", 6), "あい  ");
        assert_eq!(padded("abcdefg", 6), "abcdefg");
    }
}
