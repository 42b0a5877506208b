use std::fmt;

/// What SPF says of a client and a domain (§2.6), in the spellings of RFC 8601 §2.7.2.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SpfResult {
    /// Nothing to go by: no domain name to check, or the domain publishes no record.
    None,
    /// The domain says nothing about this client, in so many words or by default.
    Neutral,
    /// The domain lets this client send.
    Pass,
    /// The domain says this client may not send.
    Fail,
    /// The domain believes this client may not send.
    SoftFail,
    /// DNS did not answer; a later check may.
    TempError,
    /// The record cannot be read, or costs more than a check may.
    PermError,
}

impl SpfResult {
    /// The spelling in Authentication-Results (RFC 8601 §2.7.2).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Neutral => "neutral",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
        }
    }
}

impl fmt::Display for SpfResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
