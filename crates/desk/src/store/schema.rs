//! Names of tables and columns, as `migrations` makes them.

mod aggregate;
mod alerts;
mod attacks;
mod campaigns;
mod events;
mod faults;
mod ledger;
mod reports;

use sea_query::Iden;

pub(super) use aggregate::*;
pub(super) use alerts::*;
pub(super) use attacks::*;
pub(super) use campaigns::*;
pub(super) use events::*;
pub(super) use faults::*;
pub(super) use ledger::*;
pub(super) use reports::*;

#[derive(Clone, Copy, Iden)]
pub(super) enum Keys {
    Table,
    Name,
    Octets,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Users {
    Table,
    Id,
    Name,
    Role,
    Brand,
    Password,
    CreatedAt,
    DisabledAt,
    Failures,
    LockedUntil,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Sessions {
    Table,
    TokenHash,
    UserId,
    CreatedAt,
    SeenAt,
    ExpiresAt,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum ApiKeys {
    Table,
    Id,
    Name,
    SecretHash,
    Scopes,
    CreatedAt,
    RevokedAt,
    Brand,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Contents {
    Table,
    Fingerprint,
    Asked,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Decisions {
    Table,
    Id,
    Fingerprint,
    Vouched,
    Kind,
    WordsJa,
    WordsEn,
    Whose,
    Since,
    DecidedBy,
    DecidedAt,
    Position,
    Campaign,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Cases {
    Table,
    Id,
    TokenHash,
    ShareHash,
    Door,
    Language,
    State,
    OpenedAt,
    ChangedAt,
    WaitingSince,
    ClaimedBy,
    Fingerprint,
    Vouched,
    ContentHash,
    Brand,
    Ruling,
    Subject,
    Report,
    Conversation,
    Decision,
    Subscribed,
    Messages,
    Notes,
    Redacted,
    Campaign,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Originals {
    Table,
    CaseId,
    Octets,
    Report,
    ExpiresAt,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Transcript {
    Table,
    CaseId,
    Position,
    Who,
    Speaker,
    Text,
    SaidAt,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Notes {
    Table,
    CaseId,
    Position,
    Author,
    Text,
    WrittenAt,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Tellings {
    Table,
    Decision,
    CaseId,
    CreatedAt,
    TakenAt,
    ToldAt,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Canned {
    Table,
    Key,
    TitleJa,
    TitleEn,
    WordsJa,
    WordsEn,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum Audit {
    Table,
    Position,
    At,
    Actor,
    Action,
    CaseId,
    Detail,
    Hash,
}

#[derive(Clone, Copy, Iden)]
pub(super) enum AuditHead {
    Table,
    Id,
    Position,
    Hash,
}
