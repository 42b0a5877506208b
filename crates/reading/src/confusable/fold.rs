//! A text as the eye reads it, for searching.

use std::{borrow::Cow, ops::Range};

use unicode_normalization::{UnicodeNormalization, char::decompose_canonical};

use super::{invisible::is_invisible, kana, skeleton::latin_prototype};

/// How a character of the source differs from the one it was folded to.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Disguise {
    /// Something invisible stood before this character.
    Invisible,
    /// A letter of another alphabet that looks the same (`а` U+0430).
    OtherAlphabet,
    /// A styled letter: mathematical, circled, boxed (`𝗮`, `ⓐ`).
    Styled,
    /// A letter with a mark that the plain one lacks (`ą`).
    Marked,
    /// A kanji for a kana, a hiragana for a katakana, or another kanji (`力` for `カ`).
    OtherCharacter,
    /// Another spelling of the same, as honest writers use it too (`ﾁｹﾂﾄ`); no disguise.
    Spelling,
}

/// A folded text and where the source differed from it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Folded<'a> {
    text: Cow<'a, str>,
    /// Where and how, in order.
    changes: Vec<(usize, Disguise)>,
    case: Case<'a>,
}

/// Which letters were written in upper case.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Case<'a> {
    /// The source, which is ASCII, so that its offsets are those of the folded text.
    Source(&'a str),
    /// Offsets into the folded text, in order.
    Upper(Vec<usize>),
}

impl Folded<'_> {
    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where and how the source differed inside a range of bytes of the folded text, offsets
    /// counted from the start of the range. Invisible characters count only between two characters
    /// of the range. In order; without [`Disguise::Spelling`].
    pub fn changes(&self, range: Range<usize>) -> impl Iterator<Item = (usize, Disguise)> + '_ {
        let first = self.changes.partition_point(|(at, _)| *at < range.start);
        self.changes
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |(at, _)| *at < range.end)
            .filter(move |(at, how)| match how {
                Disguise::Invisible => *at > range.start,
                Disguise::OtherAlphabet
                | Disguise::Styled
                | Disguise::Marked
                | Disguise::OtherCharacter => true,
                Disguise::Spelling => false,
            })
            .map(move |(at, how)| (at - range.start, *how))
    }

    /// Whether the ASCII letter at this offset of the folded text was written in upper case.
    #[must_use]
    pub fn is_upper(&self, at: usize) -> bool {
        match &self.case {
            Case::Source(text) => text.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase),
            Case::Upper(offsets) => offsets.binary_search(&at).is_ok(),
        }
    }

    /// Whether anything was disguised anywhere.
    #[must_use]
    pub fn is_disguised(&self) -> bool {
        self.changes(0..self.text.len()).next().is_some()
    }
}

/// Folds a text for searching: lower case, NFKC width, invisible characters dropped, look-alike
/// letters and kana brought to one form. Linear; allocates nothing for lower-case ASCII.
#[must_use]
pub fn fold(text: &str) -> Folded<'_> {
    if text.is_ascii() {
        let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        let folded =
            if upper { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
        return Folded { text: folded, changes: Vec::new(), case: Case::Source(text) };
    }
    let mut folder =
        Folder { out: String::with_capacity(text.len()), changes: Vec::new(), upper: Vec::new() };
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if is_half_width_kana(character) {
            // NFKC joins a half-width letter and its voicing mark only when it sees both.
            let voiced = rest.next_if(|next| matches!(next, '\u{FF9E}' | '\u{FF9F}'));
            for full in [Some(character), voiced].into_iter().flatten().nfkc() {
                folder.push(full);
            }
        } else {
            folder.push(character);
        }
    }
    let case = Case::Upper(folder.upper);
    Folded { text: Cow::Owned(folder.out), changes: folder.changes, case }
}

struct Folder {
    out: String,
    changes: Vec<(usize, Disguise)>,
    upper: Vec<usize>,
}

impl Folder {
    fn push(&mut self, character: char) {
        if character.is_ascii() {
            return self.ascii(character);
        }
        if is_invisible(character) {
            return self.note(Disguise::Invisible);
        }
        match character {
            // Marks after a name are no part of it.
            '™' | '®' | '℠' | '\u{3000}' | '\u{A0}' => self.out.push(' '),
            '‐'..='―' | '−' | '─' | '━' | '－' => self.dash(),
            'ぁ'..='ヿ' | '一'..='鿿' => match kana::class(character) {
                Some((class, how)) => self.replace(class, how),
                None => self.out.push(character),
            },
            '\u{AC00}'..='\u{D7A3}' | '\u{3001}'..='\u{303F}' => self.out.push(character),
            '’' | '‘' => self.out.push('\''),
            other => self.other(other),
        }
    }

