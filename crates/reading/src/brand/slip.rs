//! Slips of the pen: words that differ from another by what a reader overlooks.

/// A word with every run of one letter reduced to one (`amazoon`).
pub(super) fn squeezed(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
}

/// One edit that passes unnoticed. A changed first letter does not, and of six letters and fewer
/// every other word is one edit from some name: there only a slip of the finger counts.
pub(super) fn is_one_slip(known: &[u8], word: &[u8]) -> bool {
    known.first() == word.first()
        && is_one_edit(known, word)
        && (known.len() >= 7 || !is_substitution(known, word) || is_near_substitution(known, word))
}

fn substituted<'a>(a: &'a [u8], b: &'a [u8]) -> impl Iterator<Item = (u8, u8)> + 'a {
    a.iter().copied().zip(b.iter().copied()).filter(|(x, y)| x != y)
}

fn is_substitution(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && substituted(a, b).count() == 1
}

/// The two letters are neighbours on the keyboard, or both vowels.
fn is_near_substitution(a: &[u8], b: &[u8]) -> bool {
    const ROWS: [&[u8]; 4] = [b"1234567890", b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let vowel = |letter| b"aeiouy".contains(&letter);
    substituted(a, b).all(|(x, y)| {
        (vowel(x) && vowel(y))
            || ROWS.iter().any(|row| row.windows(2).any(|pair| pair == [x, y] || pair == [y, x]))
    })
}

/// Optimal string alignment distance of exactly one (Damerau 1964).
fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let tail = |from: usize| {
        let rest = short.len().min(long.len()).saturating_sub(from);
        short.iter().rev().zip(long.iter().rev()).take(rest).take_while(|(x, y)| x == y).count()
    };
    let same = head + tail(head);
    match long.len() - short.len() {
        0 if same + 1 == short.len() => true,
        0 if same + 2 == short.len() => {
            let pair = |word: &[u8]| Some((*word.get(head)?, *word.get(head + 1)?));
            pair(short).zip(pair(long)).is_some_and(|((x, y), (v, w))| x == w && y == v)
        }
        1 => same == short.len(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_one_letter_or_two_swapped() {
        for (a, b, expected) in [
            ("amazon", "amazom", true),
            ("amazon", "amaozn", true),
            ("amazon", "amazonn", true),
            ("amazon", "mazon", true),
            ("amazon", "amazon", false),
            ("amazon", "amzaom", false),
            ("aa", "a", true),
            ("", "a", true),
        ] {
            assert_eq!(is_one_edit(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
        }
    }
}
