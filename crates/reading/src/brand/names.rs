//! Finding every brand's names in a text at once.
//!
//! Not an automaton: a run of the CLI would spend more time building one for 3,000 names than
//! checking its one mail. A Latin name is looked up by its first word, any other by its first two
//! characters, so a text costs one hash look-up a word.

use std::ops::Range;

use super::{Brand, registry::Map};
use crate::confusable::{Disguise, Folded, fold, is_han, is_hiragana, is_katakana, look};

/// A brand's name in a folded text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Mention {
    /// Index of the brand.
    pub(crate) brand: usize,
    /// Bytes of the folded text.
    pub(crate) range: Range<usize>,
    /// One of the names that are also plain words.
    pub(crate) short: bool,
    /// Written so that the eye reads the name and a search does not find it.
    pub(crate) disguised: bool,
}

/// The names of all brands.
#[derive(Debug, Default)]
pub(crate) struct NameIndex {
    names: Vec<Name>,
    /// By the first word, for names that begin with a Latin letter or a digit.
    latin: Map<Box<str>, Vec<usize>>,
    /// By the first two characters, for all others.
    other: Map<(char, char), Vec<usize>>,
    /// By the shape of the whole name: Latin names of five letters and more.
    shapes: Map<String, usize>,
}

#[derive(Debug)]
struct Name {
    brand: usize,
    short: bool,
    /// Folded; the pieces that may stand apart are separated by NUL.
    text: Box<str>,
    /// Which bytes of `text` are written in upper case; for short names.
    upper: Vec<usize>,
    /// Characters of the name itself that folding exchanges.
    exchanged: usize,
    /// The name has marks of its own (`Itaú`).
    marked: bool,
    first: Edge,
    last: Edge,
}

/// What a name begins or ends with decides what may stand beside it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Edge {
    Latin,
    Katakana,
    Hiragana,
    Han,
    Other,
}

impl NameIndex {
    pub(super) fn new(brands: &[Brand]) -> Self {
        let mut index = Self::default();
        index.latin.reserve(brands.len() * 4);
        for (brand, facts) in brands.iter().enumerate() {
            for (names, short) in [(&facts.names, false), (&facts.short_names, true)] {
                for name in names {
                    index.add(brand, name, short);
                }
            }
        }
        index
    }

    fn add(&mut self, brand: usize, written: &str, short: bool) {
        let Some(name) = Name::new(brand, written, short) else { return };
        let at = self.names.len();
        let first = name.pieces().next().unwrap_or_default();
        if name.first == Edge::Latin {
            let word_end = first.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(first.len());
            let word = first.get(..word_end).unwrap_or(first);
            self.latin.entry(word.into()).or_default().push(at);
        } else {
            let mut characters = name.text.chars().filter(|c| *c != '\0');
            if let (Some(one), Some(two)) = (characters.next(), characters.next()) {
                self.other.entry((one, two)).or_default().push(at);
            }
        }
        let joined: String = name.pieces().collect();
        let is_latin = joined.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_split = joined.len() != first.len();
        let together = (is_latin && is_split && !short && joined.len() >= 6).then(|| Name {
            text: joined.as_str().into(),
            upper: Vec::new(),
            ..name
        });
        self.names.push(name);
        if is_latin && !short && joined.len() >= 5 {
            self.shapes.entry(look(&joined)).or_insert(at);
        }
        if let Some(together) = together {
            // `AmericanExpress` is one word.
            self.latin.entry(joined.into()).or_default().push(at + 1);
            self.names.push(together);
        }
    }

