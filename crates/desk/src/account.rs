//! Who works at the desk, and what each may do.

use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr};

use crate::{Secret, StoreError, audit::Actor, secret::id};

id!(
    /// A user's id. Names can change hands; ids do not.
    UserId
);

id!(
    /// An API key's id: public, for lists and the audit log.
    ApiKeyId
);

/// What somebody at the desk is there for.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Talks with people and decides.
    Agent,
    /// Works for one brand: sees and decides what speaks as that brand, and nothing else.
    BrandStaff,
    /// Reads; answers nobody.
    Analyst,
    /// Everything, and the accounts.
    Admin,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::Agent, Self::BrandStaff, Self::Analyst, Self::Admin];

    /// Its name on the command line and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether the role has the right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        match right {
            Right::Read => true,
            Right::Answer | Right::Decide | Right::ReadOriginal => self != Self::Analyst,
            Right::Administer => self == Self::Admin,
            Right::ReadAudit => matches!(self, Self::Admin | Self::Analyst),
        }
    }
}

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Right {
    /// See the queue and cases, redacted.
    Read,
    /// See a message as it came. Each time is written into the audit log.
    ReadOriginal,
    /// Take cases, talk with people, write notes, hand over.
    Answer,
    /// Say what a message is, to everybody who asked.
    Decide,
    /// Accounts and API keys.
    Administer,
    /// The audit log.
    ReadAudit,
}

/// Somebody who works at the desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The name to log in with.
    pub name: String,
    /// What the user is there for.
    pub role: Role,
    /// Key of the brand that brand staff works for.
    pub brand: Option<String>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When it was closed.
    pub disabled_at: Option<Timestamp>,
}

/// An account to be made.
#[derive(Clone, Copy)]
pub struct NewUser<'a> {
    /// The name to log in with.
    pub name: &'a str,
    /// What the user is there for.
    pub role: Role,
    /// Key of the brand that brand staff works for; nobody else has one.
    pub brand: Option<&'a str>,
    /// The first password.
    pub password: &'a str,
}

/// On whose behalf accounts and keys are changed.
#[derive(Clone, Copy, Debug)]
pub enum Operator<'a> {
    /// Whoever runs commands on the desk's machine.
    Machine,
    /// Somebody at the desk.
    User(&'a User),
}

impl Operator<'_> {
    pub(crate) fn may_administer(self) -> Result<(), StoreError> {
        match self {
            Self::Machine => Ok(()),
            Self::User(user) if user.role.may(Right::Administer) => Ok(()),
            Self::User(_) => Err(StoreError::NotAllowed),
        }
    }

    /// Whether it is this user.
    pub(crate) fn is(self, id: &UserId) -> bool {
        matches!(self, Self::User(user) if user.id == *id)
    }

    pub(crate) fn actor(self) -> Actor {
        match self {
            Self::Machine => Actor::System,
            Self::User(user) => Actor::User(user.id.clone()),
        }
    }
}

/// A log-in. The token goes into a cookie and nowhere else.
#[derive(Clone, Debug)]
pub struct LoggedIn {
    /// What the browser shows from now on; a new one for each log-in, so that none can be fixed
    /// beforehand.
    pub token: Secret,
    /// The session.
    pub session: Session,
}

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who.
    pub user: User,
    /// What each form must bring along: a stranger's page does not know it.
    pub csrf: Secret,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

impl Session {
    /// Whether a form came from one of our own pages. Takes as long when it did not.
    #[must_use]
    pub fn accepts(&self, csrf: &str) -> bool {
        Secret::parse(csrf).is_some_and(|shown| shown.is(&self.csrf.hash()))
    }
}

/// What a program may do with a key.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Scope {
    /// Hand in messages.
    Check,
    /// Read cases, redacted.
    Read,
    /// Decide.
    Decide,
    /// Make campaigns, invite, redeem coupons.
    Campaigns,
}

/// A program's key, without its secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiKey {
    /// The id.
    pub id: ApiKeyId,
    /// Whose it is, in words.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Key of the only brand that it may act for, in campaigns and the ledger; `None`: all.
    pub brand: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}
