//! An alert in the words of one language.

use ::desk::{
    AlertKind, Notice, Published,
    alert::{Site, SiteState},
    conversation::Whose,
};
use jiff::{Timestamp, tz::TimeZone};
use reading::{BrandId, Brands};
use verdict::words::Language;

use crate::web::{brands::name, staff::clock::moment};

/// An alert as a page, a feed or an answer shows it.
pub(crate) struct Shown {
    /// Where its own page is.
    pub(crate) id: String,
    /// Whether it is about genuine messages.
    pub(crate) is_genuine: bool,
    pub(crate) title: String,
    /// Key and name of the brand.
    pub(crate) brand: Option<(String, String)>,
    pub(crate) subjects: Vec<String>,
    pub(crate) lure: String,
    pub(crate) urls: Vec<String>,
    pub(crate) advice: String,
    /// What was known of the site, in a sentence; empty when nothing was.
    pub(crate) site: String,
    /// Whose fault it is, and since when; empty when there is none.
    pub(crate) fault: String,
    /// In one sentence, for whoever asked about such a message.
    pub(crate) told: String,
    pub(crate) published: String,
    /// Empty when it was not changed since.
    pub(crate) updated: String,
    /// Empty while it holds.
    pub(crate) withdrawn: String,
}

/// In which words and days something is told.
#[derive(Clone, Copy)]
pub(crate) struct Telling<'a> {
    pub(crate) brands: &'a Brands,
    pub(crate) zone: &'a TimeZone,
    pub(crate) language: Language,
}

impl Shown {
    pub(crate) fn of(alert: &Published, telling: Telling<'_>) -> Self {
        let at = |at| moment(at, telling.zone, telling.language);
        let is_changed = alert.updated_at != alert.published_at && alert.withdrawn_at.is_none();
        Self {
            id: alert.id.to_string(),
            published: at(alert.published_at),
            updated: if is_changed { at(alert.updated_at) } else { String::new() },
            withdrawn: alert.withdrawn_at.map(at).unwrap_or_default(),
            ..Self::notice(&alert.notice, telling)
        }
    }

    /// What it says, whether or not it is public.
    pub(crate) fn notice(notice: &Notice, telling: Telling<'_>) -> Self {
        let language = telling.language;
        let brand = notice.brand.as_ref().map(|key| (key.clone(), brand_name(key, telling)));
        Self {
            id: String::new(),
            is_genuine: notice.kind == AlertKind::GenuineWithFault,
            title: notice.title.within(language).to_owned(),
            subjects: notice.subjects.clone(),
            lure: notice.lure.within(language).to_owned(),
            urls: notice.urls.clone(),
            advice: notice.advice.within(language).to_owned(),
            site: notice.site.map(|site| site_words(site, telling)).unwrap_or_default(),
            fault: notice.fault.map(|fault| fault_words(fault, telling)).unwrap_or_default(),
            told: told(notice, brand.as_ref().map(|(_, name)| name.as_str()), telling),
            brand,
            published: String::new(),
            updated: String::new(),
            withdrawn: String::new(),
        }
    }

    /// A sign beside the words, so that nobody has to tell them apart by colour.
    pub(crate) fn sign(&self) -> &'static str {
        if self.is_genuine { "✔" } else { "⚠" }
    }

    /// Whether its subjects mark what differs from message to message.
    pub(crate) fn varies(&self) -> bool {
        self.subjects.iter().any(|subject| subject.contains("〔…〕"))
    }

    /// What kind it is, in words.
    pub(crate) fn kind<'a>(&self, around: &'a crate::web::around::Around) -> &'a str {
        if self.is_genuine {
            around.say("本物のメールの不具合", "A fault in genuine messages")
        } else {
            around.say("偽物への注意", "Warning of fakes")
        }
    }
}

fn brand_name(key: &str, telling: Telling<'_>) -> String {
    let known = telling.brands.get(&BrandId(key.to_owned()));
    known.map_or_else(|| key.to_owned(), |brand| name(brand, telling.language).to_owned())
}

fn site_words(site: Site, telling: Telling<'_>) -> String {
    let at = moment(site.at, telling.zone, telling.language);
    match (site.state, telling.language) {
        (SiteState::Up, Language::Ja) => format!("{at} の時点で、偽のサイトは動いていました。"),
        (SiteState::Down, Language::Ja) => {
            format!(
                "{at} の時点で、偽のサイトは開けなくなっていました。別のサイトに替わることがあります。"
            )
        }
        (SiteState::Up, Language::En) => format!("As of {at} the fake site was up."),
        (SiteState::Down, Language::En) => {
            format!("As of {at} the fake site was gone. Another may take its place.")
        }
    }
}

fn fault_words(fault: ::desk::Fault, telling: Telling<'_>) -> String {
    let whose = match (fault.whose, telling.language) {
        (Whose::Sender, Language::Ja) => "送り主の会社の不具合です",
        (Whose::Partner, Language::Ja) => "送り主の取引先の不具合です",
        (Whose::Unknown, Language::Ja) => "どこの不具合かは、まだ分かっていません",
        (Whose::Sender, Language::En) => "The fault is on the side of the company that sent it",
        (Whose::Partner, Language::En) => "The fault is with a company that works for the sender",
        (Whose::Unknown, Language::En) => "Whose fault it is, is not known yet",
    };
    match (since(fault.since, telling), telling.language) {
        (Some(at), Language::Ja) => format!("{whose}（{at} から）。"),
        (Some(at), Language::En) => format!("{whose} (since {at})."),
        (None, Language::Ja) => format!("{whose}。"),
        (None, Language::En) => format!("{whose}."),
    }
}

fn since(at: Option<Timestamp>, telling: Telling<'_>) -> Option<String> {
    at.map(|at| moment(at, telling.zone, telling.language))
}

/// What whoever asked about such a message is told first.
fn told(notice: &Notice, brand: Option<&str>, telling: Telling<'_>) -> String {
    let at = since(notice.fault.and_then(|fault| fault.since), telling);
    match (notice.kind, telling.language) {
        (AlertKind::Phishing, Language::Ja) => {
            "このメールについて緊急情報を出しています。".to_owned()
        }
        (AlertKind::Phishing, Language::En) => {
            "We have published an alert about this message.".to_owned()
        }
        (AlertKind::GenuineWithFault, Language::Ja) => {
            let from = brand.unwrap_or("送り主の会社");
            let at = at.map(|at| format!("（{at} から）")).unwrap_or_default();
            format!(
                "これは{from}からの本物のメールです。不具合があります{at}。あなたの操作の問題ではありません。"
            )
        }
        (AlertKind::GenuineWithFault, Language::En) => {
            let from = brand.unwrap_or("the company that it names");
            let at = at.map(|at| format!(" (since {at})")).unwrap_or_default();
            format!(
                "This is a genuine message from {from}. Something in it does not work{at}. It is not because of anything you did."
            )
        }
    }
}
