//! Subjects of one attack's messages, with what varies marked, so that a reader knows the next one
//! again.

use std::collections::BTreeMap;

/// What stands where messages differ.
const VARIES: &str = "〔…〕";

/// Subjects that an alert lists.
const MOST: usize = 20;

/// Subjects as an alert lists them: what differs from copy to copy marked, each pattern once, the
/// most frequent first.
pub(super) fn patterns<'s>(subjects: impl IntoIterator<Item = (&'s str, i64)>) -> Vec<String> {
    let mut seen: BTreeMap<String, i64> = BTreeMap::new();
    for (subject, times) in subjects {
        let pattern = pattern(subject);
        if !pattern.is_empty() {
            *seen.entry(pattern).or_default() += times;
        }
    }
    let mut all: Vec<(String, i64)> = seen.into_iter().collect();
    all.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    all.into_iter().map(|(pattern, _)| pattern).take(MOST).collect()
}

/// A subject with numbers, tokens, addresses and what was masked in it marked.
fn pattern(subject: &str) -> String {
    let mut out = String::new();
    let mut rest = subject.trim();
    while let Some(first) = rest.chars().next() {
        let length = word(rest).unwrap_or(first.len_utf8());
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if varies(piece) {
            if !out.ends_with(VARIES) {
                out.push_str(VARIES);
            }
        } else {
            out.push_str(piece);
        }
        rest = after;
    }
    out
}

/// The length of a run of letters and digits at the beginning, or of what redaction put there.
fn word(text: &str) -> Option<usize> {
    let masked = text.strip_prefix('[').and_then(|inside| inside.find(']'));
    if let Some(end) = masked.filter(|end| text.get(..end + 2).is_some_and(|t| t.contains(':'))) {
        return Some(end + 2);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    (end > 0).then_some(end)
}

fn varies(piece: &str) -> bool {
    if piece.starts_with('[') {
        return piece.len() > 1;
    }
    let digits = piece.chars().filter(char::is_ascii_digit).count();
    let has_letters = piece.chars().any(|c| c.is_ascii_alphabetic());
    digits >= 4 || (digits > 0 && has_letters && piece.len() >= 6) || piece.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_varies_is_marked_and_the_words_stay() {
        for (subject, expected) in [
            ("【重要】お支払い方法の確認 123456789", "【重要】お支払い方法の確認 〔…〕"),
            ("ご注文 [number:AAAAAAAA] について", "ご注文 〔…〕 について"),
            ("[mihon] 注文AB12345678CDの件", "[mihon] 注文〔…〕の件"),
            ("hanako@home.example さま", "〔…〕 さま"),
            ("500円OFFクーポン", "500円OFFクーポン"),
            ("Your order 250-1234567-1234567", "Your order 〔…〕"),
            ("  ", ""),
            ("[", "["),
        ] {
            assert_eq!(pattern(subject), expected, "{subject}");
        }
    }

    #[test]
    fn each_pattern_is_told_once_the_most_frequent_first() {
        let subjects = [("rare", 2), ("番号 11111", 1), ("番号 22222", 2)];
        assert_eq!(patterns(subjects), ["番号 〔…〕", "rare"]);
    }

    proptest::proptest! {
        #[test]
        fn any_subject_has_a_pattern(subject in ".{0,100}") {
            let once = pattern(&subject);
            proptest::prop_assert_eq!(pattern(&once), once);
        }
    }
}
