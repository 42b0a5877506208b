//! DMARC aggregate reports: what receivers tell a domain about the mail that came in its name
//! (RFC 9990, and RFC 7489 appendix C as most are still written).
//!
//! [`read`] takes a file as it was mailed or saved: bare XML, gzip, ZIP, or the mail that carries
//! it. Everything in it was written by strangers: no entity is expanded, unknown elements are
//! passed over, and every bound is in [`Limits`]. [`Traffic`] sums reports up by who sent.

mod auth_result;
mod document;
mod error;
mod limits;
mod policy;
mod report;
mod row;
mod source;
mod standing;
mod traffic;
mod unpack;

pub use auth_result::{AuthResult, Outcome};
pub use error::{ReadError, Why};
pub use limits::Limits;
pub use policy::PublishedPolicy;
pub use report::{AggregateReport, Identity};
pub use row::{Disposition, Row};
pub use source::Source;
pub use standing::Standing;
pub use traffic::{Counted, Day, Traffic};
pub use unpack::{Found, read};

#[cfg(test)]
mod tests;
