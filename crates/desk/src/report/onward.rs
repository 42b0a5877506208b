use reading::{BrandId, Brands};

use super::{Recipient, Reported};
use crate::{
    AttackId,
    exchange::{Format, NotShared, Shared, SharedBrand},
};

impl Reported {
    /// What goes onward of the report in a form: as its reporter saw it, with what was decided since.
    ///
    /// # Errors
    ///
    /// When there is nothing that may go to whom the form is for; it says why.
    pub fn onward(
        self,
        format: Format,
        attack: Option<&AttackId>,
        brands: &Brands,
    ) -> Result<Shared, NotShared> {
        if self.undone_at.is_some() {
            return Err(NotShared::TakenBack);
        }
        if !self.recipients.has(format.recipient()) {
            return Err(NotShared::NotChosen);
        }
        let attack = attack.map(ToString::to_string);
        self.into_decided(brands)
            .map(|shared| Shared { attack, ..shared })
            .ok_or(NotShared::Unreadable)
    }

    /// What is shared, under the report's own id and with what holds of it now.
    pub(crate) fn into_decided(self, brands: &Brands) -> Option<Shared> {
        let outcome = self.outcome_kind.or_else(|| self.outcome().map(|outcome| outcome.kind));
        let received_at = self.received_at;
        let seen_at = self.seen_at;
        let id = self.id.to_string();
        let told = self.brand.map(|key| SharedBrand::of(&BrandId(key), brands));
        self.shared.map(|shared| Shared {
            id,
            received_at,
            seen_at: shared.seen_at.or(seen_at),
            brand: shared.brand.or(told),
            outcome,
            ..shared
        })
    }
}

impl Format {
    /// To whom reports go in this form, for reporters choose that.
    #[must_use]
    pub fn recipient(self) -> Recipient {
        match self {
            Self::Arf | Self::Xarf => Recipient::Host,
            Self::Stix | Self::Misp | Self::Csv => Recipient::Council,
        }
    }
}
