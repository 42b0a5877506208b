use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum Events {
    Table,
    Identity,
    Kind,
    Source,
    Counting,
    Month,
    At,
    RecordedAt,
    Report,
    Brand,
    Url,
    Domain,
    Tld,
    IsSpoofed,
    Policy,
    Passes,
    HasReverse,
    Ruling,
    Decided,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum Urls {
    Table,
    Id,
    Url,
    Host,
    Domain,
    Tld,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum FurtherUrls {
    Table,
    Event,
    Url,
    Month,
    Domain,
}

#[derive(Clone, Copy, Iden)]
pub(in crate::store) enum UnreadLines {
    Table,
    Identity,
    List,
    Line,
    Fault,
    Text,
    RecordedAt,
}
