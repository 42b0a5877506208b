use jiff::{SignedDuration, Timestamp};
use strum::{EnumString, IntoStaticStr};

/// After so long without a report an attack is quiet.
pub const ATTACK_QUIET: SignedDuration = SignedDuration::from_hours(7 * 24);

/// After so long without a report an attack is over: what comes then is another one, and this one is
/// shown beside it as an earlier one that was like it.
pub const ATTACK_OVER: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Weight of its reporters, in thousandths of one whom we know nothing bad of, from which on an
/// attack is more than one person's word.
pub(crate) const WEIGHTY: i64 = 1_500;

/// Where an attack stands.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum AttackState {
    /// One person's word so far.
    New,
    /// Several people report it.
    Active,
    /// Nothing for [`ATTACK_QUIET`].
    Quiet,
    /// Somebody at the desk is done with it.
    Closed,
    /// No attack: the messages are from whom they say, by proof or by somebody's decision.
    Genuine,
}

/// What somebody at the desk, or the proof of a sender, settled about an attack.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Settled {
    /// Done with. A later report opens it again.
    Closed,
    /// No attack. Later reports leave it so.
    Genuine,
}

impl AttackState {
    /// All states, in the order of an attack's life.
    pub const ALL: [Self; 5] = [Self::New, Self::Active, Self::Quiet, Self::Closed, Self::Genuine];

    /// Its name in the store and in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Where an attack stands of which the last report came at `last`.
    pub(crate) fn of(
        settled: Option<Settled>,
        weight: i64,
        last: Timestamp,
        now: Timestamp,
    ) -> Self {
        match settled {
            Some(Settled::Genuine) => Self::Genuine,
            Some(Settled::Closed) => Self::Closed,
            None if now.duration_since(last) > ATTACK_QUIET => Self::Quiet,
            None if weight >= WEIGHTY => Self::Active,
            None => Self::New,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attack_stands_where_its_reports_and_its_people_put_it() {
        let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        for (settled, weight, hours, expected) in [
            (None, 1_000, 1, AttackState::New),
            (None, 2_000, 1, AttackState::Active),
            (None, 9_000, 169, AttackState::Quiet),
            (Some(Settled::Closed), 9_000, 1, AttackState::Closed),
            (Some(Settled::Genuine), 9_000, 999, AttackState::Genuine),
        ] {
            let state = AttackState::of(settled, weight, at(0), at(hours));
            assert_eq!(state, expected, "{settled:?} {weight} {hours}");
        }
    }
}
