use jiff::Timestamp;

use super::{AttackId, AttackState, Bond};
use crate::{
    ApiKey, ReportId, Right, Scope, StoreError, User,
    account::Role,
    event::{Reporter, SeenUrl},
};

/// Who looks at attacks.
#[derive(Clone, Copy, Debug)]
pub enum AttackReader<'a> {
    /// Whoever runs commands on the desk's machine, or the desk itself.
    Machine,
    /// Somebody at the desk.
    User(&'a User),
    /// A program with a key.
    Key(&'a ApiKey),
}

impl<'a> AttackReader<'a> {
    /// The only brand that the reader may see; `None` for all.
    pub(crate) fn brand(self) -> Result<Option<&'a str>, StoreError> {
        match self {
            Self::Machine => Ok(None),
            Self::Key(key) if key.scopes.contains(&Scope::Read) => Ok(None),
            Self::User(user) if user.role == Role::BrandStaff => {
                user.brand.as_deref().map(Some).ok_or(StoreError::NotAllowed)
            }
            Self::User(user) if user.role.may(Right::Read) => Ok(None),
            Self::Key(_) | Self::User(_) => Err(StoreError::NotAllowed),
        }
    }
}

/// What the desk knows of a report beside its traits. Everything is redacted already.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// The brand it poses as, or that sent it: its key in the registry, else the name as told.
    pub brand: Option<&'a str>,
    /// The pages it leads to, tokens masked, the main one first.
    pub pages: &'a [SeenUrl],
    /// The subject.
    pub subject: Option<&'a str>,
    /// Whose report.
    pub reporter: Reporter,
    /// What the reporter's word weighs: 1 for somebody of whom nothing is known, 0 for nothing.
    pub reputation: f64,
    /// When it was reported.
    pub at: Timestamp,
}

/// An attack as a line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Attack {
    /// The id.
    pub id: AttackId,
    /// Where it stands.
    pub state: AttackState,
    /// The subject that it began with; empty when it began with a page.
    pub subject: String,
    /// Brands it poses as, the most frequent first.
    pub brands: Vec<Tally>,
    /// How many reports.
    pub reports: i64,
    /// How many reporters.
    pub reporters: i64,
    /// What the reporters' word weighs together: each reporter once, 1 for somebody of whom nothing
    /// is known.
    pub weight: f64,
    /// The first report.
    pub first_at: Timestamp,
    /// The last one.
    pub last_at: Timestamp,
}

/// Something that an attack's reports have, and how many have it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tally {
    /// What.
    pub value: String,
    /// How many reports.
    pub reports: i64,
    /// The first report that has it.
    pub first_at: Timestamp,
    /// The last one.
    pub last_at: Timestamp,
}

/// Reports within one hour.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Hour {
    /// When the hour began.
    pub at: Timestamp,
    /// How many reports.
    pub reports: i64,
}

/// A report of an attack.
#[derive(Clone, Debug, PartialEq)]
pub struct AttackMember {
    /// The report.
    pub report: ReportId,
    /// When it was reported.
    pub at: Timestamp,
    /// The brand.
    pub brand: Option<String>,
    /// The subject, redacted.
    pub subject: String,
    /// Its main page, tokens masked; empty without one.
    pub url: String,
    /// Why it belongs to the others: the names of [`Bond`]s; none for the first.
    pub bonds: Vec<Bond>,
}

/// An earlier attack that was like this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The attack.
    pub attack: Attack,
    /// Why it is like it.
    pub bonds: Vec<Bond>,
}

/// All that is known of an attack.
#[derive(Clone, Debug, PartialEq)]
pub struct AttackDetails {
    /// What a list says of it.
    pub attack: Attack,
    /// Who settled its state and when, as the audit log names them; `None` when nobody did.
    pub settled: Option<(String, Timestamp)>,
    /// Its reports over time, hour by hour, the first first; hours without reports are left out.
    pub hours: Vec<Hour>,
    /// Hosts it leads to, in the order in which they were first seen.
    pub hosts: Vec<Tally>,
    /// How many hosts there are; only some are listed.
    pub hosts_total: i64,
    /// What its pages' addresses are shaped like, in the order in which they were first seen.
    pub patterns: Vec<Tally>,
    /// Subjects, redacted, the most frequent first.
    pub subjects: Vec<Tally>,
    /// Pages, tokens masked, the most frequent first.
    pub pages: Vec<Tally>,
    /// The newest of its reports.
    pub members: Vec<AttackMember>,
    /// How many reports belong to it by what.
    pub bonds: Vec<(Bond, i64)>,
    /// Earlier attacks that were like it, the newest first.
    pub past: Vec<Past>,
}
