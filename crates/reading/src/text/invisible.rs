/// Characters of a text that nobody sees, counted.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Invisible {
    /// Zero-width spaces, joiners, fillers and other characters without ink.
    pub zero_width: usize,
    /// Soft hyphens (U+00AD).
    pub soft_hyphen: usize,
    /// Marks and overrides of writing direction.
    pub bidi: usize,
    /// Of all these, how many stand between two letters or digits of one word: honest text has
    /// them there in a few scripts only, which are not counted.
    pub inside_words: usize,
}

impl Invisible {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.zero_width + self.soft_hyphen + self.bidi
    }
}

impl std::ops::Add for Invisible {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            zero_width: self.zero_width + other.zero_width,
            soft_hyphen: self.soft_hyphen + other.soft_hyphen,
            bidi: self.bidi + other.bidi,
            inside_words: self.inside_words + other.inside_words,
        }
    }
}

/// Counts what nobody sees.
#[must_use]
pub fn count_invisible(text: &str) -> Invisible {
    let mut count = Invisible::default();
    if text.is_ascii() {
        return count;
    }
    let mut before: Option<char> = None;
    let mut waiting = 0;
    for c in text.chars() {
        match kind(c) {
            Some(Kind::ZeroWidth) => count.zero_width += 1,
            Some(Kind::SoftHyphen) => count.soft_hyphen += 1,
            Some(Kind::Bidi) => count.bidi += 1,
            None => {
                if waiting > 0 && before.is_some_and(is_word_letter) && is_word_letter(c) {
                    count.inside_words += waiting;
                }
                waiting = 0;
                before = Some(c);
                continue;
            }
        }
        waiting += 1;
    }
    count
}

/// Whether a character leaves no ink and no space.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    kind(c).is_some()
}

#[derive(Clone, Copy)]
enum Kind {
    ZeroWidth,
    SoftHyphen,
    Bidi,
}

const fn kind(c: char) -> Option<Kind> {
    Some(match c {
        '\u{AD}' => Kind::SoftHyphen,
        '\u{200B}'..='\u{200D}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{180B}'..='\u{180E}'
        | '\u{34F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{3164}'
        | '\u{FFA0}'
        | '\u{2800}'
        | '\u{206A}'..='\u{206F}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E007F}' => Kind::ZeroWidth,
        '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Kind::Bidi
        }
        _ => return None,
    })
}

/// Letters of scripts that need no invisible characters inside words.
const fn is_word_letter(c: char) -> bool {
    matches!(c,
        '0'..='9' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{24F}'
        | '\u{370}'..='\u{52F}'
        | '\u{3041}'..='\u{30FF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF10}'..='\u{FF9D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_split_words_are_told_from_those_between_them() {
        for (text, zero_width, inside) in [
            ("Amazon", 0, 0),
            ("Am\u{200B}az\u{200C}on", 2, 2),
            ("A\u{AD}B", 0, 1),
            ("word \u{200C} word", 1, 0),
            ("メ\u{2060}ール", 1, 1),
            ("می\u{200C}خواهم", 1, 0),
            ("👨\u{200D}👩", 1, 0),
        ] {
            let count = count_invisible(text);
            assert_eq!((count.zero_width, count.inside_words), (zero_width, inside), "{text:?}");
        }
    }
}
