//! The ways to make a name that is taken for another.

use unicode_script::{Script, UnicodeScript};

use super::letters;
use crate::confusable::prototype;

/// How a name imitates another.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Technique {
    /// Letters that look like the true ones, of the same alphabet or of another (UTS 39).
    Homoglyph,
    /// The whole domain stands in front of another (`brand.co.jp.example`), or is written with
    /// hyphens (`brand-co-jp.com`).
    SubdomainPretence,
    /// The name with a word that frauds use (`brand-login.com`).
    Combosquatting,
    /// The same name under another top-level domain.
    OtherTld,
    /// A hyphen where there is none, or none where there is one.
    Hyphenation,
    /// Two neighbouring letters swapped.
    Transposition,
    /// A letter left out.
    Omission,
    /// A letter written twice.
    Repetition,
    /// A key beside the right one.
    NeighbouringKey,
    /// One vowel for another.
    VowelSwap,
    /// One bit of a letter flipped, as faulty memory does (Dinaburg 2011).
    Bitsquatting,
}

/// Where names go that somebody makes.
type Sink<'s> = &'s mut dyn FnMut(&str, u8);

/// Words that frauds put beside a brand's name, the most used first.
const WORDS: [&str; 24] = [
    "login", "secure", "support", "verify", "account", "security", "update", "jp", "signin",
    "service", "payment", "card", "info", "member", "id", "mail", "help", "center", "online",
    "point", "bank", "shop", "japan", "app",
];

/// Top-level domains and public suffixes that fakes of Japanese and worldwide brands use, the most
/// plausible first.
const SUFFIXES: [&str; 24] = [
    "com", "jp", "co.jp", "net", "org", "ne.jp", "info", "co", "cn", "com.cn", "biz", "shop",
    "online", "site", "top", "xyz", "club", "vip", "app", "io", "cc", "me", "icu", "link",
];

const VOWELS: &str = "aeiou";

impl Technique {
    /// Every technique.
    pub const ALL: [Self; 11] = [
        Self::Homoglyph,
        Self::SubdomainPretence,
        Self::Combosquatting,
        Self::OtherTld,
        Self::Hyphenation,
        Self::Transposition,
        Self::Omission,
        Self::Repetition,
        Self::NeighbouringKey,
        Self::VowelSwap,
        Self::Bitsquatting,
    ];

    /// Its name in output: kebab-case, stable.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Homoglyph => "homoglyph",
            Self::SubdomainPretence => "subdomain-pretence",
            Self::Combosquatting => "combosquatting",
            Self::OtherTld => "other-tld",
            Self::Hyphenation => "hyphenation",
            Self::Transposition => "transposition",
            Self::Omission => "omission",
            Self::Repetition => "repetition",
            Self::NeighbouringKey => "neighbouring-key",
            Self::VowelSwap => "vowel-swap",
            Self::Bitsquatting => "bitsquatting",
        }
    }

    /// Makes names from a label and the public suffix behind it, each with its danger.
    pub(super) fn make(self, label: &str, suffix: &str, sink: Sink<'_>) {
        let mut labels = |text: &str, danger| sink(&format!("{text}.{suffix}"), danger);
        match self {
            Self::Homoglyph => homoglyphs(label, &mut labels),
            Self::SubdomainPretence => pretences(label, suffix, sink),
            Self::Combosquatting => combinations(label, suffix, sink),
            Self::OtherTld => {
                for (nth, other) in (0_u8..).zip(SUFFIXES) {
                    sink(&format!("{label}.{other}"), 76 - nth);
                }
            }
            Self::Hyphenation => hyphens(label, &mut labels),
            Self::Transposition => transpositions(label, &mut labels),
            Self::Omission => each(label, 55, &mut labels, |_| vec![String::new()]),
            Self::Repetition => each(label, 50, &mut labels, |c| vec![format!("{c}{c}")]),
            Self::NeighbouringKey => {
                each(label, 40, &mut labels, |c| letters::neighbours(c).map(String::from).collect())
            }
            Self::VowelSwap => each(label, 45, &mut labels, |c| {
                let others = VOWELS.chars().filter(|other| VOWELS.contains(c) && *other != c);
                others.map(String::from).collect()
            }),
            Self::Bitsquatting => each(label, 20, &mut labels, |c| {
                let byte = u8::try_from(c).unwrap_or_default();
                let flipped = (0..7).map(|bit| char::from(byte ^ (1 << bit)));
                let fits = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-';
                flipped.filter(|_| c.is_ascii()).filter(fits).map(String::from).collect()
            }),
        }
    }
}

