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

use crate::{Content, Fingerprint, secret::id};

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
#[derive(Clone, Debug)]
pub struct Asked {
    /// What it says and who is proven to have said it; `None` when it says nothing.
    pub content: Option<Content>,
    /// The attack that it belongs to.
    pub attack: Option<String>,
}

impl Asked {
    /// A message by its report.
    #[must_use]
    pub fn about(report: &check::Report, fingerprint: Option<Fingerprint>) -> Self {
        let vouched = Content::vouched(report);
        let content = fingerprint.map(|fingerprint| Content { fingerprint, vouched });
        Self { content, attack: None }
    }

    /// The same message, known to belong to an attack. A message whose sender is proven belongs to
    /// none: its likeness to a forgery does not speak against it.
    #[must_use]
    pub fn of_attack(mut self, attack: Option<String>) -> Self {
        let is_proven = self.content.as_ref().is_some_and(|content| !content.vouched.is_empty());
        self.attack = attack.filter(|_| !is_proven);
        self
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
            AlertKind::Phishing => {
                is_same || (self.notice.attack.is_some() && self.notice.attack == asked.attack)
            }
            AlertKind::GenuineWithFault => {
                is_same && asked.content.as_ref().is_some_and(|content| !content.vouched.is_empty())
            }
        }
    }
}
