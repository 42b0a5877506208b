use sea_query::Iden;

#[derive(Clone, Copy, Iden)]
pub(crate) enum Campaigns {
    Table,
    Number,
    Id,
    Brand,
    Name,
    State,
    Terms,
    Stock,
    Issued,
    Redeemed,
    Invited,
    CreatedBy,
    CreatedAt,
    ChangedAt,
    StartedAt,
    EndedAt,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum Invitations {
    Table,
    Campaign,
    Number,
    Address,
    AddressHash,
    Name,
    Language,
    Zone,
    IsEligible,
    Mail,
    Tries,
    DueAt,
    Answer,
    SentAt,
    UnsubscribedAt,
    ExtendedUntil,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum Coupons {
    Table,
    Campaign,
    Number,
    Edition,
    CodeHash,
    ClaimedAt,
    UseUntil,
    RedeemedAt,
    RedeemedFor,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum Refusals {
    Table,
    Campaign,
    Number,
    Reason,
    Times,
    FirstAt,
    LastAt,
}

#[derive(Clone, Copy, Iden)]
pub(crate) enum Unsubscribed {
    Table,
    Brand,
    AddressHash,
    At,
}
