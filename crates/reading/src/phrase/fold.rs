//! Text made comparable: one spelling for the many ways to write the same words.

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// Folded text with the way back to the words as they were written.
///
/// Folding lower-cases, applies NFKC's compatibility mappings (full width, mathematical and
/// circled letters), drops accents and what nobody sees (zero-width, soft hyphen, direction
/// marks), joins Japanese lines that were broken in mid-sentence, and turns look-alike letters
/// into the Latin or katakana letter their word calls for.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    /// For every byte of `text`, where in the source the character begins that it came from.
    origins: Vec<u32>,
    /// Where sentences end in `text`, ascending.
    pub(super) sentence_ends: Vec<u32>,
}

impl Folded {
    /// Folds `source`, whose length the caller has bounded.
    pub(super) fn of(source: &str) -> Self {
        let mut folder = Folder::with_capacity(source.len());
        for (at, ch) in source.char_indices() {
            folder.take(ch, u32::try_from(at).unwrap_or(u32::MAX));
        }
        folder.end_word();
        folder.folded
    }

    /// Where in the source the byte of folded text came from; past the end, the last place.
    pub(super) fn origin(&self, at: u32) -> usize {
        self.origins.get(at as usize).or(self.origins.last()).map_or(0, |&origin| origin as usize)
    }

    /// The number of the sentence that holds the byte: how many sentences ended before it.
    pub(super) fn sentence(&self, at: u32) -> u32 {
        let before = self.sentence_ends.partition_point(|&end| end <= at);
        u32::try_from(before).unwrap_or(u32::MAX)
    }
}

/// What stands between the last character and the next.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

struct Folder {
    folded: Folded,
    gap: Gap,
    last: char,
    word_start: usize,
    word_has_latin: bool,
    word_has_lookalike: bool,
}

impl Folder {
    fn with_capacity(bytes: usize) -> Self {
        let folded = Folded {
            text: String::with_capacity(bytes),
            origins: Vec::with_capacity(bytes),
            sentence_ends: Vec::new(),
        };
        Self {
            folded,
            gap: Gap::None,
            last: '\n',
            word_start: 0,
            word_has_latin: false,
            word_has_lookalike: false,
        }
    }

    fn take(&mut self, ch: char, at: u32) {
        match ch {
            // Most of most mail: a letter in the middle of a word.
            'a'..='z' | 'A'..='Z' if self.gap == Gap::None => {
                let lower = ch.to_ascii_lowercase();
                self.folded.text.push(lower);
                self.folded.origins.push(at);
                self.word_has_latin = true;
                self.last = lower;
            }
            '\n' => {
                self.gap = match self.gap {
                    Gap::None | Gap::Space => Gap::Line,
                    Gap::Line | Gap::Paragraph => Gap::Paragraph,
                };
            }
            ' ' | '\t' | '\r' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => {
                if self.gap == Gap::None {
                    self.gap = Gap::Space;
                }
            }
            _ if ch.is_ascii() => self.put(ch.to_ascii_lowercase(), at),
            // Kana, ideographs and Hangul have nothing to lower or to strip. This is the hot path
            // of Japanese mail; half-width kana are further up and go through NFKC below.
            '\u{3040}'..='\u{3098}' | '\u{309b}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
                self.put(katakana_meant(self.last, ch), at);
            }
            _ if is_unseen(ch) => {}
            _ => self.take_foreign(ch, at),
        }
    }

    fn take_foreign(&mut self, ch: char, at: u32) {
        if let Some(plain) = plain_letter(ch) {
            return self.put(plain, at);
        }
        decompose_compatible(ch, |part| {
            if matches!(part, '\u{3099}' | '\u{309a}') {
                self.voice(part, at);
            } else if part == ' ' {
                self.gap = if self.gap == Gap::None { Gap::Space } else { self.gap };
            } else if !is_combining_mark(part) {
                for lower in part.to_lowercase().filter(|&lower| !is_combining_mark(lower)) {
                    self.put(plain_letter(lower).unwrap_or(lower), at);
                }
            }
        });
    }

    /// Joins a voicing mark to the kana before it (`ｶﾞ` → `ガ`).
    fn voice(&mut self, mark: char, at: u32) {
        if let Some(voiced) = compose(self.last, mark) {
            let plain = self.folded.text.pop().map_or(0, char::len_utf8);
            self.folded.origins.truncate(self.folded.origins.len().saturating_sub(plain));
            self.put(voiced, at);
        }
    }

    fn put(&mut self, ch: char, at: u32) {
        self.put_gap(ch, at);
        let is_letter = ch.is_ascii_alphanumeric() || matches!(ch, '\u{df}'..='\u{58f}');
        if is_letter {
            self.word_has_latin |= ch.is_ascii_alphabetic();
            self.word_has_lookalike |= !ch.is_ascii();
        } else {
            self.end_word();
        }
        self.push(ch, at);
        if !is_letter {
            self.word_start = self.folded.text.len();
        }
        self.last = ch;
        if matches!(ch, '。' | '!' | '?' | '※' | '■' | '▼' | '●' | '•') {
            self.end_sentence();
        }
    }

    fn put_gap(&mut self, next: char, at: u32) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap == Gap::None {
            return;
        }
        self.end_word();
        let joined = is_cjk(self.last) && is_cjk(next);
        if gap == Gap::Paragraph || (self.last == '.' && gap != Gap::None) {
            self.end_sentence();
        }
        if gap == Gap::Paragraph || !joined {
            self.push(' ', at);
            self.last = ' ';
        }
        self.word_start = self.folded.text.len();
    }

    fn push(&mut self, ch: char, at: u32) {
        self.folded.text.push(ch);
        for _ in 0..ch.len_utf8() {
            self.folded.origins.push(at);
        }
    }

    fn end_sentence(&mut self) {
        let end = u32::try_from(self.folded.text.len()).unwrap_or(u32::MAX);
        if self.folded.sentence_ends.last() != Some(&end) {
            self.folded.sentence_ends.push(end);
        }
    }

    /// A word that mixes Latin letters with their Cyrillic or Greek doubles was disguised: it is
    /// read as the Latin word it imitates. A word wholly in one script stays as it is.
    fn end_word(&mut self) {
        if self.word_has_latin && self.word_has_lookalike {
            let tail = self.folded.text.split_off(self.word_start);
            let origins = self.folded.origins.split_off(self.word_start);
            let mut places = origins.into_iter();
            for ch in tail.chars() {
                let at = places.next().unwrap_or(u32::MAX);
                for _ in 1..ch.len_utf8() {
                    places.next();
                }
                self.push(latin_meant(ch), at);
            }
        }
        self.word_has_latin = false;
        self.word_has_lookalike = false;
        self.word_start = self.folded.text.len();
    }
}

