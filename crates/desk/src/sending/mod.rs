//! Sending a campaign's invitations: nobody gets two, and nobody none who can get one.
//!
//! [`Sending::run`] takes invitations, makes their messages ([`compose`], [`Signers`]) and hands them to a relay over
//! SMTP. It may be stopped or killed at any moment, run again, and run in several processes.
//!
//! # Exactly once
//!
//! An invitation is **taken** by one sender under a lease. Every later step is an update that changes the row only while
//! the lease stands, so that of two senders who believe to have it one goes on. Up to the relay's go-ahead for the message
//! (354) nothing can have gone out: a sender that dies leaves an invitation that waits again when the lease ends.
//!
//! Then the row becomes **closing**, and only once that is on disk the message's octets go out. The relay has the message
//! when it has the last dot, and says so in its answer; when the answer is on disk, the row is **sent**. If the sender
//! dies in between, or the connection breaks, nobody on our side can know on which side of the dot it happened: two
//! parties cannot agree over a line that may break (the two generals), and SMTP has no way to ask afterwards. A sender
//! that tries again sends some people two messages, one that does not sends some none. So the row becomes **unsettled**
//! and is not touched until somebody knows:
//!
//! - *The relay's own log* ([`settle_from_log`]). Each message has a Message-ID that nobody else can make; a relay writes
//!   it down when it takes the message. If the log has it, it was sent; if the log has the time before and after and does
//!   not have it, it was not, and waits again. [`Sending::run`] does this by itself where it can read the log.
//! - *The invited person*, who shows the message's personal link.
//! - *A bounce*, which is proof too.
//! - *The staff*, who may look at the relay themselves and say so; the audit log keeps that they did.
//!
//! A connection that breaks before all octets but the dot are written leaves no doubt: there is no message, and the
//! invitation waits again.

mod bounce;
mod compose;
mod connection;
mod deliver;
mod error;
mod key;
mod marks;
mod pace;
mod page;
mod progress;
mod relay;
mod relay_log;
mod run;
mod sender;
mod settle;
mod sign;
mod state;
mod stream;
mod tag;
mod words;
mod worker;

pub use bounce::{Returned, returned};
pub use compose::{ComposeError, Invitee, Message, Pages, compose};
pub use error::SendError;
pub use key::{KeyError, KeyKind, new_key, read_key};
pub use progress::{Done, Progress};
pub use relay::{Relay, RelayError, RelaySettings};
pub use relay_log::{RelayLog, Told};
pub use run::{Ended, Until};
pub use sender::{Ready, Sending, SendingSettings};
pub use settle::{Logs, Settled, settle_from_log};
pub use sign::{NotSigned, Signers};
pub use state::{Lease, SendingCounts, Taken, Unsettled};
pub(crate) use state::{Mark, Pending, Step};
pub use tag::Tag;
