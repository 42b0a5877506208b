use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(crate) enum Reporters {
    Table,
    Reporter,
    Day,
    Today,
    Confirmed,
    Refuted,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum Reports {
    Table,
    Id,
    TokenHash,
    CaseId,
    Source,
    Language,
    Reporter,
    Recipients,
    Counting,
    Matter,
    SameAs,
    ReceivedAt,
    SeenAt,
    UndoneAt,
    Brand,
    Ruling,
    Subject,
    Page,
    Words,
    Shared,
    Unreadable,
    Outcome,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum ReportOriginals {
    Table,
    ReportId,
    Octets,
    ExpiresAt,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum ReportOutcomes {
    Table,
    ReportId,
    Position,
    Kind,
    WordsJa,
    WordsEn,
    DecidedBy,
    DecidedAt,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum ReportHanded {
    Table,
    ReportId,
    Recipient,
    Address,
    HandedBy,
    HandedAt,
}
