//! The skeleton of a text: UTS 39 §4, "Confusable Detection".

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use super::is_invisible;

/// What UTS 39 maps a text to: two texts with equal skeletons may be taken for each other.
///
/// NFD, default-ignorable code points dropped, every character replaced by its prototype, NFD.
/// A skeleton is for comparing only; it is no spelling anybody would show.
#[must_use]
pub fn skeleton(text: &str) -> String {
    unicode_security::confusable_detection::skeleton(text).collect()
}

/// Whether two texts may be taken for each other (UTS 39 §4: their skeletons are equal).
#[must_use]
pub fn are_confusable(a: &str, b: &str) -> bool {
    skeleton(a) == skeleton(b)
}

/// The prototype of one character: the text that `confusables.txt` maps it to, itself where the
/// table has no row.
#[must_use]
pub fn prototype(character: char) -> String {
    let mut buffer = [0; 4];
    skeleton(character.encode_utf8(&mut buffer))
}

/// A `confusables.txt` of one Unicode version (UTS 39 §4; format: source ; target ; type # comment).
///
/// Skeletons are comparable only within one version of the table, and versions differ in hundreds
/// of rows. Whoever compares with skeletons that others made needs their version.
#[derive(Clone, Debug, Default)]
pub struct Table(HashMap<char, String>);

impl Table {
    /// Reads the table. Lines of another form are passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let character = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).ok()?);
        let row = |line: &str| {
            let line = line.trim_start_matches('\u{FEFF}').split('#').next()?;
            let (source, rest) = line.split_once(';')?;
            let target = rest.split(';').next()?.split_whitespace().map(character);
            Some((character(source.trim())?, target.collect::<Option<String>>()?))
        };
        Self(text.lines().filter_map(row).collect())
    }

    /// The prototype of one character by this table.
    #[must_use]
    pub fn prototype(&self, character: char) -> String {
        self.0.get(&character).cloned().unwrap_or_else(|| character.to_string())
    }

    /// The skeleton of a text by this table.
    #[must_use]
    pub fn skeleton(&self, text: &str) -> String {
        let shown = text.nfd().filter(|c| !is_invisible(*c));
        shown.flat_map(|c| self.prototype(c).chars().collect::<Vec<_>>()).nfd().collect()
    }
}

/// The ASCII letter or digit that a letter of another alphabet is taken for (`а` U+0430 for `a`).
/// `None` for ASCII itself and for what looks like no single ASCII letter.
#[must_use]
pub fn latin_prototype(character: char) -> Option<char> {
    if character.is_ascii() {
        return None;
    }
    let code = u32::from(character);
    if let Some(index) = code.checked_sub(FIRST).filter(|index| *index < COUNT) {
        return NEAR.get(usize::try_from(index).ok()?).copied().flatten();
    }
    // Kana, Han and Hangul stand for no Latin letter; they are most of the text we see.
    if (0x2E80..=0xD7FF).contains(&code) && !(0xA4D0..=0xA4FF).contains(&code) {
        return None;
    }
    look_up(character)
}

const FIRST: u32 = 0x0250;
const COUNT: u32 = 0x0590 - FIRST;

/// Phonetic letters, Greek, Cyrillic and Armenian, looked up once: whole mails are written in them.
static NEAR: LazyLock<Vec<Option<char>>> =
    LazyLock::new(|| (FIRST..FIRST + COUNT).map(|c| char::from_u32(c).and_then(look_up)).collect());

fn look_up(character: char) -> Option<char> {
    // The lower-case letter is what a host shows, the letter as written what a reader sees.
    [Some(character), character.to_lowercase().next()].into_iter().flatten().find_map(|c| {
        let mut buffer = [0; 4];
        let mut mapped =
            unicode_security::confusable_detection::skeleton(c.encode_utf8(&mut buffer));
        match (mapped.next(), mapped.next()) {
            (Some(only), None) if only.is_ascii_alphanumeric() => Some(only.to_ascii_lowercase()),
            _ => OWN.iter().find(|(from, _)| *from == c).map(|(_, to)| *to),
        }
    })
}

/// Letters that the UTS 39 table maps elsewhere but that read as these in common typefaces
/// (Chromium's `idn_spoof_checker.cc` lists them among its extra pairs).
const OWN: &[(char, char)] = &[
    ('к', 'k'),
    ('м', 'm'),
    ('т', 't'),
    ('н', 'h'),
    ('в', 'b'),
    ('п', 'n'),
    ('ш', 'w'),
    ('ӏ', 'l'),
    ('ԝ', 'w'),
    ('ω', 'w'),
    ('κ', 'k'),
    ('η', 'n'),
    ('τ', 't'),
    ('β', 'b'),
    ('ε', 'e'),
    ('α', 'a'),
    ('ν', 'v'),
    ('ι', 'i'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('ʟ', 'l'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skeletons_follow_uts_39() {
        for (a, b, confusable) in [
            ("paypal", "раураl", true),
            ("力", "カ", true),
            ("ニ", "二", true),
            ("rn", "m", true),
            ("amazon", "amazom", false),
        ] {
            assert_eq!(are_confusable(a, b), confusable, "{a} {b}");
        }
    }

    #[test]
    fn letters_of_other_alphabets_read_as_latin_ones() {
        for (letter, expected) in [
            ('а', Some('a')),
            ('О', Some('o')),
            ('ο', Some('o')),
            ('ӏ', Some('l')),
            ('Α', Some('a')),
            ('ж', None),
            ('カ', None),
            ('a', None),
        ] {
            assert_eq!(latin_prototype(letter), expected, "{letter}");
        }
    }
}