    /// Every name in a folded text, left to right; of names that begin at one place the longest.
    pub(crate) fn find(&self, folded: &Folded<'_>, mut found: impl FnMut(Mention)) {
        let text = folded.as_str();
        let mut at = 0;
        let mut before = None;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(&byte) = rest.as_bytes().first() else { break };
            let end = if byte.is_ascii_alphanumeric() {
                self.word(folded, at, &mut found)
            } else if byte.is_ascii() {
                at + 1
            } else {
                self.character(folded, at, before, &mut found)
            };
            before = text.get(at..end).and_then(|passed| passed.chars().next_back());
            at = end;
        }
    }

    /// A word of ASCII letters and digits at `at`; returns where to go on.
    fn word(&self, folded: &Folded<'_>, at: usize, found: &mut impl FnMut(Mention)) -> usize {
        let text = folded.as_str();
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let word = rest.get(..length).unwrap_or_default();
        if let Some(names) = self.latin.get(word)
            && let Some(end) = self.longest(names, folded, at, found)
        {
            return end;
        }
        let parted = if length == 1 { self.spaced(text, at) } else { self.parted(word, text, at) };
        if let Some(mention) = parted {
            let end = mention.range.end;
            found(mention);
            return end;
        }
        if (5..=24).contains(&length)
            && is_odd(word)
            && let Some(name) = self.shapes.get(&look(word)).and_then(|at| self.names.get(*at))
        {
            let range = at..at + length;
            found(Mention { brand: name.brand, range, short: false, disguised: true });
        }
        at + length
    }

    /// A character outside ASCII at `at`; returns where to go on.
    fn character(
        &self,
        folded: &Folded<'_>,
        at: usize,
        before: Option<char>,
        found: &mut impl FnMut(Mention),
    ) -> usize {
        let mut characters = folded.as_str().get(at..).unwrap_or_default().chars();
        let Some(one) = characters.next() else { return at + 1 };
        if let Some(names) = characters.next().and_then(|two| self.other.get(&(one, two))) {
            let fits = |name: &Name| name.may_follow(before);
            let fitting: Vec<usize> =
                names.iter().copied().filter(|n| self.names.get(*n).is_some_and(fits)).collect();
            if let Some(end) = self.longest(&fitting, folded, at, found) {
                return end;
            }
        }
        at + one.len_utf8()
    }

    fn longest(
        &self,
        names: &[usize],
        folded: &Folded<'_>,
        at: usize,
        found: &mut impl FnMut(Mention),
    ) -> Option<usize> {
        let candidates = || names.iter().filter_map(|name| self.names.get(*name));
        let ends = || candidates().map(|name| (name, name.end_in(folded, at)));
        let longest = ends().filter_map(|(_, end)| end).max()?;
        let mut last = None;
        for (name, _) in ends().filter(|(_, end)| *end == Some(longest)) {
            let disguised = name.is_disguised_in(folded, at..longest);
            // `aü` is no disguise of `au`: of plain words there are too many.
            if name.short && disguised {
                continue;
            }
            // A brand that lists two spellings of one name is found once.
            if last.replace(name.brand) != Some(name.brand) {
                let (brand, short) = (name.brand, name.short);
                found(Mention { brand, range: at..longest, short, disguised });
            }
        }
        Some(longest)
    }

    fn is_whole(&self, at: usize, word: &str) -> bool {
        self.names.get(at).is_some_and(|name| !name.short && *name.text == *word)
    }

    /// A name of one word written as two: `Sirius XM`, `Pay Pal`.
    fn parted(&self, word: &str, text: &str, at: usize) -> Option<Mention> {
        let after = text.get(at + word.len()..)?.strip_prefix([' ', '-'])?;
        let next = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if next == 0 || !(6..=24).contains(&(word.len() + next)) {
            return None;
        }
        let joined = format!("{word}{}", after.get(..next)?);
        let known = self.latin.get(joined.as_str())?;
        let name = self.names.get(*known.iter().find(|at| self.is_whole(**at, &joined))?)?;
        let range = at..at + word.len() + 1 + next;
        Some(Mention { brand: name.brand, range, short: false, disguised: false })
    }

    /// A name whose letters stand apart: `P a y P a l`.
    fn spaced(&self, text: &str, at: usize) -> Option<Mention> {
        let mut letters = String::new();
        let mut rest = text.get(at..)?.as_bytes();
        let mut end = at;
        // A letter, a gap, a letter, a gap: until a letter that begins a word.
        while let [letter, after @ ..] = rest
            && letter.is_ascii_alphanumeric()
            && !after.first().is_some_and(u8::is_ascii_alphanumeric)
            && letters.len() < 24
        {
            letters.push(char::from(*letter));
            end = at + letters.len() * 2 - 1;
            let [b' ' | b'.' | b'-' | b'_' | b'*', next @ ..] = after else { break };
            rest = next;
        }
        if letters.len() < 4 {
            return None;
        }
        let exact =
            || self.latin.get(letters.as_str())?.iter().find(|at| self.is_whole(**at, &letters));
        let name = self.names.get(*self.shapes.get(&look(&letters)).or_else(exact)?)?;
        Some(Mention { brand: name.brand, range: at..end, short: false, disguised: true })
    }
}

impl Name {
    fn new(brand: usize, written: &str, short: bool) -> Option<Self> {
        let folded = fold(written);
        let folded_text = folded.as_str();
        let text = pieces(folded_text);
        let first = Edge::of(text.chars().next()?);
        let last = Edge::of(text.chars().next_back()?);
        let changes = || folded.changes(0..folded_text.len()).map(|(_, how)| how);
        Some(Self {
            brand,
            short,
            upper: if short { upper(written) } else { Vec::new() },
            exchanged: changes().filter(|how| *how == Disguise::OtherCharacter).count(),
            marked: changes().any(|how| how == Disguise::Marked),
            first,
            last,
            text: text.into(),
        })
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        self.text.split('\0')
    }

