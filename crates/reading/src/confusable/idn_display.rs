//! Whether an internationalised host may be shown in its own letters.
//!
//! The rules browsers follow (Chromium, "IDN policy", `docs/idn.md`; UTS 39 §5.2), as far as they
//! are general: a label that mixes scripts, is made of look-alikes of another script, or has the
//! skeleton of a well-known domain is to be shown in A-labels. For us a host that must not be shown
//! is a clue; we never show one undecoded.

use std::collections::HashSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_script::{Script, UnicodeScript};
use unicode_security::{GeneralSecurityProfile, RestrictionLevel, RestrictionLevelDetection};

use super::skeleton::skeleton;

/// How a host may be shown.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Display {
    /// In its own letters.
    Safe,
    /// In A-labels only: in its own letters it could be taken for another host.
    Unsafe,
    /// An `xn--` label is no valid IDNA (UTS 46).
    Invalid,
}

/// Domains whose look-alikes must not be shown.
#[derive(Clone, Debug, Default)]
pub struct Protected {
    names: HashSet<String>,
    skeletons: HashSet<String>,
}

impl Protected {
    /// Protects these domains (A-labels, lower case).
    pub fn new<'a>(domains: impl IntoIterator<Item = &'a str>) -> Self {
        let names: HashSet<String> = domains.into_iter().map(str::to_owned).collect();
        let skeletons = names.iter().map(|name| host_skeleton(name)).collect();
        Self { names, skeletons }
    }

    /// Whether a host, or a domain above it, looks like a protected one and is none.
    fn is_resembled_by(&self, unicode: &str) -> bool {
        let mut name = unicode;
        while let Some((_, parent)) = name.split_once('.') {
            if self.names.contains(name) {
                return false;
            }
            if self.skeletons.contains(&host_skeleton(name)) {
                return true;
            }
            name = parent;
        }
        false
    }
}

/// How a host (A-labels or U-labels) may be shown.
#[must_use]
pub fn display(host: &str, protected: &Protected) -> Display {
    let host = host.strip_suffix('.').unwrap_or(host);
    let (unicode, decoded) = idna::domain_to_unicode(host);
    let is_malformed = |label: &str| {
        // RFC 5891 §4.2.3.1: hyphens in the third and fourth place announce an encoding.
        label.starts_with("xn--")
            || (!label.is_ascii() && label.chars().skip(2).take(2).eq(['-', '-']))
    };
    if decoded.is_err() || unicode.split('.').any(is_malformed) {
        return Display::Invalid;
    }
    if unicode.is_ascii() {
        return Display::Safe;
    }
    let tld = unicode.rsplit('.').next().unwrap_or_default();
    let labels_are_safe =
        unicode.split('.').all(|label| label.is_ascii() || label_is_safe(label, tld));
    if labels_are_safe && !protected.is_resembled_by(&unicode) {
        Display::Safe
    } else {
        Display::Unsafe
    }
}

fn label_is_safe(label: &str, tld: &str) -> bool {
    let allowed = |c: char| {
        c == '-'
            || ((c.identifier_allowed() || c.script() == Script::Bopomofo) && !is_never_shown(c))
    };
    // UTS 46 deviation characters mean other names to older programs (§2.3).
    let deviates = |c| matches!(c, 'ß' | 'ς' | '\u{200C}' | '\u{200D}');
    label.chars().all(allowed)
        && !label.contains(deviates)
        && label.detect_restriction_level() <= RestrictionLevel::HighlyRestrictive
        && !mixes_numbers(label)
        && !repeats_mark(label)
        && !has_letter_of_other_tld(label, tld)
        && !has_misleading_neighbours(label)
        && !is_digit_lookalike(label)
        && !is_whole_script_confusable(label, tld)
        && !mixes_marked_latin(label)
}

