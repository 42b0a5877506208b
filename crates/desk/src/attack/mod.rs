//! Which reports are of one attack?
//!
//! A sender of fraud changes hosts by the hour and texts hardly ever. [`Traits`] are what stays of a
//! report when hosts, names and numbers are taken away: how the text reads ([`Template`]), what the
//! addresses of its pages are shaped like ([`UrlPattern`]), how it was sent ([`Habits`]). [`same`]
//! says whether two reports belong together, and by what; [`Clusters`] joins many in memory, and the
//! store does so by the same rule.

mod choice;
mod clusters;
mod habits;
mod known;
mod pattern;
mod pattern_words;
mod same;
mod state;
mod template;
mod traits;
mod wording;

use crate::secret::id;

id!(
    /// An attack's id: in addresses and in the audit log.
    AttackId
);

pub(crate) use choice::{Candidate, choose};
pub use clusters::Clusters;
pub use habits::Habits;
pub use known::{Attack, AttackDetails, AttackMember, AttackReader, Hour, Member, Past, Tally};
pub use pattern::UrlPattern;
pub use same::{Bond, same};
pub(crate) use state::WEIGHTY;
pub use state::{ATTACK_OVER, ATTACK_QUIET, AttackState, Settled};
pub use template::Template;
pub use traits::Traits;
