//! Names of the tables of faults.

use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum Faults {
    Table,
    Id,
    Campaign,
    Kind,
    Seen,
    OpenedBy,
    OpenedAt,
    DeclaredBy,
    DeclaredAt,
    WordsJa,
    WordsEn,
    MakeGood,
    ClosedBy,
    ClosedAt,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum CampaignCounts {
    Table,
    Campaign,
    Minute,
    What,
    Times,
}
