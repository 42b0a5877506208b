use strum::{EnumString, IntoStaticStr};

/// What is broken about a campaign.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum FaultKind {
    /// People who were invited, and are within their days, are refused as if they were not.
    InvitedRefused,
    /// Claims fail: the desk or what stands behind it has an error.
    ClaimsFail,
    /// Nothing is left although invited people are within their days.
    StockGone,
    /// Invitations do not arrive.
    MailBounces,
    /// The page of the campaign does not answer.
    PageDown,
    /// Something else, as its staff says.
    Other,
}

impl FaultKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::InvitedRefused,
        Self::ClaimsFail,
        Self::StockGone,
        Self::MailBounces,
        Self::PageDown,
        Self::Other,
    ];

    /// Its name in the store and in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
