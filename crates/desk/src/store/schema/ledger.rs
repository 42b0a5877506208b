//! Names of the ledger's tables.

use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum LedgerRecent {
    Table,
    Brand,
    Hash,
    Campaign,
    Day,
    Flags,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum LedgerVolumes {
    Table,
    Id,
    Brand,
    State,
    Pages,
    Entries,
    LastDay,
    MadeAt,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum LedgerPages {
    Table,
    Place,
    Entries,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum LedgerBrands {
    Table,
    Brand,
    KeepDays,
    PackingUntil,
}
