//! How a word of Latin letters reads at a glance.

/// The shape of a word of lower-case ASCII letters and digits: what it shares with every word it
/// can be taken for at a glance (`paypa1`, `g00gle`, `rnicrosoft`, `vvise`).
///
/// Two words look alike when their shapes are equal. Coarser than a UTS 39 skeleton: digits that
/// stand for letters and pairs of letters are folded too. For comparing only.
#[must_use]
pub fn look(word: &str) -> String {
    let mut shape = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let pair = match (letter, letters.peek()) {
            ('r', Some('n')) => Some('m'),
            ('v', Some('v')) => Some('w'),
            _ => None,
        };
        if let Some(one) = pair {
            letters.next();
            shape.push(one);
            continue;
        }
        shape.push(match letter {
            '0' => 'o',
            '1' | 'i' | 'j' | '|' | '!' => 'l',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '6' | '9' => 'g',
            '7' => 't',
            '8' => 'b',
            other => other,
        });
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_read_alike_share_a_shape() {
        for (a, b, alike) in [
            ("paypa1", "paypal", true),
            ("paypai", "paypal", true),
            ("g00gle", "google", true),
            ("rnicrosoft", "microsoft", true),
            ("vvise", "wise", true),
            ("amaz0n", "amazon", true),
            ("amazom", "amazon", false),
        ] {
            assert_eq!(look(a) == look(b), alike, "{a} {b}");
        }
    }
}
