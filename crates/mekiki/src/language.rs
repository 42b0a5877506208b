//! Which language a person is answered in.

use check::Report;
use verdict::words::Language;

use crate::cli::Lang;

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Ja => Self::Ja,
            Lang::En => Self::En,
        }
    }
}

/// The language asked for, else that of the environment, else that of the message.
pub(crate) fn choose(asked: Option<Lang>, report: &Report) -> Language {
    asked.map(Language::from).or_else(environment).unwrap_or_else(|| of_message(report))
}

/// The language of the environment; English where it has none.
pub(crate) fn of_environment() -> Language {
    environment().unwrap_or(Language::En)
}

/// POSIX order of precedence: LC_ALL, LC_MESSAGES, LANG; the first that is set counts.
fn environment() -> Option<Language> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    named(&["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)?)
}

/// `C` and `POSIX` name no language; of the others we speak two, and English is the one more of
/// them read.
fn named(locale: &str) -> Option<Language> {
    let tongue = locale.split(['_', '.', '@']).next().unwrap_or_default();
    match tongue {
        "C" | "POSIX" | "" => None,
        "ja" => Some(Language::Ja),
        _ => Some(Language::En),
    }
}

/// Kana in the subject or the sender's name: nobody writes them but to people who read Japanese.
fn of_message(report: &Report) -> Language {
    let shown = report.message.from.iter().chain([&report.message.subject]);
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9D}');
    if shown.flat_map(|text| text.chars()).any(kana) { Language::Ja } else { Language::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_a_language_or_none() {
        for (locale, expected) in [
            ("ja_JP.UTF-8", Some(Language::Ja)),
            ("ja", Some(Language::Ja)),
            ("en_GB.UTF-8", Some(Language::En)),
            ("de_DE", Some(Language::En)),
            ("C.UTF-8", None),
            ("POSIX", None),
        ] {
            assert_eq!(named(locale), expected, "{locale:?}");
        }
    }
}
