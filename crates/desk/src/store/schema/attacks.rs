use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum Attacks {
    Table,
    Id,
    Place,
    Subject,
    FirstAt,
    LastAt,
    Reports,
    Reporters,
    Weight,
    Settled,
    SettledBy,
    SettledAt,
    Became,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum AttackExamples {
    Table,
    Id,
    AttackId,
    Traits,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum AttackKeys {
    Table,
    AttackId,
    Example,
    Key,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum AttackMembers {
    Table,
    ReportId,
    AttackId,
    Example,
    At,
    Reporter,
    Brand,
    Subject,
    Pages,
    Patterns,
    Bonds,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum AttackTallies {
    Table,
    AttackId,
    What,
    Value,
    Reports,
    Weight,
    FirstAt,
    LastAt,
}