/// The label with one character replaced by each of what `instead` gives.
fn each(label: &str, danger: u8, sink: Sink<'_>, instead: impl Fn(char) -> Vec<String>) {
    for (at, c) in label.char_indices() {
        let (head, rest) = label.split_at_checked(at).unwrap_or_default();
        let tail = rest.get(c.len_utf8()..).unwrap_or_default();
        // The eye takes in where a word begins: a change there is seen.
        let danger = if at == 0 { danger - 8 } else { danger };
        for new in instead(c) {
            sink(&format!("{head}{new}{tail}"), danger);
        }
    }
}

/// How well a letter of another alphabet passes for a Latin one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Grade {
    /// Most typefaces draw both from the same outline: Cyrillic that UTS 39 maps to the letter.
    Same,
    /// UTS 39 maps it to the letter.
    Like,
    /// By our own table.
    Near,
}

impl Grade {
    fn of(other: char, letter: char) -> Self {
        if !prototype(other).chars().eq([letter]) {
            return Self::Near;
        }
        if other.script() == Script::Cyrillic { Self::Same } else { Self::Like }
    }
}

fn homoglyphs(label: &str, sink: Sink<'_>) {
    // All letters of one other alphabet: browsers that look for mixed scripts see none.
    let whole: Option<String> = label
        .chars()
        .map(|c| if c.is_ascii_lowercase() { letters::cyrillic(c) } else { Some(c) })
        .collect();
    if let Some(whole) = whole {
        sink(&whole, 99);
    }
    for (from, to) in letters::GROUPS {
        for (at, found) in label.match_indices(from) {
            let (head, rest) = label.split_at_checked(at).unwrap_or_default();
            let tail = rest.get(found.len()..).unwrap_or_default();
            sink(&format!("{head}{to}{tail}"), 92);
        }
    }
    for (grade, danger) in [(Grade::Same, 98), (Grade::Like, 94), (Grade::Near, 90)] {
        each(label, danger, sink, |c| {
            let others =
                letters::other_alphabets(c).iter().filter(|other| Grade::of(**other, c) == grade);
            others.map(ToString::to_string).collect()
        });
    }
    let marked = |c| letters::marked(c).map(String::from).collect();
    each(label, 88, sink, marked);
}

fn pretences(label: &str, suffix: &str, sink: Sink<'_>) {
    let whole = format!("{label}.{suffix}");
    let hyphens = whole.replace('.', "-");
    // `.example` stands for any domain of a stranger's.
    sink(&format!("{whole}.example"), 91);
    for end in ["com", "net", "xyz", "top", "shop"] {
        sink(&format!("{hyphens}.{end}"), 88);
        sink(&format!("www-{hyphens}.{end}"), 80);
    }
    for (nth, word) in (0_u8..).zip(WORDS.into_iter().take(8)) {
        sink(&format!("{whole}-{word}.com"), 89 - nth);
    }
}

fn combinations(label: &str, suffix: &str, sink: Sink<'_>) {
    let ends = if suffix == "com" { vec!["com"] } else { vec![suffix, "com"] };
    for (nth, word) in (0_u8..).zip(WORDS) {
        for end in &ends {
            sink(&format!("{label}-{word}.{end}"), 86 - nth);
            sink(&format!("{word}-{label}.{end}"), 85 - nth);
            sink(&format!("{label}{word}.{end}"), 84 - nth);
            sink(&format!("{word}{label}.{end}"), 83 - nth);
        }
    }
}

fn hyphens(label: &str, sink: Sink<'_>) {
    if label.contains('-') {
        sink(&label.replace('-', ""), 75);
    }
    for (at, _) in label.char_indices().skip(1) {
        let (head, tail) = label.split_at_checked(at).unwrap_or_default();
        if !head.ends_with('-') && !tail.starts_with('-') {
            sink(&format!("{head}-{tail}"), 54);
        }
    }
}

fn transpositions(label: &str, sink: Sink<'_>) {
    let letters: Vec<char> = label.chars().collect();
    for at in 1..letters.len() {
        let mut swapped = letters.clone();
        swapped.swap(at - 1, at);
        sink(&swapped.into_iter().collect::<String>(), if at == 1 { 52 } else { 60 });
    }
}
