/// What a Domain Owner asks receivers to do with mail that fails DMARC (RFC 9989 §4.7, `p`),
/// weakest first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Policy {
    /// No preference is expressed.
    None,
    /// Such mail is suspicious.
    Quarantine,
    /// Such mail is not the domain's.
    Reject,
}

impl Policy {
    /// Reads a `dmarc-request` (§4.8); its case does not matter.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::None, Self::Quarantine, Self::Reject]
            .into_iter()
            .find(|policy| word.eq_ignore_ascii_case(policy.as_str()))
    }

    /// The word in records and in Authentication-Results.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }

    /// The next weaker policy, which `t=y` asks for (§4.7).
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::None | Self::Quarantine => Self::None,
            Self::Reject => Self::Quarantine,
        }
    }
}
