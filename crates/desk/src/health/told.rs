use check::Bilingual;

/// What is wrong, and what to change, as people read it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Told {
    /// What was found and what comes of it.
    pub what: Bilingual,
    /// What to do.
    pub change: Bilingual,
}

impl Told {
    /// Both texts, each as Japanese and English.
    pub(crate) fn new<W: Into<String>, C: Into<String>>(what: [W; 2], change: [C; 2]) -> Self {
        Self { what: both(what), change: both(change) }
    }
}

/// A text, given as Japanese and English.
pub(crate) fn both<T: Into<String>>([ja, en]: [T; 2]) -> Bilingual {
    Bilingual { ja: ja.into(), en: en.into() }
}