/// Whether two such characters stand side by side without a space.
pub(super) fn is_cjk(ch: char) -> bool {
    matches!(ch, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Characters that take no room on the screen.
fn is_unseen(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{3164}' | '\u{e0000}'..='\u{e0fff}')
        || is_combining_mark(ch)
}

/// Letters that Unicode does not decompose though a reader takes them for a plain one.
fn plain_letter(ch: char) -> Option<char> {
    Some(match ch {
        'ł' | 'Ł' => 'l',
        'ø' | 'Ø' => 'o',
        'đ' | 'Đ' => 'd',
        'ı' | 'ɩ' => 'i',
        'ƒ' => 'f',
        'ɑ' | 'ɐ' => 'a',
        'ƅ' | 'Ƅ' => 'b',
        'ɡ' => 'g',
        'ß' => 's',
        '’' | '‘' | 'ʼ' | '′' | '`' => '\'',
        '“' | '”' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '〜' | '～' => '~',
        _ => return None,
    })
}

/// The Latin letter that a Cyrillic, Greek or Armenian one imitates (from UTS 39's confusables,
/// lower case, the ones met in mail).
fn latin_meant(ch: char) -> char {
    match ch {
        'а' | 'α' => 'a',
        'в' | 'β' | 'ь' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'є' | 'ε' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'п' | 'η' | 'ո' => 'n',
        'о' | 'ο' | 'σ' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' | 'μ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => ch,
    }
}

/// An ideograph right after katakana that only imitates one (`カ一ド`, `アカウン卜`).
fn katakana_meant(last: char, ch: char) -> char {
    if !matches!(last, '\u{30a1}'..='\u{30ff}') {
        return ch;
    }
    match ch {
        '一' => 'ー',
        '卜' => 'ト',
        '口' => 'ロ',
        '力' => 'カ',
        '二' => 'ニ',
        '工' => 'エ',
        '夕' => 'タ',
        '八' => 'ハ',
        _ => ch,
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn the_many_spellings_of_a_word_become_one() {
        for (written, folded) in [
            ("Verify YOUR Account", "verify your account"),
            ("ｖｅｒｉｆｙ　ｙｏｕｒ account", "verify your account"),
            ("𝗩𝗲𝗿𝗶𝗳𝘆", "verify"),
            ("ve\u{200b}ri\u{ad}fy", "verify"),
            ("vеrify yоur ассоunt", "verify your account"),
            ("Überprüfen Sie", "uberprufen sie"),
            ("confirmação d’identité", "confirmacao d'identite"),
            ("ﾊﾟｽﾜｰﾄﾞ", "パスワード"),
            ("カ一ド", "カード"),
            ("口座の確\n認", "口座の確認"),
            ("подтвердите", "подтвердите"),
            ("ｶﾞｽ", "ガス"),
        ] {
            assert_eq!(Folded::of(written).text, folded, "{written:?}");
        }
    }

    #[test]
    fn every_folded_byte_knows_where_it_came_from() {
        let source = "a\u{200b} ＡB";
        let folded = Folded::of(source);
        assert_eq!(folded.text, "a ab");
        assert_eq!([0, 1, 2, 3].map(|at| folded.origin(at)), [0, 5, 5, 8]);
    }

    #[test]
    fn sentences_are_told_apart() {
        let folded = Folded::of("One two. Three! 四です。五\n\nsix");
        assert_eq!(folded.sentence_ends.len(), 4, "{folded:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_folds(text in "\\PC*") {
            let folded = Folded::of(&text);
            proptest::prop_assert_eq!(folded.text.len(), folded.origins.len());
            for at in 0..folded.text.len() {
                proptest::prop_assert!(text.is_char_boundary(folded.origin(u32::try_from(at).unwrap())));
            }
        }
    }
}
