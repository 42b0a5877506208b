use jiff::{SignedDuration, Timestamp};

use super::{Limits, Problem, TagList};

/// From when and until when a signature says it holds (RFC 6376 §3.5, `t=` and `x=`).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Validity {
    pub(crate) signed_at: Option<Timestamp>,
    pub(crate) expires: Option<Timestamp>,
}

impl Validity {
    /// "The value of the x= tag MUST be greater than the value of the t= tag if both are present."
    pub(crate) fn read(tags: &TagList<'_>) -> Result<Self, Problem> {
        let (signed_at, expires) = (tags.number("t")?, tags.number("x")?);
        if let (Some(signed_at), Some(expires)) = (signed_at, expires)
            && expires <= signed_at
        {
            return Err(Problem::ExpiresBeforeSigned);
        }
        Ok(Self { signed_at: signed_at.map(timestamp), expires: expires.map(timestamp) })
    }

    /// Whether it holds at the time of verification.
    pub(crate) fn includes(self, now: Timestamp) -> Result<(), Problem> {
        self.unexpired(now)?;
        let skew = SignedDuration::from_secs(Limits::IN_FORCE.clock_skew_seconds);
        let latest = now.checked_add(skew).unwrap_or(Timestamp::MAX);
        if self.signed_at.is_some_and(|signed_at| signed_at > latest) {
            return Err(Problem::NotYetValid);
        }
        Ok(())
    }

    /// Whether it has not run out at the time of verification.
    pub(crate) fn unexpired(self, now: Timestamp) -> Result<(), Problem> {
        let expired = self.expires.is_some_and(|expires| expires < now);
        if expired { Err(Problem::Expired) } else { Ok(()) }
    }
}

/// Seconds since 1970; what lies beyond the year 9999 is as late as can be said.
pub(crate) fn timestamp(seconds: u64) -> Timestamp {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::MAX)
}