    /// Where this name ends when it stands at `at`.
    fn end_in(&self, folded: &Folded<'_>, at: usize) -> Option<usize> {
        let text = folded.as_str();
        let mut end = at;
        for (nth, piece) in self.pieces().enumerate() {
            if nth > 0 {
                end = skip_gap(text, end);
            }
            let rest = text.get(end..)?.strip_prefix(piece)?;
            end += piece.len();
            let glued = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
            if glued && piece.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                return None;
            }
        }
        let after = text.get(end..)?.chars().next();
        (self.may_precede(after) && (!self.short || self.is_cased_in(folded, at, end)))
            .then_some(end)
    }

    fn may_follow(&self, before: Option<char>) -> bool {
        let Some(before) = before else { return true };
        match self.first {
            Edge::Katakana => !is_katakana(before),
            Edge::Hiragana => !self.short || !is_hiragana(before),
            Edge::Han => !self.short || !is_han(before),
            Edge::Latin | Edge::Other => true,
        }
    }

    fn may_precede(&self, after: Option<char>) -> bool {
        let Some(after) = after else { return true };
        match self.last {
            Edge::Katakana => !self.short || !is_katakana(after),
            Edge::Hiragana => {
                !self.short || !is_hiragana(after) || "はがをにのでとへも".contains(after)
            }
            // 楽天的, 楽天家: an optimist, not the shop.
            Edge::Han => (!self.short || !is_han(after)) && !matches!(after, '的' | '家'),
            Edge::Latin | Edge::Other => true,
        }
    }

    /// A plain word is a name only when it is written like one: `Apple`, `LINE`, `au`.
    fn is_cased_in(&self, folded: &Folded<'_>, at: usize, end: usize) -> bool {
        let text = folded.as_str().get(at..end).unwrap_or_default();
        let letters = || {
            text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphabetic()).map(|(n, _)| n)
        };
        let is_upper = |n| folded.is_upper(at + n);
        let mut cases = letters().enumerate();
        let as_written = cases.all(|(nth, n)| is_upper(n) == self.upper.contains(&nth));
        // `BAUHAUS` is also `Bauhaus`, `Apple` also `APPLE`.
        let rest_is = |upper| letters().skip(1).all(|n| is_upper(n) == upper);
        let first_is_upper = letters().next().is_some_and(is_upper);
        let uniform = rest_is(true) || (rest_is(false) && self.upper.contains(&0));
        as_written || (letters().count() >= 4 && first_is_upper && uniform)
    }

    fn is_disguised_in(&self, folded: &Folded<'_>, range: Range<usize>) -> bool {
        let mut exchanged = 0;
        let mut otherwise = false;
        for (_, how) in folded.changes(range) {
            match how {
                Disguise::OtherCharacter => exchanged += 1,
                Disguise::Marked => otherwise |= !self.marked,
                Disguise::Invisible | Disguise::OtherAlphabet | Disguise::Styled => {
                    otherwise = true
                }
                Disguise::Spelling => {}
            }
        }
        otherwise || exchanged != self.exchanged
    }
}

impl Edge {
    fn of(character: char) -> Self {
        match character {
            c if c.is_ascii_alphanumeric() => Self::Latin,
            c if is_katakana(c) => Self::Katakana,
            c if is_hiragana(c) => Self::Hiragana,
            c if is_han(c) => Self::Han,
            _ => Self::Other,
        }
    }
}

/// Splits a folded name where a writer may put a space, a hyphen or nothing: at its own separators
/// and where Latin letters meet others.
fn pieces(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len() + 4);
    let mut before: Option<char> = None;
    for character in folded.chars() {
        if is_gap(character) {
            before = None;
            continue;
        }
        let meets = before.is_none_or(|b| b.is_ascii() != character.is_ascii());
        if meets && !out.is_empty() {
            out.push('\0');
        }
        out.push(character);
        before = Some(character);
    }
    out
}

/// Which letters of a written name are upper case, counted in ASCII letters.
fn upper(written: &str) -> Vec<usize> {
    let letters = written.chars().filter(char::is_ascii_alphabetic).enumerate();
    letters.filter(|(_, c)| c.is_ascii_uppercase()).map(|(n, _)| n).collect()
}

const fn is_gap(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t'
            | '\r'
            | '\n'
            | '-'
            | '_'
            | '.'
            | '&'
            | '\''
            | '/'
            | '*'
            | '+'
            | '!'
            | '@'
            | ':'
            | '・'
            | '('
            | ')'
            | '《'
            | '》'
            | '。'
            | '＋'
    )
}

/// At most three characters of gap: ` - `, `. `.
fn skip_gap(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.chars().take(3).take_while(|c| is_gap(*c)).map(char::len_utf8).sum::<usize>()
}

/// Whether a word may be another one in disguise: it has letters or digits that stand for others.
fn is_odd(word: &str) -> bool {
    let bytes = word.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    (digits > 0 && digits < bytes.len())
        || bytes.iter().any(|b| matches!(b, b'i' | b'l' | b'j'))
        || bytes.windows(2).any(|pair| matches!(pair, b"rn" | b"vv"))
}
