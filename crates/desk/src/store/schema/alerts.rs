//! Names of the tables of alerts.

use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum Alerts {
    Table,
    Id,
    Kind,
    Brand,
    State,
    Revision,
    PublicRevision,
    Attack,
    Fingerprint,
    Vouched,
    DraftedBy,
    DraftedAt,
    ChangedAt,
    PublishedAt,
    UpdatedAt,
    WithdrawnAt,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum AlertRevisions {
    Table,
    Alert,
    Number,
    TitleJa,
    TitleEn,
    Subjects,
    LureJa,
    LureEn,
    Urls,
    AdviceJa,
    AdviceEn,
    Site,
    SiteAt,
    Whose,
    Since,
    Attack,
    Fingerprint,
    Vouched,
    Traits,
    WrittenBy,
    WrittenAt,
    ProposedBy,
    ProposedAt,
    ApprovedBy,
    ApprovedAt,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum CaseTraits {
    Table,
    CaseId,
    Traits,
}
