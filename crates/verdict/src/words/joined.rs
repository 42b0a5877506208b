/// Japanese as it is written: a name in Latin letters stands apart from the words around it, one in
/// kana or kanji does not. Sentences are made for the first, so of the second the space goes.
pub(super) fn joined(sentence: String) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence.chars().peekable();
    while let Some(c) = rest.next() {
        let is_between = out.chars().next_back().is_some_and(is_japanese)
            && rest.peek().is_some_and(|&next| is_japanese(next));
        if c != ' ' || !is_between {
            out.push(c);
        }
    }
    out
}

/// Kana, kanji, and the punctuation between them.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_latin_names_stand_apart() {
        for (sentence, expected) in [
            ("本物です。みほんストア が送ったメール", "本物です。みほんストアが送ったメール"),
            ("Amazon.co.jp が送ったメール", "Amazon.co.jp が送ったメール"),
            (
                "みほんストア のドメイン mihon.example から",
                "みほんストアのドメイン mihon.example から",
            ),
            ("三井住友カード を名乗って", "三井住友カードを名乗って"),
            ("", ""),
        ] {
            assert_eq!(joined(sentence.to_owned()), expected);
        }
    }
}
