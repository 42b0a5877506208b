//! What stands for a letter at a glance, or by a slip of the finger.

use std::{collections::HashMap, sync::LazyLock};

use unicode_script::{Script, UnicodeScript};

use crate::confusable::latin_prototype;

/// Groups of Latin letters that read as another one (`rn` as `m`), and the reverse.
pub(super) const GROUPS: [(&str, &str); 16] = [
    ("m", "rn"),
    ("rn", "m"),
    ("w", "vv"),
    ("vv", "w"),
    ("d", "cl"),
    ("cl", "d"),
    ("o", "0"),
    ("0", "o"),
    ("l", "1"),
    ("1", "l"),
    ("l", "i"),
    ("i", "l"),
    ("i", "1"),
    ("e", "3"),
    ("s", "5"),
    ("g", "q"),
];

/// Latin letters with a mark that is easily overlooked (our own choice).
const MARKED: [(char, &str); 14] = [
    ('a', "ạąáà"),
    ('c', "çć"),
    ('d', "ḍ"),
    ('e', "ẹęéè"),
    ('i', "ịíì"),
    ('k', "ķ"),
    ('l', "ḷł"),
    ('n', "ṇń"),
    ('o', "ọóòö"),
    ('r', "ṛ"),
    ('s', "ṣś"),
    ('t', "ṭţ"),
    ('u', "ụúü"),
    ('z', "ẓź"),
];

/// Letters of other alphabets that are taken for a Latin one (UTS 39 and our own table).
pub(super) fn other_alphabets(letter: char) -> &'static [char] {
    OTHERS.get(&letter).map_or(&[], Vec::as_slice)
}

/// The Cyrillic letter that is taken for a Latin one.
pub(super) fn cyrillic(letter: char) -> Option<char> {
    other_alphabets(letter).iter().copied().find(|c| c.script() == Script::Cyrillic)
}

/// The same letter with a mark.
pub(super) fn marked(letter: char) -> impl Iterator<Item = char> {
    MARKED.iter().filter(move |(plain, _)| *plain == letter).flat_map(|(_, marked)| marked.chars())
}

static OTHERS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut others: HashMap<char, Vec<char>> = HashMap::new();
    // Phonetic letters, Greek, Cyrillic, Armenian: what registries take beside Latin. Cyrillic
    // first, which is used most.
    for code in (0x0400..0x0530).chain(0x0250..0x0400).chain(0x0530..0x0590) {
        let Some(c) = char::from_u32(code).filter(|c| c.is_lowercase()) else { continue };
        if let Some(letter) = latin_prototype(c) {
            let known = others.entry(letter).or_default();
            if known.len() < 5 {
                known.push(c);
            }
        }
    }
    others
});

/// The keys beside a key (QWERTY).
pub(super) fn neighbours(letter: char) -> impl Iterator<Item = char> {
    const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
    // A key touches its row's neighbours and, the rows being shifted by half a key, two above and
    // two below.
    let near = move |row: usize, column: usize| {
        let at = |row: usize, column: Option<usize>| {
            ROWS.get(row).and_then(|keys| keys.chars().nth(column?))
        };
        let above = row.checked_sub(1);
        [
            at(row, column.checked_sub(1)),
            at(row, Some(column + 1)),
            above.and_then(|row| at(row, Some(column))),
            above.and_then(|row| at(row, Some(column + 1))),
            at(row + 1, column.checked_sub(1)),
            at(row + 1, Some(column)),
        ]
    };
    ROWS.iter()
        .enumerate()
        .filter_map(move |(row, keys)| Some((row, keys.chars().position(|key| key == letter)?)))
        .flat_map(move |(row, column)| near(row, column))
        .flatten()
}
