use crate::{ApiKey, Right, Role, Scope, StoreError, User, audit::Actor};

/// On whose behalf campaigns are looked at and changed.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Whoever runs commands on the desk's machine, or the desk itself.
    Machine,
    /// Somebody at the desk. Brand staff has to do with its own brand and no other.
    User(&'a User),
    /// A program with a key.
    Key(&'a ApiKey),
}

impl<'a> By<'a> {
    /// The only brand whose campaigns they see; `None` for all.
    pub(crate) fn brand(self) -> Result<Option<&'a str>, StoreError> {
        match self {
            Self::Machine => Ok(None),
            Self::User(user) if user.role == Role::BrandStaff => {
                user.brand.as_deref().map(Some).ok_or(StoreError::NotAllowed)
            }
            Self::User(user) if user.role.may(Right::Read) => Ok(None),
            Self::Key(key) if key.scopes.contains(&Scope::Campaigns) => Ok(key.brand.as_deref()),
            Self::User(_) | Self::Key(_) => Err(StoreError::NotAllowed),
        }
    }

    /// Refuses who may not change a brand's campaigns.
    pub(crate) fn may_change(self, brand: &str) -> Result<(), StoreError> {
        let may = match self {
            Self::Machine | Self::Key(_) => true,
            Self::User(user) => user.role.may(Right::Decide),
        };
        match self.brand()? {
            Some(own) if own != brand => Err(StoreError::NotAllowed),
            Some(_) | None if may => Ok(()),
            Some(_) | None => Err(StoreError::NotAllowed),
        }
    }

    pub(crate) fn actor(self) -> Actor {
        match self {
            Self::Machine => Actor::System,
            Self::User(user) => Actor::User(user.id.clone()),
            Self::Key(key) => Actor::Key(key.id.clone()),
        }
    }
}
