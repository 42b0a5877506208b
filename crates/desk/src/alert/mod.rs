//! Alerts (緊急情報): what everybody is to know of an attack, or of a fault in genuine mail.
//!
//! What an alert says is a [`Notice`], and each version of it a revision. Only a revision that two
//! people have seen, one who wrote it and another who approved it, is ever shown to the public.

mod draft;
mod masked;
mod notice;
mod subject;

use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr};

use crate::{
    Content, Fingerprint, Traits,
    attack::{Bond, same},
    secret::id,
};

pub use draft::{Posed, Seen};
pub use notice::{AlertKind, Notice, Site, SiteState};

id!(
    /// An alert's id.
    AlertId
);

/// Where an alert stands.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum AlertState {
    /// Somebody is writing. What was approved before, if anything, is still public.
    Draft,
    /// Waits for somebody else to approve it.
    Proposed,
    /// The newest revision is public.
    Published,
    /// It holds no longer.
    Withdrawn,
}

/// An alert as the people at the desk see it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// Where its newest revision stands.
    pub state: AlertState,
    /// The number of the newest revision, from 1.
    pub revision: i64,
    /// What the newest revision says.
    pub notice: Notice,
    /// Who began it: the actor as the audit log names it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: Timestamp,
    /// Who wrote the newest revision.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
    /// Who approved the newest revision; `None` while nobody has.
    pub approved_by: Option<String>,
    /// When it was first published; `None` while it never was.
    pub published_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

/// An alert as everybody sees it: the revision that was approved last.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Published {
    /// Its id.
    pub id: AlertId,
    /// What was approved.
    pub notice: Notice,
    /// When it was first published.
    pub published_at: Timestamp,
    /// When what it says changed last, its withdrawal included.
    pub updated_at: Timestamp,
    /// When it was withdrawn; it is still shown to who knows its address, and says so.
    pub withdrawn_at: Option<Timestamp>,
}

/// A message for which alerts are looked up.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// What it says and who is proven to have said it; `None` when it says nothing.
    pub content: Option<Content>,
    /// What stays of it when names and numbers are taken away.
    pub traits: Option<Traits>,
    /// The attack that it belongs to, and those that became one with it. None for a message whose
    /// sender is proven: its likeness to a forgery does not speak against it.
    pub attacks: Vec<String>,
}

impl Asked {
    /// A message by its report.
    #[must_use]
    pub fn about(report: &check::Report, fingerprint: Option<Fingerprint>) -> Self {
        let vouched = Content::vouched(report);
        let content = fingerprint.map(|fingerprint| Content { fingerprint, vouched });
        Self { content, ..Self::default() }
    }

    /// Whether somebody is proven to have sent it.
    pub(crate) fn is_proven(&self) -> bool {
        let by_content = self.content.as_ref().is_some_and(|content| !content.vouched.is_empty());
        by_content || self.traits.as_ref().is_some_and(|traits| traits.vouched.is_some())
    }
}

impl Published {
    /// Whether it is about a message. One about a forgery speaks of what has no proof, or the same;
    /// one that calls something genuine speaks only of what is proven to come from the same domain:
    /// a copy without the proof is not excused.
    #[must_use]
    pub fn is_about(&self, asked: &Asked) -> bool {
        let is_same = self.notice.content.is_some() && self.notice.content == asked.content;
        match self.notice.kind {
            AlertKind::Phishing => is_same || self.is_of_its_attack(asked),
            AlertKind::GenuineWithFault => {
                asked.is_proven() && (is_same || self.is_same_template(asked))
            }
        }
    }

    fn is_of_its_attack(&self, asked: &Asked) -> bool {
        let attack = self.notice.attack.as_ref();
        !asked.is_proven() && attack.is_some_and(|attack| asked.attacks.contains(attack))
    }

    /// Whether both say the same but for names and numbers, proven to come from the same domain, and
    /// nothing in the message leads elsewhere: a stranger's words in a brand's own mail are not
    /// excused by what the brand's mail looks like.
    fn is_same_template(&self, asked: &Asked) -> bool {
        let (Some(one), Some(other)) = (&self.notice.traits, &asked.traits) else { return false };
        other.is_genuine && other.vouched.is_some() && same(one, other).contains(&Bond::Text)
    }
}
