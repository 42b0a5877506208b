//! What have people asked, and what did we answer?
//!
//! [`Store`] keeps it: cases with what was said, decisions, accounts, the audit log, in one SQLite
//! file or in PostgreSQL. [`conversation`] talks with whoever asks. [`exchange`] speaks with other
//! desks: abuse reports that come in, and those that go out.

pub mod account;
pub mod aggregate;
pub mod alert;
pub mod attack;
pub mod audit;
pub mod campaign;
pub mod case;
pub mod conversation;
pub mod decision;
pub mod event;
pub mod exchange;
pub mod fault;
pub mod health;
pub mod ledger;
pub mod overview;
pub mod presend;
pub mod redaction;
pub mod report;
pub mod sending;
pub mod stats;
pub mod store;

mod canned;
mod encoded_word;
mod fingerprint;
mod password;
mod secret;
mod seen_url;

pub use account::{
    ApiKey, ApiKeyId, LoggedIn, NewUser, Operator, Right, Role, Scope, Session, User, UserId,
};
pub use alert::{Alert, AlertId, AlertKind, AlertState, Notice, Published};
pub use attack::{AttackId, AttackState, Traits};
pub use campaign::{
    Campaign, CampaignId, CampaignNumber, CampaignState, InvitationNumber, NewCampaign, Terms,
};
pub use canned::Canned;
pub use case::{Access, Case, CaseId, CaseKey, CaseState, Door, NewCase, Opened, Who};
pub use decision::{Content, Decision, DecisionKind, Fault, NewDecision, Telling};
pub use fingerprint::Fingerprint;
pub use ledger::Ledger;
pub use overview::{Counts, Decided, Listed, Similar};
pub use redaction::Redactor;
pub use report::{ReportId, ReportKey};
pub use secret::{NoRandomness, Secret};
pub use store::{Settings, Store, StoreError};
