//! What do we conclude, and why?
//!
//! The only crate that accuses. It compares what a mail claims with what is proven, asks where it
//! leads and what it wants, and answers three questions: who sent it, could it hurt me, does what
//! it promises hold. Pure and deterministic: no I/O, no clock.

pub mod evidence;
pub mod explain;
pub mod words;

mod answer;
mod claim;
mod deciban;
mod facts;
mod gather;
mod judge;
mod reason;
mod weight;
pub mod wording;

pub use answer::{
    Harm, HarmAnswer, NextFact, NotLooked, OfferAnswer, OfferState, Ruling, Sender, SenderAnswer,
    Taking,
};
pub use deciban::Decibans;
pub use evidence::{Evidence, EvidenceKind};
pub use facts::{Blind, CampaignFacts, Facts, Recorded, RecordedBy};
pub use gather::gather;
pub use judge::{Verdict, judge};
pub use reason::Reason;
pub use weight::weight;
