use jiff::Timestamp;

use super::DumpError;
use crate::{NoRandomness, audit::AuditBroken, campaign::TermsError};

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No case that this id and token open. Which of both is wrong is not told.
    #[error("there is no such case, or this does not open it")]
    NoSuchCase,
    /// No alert of this id that may be seen.
    #[error("there is no such alert")]
    NoSuchAlert,
    /// No fault of that id that is open.
    #[error("there is no such fault, or it is closed")]
    NoSuchFault,
    /// A make-good whose figures cannot be.
    #[error("days are 1 to 366, coupons at least 1")]
    MakeGood,
    /// Somebody changed it since it was looked at.
    #[error("somebody changed it meanwhile")]
    ChangedMeanwhile,
    /// Who wrote it may not approve it.
    #[error("who wrote it may not approve it")]
    OwnWork,
    /// No report that this id and token open. Which of both is wrong is not told.
    #[error("there is no such report, or this does not open it")]
    NoSuchReport,
    /// The case is reported already.
    #[error("the case is reported already")]
    Reported,
    /// No attack of that id that the asker may see.
    #[error("there is no such attack")]
    NoSuchAttack,
    /// No campaign of that id that the asker may see.
    #[error("there is no such campaign")]
    NoSuchCampaign,
    /// The campaign's state does not allow it.
    #[error("a campaign that is {state} does not become that")]
    CampaignState {
        /// The state it has.
        state: &'static str,
    },
    /// Too much is asked at a time; later it can be done.
    #[error("too much is asked at a time")]
    Busy,
    /// A campaign's terms cannot stand.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// No coupons, more than can be numbered, or fewer than were taken.
    #[error("a campaign has 1 to {most} coupons, and not fewer than were taken")]
    Stock {
        /// Most coupons.
        most: u64,
    },
    /// The role, scope or token does not allow it.
    #[error("not allowed")]
    NotAllowed,
    /// The case is about a message already.
    #[error("the case has a message already")]
    HasMessage,
    /// Another agent has the case.
    #[error("another agent has taken the case")]
    AlreadyClaimed,
    /// No user of that name or id, or a closed account.
    #[error("there is no such user")]
    NoSuchUser,
    /// The name is taken.
    #[error("there is a user of that name already")]
    NameTaken,
    /// Name or password is wrong. Which of both is not told.
    #[error("name or password is wrong")]
    WrongPassword,
    /// Too many wrong passwords.
    #[error("too many wrong passwords; closed until {until}")]
    Locked {
        /// When it opens again.
        until: Timestamp,
    },
    /// A password that is too short, or too long to be one.
    #[error("a password has {least} to {most} characters")]
    Password {
        /// Fewest characters.
        least: usize,
        /// Most octets.
        most: usize,
    },
    /// A name that is empty, long, or has characters that cannot be told apart on a screen.
    #[error("a user's name is made of 1 to 64 ASCII letters, digits, dots, hyphens and @")]
    Name,
    /// A key of an answer that is not plain.
    #[error("an answer's key is made of 1 to 40 small ASCII letters, digits and hyphens")]
    Key,
    /// Brand staff without a brand, or a brand for somebody else.
    #[error("brand staff, and nobody else, works for one brand")]
    Brand,
    /// The password could not be hashed: there is not enough memory.
    #[error("the password could not be hashed")]
    NoHash,
    /// Longer than [`Limits`](super::Limits) allows.
    #[error("{what} is longer than {most}")]
    TooLong {
        /// What.
        what: &'static str,
        /// The bound.
        most: usize,
    },
    /// Nothing was said.
    #[error("there is nothing in it")]
    Empty,
    /// More entries than [`Limits`](super::Limits) allows.
    #[error("the case has too many entries")]
    TooMany,
    /// The address names neither SQLite nor PostgreSQL.
    #[error("a database's address begins with sqlite: or postgres:")]
    Address,
    /// The database failed or could not be reached.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("the tables could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A report or a conversation could not be written or read as JSON.
    #[error("a stored document cannot be read")]
    Document(#[from] serde_json::Error),
    /// The database holds a word that this program does not know: a newer program wrote it.
    #[error("the database holds {0:?}, which this program does not know")]
    Word(String),
    /// A statement had a value of a kind that our tables do not have: a fault of this program.
    #[error("a statement had a value of a kind that is not bound: {0}")]
    Value(String),
    /// A dump goes into an empty desk only.
    #[error("the desk is not empty")]
    NotEmpty,
    /// The dump is damaged, or none.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// PostgreSQL is backed up with its own means, or with a dump.
    #[error("only an SQLite file is backed up so; for PostgreSQL make a dump")]
    OnlySqlite,
    /// A dump could not be read or written.
    #[error("the dump could not be read or written")]
    Io(#[source] std::io::Error),
    /// The audit log is not what was written.
    #[error(transparent)]
    Audit(#[from] AuditBroken),
    /// The operating system gave no random octets.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}
