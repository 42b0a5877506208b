//! Who did what, on which case, when: an append-only log that shows when somebody rewrote it.

use aws_lc_rs::digest::{Context, SHA256};
use jiff::Timestamp;

use crate::{ApiKeyId, CaseId, UserId};

/// Who acted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Actor {
    /// The person who asked.
    Person,
    /// Somebody at the desk.
    User(UserId),
    /// A program with an API key.
    Key(ApiKeyId),
    /// The desk's own jobs, and whoever runs commands on its machine.
    System,
}

impl Actor {
    /// As it stands in the log: `person`, `user:ID`, `key:ID`, `system`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Person => "person".to_owned(),
            Self::User(id) => format!("user:{id}"),
            Self::Key(id) => format!("key:{id}"),
            Self::System => "system".to_owned(),
        }
    }
}

/// One line of the log. It holds no personal data, for it is kept for ever.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditEntry {
    /// Its number, from 1, without gaps.
    pub position: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as [`Actor::name`].
    pub actor: String,
    /// What: `case.deleted`, `case.claimed`, `decision.made`, `user.added` and so on.
    pub action: String,
    /// On which case.
    pub case: Option<CaseId>,
    /// More about it: an id, a count, a role.
    pub detail: String,
    /// SHA-256 over the entry before's hash and this entry.
    pub hash: Vec<u8>,
}

/// Where the log ends. Whoever notes it elsewhere can tell later that nothing up to there was
/// changed or cut off.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditHead {
    /// How many entries there are.
    pub position: i64,
    /// The last one's hash.
    pub hash: Vec<u8>,
}

/// The log is not what was written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the audit log was changed at entry {position}")]
pub struct AuditBroken {
    /// The first entry that does not follow from the one before.
    pub position: i64,
}

/// An entry's hash: every field with its length before it, so that none can be taken for another.
pub(crate) fn link(previous: &[u8], entry: &AuditEntry) -> Vec<u8> {
    let mut content = Context::new(&SHA256);
    content.update(previous);
    content.update(&entry.position.to_be_bytes());
    content.update(&entry.at.as_millisecond().to_be_bytes());
    let case = entry.case.as_ref().map(CaseId::as_str).unwrap_or_default();
    for field in [entry.actor.as_str(), entry.action.as_str(), case, entry.detail.as_str()] {
        content.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        content.update(field.as_bytes());
    }
    content.finish().as_ref().to_vec()
}
