//! Does a proven domain speak for the author the reader sees? DMARC (RFC 9989; records written for
//! RFC 7489 are read too).
//!
//! [`evaluate`] finds the Author Domain's policy, aligns what is proven with it and states the
//! result. Alignment is a value: [`Aligned`], which only [`align`] makes.

mod alignment;
mod author_domain;
mod evaluate;
mod organizational_domain;
mod policy;
mod record;
mod tree_walk;

pub use alignment::{Aligned, Alignment, align};
pub use author_domain::AuthorDomain;
pub use evaluate::{Dmarc, DmarcResult, Existence, Published, evaluate, evaluate_stated};
pub use organizational_domain::{FoundBy, OrganizationalDomain};
pub use policy::Policy;
pub use record::{Psd, Record, RecordError};
pub use tree_walk::{Discovery, Walk};
