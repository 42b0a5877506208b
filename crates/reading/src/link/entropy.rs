//! Whether a label reads like words or like chance.

/// Whether a label of letters and digits looks drawn at random: no one would say it aloud.
///
/// Looks at how often letters and digits take turns, at the longest run of consonants, and at the
/// share of letter pairs that words hardly have. Labels under eight characters may be initials.
pub(super) fn reads_like_chance(label: &str) -> bool {
    if label.len() < 8 || label.starts_with("xn--") {
        return false;
    }
    let bytes = label.as_bytes();
    let turns = bytes
        .windows(2)
        .filter(|pair| match pair {
            [a, b] => {
                (a.is_ascii_digit() && b.is_ascii_alphabetic())
                    || (a.is_ascii_alphabetic() && b.is_ascii_digit())
            }
            _ => false,
        })
        .count();
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    if turns >= 4 {
        return true;
    }
    if letters < 8 {
        return false;
    }
    let rare = bytes.windows(2).filter(|pair| is_rare(pair)).count();
    longest_consonants(bytes) >= 7 || rare * 5 >= letters * 2
}

fn longest_consonants(bytes: &[u8]) -> usize {
    bytes
        .split(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y') || !b.is_ascii_alphabetic())
        .map(<[u8]>::len)
        .max()
        .unwrap_or(0)
}

/// Pairs of letters that English words and romanised Japanese hardly have.
fn is_rare(pair: &[u8]) -> bool {
    let [a, b] = pair else { return false };
    let odd = |c: &u8| matches!(c, b'j' | b'q' | b'x' | b'z' | b'v' | b'w' | b'k' | b'f' | b'h');
    let vowel = |c: &u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    if *a == b'q' {
        return *b != b'u';
    }
    match (a, b) {
        (b's' | b'c' | b't' | b'p' | b'g' | b'w', b'h')
        | (b's' | b'c' | b'r' | b'n' | b'l', b'k') => false,
        (b's' | b't', b'w') | (b'w', b'n') | (b'f' | b'x', b't') | (b'f', b'f' | b'l' | b'r') => {
            false
        }
        _ => {
            !vowel(a)
                && !vowel(b)
                && (odd(a) || odd(b))
                && a.is_ascii_alphabetic()
                && b.is_ascii_alphabetic()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_told_from_words() {
        for (label, expected) in [
            ("xq7kd9vtz2", true),
            ("bcdfghjklm", true),
            ("qzxkvjwh", true),
            ("rakuten-card", false),
            ("mitsubishi", false),
            ("knightsbridge", false),
            ("worldwidewebs", false),
            ("web3studio", false),
            ("kqzxv", false),
        ] {
            assert_eq!(reads_like_chance(label), expected, "{label}");
        }
    }
}
