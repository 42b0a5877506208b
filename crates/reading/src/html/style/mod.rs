//! How a document is painted, as far as it decides what a reader can see: a small cascade
//! (CSS Cascade 4) over the properties that hide or colour text.

mod cascade;
pub(super) mod color;
mod computed;
pub(super) mod declared;
mod selector;
mod sheet;

pub(super) use cascade::{Layers, Matcher, Subject};
pub(super) use color::Paint;
pub(super) use computed::Computed;
pub use computed::Hiding;
pub(super) use declared::{Declared, Display, Length};
