use serde::{Deserialize, Serialize};

/// What a fault was seen by: the figures of the moment.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Seen {
    /// Invited people, within their days, who were refused as not eligible.
    pub invited_refused: u64,
    /// Invited people, within their days, for whom nothing was left.
    pub none_left: u64,
    /// Claims in the last [`Seen::MINUTES`].
    pub claims: u64,
    /// Of these, claims that ended in an error.
    pub claim_errors: u64,
    /// Openings of the campaign's page in the last [`Seen::MINUTES`] that ended in an error.
    pub page_errors: u64,
    /// Invitations that were sent.
    pub sent: u64,
    /// Of these, those that came back.
    pub bounced: u64,
}

impl Seen {
    /// Minutes over which errors are counted.
    pub const MINUTES: i64 = 5;
}
