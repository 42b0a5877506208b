//! Does the domain in the envelope let this client send? Sender Policy Framework (RFC 7208).
//!
//! Split as the grammar is: a `record` of `directive`s and modifiers, whose names (`domain_spec`) may
//! hold macros (`macro_string`); then its evaluation (`evaluate`) within [`Limits`]. Section numbers here are those of RFC 7208 unless another RFC is named.

mod breadth;
mod check;
mod client;
mod directive;
mod domain_spec;
mod evaluate;
mod explanation;
mod limits;
mod macro_string;
mod matching;
mod outline;
mod problem;
mod record;
mod result;
mod reverse;

pub use breadth::Breadth;
pub use check::{Match, Spf, check_helo, check_host, check_mail_from};
pub use client::{CheckedMailbox, Client, Identity};
pub use limits::Limits;
pub use outline::{Outline, Term, TermKind, outline};
pub use problem::Problem;
pub use result::SpfResult;
