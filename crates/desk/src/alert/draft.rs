//! First drafts: what is known already, in the form that alerts have. People change the words before
//! anybody else sees them.

use check::Bilingual;
use jiff::{Timestamp, tz::TimeZone};

use super::{AlertKind, Asked, Notice, masked, subject::patterns};
use crate::{Content, Traits, decision::Fault};

/// What is known of an attack, as far as an alert needs it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The attack's id.
    pub attack: Option<String>,
    /// The brand that it poses as.
    pub brand: Option<Posed>,
    /// Subjects of its messages, and how often they were seen.
    pub subjects: Vec<(String, i64)>,
    /// Addresses that they lead to, each once.
    pub urls: Vec<String>,
    /// What one of its messages says, and that nobody is proven to have said it.
    pub content: Option<Content>,
    /// What stays of that message when names and numbers are taken away.
    pub traits: Option<Traits>,
}

/// Who is posed as.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Posed {
    /// The brand's key.
    pub key: String,
    /// Its name.
    pub name: Bilingual,
}

/// Addresses that a draft lists.
const ADDRESSES: usize = 20;

impl Notice {
    /// A draft about an attack, its day counted in a zone.
    #[must_use]
    pub fn from_attack(seen: &Seen, now: Timestamp, zone: &TimeZone) -> Self {
        let day = now.to_zoned_datetime(zone.clone()).strftime("%Y/%m/%d").to_string();
        let name = name_of(seen.brand.as_ref());
        let mut urls: Vec<String> = seen.urls.iter().map(|url| masked::address(url)).collect();
        urls.sort();
        urls.dedup();
        urls.truncate(ADDRESSES);
        Self {
            kind: AlertKind::Phishing,
            brand: seen.brand.as_ref().map(|brand| brand.key.clone()),
            title: Bilingual {
                ja: format!("{}をかたるフィッシング ({day})", name.ja),
                en: format!("Phishing in the name of {} ({day})", name.en),
            },
            subjects: patterns(seen.subjects.iter().map(|(subject, times)| (subject.as_str(), *times))),
            lure: Bilingual {
                ja: format!(
                    "{}を名乗り、偽のサイトへ誘導するメールの報告を受けています。",
                    name.ja
                ),
                en: format!(
                    "We are getting reports of messages that pose as {} and lead to a fake site.",
                    name.en
                ),
            },
            urls,
            advice: Bilingual {
                ja: "リンク先で、パスワード、暗証番号、カード番号、届いた認証コードなどを入力しないでください。".to_owned(),
                en: "Behind the link, enter no password, PIN, card number or code that was sent to you.".to_owned(),
            },
            site: None,
            fault: None,
            attack: seen.attack.clone(),
            content: seen.content.clone(),
            traits: seen.traits.clone(),
        }
    }

    /// A draft about genuine messages of which something does not work.
    #[must_use]
    pub fn from_fault(
        brand: Option<&Posed>,
        words: &Bilingual,
        fault: Option<Fault>,
        asked: Asked,
    ) -> Self {
        let name = name_of(brand);
        let said = |words: &str, otherwise: String| match words.trim() {
            "" => otherwise,
            words => words.to_owned(),
        };
        Self {
            kind: AlertKind::GenuineWithFault,
            brand: brand.map(|brand| brand.key.clone()),
            title: Bilingual {
                ja: format!("{}からの本物のメールです（不具合があります）", name.ja),
                en: format!("Genuine messages from {}, with a fault", name.en),
            },
            subjects: Vec::new(),
            lure: Bilingual {
                ja: said(
                    &words.ja,
                    format!(
                        "{}が送った本物のメールですが、内容の一部がうまく働いていません。",
                        name.ja
                    ),
                ),
                en: said(
                    &words.en,
                    format!(
                        "These messages were truly sent by {}, but something in them does not work.",
                        name.en
                    ),
                ),
            },
            urls: Vec::new(),
            advice: Bilingual {
                ja: "あなたの操作の問題ではありません。いまは何もする必要はありません。".to_owned(),
                en: "It is not because of anything you did. There is nothing you need to do now."
                    .to_owned(),
            },
            site: None,
            fault,
            attack: None,
            content: asked.content,
            traits: asked.traits,
        }
    }
}

fn name_of(brand: Option<&Posed>) -> Bilingual {
    brand.map_or_else(
        || Bilingual { ja: "実在の会社".to_owned(), en: "a real company".to_owned() },
        |brand| brand.name.clone(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_has_the_form_that_alerts_have() {
        let name = Bilingual { ja: "みほん銀行".into(), en: "Mihon Bank".into() };
        let seen = Seen {
            brand: Some(Posed { key: "mihon".into(), name }),
            subjects: vec![("【重要】ご確認 12345".into(), 1), ("【重要】ご確認 67890".into(), 2)],
            urls: vec!["https://a.evil.test/login".into(), "https://a.bad.test/login".into()],
            ..Seen::default()
        };
        let now: Timestamp = "2026-11-24T16:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let draft = Notice::from_attack(&seen, now, &zone);
        assert_eq!(draft.title.ja, "みほん銀行をかたるフィッシング (2026/11/25)");
        assert_eq!(draft.title.en, "Phishing in the name of Mihon Bank (2026/11/25)");
        assert_eq!(draft.subjects, ["【重要】ご確認 〔…〕"]);
        assert_eq!(draft.urls, ["hxxps://a.●●●●.test/login"]);
        assert!(draft.kept(4_000).is_ok());
    }

    #[test]
    fn a_draft_about_a_fault_says_whose_message_it_is() {
        let name = Bilingual { ja: "みほんストア".into(), en: "Mihon Store".into() };
        let brand = Posed { key: "mihon".into(), name };
        let draft = Notice::from_fault(Some(&brand), &Bilingual::default(), None, Asked::default());
        assert_eq!(draft.title.ja, "みほんストアからの本物のメールです（不具合があります）");
        assert!(draft.kept(4_000).is_ok());
    }
}
