//! Free text, so that it compares: NFKC, lower case, katakana as hiragana, in clauses.

use unicode_normalization::UnicodeNormalization as _;

/// A typed text as it is compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) clauses: Vec<Clause>,
}

/// A stretch of text between stops, or between words that turn the meaning ("but", 「けど」).
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    /// The text without spaces beside Japanese letters.
    pub(super) text: String,
    /// Its words in Latin letters and digits.
    pub(super) words: Vec<String>,
}

impl Folded {
    pub(super) fn new(text: &str, turns: &[String]) -> Self {
        let mut text = fold(text);
        for turn in turns {
            // A Japanese one ends the verb before it; an English one begins what follows.
            text = match turn.is_ascii() {
                true => text.replace(&format!(" {turn} "), "\n"),
                false => text.replace(turn.as_str(), &format!("{turn}\n")),
            };
        }
        let stopped = text.replace(". ", "\n");
        let clauses = stopped.split(['\n', '。', '!', '?', '、', ',', ';', '…', '｡', '､']);
        let clauses = clauses.map(Clause::new).filter(|clause| !clause.text.is_empty());
        Self { clauses: clauses.collect() }
    }

    /// The whole text as one clause.
    pub(super) fn whole(&self) -> Clause {
        let mut whole = Clause::default();
        for clause in &self.clauses {
            if !whole.text.is_empty() {
                whole.text.push(' ');
            }
            whole.text.push_str(&clause.text);
            whole.words.extend(clause.words.iter().cloned());
        }
        whole
    }
}

impl Clause {
    fn new(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let words = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self { text: closed(text), words }
    }
}

/// One text as it compares with another: an option's label with what was typed.
pub(super) fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// NFKC, lower case, katakana as hiragana, apostrophes gone (`don't` is `dont`), 「入力はしない」 as
/// 「入力しない」.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' | '‘' | '`' | '＇' => {}
            'ァ'..='ヶ' => out.extend(char::from_u32(u32::from(c) - 0x60)),
            '〜' | '～' | '―' | '‐' | '−' => out.push('ー'),
            _ => out.push(c),
        }
    }
    for (long, short) in LOOSE {
        if out.contains(long) {
            out = out.replace(long, short);
        }
    }
    out
}

/// Turns of phrase that say the same.
const LOOSE: [(&str, &str); 8] = [
    ("はして", "して"),
    ("もして", "して"),
    ("はしま", "しま"),
    ("はしな", "しな"),
    ("をし", "し"),
    ("せず", "しず"),
    ("致し", "し"),
    ("いたしま", "しま"),
];

/// Spaces go, except between Latin words.
fn closed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let between = c.is_ascii() && out.chars().next_back().is_some_and(|last| last.is_ascii());
        if space && between && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_compare_as_they_are_meant() {
        for (text, expected) in [
            ("ＣＡＲＤ　カード", "card かーど"),
            ("I didn’t", "i didnt"),
            ("ｸﾚｼﾞｯﾄ", "くれじっと"),
            ("入力はしていません", "入力していません"),
            ("クリックせず", "くりっくしず"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn a_turn_of_meaning_ends_a_clause() {
        let turns = ["but".to_owned(), "けど".to_owned()];
        for (text, clauses) in [
            ("I clicked but entered nothing", 2),
            ("押したけど入力していません", 2),
            ("see example.com. thanks", 2),
            ("", 0),
        ] {
            assert_eq!(Folded::new(text, &turns).clauses.len(), clauses, "{text}");
        }
    }
}