/// Characters that Unicode recommends for identifiers and browsers still refuse: punctuation among
/// letters, tones and marks hardly any living orthography uses (Chromium `SetAllowedUnicodeSet`).
const fn is_never_shown(c: char) -> bool {
    matches!(
        c,
        '\u{01CD}'..='\u{01DC}'
            | '\u{02BB}'..='\u{02BC}'
            | '\u{0338}'
            | '\u{058A}'
            | '\u{0620}'
            | '\u{1C80}'..='\u{1C8F}'
            | '\u{1E00}'..='\u{1E9B}'
            | '\u{1F00}'..='\u{1FFF}'
            | '\u{2010}'
            | '\u{2019}'
            | '\u{2027}'
            | '\u{2C60}'..='\u{2C7F}'
            | '\u{30A0}'
            | '\u{A640}'..='\u{A69F}'
            | '\u{A720}'..='\u{A7FF}'
    )
}

/// Digits of more than one numbering system (UTS 39 §5.3).
fn mixes_numbers(label: &str) -> bool {
    // The decimal digits of a script are consecutive from a zero; the zero tells the system.
    let mut systems = label.chars().filter(|c| c.is_numeric()).filter_map(digit_zero);
    systems.next().is_some_and(|first| systems.any(|other| other != first))
}

fn digit_zero(c: char) -> Option<u32> {
    const ZEROS: [u32; 18] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
        0xE50, 0xED0, 0xF20, 0x1040, 0x17E0,
    ];
    let code = u32::from(c);
    ZEROS.into_iter().find(|zero| (*zero..*zero + 10).contains(&code))
}

/// The same nonspacing mark twice in a row is seen once (UTS 39 §5.4).
fn repeats_mark(label: &str) -> bool {
    let mut previous = None;
    label.nfd().any(|c| {
        let repeated = is_combining_mark(c) && previous == Some(c);
        previous = Some(c);
        repeated
    })
}

/// Letters that are told apart only by people who use them, allowed under their own TLD.
fn has_letter_of_other_tld(label: &str, tld: &str) -> bool {
    label.contains(['þ', 'ð']) && tld != "is"
        || label.contains('ə') && tld != "az"
        || label.contains('·') && !(tld == "cat" && label.contains("l·l"))
        || label.contains(['\u{0131}'])
            && !matches!(tld, "tr" | "az")
            && label.nfd().any(is_combining_mark)
}

/// A character that reads as punctuation, or as a letter of its neighbours' script, between them.
fn has_misleading_neighbours(label: &str) -> bool {
    let letters: Vec<char> = label.chars().collect();
    let armenian = |c: char| c.script() == Script::Armenian;
    let has_latin = letters.iter().any(char::is_ascii_lowercase);
    let has_script = |script| letters.iter().any(|c| c.script() == script);
    // Canadian syllabics and Tifinagh are full of Latin shapes.
    if has_latin && (has_script(Script::Canadian_Aboriginal) || has_script(Script::Tifinagh)) {
        return true;
    }
    if is_foreign_kana_he(&letters) {
        return true;
    }
    let none = [None];
    let before = none.into_iter().chain(letters.iter().copied().map(Some));
    let after = letters.iter().skip(1).copied().map(Some).chain([None]);
    before.zip(&letters).zip(after).any(|((before, here), after)| match *here {
        // Slashes between letters that are not Japanese.
        'ノ' | 'ン' | 'ソ' | 'ゾ' | '丶' | '乀' | '乁' | '丿' => {
            before.is_some_and(|c| !is_japanese(c)) && after.is_some_and(|c| !is_japanese(c))
        }
        // Strokes that pass for a dash, a dot, a slash or a letter beside Latin ones.
        '一' | 'ㄧ' => [before, after].into_iter().flatten().any(|c| c.is_ascii_alphanumeric()),
        '〇' | '七' | '丁' | '丅' | '丆' | '丄' | '丨' | '十' | '讠' | '亠' | '厂' | 'ㄒ'
        | 'ㄚ' | 'ㄟ' | 'ㄨ' | 'ㄩ' | 'ㄈ' | 'ㆺ' | 'ㆳ' => {
            [before, after].into_iter().flatten().all(|c| c.is_ascii_alphanumeric())
        }
        'ー' => !before.is_some_and(is_kana),
        'ヽ' | 'ヾ' => !before.is_some_and(|c| c.script() == Script::Katakana || c == 'ー'),
        '・' => [before, after].into_iter().flatten().any(|c| c.is_ascii_lowercase()),
        '\u{0585}' | '\u{0581}' => has_latin,
        'o' | 'g' => [before, after].into_iter().flatten().any(armenian),
        '\u{3099}' | '\u{309A}' => true,
        '\u{0300}'..='\u{0339}' => !before.is_some_and(|c| {
            let dotted = *here == '\u{0307}' && matches!(c, 'i' | 'j' | 'l');
            c != 'ı'
                && !dotted
                && matches!(c.script(), Script::Latin | Script::Greek | Script::Cyrillic)
        }),
        _ => false,
    })
}

