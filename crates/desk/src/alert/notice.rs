use std::sync::LazyLock;

use check::{Bilingual, render::plain};
use jiff::Timestamp;
use regex::Regex;
use strum::{EnumString, IntoStaticStr};

use super::masked;
use crate::{Content, StoreError, Traits, decision::Fault};

/// What an alert is about.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum AlertKind {
    /// Messages that pose as somebody.
    Phishing,
    /// Genuine messages of which something does not work.
    GenuineWithFault,
}

/// What an alert says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Notice {
    /// What it is about.
    pub kind: AlertKind,
    /// Key of the brand that is posed as, or whose fault it is; `None` for none that is known.
    pub brand: Option<String>,
    /// 「○○をかたるフィッシング (YYYY/MM/DD)」.
    pub title: Bilingual,
    /// Subjects that were seen, what varies marked.
    pub subjects: Vec<String>,
    /// What the messages say and want, or what does not work.
    pub lure: Bilingual,
    /// Addresses that they lead to, the telling part masked by ●●●●.
    pub urls: Vec<String>,
    /// What not to enter, or what to do.
    pub advice: Bilingual,
    /// What was known of the site, and when.
    pub site: Option<Site>,
    /// Whose fault it is; for [`AlertKind::GenuineWithFault`] alone.
    pub fault: Option<Fault>,
    /// The attack that it was drafted from.
    pub attack: Option<String>,
    /// The message that it is about: what it says, and who is proven to have said it.
    pub content: Option<Content>,
    /// What stays of that message when names and numbers are taken away.
    pub traits: Option<Traits>,
}

/// What was known of a site at one moment. Nobody here opened it: somebody told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Site {
    /// Whether it answered.
    pub state: SiteState,
    /// When that was known.
    pub at: Timestamp,
}

/// Whether a site answers.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum SiteState {
    /// It answers.
    Up,
    /// It is gone.
    Down,
}

/// Characters of a title.
const TITLE: usize = 200;

/// Characters of one subject or address.
const LINE: usize = 500;

/// Subjects, or addresses, of one alert.
const LINES: usize = 50;

impl Notice {
    /// The notice as it may be kept and shown: nothing in it steers a screen, no address in it is
    /// whole or turns into a link.
    ///
    /// # Errors
    ///
    /// [`StoreError::Empty`] without a title or a description; [`StoreError::TooLong`],
    /// [`StoreError::TooMany`] past the bounds; `most` is that of running text, in characters.
    pub(crate) fn kept(&self, most: usize) -> Result<Self, StoreError> {
        let is_fault = self.kind == AlertKind::GenuineWithFault;
        Ok(Self {
            kind: self.kind,
            brand: self.brand.clone(),
            title: both("the title", &self.title, TITLE, true)?,
            subjects: lines("a subject", &self.subjects, |line| plain(line).into_owned())?,
            lure: both("the description", &self.lure, most, true)?,
            urls: lines("an address", &self.urls, |line| masked::address(&plain(line)))?,
            advice: both("the advice", &self.advice, most, false)?,
            site: self.site.filter(|_| !is_fault),
            fault: self.fault.filter(|_| is_fault),
            attack: self.attack.clone(),
            content: self.content.clone(),
            traits: self.traits.clone().filter(|traits| !traits.is_empty()),
        })
    }
}

fn both(
    what: &'static str,
    text: &Bilingual,
    most: usize,
    is_needed: bool,
) -> Result<Bilingual, StoreError> {
    let one = |text: &str| {
        let text = disarmed(text.trim());
        if text.chars().nth(most).is_some() {
            return Err(StoreError::TooLong { what, most });
        }
        if text.is_empty() && is_needed { Err(StoreError::Empty) } else { Ok(text) }
    };
    Ok(Bilingual { ja: one(&text.ja)?, en: one(&text.en)? })
}

fn lines(
    what: &'static str,
    lines: &[String],
    shown: impl Fn(&str) -> String,
) -> Result<Vec<String>, StoreError> {
    let lines = lines.iter().map(|line| shown(line.trim())).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.collect();
    if lines.len() > LINES {
        return Err(StoreError::TooMany);
    }
    if lines.iter().any(|line| line.chars().nth(LINE).is_some()) {
        return Err(StoreError::TooLong { what, most: LINE });
    }
    Ok(lines)
}

static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)h(?:tt|xx)ps?://[^\s<>「」（）]+").ok());

/// Running text, line by line, each address in it masked.
fn disarmed(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| plain(line).into_owned()).collect();
    let text = lines.join("\n");
    match &*ADDRESS {
        Some(address) => address
            .replace_all(&text, |found: &regex::Captures<'_>| {
                masked::address(found.get(0).map_or("", |whole| whole.as_str()))
            })
            .into_owned(),
        // A pattern that does not compile is caught by the tests; nothing would leak.
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(lure: &str) -> Notice {
        let both = |text: &str| Bilingual { ja: text.to_owned(), en: text.to_owned() };
        Notice {
            kind: AlertKind::Phishing,
            brand: None,
            title: both("title"),
            subjects: vec!["【重要】\u{202e}ご確認".to_owned(), "  ".to_owned()],
            lure: both(lure),
            urls: vec!["https://evil.test/a".to_owned()],
            advice: both(""),
            site: None,
            fault: None,
            attack: None,
            content: None,
            traits: None,
        }
    }

    #[test]
    fn nothing_in_it_steers_a_screen_or_leads_anywhere() {
        let kept = notice("一行目\n行き先は https://evil.test/x?y=1 です").kept(100).unwrap();
        assert_eq!(kept.subjects, ["【重要】ご確認"]);
        assert_eq!(kept.urls, ["hxxps://●●●●.test/a"]);
        assert_eq!(kept.lure.ja, "一行目\n行き先は hxxps://●●●●.test/x?●●●● です");
    }

    #[test]
    fn what_is_kept_is_kept_the_same_again() {
        let once = notice("hxxps://●●●●.test/x と https://a.b.evil.test/").kept(100).unwrap();
        assert_eq!(once.kept(100).unwrap(), once);
    }

    #[test]
    fn too_little_and_too_much_are_refused() {
        assert!(matches!(notice(" ").kept(100), Err(StoreError::Empty)));
        assert!(matches!(notice("ながい").kept(2), Err(StoreError::TooLong { .. })));
        let many = Notice { urls: vec!["a.test".to_owned(); LINES + 1], ..notice("x") };
        assert!(matches!(many.kept(100), Err(StoreError::TooMany)));
    }
}
