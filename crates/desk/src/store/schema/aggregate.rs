use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(crate) enum AggregateReports {
    Table,
    Id,
    Reporter,
    ReportId,
    Domain,
    Policy,
    BeginsAt,
    EndsAt,
    ReceivedAt,
    Messages,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum AggregateRows {
    Table,
    Report,
    Position,
    Domain,
    Day,
    Source,
    Messages,
    Dkim,
    Spf,
    Stopped,
    Forwarded,
    HeaderFrom,
    DkimDomain,
    DkimResult,
    SpfDomain,
    SpfResult,
}
