use check::{Bilingual, render, report::Ruling};
use verdict::words::Language;

use super::words::{self, words};
use crate::scan::{
    label::Labels,
    summary::{Noted, Summary},
};

/// Messages that somebody should look at, for one cause.
pub(super) struct List {
    pub(super) title: &'static str,
    pub(super) note: String,
    pub(super) items: Vec<Item>,
    /// The rest, folded away, and what the fold says.
    pub(super) folded: Vec<Item>,
    pub(super) fold: String,
}

/// Messages that are shown before anything is unfolded.
const SHOWN: usize = 5;

/// One of them.
pub(super) struct Item {
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) label: String,
    pub(super) path: String,
    pub(super) why: String,
}

/// The lists that are not empty.
pub(super) fn lists(summary: &Summary, labels: &Labels, language: Language) -> Vec<List> {
    let (words, look) = (words(language), &summary.look);
    let rulings = summary.rulings;
    [
        (words.wrong, &look.wrong, look.wrongs),
        (words.alarmed, &look.alarmed, rulings.alarmed()),
        (words.open, &look.open, rulings.of(Ruling::CannotTell)),
    ]
    .into_iter()
    .filter(|(_, noted, _)| !noted.is_empty())
    .map(|([title, note], noted, of)| {
        let items = noted.iter().map(|noted| item(noted, labels, language));
        let folded = noted.len().saturating_sub(SHOWN);
        List {
            title,
            note: words::shown(note, noted.len(), of, language),
            items: items.clone().take(SHOWN).collect(),
            folded: items.skip(SHOWN).collect(),
            fold: words::fold(folded as u64, language),
        }
    })
    .collect()
}

fn item(noted: &Noted, labels: &Labels, language: Language) -> Item {
    let say = |text: &Bilingual| render::plain(text.within(language)).into_owned();
    let why = match (&noted.why, language) {
        (Some(why), Language::Ja) => format!("{}{}", say(&noted.headline), say(why)),
        (Some(why), Language::En) => format!("{} {}", say(&noted.headline), say(why)),
        (None, _) => say(&noted.headline),
    };
    let label = noted.label.map(|id| labels.name(id)).unwrap_or_default();
    Item {
        class: noted.ruling.as_str(),
        sign: render::symbol(noted.ruling),
        word: render::ruling_word(noted.ruling, language),
        label: render::plain(label).into_owned(),
        path: render::plain(&noted.path).into_owned(),
        why,
    }
}
