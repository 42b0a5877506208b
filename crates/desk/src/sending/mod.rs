//! Sending a campaign's invitations, exactly one to each invited person.
//!
//! [`compose`] makes a message's octets, [`Signers`] sign them.

mod compose;
mod key;
mod page;
mod sign;
mod tag;
mod words;

pub use compose::{ComposeError, Invitee, Message, Pages, compose};
pub use key::{KeyError, KeyKind, new_key, read_key};
pub use sign::{NotSigned, Signers};
pub use tag::Tag;
