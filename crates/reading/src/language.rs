//! Which language a message is written in.

use std::{collections::HashMap, sync::LazyLock};

/// The languages that our phrases cover, and `Unknown` for everything else.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Language {
    /// English.
    English,
    /// Japanese.
    Japanese,
    /// Portuguese, mostly of Brazil.
    Portuguese,
    /// German.
    German,
    /// French.
    French,
    /// Dutch.
    Dutch,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Polish.
    Polish,
    /// Russian.
    Russian,
    /// Chinese.
    Chinese,
    /// Korean.
    Korean,
    /// Too short, or none of these.
    #[default]
    Unknown,
}

impl Language {
    /// Every language we know, without `Unknown`.
    pub const ALL: [Self; 12] = [
        Self::English,
        Self::Japanese,
        Self::Portuguese,
        Self::German,
        Self::French,
        Self::Dutch,
        Self::Spanish,
        Self::Italian,
        Self::Polish,
        Self::Russian,
        Self::Chinese,
        Self::Korean,
    ];

    /// ISO 639-1 code; `und` for `Unknown` (BCP 47).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
            Self::Portuguese => "pt",
            Self::German => "de",
            Self::French => "fr",
            Self::Dutch => "nl",
            Self::Spanish => "es",
            Self::Italian => "it",
            Self::Polish => "pl",
            Self::Russian => "ru",
            Self::Chinese => "zh",
            Self::Korean => "ko",
            Self::Unknown => "und",
        }
    }

    /// The language with that ISO 639-1 code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// How many characters are looked at: enough to be sure, few enough to cost microseconds.
const CHARACTERS_READ: usize = 1500;

/// Tells the language of a visible text by its script, and Latin ones by a vote of small words.
///
/// `charset` is the label the message declares; it decides only between Japanese, Chinese and
/// Korean when a text holds ideographs alone (重要通知 could be any of them).
#[must_use]
pub fn detect(text: &str, charset: Option<&str>) -> Language {
    let scripts = Scripts::count(text);
    scripts.language(charset).unwrap_or_else(|| by_small_words(text))
}

/// Characters of each script near the beginning of a text.
#[derive(Default)]
struct Scripts {
    kana: usize,
    han: usize,
    hangul: usize,
    cyrillic: usize,
    latin: usize,
}

impl Scripts {
    fn count(text: &str) -> Self {
        let mut scripts = Self::default();
        for ch in text.chars().take(CHARACTERS_READ) {
            match ch {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => scripts.latin += 1,
                '\u{400}'..='\u{52f}' => scripts.cyrillic += 1,
                // Not the middle dot and the long-vowel mark, which decorate English mail too.
                '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}' => {
                    scripts.kana += 1;
                }
                '\u{3400}'..='\u{9fff}' => scripts.han += 1,
                '\u{ac00}'..='\u{d7a3}' => scripts.hangul += 1,
                _ => {}
            }
        }
        scripts
    }

    /// The language that a script decides; `None` leaves it to the words. A share of the Latin
    /// letters is asked for because addresses and brand names are Latin in every language, and
    /// because a few Cyrillic letters in a Latin text are a disguise, not Russian.
    fn language(&self, charset: Option<&str>) -> Option<Language> {
        let enough = |letters: usize| letters >= 2 && letters * 8 >= self.latin;
        if enough(self.kana + self.han) && self.kana * 20 >= self.han && self.kana > 0 {
            return Some(Language::Japanese);
        }
        if self.hangul > self.han && enough(self.hangul) {
            return Some(Language::Korean);
        }
        if enough(self.han) {
            return Some(han_language(charset));
        }
        (self.cyrillic >= 4 && self.cyrillic * 3 >= self.latin).then_some(Language::Russian)
    }
}

/// Ideographs without any kana: the charset decides, and without one it is Chinese.
fn han_language(charset: Option<&str>) -> Language {
    let charset = charset.unwrap_or_default().to_ascii_lowercase();
    if ["2022-jp", "jis", "euc-jp", "31j", "932"].iter().any(|part| charset.contains(part)) {
        Language::Japanese
    } else if ["2022-kr", "euc-kr", "949"].iter().any(|part| charset.contains(part)) {
        Language::Korean
    } else {
        Language::Chinese
    }
}