/// Hiragana へ in a katakana word, or ヘ in a hiragana word: the two look the same.
fn is_foreign_kana_he(letters: &[char]) -> bool {
    let all_but = |script, he: [char; 3]| {
        let foreign = letters.iter().filter(|c| he.contains(c)).count();
        foreign > 0
            && foreign < letters.len()
            && letters.iter().all(|c| he.contains(c) || c.script() == script || *c == 'ー')
    };
    all_but(Script::Katakana, ['へ', 'べ', 'ぺ']) || all_but(Script::Hiragana, ['ヘ', 'ベ', 'ペ'])
}

fn is_kana(c: char) -> bool {
    matches!(c.script(), Script::Katakana | Script::Hiragana) || c == 'ー'
}

fn is_japanese(c: char) -> bool {
    c == 'ー' || matches!(c.script(), Script::Katakana | Script::Hiragana | Script::Han)
}

/// Only digits and letters that look like digits, at least one of them a letter.
fn is_digit_lookalike(label: &str) -> bool {
    const LOOKALIKES: &str = "θ२২੨૨೩೭շзҙӡउওਤ੩૩౩ဒვპੜკ੫丩ㄐճ৪੪୫૭୨౨";
    label.chars().all(|c| c.is_ascii_digit() || LOOKALIKES.contains(c))
}

/// Every letter is a look-alike of a Latin one, in a script that the top-level domain does not
/// suggest.
fn is_whole_script_confusable(label: &str, tld: &str) -> bool {
    let Some(script) = label.chars().map(|c| c.script()).find(|s| !is_common(*s)) else {
        return false;
    };
    let Some((_, lookalikes, tlds)) = LATIN_LOOKALIKES.iter().find(|(s, ..)| *s == script) else {
        return false;
    };
    let own_tld = tlds.contains(&tld);
    // Under a TLD in letters of its own nobody expects Latin.
    tld.is_ascii()
        && !own_tld
        && label.chars().all(|c| lookalikes.contains(c) || is_common(c.script()))
}

const fn is_common(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited)
}

