//! The walk of one message: bytes in, a report out.
//!
//! [`Checker::check`] hands each stage's value to the next and keeps nothing between messages. A
//! [`Report`] has everything a person or a program reads, in Japanese and English, and everything
//! that is needed to come to the same conclusion again ([`Checker::replay`]).

mod bilingual;
mod checker;
mod defang;
mod given;
mod replay;
mod witness;

pub mod record;
pub mod render;
pub mod report;

pub use bilingual::Bilingual;
pub use checker::Checker;
pub use given::{Given, Handover};
pub use record::{Entry, Presented, SenderRecord};
pub use replay::ReplayError;
pub use report::Report;
