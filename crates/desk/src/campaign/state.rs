use strum::{EnumIter, EnumString, IntoStaticStr};

/// Whether a campaign's coupons can be taken.
#[derive(Clone, Copy, Debug, EnumIter, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum CampaignState {
    /// Being prepared: nobody was invited yet.
    Draft,
    /// Invitations go out, coupons can be taken.
    Running,
    /// Something of it is broken, and known to be. Who still can take a coupon takes it.
    Faulty,
    /// Its staff stopped it for a while: nothing goes out, nothing is issued.
    Paused,
    /// It is over. Coupons that were taken keep their days.
    Ended,
}

impl CampaignState {
    /// Its name in the store and in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether staff may bring it from this state into another.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft => matches!(next, Self::Running | Self::Ended),
            Self::Running => matches!(next, Self::Faulty | Self::Paused | Self::Ended),
            Self::Faulty => matches!(next, Self::Running | Self::Paused | Self::Ended),
            Self::Paused => matches!(next, Self::Running | Self::Faulty | Self::Ended),
            Self::Ended => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn what_has_ended_never_begins_again_and_all_else_can_end() {
        for state in CampaignState::iter() {
            assert!(!CampaignState::Ended.may_become(state), "{state:?}");
            assert_eq!(state.may_become(CampaignState::Ended), state != CampaignState::Ended);
            assert!(!state.may_become(CampaignState::Draft), "{state:?}");
        }
    }
}
