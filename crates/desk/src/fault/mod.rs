//! The fault board: what is broken about a campaign, seen by the desk itself or declared by its staff.
//!
//! From the moment a [`CampaignFault`] is open, every answer about a message of that campaign says so; when it is
//! closed, everybody who asked is told.

mod kind;
mod make_good;
mod seen;
mod watch;
mod words;

use check::Bilingual;
use jiff::Timestamp;

pub use kind::FaultKind;
pub use make_good::MakeGood;
pub use seen::Seen;
pub use watch::{Watched, contradiction};
pub(crate) use words::end_of_last_day;
pub use words::{mended, told};

use crate::{CampaignNumber, secret::id};

id!(
    /// A fault's id.
    FaultId
);

/// Something that is broken about a campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignFault {
    /// Its id.
    pub id: FaultId,
    /// The campaign.
    pub campaign: CampaignNumber,
    /// What is broken.
    pub kind: FaultKind,
    /// What it was seen by.
    pub seen: Seen,
    /// Who opened it: the actor as the audit log names it.
    pub opened_by: String,
    /// Since when it is known.
    pub opened_at: Timestamp,
    /// Who of the staff confirmed it, and when; `None`: only the desk itself has seen it.
    pub declared: Option<(String, Timestamp)>,
    /// What the staff says about it; may be empty.
    pub words: Bilingual,
    /// What the invited get for it.
    pub make_good: Option<MakeGood>,
    /// Who closed it, and when.
    pub closed: Option<(String, Timestamp)>,
}

impl CampaignFault {
    /// Whether it is still there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}
