//! Where the registry has its facts from, as people are told it.

use reading::Brand;
use verdict::words::Language;

/// How sure the registry is of one brand.
pub(super) struct Sources {
    /// In one sentence.
    pub(super) said: &'static str,
    /// Pages that publish the facts, as text.
    pub(super) pages: Vec<String>,
}

impl Sources {
    pub(super) fn of(brand: &Brand, language: Language) -> Self {
        let pages: Vec<String> =
            brand.sources.iter().filter(|source| source.contains("://")).cloned().collect();
        Self { said: said(!pages.is_empty(), is_seen(brand), language), pages }
    }
}

/// Whether something of the brand's own was looked at: its mail, or programs that know its mail.
fn is_seen(brand: &Brand) -> bool {
    brand.sources.iter().any(|source| source != "common knowledge" && !source.contains("://"))
}

fn said(is_published: bool, is_seen: bool, language: Language) -> &'static str {
    match (is_published, is_seen, language) {
        (true, _, Language::Ja) => "公開されているページと照らし合わせています。",
        (true, _, Language::En) => "Compared with pages that publish it.",
        (false, true, Language::Ja) => {
            "実際のメールや、公開されているメールの振り分け規則から分かったことです。会社が公表した一覧との照らし合わせは、まだしていません。"
        }
        (false, true, Language::En) => {
            "Known from genuine mail or from published mail filters. Not yet compared with a list that the company publishes."
        }
        (false, false, Language::Ja) => {
            "広く知られていることをもとにしています。会社が公表した一覧との照らし合わせは、まだしていません。"
        }
        (false, false, Language::En) => {
            "Common knowledge. Not yet compared with a list that the company publishes."
        }
    }
}
