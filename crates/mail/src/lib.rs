//! What arrived? Any bytes are a mail.
//!
//! [`parse`] never fails: it returns the best reading of the bytes and, beside it, what a
//! well-formed mail would not have ([`Anomaly`]). It does no I/O and reads no clock. Every bound is
//! in [`Limits`]; meeting one is an anomaly.

pub mod input;

mod message;

mod field;
mod header;

mod content;
mod forwarded;
mod parameter;
mod part;
mod tree;

mod charset;
mod encoded_word;
mod transfer;
mod utf7;

mod address;
mod address_list;
mod authors;
mod lexer;

mod date;
mod domain;

mod arrival;
mod received;

mod anomaly;
mod limits;

pub use address::{Author, Authors, Mailbox};
pub use anomaly::{Anomaly, SingleField};
pub use arrival::{Arrival, MailFrom};
pub use charset::guess as decode_unnamed;
pub use domain::{DomainError, DomainName};
pub use encoded_word::decode as decode_words;
pub use field::{Field, Header};
pub use limits::Limits;
pub use message::{Mail, parse};
pub use part::{Disposition, Part, PartId, TransferEncoding};
pub use received::Received;
