use serde::{Deserialize, Serialize};
use verdict::words::Language;

/// A text in both languages, as reports carry it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Bilingual {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Says the same thing in both languages.
    pub fn of(mut say: impl FnMut(Language) -> String) -> Self {
        Self { ja: say(Language::Ja), en: say(Language::En) }
    }

    /// The text in one language.
    #[must_use]
    pub fn within(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}
