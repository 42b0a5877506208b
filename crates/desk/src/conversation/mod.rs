//! The talk with a person who asks "is this real, and what do I do now?".
//!
//! A [`Dialogue`] is data: nodes with words in both languages, options, conditions on evidence. A
//! [`Talk`] is the state of one conversation, kept by whoever serves it. [`Dialogue::step`] takes
//! the state, what is [`Known`] and what the person did, and gives the next state and a
//! [`Screen`]. Nothing here does I/O or reads a clock, so each step is one plain form that works
//! without scripts.
//!
//! Three rules hold always. What a person says is never proof: only evidence answers whether a
//! message is real, and lacking it the talk says that it cannot tell. Whoever entered or paid
//! something hears first what to do, before any analysis. Every screen leads to a person.

mod aid;
mod answer;
mod decision;
mod dialogue;
mod fact;
mod faults;
mod fold;
mod handover;
mod node;
mod question;
mod screen;
mod spoken;
mod step;
mod talk;
mod understand;
mod words;

pub use aid::FirstAid;
pub use decision::{Decision, Whose};
pub use dialogue::{Dialogue, DialogueError};
pub use faults::Fault;
pub use handover::{Handover, SaidAnswer};
pub use node::Action;
pub use question::Answer;
pub use screen::{Button, Choice, Screen};
pub use talk::{Input, Known, Limits, Line, LineKind, Speaker, Talk, Turn};
pub use understand::{Meaning, Understood};
