//! The Abuse Reporting Format (RFC 5965), with failure reports (RFC 6591) and those of DMARC
//! (RFC 9991).

mod feedback;
mod read;
mod write;

pub use feedback::{Feedback, FeedbackType};
pub use read::{ArfError, read};
pub use write::{Letter, Original, write};
