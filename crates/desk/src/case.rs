//! One message, or one conversation, that somebody asked about.

use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr};
use verdict::words::Language;

use check::Report;

use crate::{
    ApiKey, CampaignNumber, Fingerprint, Right, Secret, StoreError, Traits, User, audit::Actor,
    decision::Decision, secret::id,
};

id!(
    /// A case's id: in addresses and in the audit log. It opens nothing by itself.
    CaseId
);

/// What the private link holds: which case, and the secret that opens it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CaseKey {
    /// The case.
    pub id: CaseId,
    /// The person's secret.
    pub token: Secret,
}

impl CaseKey {
    /// The key that an address holds; `None` when it cannot be one.
    #[must_use]
    pub fn parse(id: &str, token: &str) -> Option<Self> {
        Some(Self { id: CaseId::parse(id)?, token: Secret::parse(token)? })
    }

    /// What the person may give to family: it shows the answer, and lets nobody act. It does not
    /// lead back to the token.
    #[must_use]
    pub fn share(&self) -> Secret {
        self.token.derived("share")
    }
}

/// By which door somebody came.
#[derive(Clone, Copy, Debug, EnumString, Eq, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Door {
    /// The pages.
    Web,
    /// The HTTP API.
    Api,
    /// A forwarded mail.
    Mail,
    /// The command line.
    Cli,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum CaseState {
    /// The desk has answered by itself; nobody waits.
    Answered,
    /// The person wants a human being, and none has come yet.
    Waiting,
    /// An agent has taken it.
    WithAgent,
    /// Somebody decided what the message is.
    Decided,
}

/// Who said something.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Who {
    /// The person who asked.
    Person,
    /// The desk's dialogue.
    Desk,
    /// A human being at the desk.
    Agent,
}

/// A case to be opened.
#[derive(Clone, Debug)]
pub struct NewCase<'a> {
    /// By which door it comes.
    pub door: Door,
    /// The person's language.
    pub language: Language,
    /// The message as it came, and what was found; `None` for a conversation without one.
    pub message: Option<AskedAbout<'a>>,
}

/// A message that is asked about.
#[derive(Clone, Debug)]
pub struct AskedAbout<'a> {
    /// Its octets.
    pub raw: &'a [u8],
    /// What the check found.
    pub report: &'a check::Report,
    /// What it says; see [`Fingerprint::of`].
    pub fingerprint: Option<Fingerprint>,
    /// By what it is found to belong to an attack; `None` when nobody looked.
    pub traits: Option<&'a Traits>,
}

impl<'a> NewCase<'a> {
    /// A case about a message. Reads the message for its fingerprint: about as long as a check.
    #[must_use]
    pub fn about(raw: &'a [u8], report: &'a check::Report, door: Door, language: Language) -> Self {
        let fingerprint = Fingerprint::of(raw);
        let message = AskedAbout { raw, report, fingerprint, traits: None };
        Self { door, language, message: Some(message) }
    }

    /// A conversation without a message at hand.
    #[must_use]
    pub fn without_message(door: Door, language: Language) -> Self {
        Self { door, language, message: None }
    }
}

/// What somebody gets who opens a case.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The only time that the token is told.
    pub key: CaseKey,
    /// What was decided before about the same message.
    pub decision: Option<Decision>,
}

/// A case as whoever may see it sees it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// By which door it came.
    pub door: Door,
    /// The person's language.
    pub language: Language,
    /// Where it stands.
    pub state: CaseState,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When anything of it changed last.
    pub changed_at: Timestamp,
    /// Since when the person waits for a human being's word; `None` when not.
    pub waiting_since: Option<Timestamp>,
    /// Who has taken it.
    pub claimed_by: Option<crate::UserId>,
    /// What the message says.
    pub fingerprint: Option<Fingerprint>,
    /// The report. To the person whole as long as the original is kept, else redacted; to the desk
    /// and to family always redacted.
    pub report: Option<check::Report>,
    /// Until when the original is kept; `None` when it is gone or never was.
    pub original_until: Option<Timestamp>,
    /// What was decided about it, last.
    pub decision: Option<Decision>,
    /// Whether the person wants to be told when the answer changes.
    pub subscribed: bool,
    /// How many entries the transcript has; the last one's position.
    pub messages: i64,
}