/// Small words of the Latin-script languages, none shared with another one of the list where it
/// could be helped.
const SMALL_WORDS: [(Language, &str); 8] = [
    (
        Language::English,
        "the and you your for with this that have has been are will from was please if not our \
         we is it on of to dear hello as can all be by may now or their what how here any",
    ),
    (
        Language::Portuguese,
        "você voce não nao seu sua seus suas uma com para em dos das foi está são pelo pela mais \
         olá prezado prezada caro conta o os ou ao aos até ate também clique aqui isso quando esta \
         este do da na no nos abaixo sobre por que se",
    ),
    (
        Language::German,
        "der die das und ist nicht sie ihr ihre ihren ihrem ihrer wir uns für auf mit von zu den \
         dem ein eine einen einem wurde wird haben sind bei oder auch um im zum zur sehr geehrter \
         geehrte hier jetzt noch dass sich bitte du dein deine nur aus werden können ich",
    ),
    (
        Language::French,
        "le la les des du et est vous votre vos nous notre pour dans avec sur une un au aux ce \
         cette ces qui pas ne bonjour cher chère été sont par plus ici afin cliquez si être avez \
         merci en je il",
    ),
    (
        Language::Dutch,
        "het een van en is uw je jouw wij niet voor met op aan dat zijn deze dit naar bij ook of \
         wordt werd om te heeft hebt kunt beste klik hier onze ons nog maar door als u geen",
    ),
    (
        Language::Spanish,
        "el los las del y su sus usted una para con por que es no se ha en este esta estimado \
         estimada hola más haga aquí su está nuestro nuestra cuenta sin como si al lo tu le \
         cuando ser ahora",
    ),
    (
        Language::Italian,
        "il lo gli di e è per con che non una del della dei delle nel nella sul sono sei tuo tua \
         suo sua gentile clicca qui questo questa come più ciao al alla si ha anche ti se hai da",
    ),
    (
        Language::Polish,
        "w z na i do się nie jest to że o od dla za po przez jak oraz lub twój twoje twoja \
         twojego państwa pan pani prosimy aby może kliknij tutaj został została zostało konta \
         konto jeśli tej tym są",
    ),
];

static VOTES: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut votes: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (index, (_, words)) in SMALL_WORDS.iter().enumerate() {
        for word in words.split_ascii_whitespace() {
            let voters = votes.entry(word).or_default();
            if !voters.contains(&index) {
                voters.push(index);
            }
        }
    }
    votes
});

/// Each small word gives six votes, shared among the languages that have it; the letters only
/// one language uses count too. The winner needs two clear words.
fn by_small_words(text: &str) -> Language {
    let mut tally = [0_usize; SMALL_WORDS.len()];
    let end = text.char_indices().nth(CHARACTERS_READ).map_or(text.len(), |(at, _)| at);
    let mut lower = String::new();
    for word in text.get(..end).unwrap_or(text).split(|ch: char| !ch.is_alphabetic()) {
        if word.is_empty() || word.len() > 9 {
            continue;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        let Some(voters) = VOTES.get(lower.as_str()) else { continue };
        for &voter in voters {
            if let Some(votes) = tally.get_mut(voter) {
                *votes += 6 / voters.len().max(1);
            }
        }
    }
    let best = tally.iter().enumerate().max_by_key(|&(index, votes)| (votes, usize::MAX - index));
    match best.and_then(|(index, &votes)| (votes >= 8).then(|| SMALL_WORDS.get(index)).flatten()) {
        Some((language, _)) => *language,
        None => Language::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, detect};

    #[test]
    fn a_sentence_tells_its_language() {
        for (text, charset, expected) in [
            ("Please verify your account within 24 hours.", None, Language::English),
            ("アカウントを確認してください。 Amazon.co.jp", None, Language::Japanese),
            ("重要通知", Some("ISO-2022-JP"), Language::Japanese),
            ("重要通知", Some("gb2312"), Language::Chinese),
            ("您的账户已被冻结，请立即登录验证", None, Language::Chinese),
            ("계정을 확인해 주세요", None, Language::Korean),
            ("Ваша учётная запись заблокирована", None, Language::Russian),
            ("Prezado cliente, sua conta foi bloqueada. Clique aqui", None, Language::Portuguese),
            ("Ihr Konto wurde gesperrt, bitte bestätigen Sie", None, Language::German),
            ("Votre compte est suspendu, cliquez ici pour le vérifier", None, Language::French),
            ("Uw pakket wacht op u, klik hier voor het adres", None, Language::Dutch),
            (
                "Estimado cliente, su cuenta ha sido bloqueada por seguridad",
                None,
                Language::Spanish,
            ),
            ("Gentile cliente, il suo conto è sospeso, clicca qui", None, Language::Italian),
            (
                "Twoje konto zostało zablokowane, kliknij tutaj aby je odblokować",
                None,
                Language::Polish,
            ),
            ("Тhe ассоunt you have is on hold, please verify it", None, Language::English),
            ("", None, Language::Unknown),
            ("12345 !!", None, Language::Unknown),
        ] {
            assert_eq!(detect(text, charset), expected, "{text:?}");
        }
    }

    #[test]
    fn codes_read_back() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
    }
}