/// For each script: its letters that pass for Latin ones, and the top-level domains of places
/// where it is written (Chromium `kWholeScriptConfusables`).
const LATIN_LOOKALIKES: &[(Script, &str, &[&str])] = &[
    (Script::Armenian, "աբգդզլխծկհղճյնոպռսվտցւքօֆեի", &["am"]),
    (Script::Cyrillic, "асԁеһіјӏорԛѕԝхуъьҽпгѵѡ", &["bg", "by", "kz", "ru", "su", "ua", "uz"]),
    (Script::Ethiopic, "ሀሁሂሃሠሰሱስበቡተኀነኑአዐዕዖዘየደዱገጠጡጥጸፀፈፐ", &["er", "et"]),
    (Script::Georgian, "იოყძხჽჿ", &["ge"]),
    (Script::Greek, "αικνρυωηοτ", &["gr"]),
    (Script::Hebrew, "דוחיןסװײ", &["il"]),
    (Script::Bengali, "০৭", &["in", "bd"]),
    (Script::Devanagari, "ऽ०", &["in"]),
    (Script::Gujarati, "ડટ૦૧", &["in"]),
    (Script::Gurmukhi, "੦੧੫", &["in"]),
    (Script::Kannada, "ಽ೦೧", &["in"]),
    (Script::Malayalam, "ടഠധനറ൦", &["in"]),
    (Script::Oriya, "ଠ୦୮", &["in"]),
    (Script::Tamil, "டப", &["in", "lk", "sg"]),
    (Script::Telugu, "౦౧", &["in"]),
    (Script::Lao, "ທນບພຟຮ໐ຣ", &["la"]),
    (Script::Myanmar, "ခဂငထပဝ၀၂ၔၕ", &["mm"]),
    (Script::Thai, "ทนบพรหเแ๐ดลปฟม", &["th"]),
];

/// Latin letters with marks beside another script: `é` beside kanji has no honest use.
fn mixes_marked_latin(label: &str) -> bool {
    let marked = |c: char| c.script() == Script::Latin && !c.is_ascii();
    label.contains(marked)
        && label.chars().any(|c| !is_common(c.script()) && c.script() != Script::Latin)
}

/// The skeleton of a host: marks dropped, letters that pass for Latin ones in common typefaces
/// replaced (Chromium's extra pairs), then UTS 39.
fn host_skeleton(host: &str) -> String {
    let plain: String = host
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .nfc()
        .map(|c| EXTRA.iter().find(|(from, _)| from.contains(c)).map_or(c, |(_, to)| *to))
        .collect();
    skeleton(&plain.replace(['æ', 'ӕ'], "ae").replace('œ', "ce"))
}

const EXTRA: &[(&str, char)] = &[
    ("ł", 'l'),
    ("ø", 'o'),
    ("đԃძ", 'd'),
    ("ϼ", 'p'),
    ("ħнћңҥӈӊԋԧԩ", 'h'),
    ("ĸκкқҝҟҡӄԟ", 'k'),
    ("ŋпԥก", 'n'),
    ("ŧтҭԏ七丅丆丁", 't'),
    ("ƅьҍв", 'b'),
    ("ωшщพฟພຟ", 'w'),
    ("мӎ", 'm'),
    ("єҽҿၔ", 'e'),
    ("ґ", 'r'),
    ("ғӻ", 'f'),
    ("ҫင", 'c'),
    ("ұ丫", 'y'),
    ("χҳӽӿ乂", 'x'),
    ("ԍဌ", 'g'),
    ("ടรຣຮ", 's'),
    ("၂", 'j'),
    ("०০੦૦ଠ୦೦", 'o'),
    ("৭੧૧", 'q'),
    ("บບ", 'u'),
    ("θ", '0'),
    ("२২੨૨೩೭շ", '2'),
    ("зҙӡउওਤ੩૩౩ဒვპ", '3'),
    ("੫丩ㄐ", '4'),
    ("ճ", '6'),
    ("৪੪୫", '8'),
    ("૭୨౨", '9'),
    ("—一―⸺⸻", '-'),
    ("ıӏ", 'l'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_shown_in_their_letters_only_when_nobody_can_mistake_them() {
        let protected = Protected::new(["paypal.com", "google.com"]);
        for (host, expected) in [
            ("example.com", Display::Safe),
            ("bücher.de", Display::Safe),
            ("日本語.jp", Display::Safe),
            ("メルカリshop.jp", Display::Safe),
            ("раураl.com", Display::Unsafe),
            ("göögle.com", Display::Unsafe),
            ("ѕсоре.com", Display::Unsafe),
            ("straße.de", Display::Unsafe),
            ("aノb.jp", Display::Unsafe),
            ("xn--example-.com", Display::Invalid),
        ] {
            assert_eq!(display(host, &protected), expected, "{host}");
        }
    }
}