/// One entry of a transcript.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    /// Its place in the transcript, from 1.
    pub position: i64,
    /// Who said it.
    pub who: Who,
    /// Which agent.
    pub speaker: Option<crate::UserId>,
    /// What was said.
    pub text: String,
    /// When.
    pub said_at: Timestamp,
}

/// What the people at the desk write to each other about a case; the person never sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// Its place, from 1.
    pub position: i64,
    /// Who wrote it.
    pub author: String,
    /// What.
    pub text: String,
    /// When.
    pub written_at: Timestamp,
}

/// A case in the agents' queue.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Queued {
    /// The case.
    pub id: CaseId,
    /// The person's language.
    pub language: Language,
    /// [`CaseState::Waiting`] or [`CaseState::WithAgent`].
    pub state: CaseState,
    /// Since when the person waits for a word; `None` when it is the person's turn.
    pub waiting_since: Option<Timestamp>,
    /// Who has taken it.
    pub claimed_by: Option<crate::UserId>,
    /// The message's subject, redacted.
    pub subject: Option<String>,
    /// The brand it speaks as.
    pub brand: Option<String>,
    /// What the check found.
    pub ruling: Option<String>,
}

/// Proof that somebody may enter a case. Only the store makes one, from the person's token, an
/// agent's session, or an API key.
#[derive(Clone, Debug)]
pub struct Access {
    pub(crate) case: CaseId,
    pub(crate) viewer: Viewer,
}

/// Who entered a case.
#[derive(Clone, Debug)]
pub(crate) enum Viewer {
    Person,
    Family,
    User(User),
    Key(ApiKey),
}

impl Access {
    /// The case.
    #[must_use]
    pub fn case(&self) -> &CaseId {
        &self.case
    }

    /// Whether it is the person who asked.
    #[must_use]
    pub fn is_person(&self) -> bool {
        matches!(self.viewer, Viewer::Person)
    }

    /// Whether it is somebody to whom the person gave [`CaseKey::share`].
    #[must_use]
    pub fn is_family(&self) -> bool {
        matches!(self.viewer, Viewer::Family)
    }

    /// The user who entered; refused when the user's role lacks the right.
    pub(crate) fn user(&self, right: Right) -> Result<&User, StoreError> {
        match &self.viewer {
            Viewer::User(user) if user.role.may(right) => Ok(user),
            Viewer::User(_) | Viewer::Person | Viewer::Family | Viewer::Key(_) => {
                Err(StoreError::NotAllowed)
            }
        }
    }

    /// Refuses everybody who may not decide: users by their role, programs by their scope.
    pub(crate) fn decider(&self) -> Result<(), StoreError> {
        match &self.viewer {
            Viewer::User(user) if user.role.may(Right::Decide) => Ok(()),
            Viewer::Key(key) if key.scopes.contains(&crate::Scope::Decide) => Ok(()),
            Viewer::User(_) | Viewer::Key(_) | Viewer::Person | Viewer::Family => {
                Err(StoreError::NotAllowed)
            }
        }
    }

    /// Refuses everybody but the person.
    pub(crate) fn person(&self) -> Result<(), StoreError> {
        if self.is_person() { Ok(()) } else { Err(StoreError::NotAllowed) }
    }

    /// Refuses family: what was said is between the person and the desk.
    pub(crate) fn talk(&self) -> Result<(), StoreError> {
        if self.is_family() { Err(StoreError::NotAllowed) } else { Ok(()) }
    }

    pub(crate) fn actor(&self) -> Actor {
        match &self.viewer {
            // Family never acts: everything that is written down refuses them.
            Viewer::Person | Viewer::Family => Actor::Person,
            Viewer::User(user) => Actor::User(user.id.clone()),
            Viewer::Key(key) => Actor::Key(key.id.clone()),
        }
    }
}

/// The campaign that a message belongs to: only when its sender's own record has this very message.
pub(crate) fn campaign_of(report: &Report) -> Option<CampaignNumber> {
    let is_recorded = report.reasons.iter().any(|reason| reason.evidence == "sender-records");
    let campaign = report.record.as_ref()?.campaign.as_ref().filter(|_| is_recorded)?;
    Some(CampaignNumber(campaign.number))
}