    fn ascii(&mut self, character: char) {
        if character.is_ascii_uppercase() {
            self.upper.push(self.out.len());
        }
        self.out.push(character.to_ascii_lowercase());
    }

    /// A dash between kana is read as the long-vowel mark.
    fn dash(&mut self) {
        if self.out.chars().next_back().is_some_and(kana::is_katakana) {
            self.replace('ー', Disguise::OtherCharacter);
        } else {
            self.out.push('-');
        }
    }

    fn other(&mut self, character: char) {
        if is_mark(character) {
            return self.note(Disguise::Marked);
        }
        if let Some(latin) = latin_prototype(character).filter(|_| !is_compatible(character)) {
            self.note(Disguise::OtherAlphabet);
            return self.ascii(if character.is_uppercase() {
                latin.to_ascii_uppercase()
            } else {
                latin
            });
        }
        let full_width = matches!(character, '\u{FF01}'..='\u{FFEF}');
        let mut plain = [character].into_iter().nfkc().peekable();
        if plain.peek() == Some(&character) {
            return self.letter(character);
        }
        for part in plain {
            if is_mark(part) {
                continue;
            }
            if part.is_ascii_alphanumeric() && !full_width {
                self.note(Disguise::Styled);
                self.ascii(part);
            } else if part.is_ascii() {
                self.ascii(part);
            } else {
                match kana::class(part) {
                    Some((class, how)) => self.replace(class, how),
                    None => self.out.push(part),
                }
            }
        }
    }

    /// A letter that NFKC leaves alone: without its marks when a Latin letter remains.
    fn letter(&mut self, character: char) {
        let mut base = None;
        decompose_canonical(character, |part| {
            base.get_or_insert(part);
        });
        match base {
            Some(letter) if letter.is_ascii_alphabetic() => {
                self.note(Disguise::Marked);
                self.ascii(letter);
            }
            Some(_) | None => self.out.extend(character.to_lowercase()),
        }
    }

    fn replace(&mut self, with: char, how: Disguise) {
        self.note(how);
        self.out.push(with);
    }

    fn note(&mut self, how: Disguise) {
        let change = (self.out.len(), how);
        // A thousand joiners in a row are one disguise.
        if self.changes.last() != Some(&change) {
            self.changes.push(change);
        }
    }
}

const fn is_half_width_kana(character: char) -> bool {
    matches!(character, '\u{FF65}'..='\u{FF9D}')
}

/// Combining marks that decorate a Latin letter.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

/// Characters that NFKC itself turns into plain ones.
const fn is_compatible(character: char) -> bool {
    matches!(
        character,
        '\u{2070}'..='\u{209F}' | '\u{2100}'..='\u{218F}' | '\u{2460}'..='\u{24FF}'
        | '\u{FB00}'..='\u{FB06}' | '\u{FF01}'..='\u{FFEF}' | '\u{1D400}'..='\u{1D7FF}' | '\u{1F100}'..='\u{1F1FF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_same_folds_to_the_same() {
        for (text, expected, disguised) in [
            ("amazon", "amazon", false),
            ("AMAZON", "amazon", false),
            ("Ａｍａｚｏｎ", "amazon", false),
            ("ｱﾏｿﾞﾝ", "アマゾン", false),
            ("Ama\u{200b}zon", "amazon", true),
            ("Аmаzоn", "amazon", true),
            ("𝗔𝗺𝗮𝘇𝗼𝗻", "amazon", true),
            ("Ąmazon", "amazon", true),
            ("a\u{301}mazon", "amazon", true),
            ("カ一ド", "カード", true),
            ("カ―ド", "カード", true),
            ("力ード", "カード", true),
            ("Amazon™", "amazon ", false),
            ("チケット", "チケツト", false),
            ("Москва", "mockba", true),
        ] {
            let folded = fold(text);
            assert_eq!(folded.as_str(), expected, "{text}");
            assert_eq!(folded.is_disguised(), disguised, "{text}");
        }
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(fold("plain text 123").text, Cow::Borrowed(_)));
    }

    proptest::proptest! {
        #[test]
        fn an_invisible_character_changes_nothing_but_is_noticed(
            head in "[a-zA-Zァ-ヺ一-龥]{1,12}",
            tail in "[a-zA-Zァ-ヺ一-龥]{1,12}",
        ) {
            let plain = format!("{head}{tail}");
            let split = format!("{head}\u{200b}{tail}");
            let (plain, split) = (fold(&plain), fold(&split));
            proptest::prop_assert_eq!(split.as_str(), plain.as_str());
            proptest::prop_assert!(split.is_disguised());
        }

        #[test]
        fn any_text_folds(text in ".{0,64}") {
            let _ = fold(&text);
        }
    }
}
