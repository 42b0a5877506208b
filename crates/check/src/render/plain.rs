use std::borrow::Cow;

/// A stranger's text as it may stand on a screen: no control character that a terminal obeys, no
/// invisible one that turns the reading direction or hides letters.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().any(steers) {
        Cow::Owned(text.chars().filter_map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Line ends and tabs read as a space; everything else that steers is left out.
fn shown(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' => Some(' '),
        c if steers(c) => None,
        c => Some(c),
    }
}

/// Whether a terminal or a text engine obeys this character instead of showing it.
pub(super) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_stranger_wrote_steers_the_screen() {
        for (text, expected) in [
            ("アマゾン", "アマゾン"),
            ("a\u{1b}[2Jb", "a[2Jb"),
            ("gpj.\u{202E}exe", "gpj.exe"),
            ("A\u{200B}mazon\r\n続き", "Amazon  続き"),
            ("\u{9b}31m", "31m"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
