//! Which texts look alike though they are spelled differently.
//!
//! A fake name has to be read as the true one and must not be found by a search for it. So one
//! side of every comparison here is what the eye sees: width, case, invisible characters and
//! look-alike letters are folded away, and what was folded is remembered, because the disguise
//! itself is a clue.

pub mod idn_display;

mod fold;
mod invisible;
mod kana;
mod lookalike;
mod skeleton;

pub use fold::{Disguise, Folded, fold};
pub use idn_display::{Display, display};
pub use invisible::is_invisible;
pub(crate) use kana::{is_han, is_hiragana, is_katakana};
pub use lookalike::look;
pub use skeleton::{Table, are_confusable, latin_prototype, prototype, skeleton};
