//! What arrived? Any bytes are a mail.
//!
//! [`parse`] never fails: it returns the best reading of the bytes and, beside it, what a
//! well-formed mail would not have ([`Anomaly`]). It does no I/O and reads no clock. Every bound is
//! in [`Limits`]; meeting one is an anomaly.

mod address;
mod anomaly;
mod arrival;
mod charset;
mod domain;
mod field;
mod limits;
mod message;
mod part;

pub use address::{Author, Authors, Mailbox};
pub use anomaly::Anomaly;
pub use arrival::{Arrival, MailFrom};
pub use domain::{DomainError, DomainName};
pub use field::{Field, Header};
pub use limits::Limits;
pub use message::{Mail, parse};
pub use part::{Disposition, Part, PartId, TransferEncoding};
