use super::{ComposeError, NotSigned};
use crate::StoreError;

/// Why sending ended before it was done. What was not sent waits; nothing is lost.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The messages cannot be made: the campaign's terms or the settings are wrong.
    #[error("the message cannot be made")]
    Compose(#[from] ComposeError),
    /// The messages cannot be signed.
    #[error("the message cannot be signed")]
    Sign(#[from] NotSigned),
    /// The address that bounces go to is none.
    #[error("{0:?} is no mail address for bounces")]
    Bounces(String),
    /// Nobody listens, or not long enough.
    #[error("the relay {relay} cannot be reached: {words}")]
    Unreachable {
        /// Its host and port.
        relay: String,
        /// What failed.
        words: String,
    },
    /// The relay does not take mail from the campaign's sender.
    #[error("the relay does not take mail from {from}: {answer}")]
    Sender {
        /// RFC5321.MailFrom.
        from: String,
        /// Its words.
        answer: String,
    },
    /// The relay refused so many in a row that the fault is not the recipients'.
    #[error("the relay refused {count} messages in a row, the last with: {answer}")]
    Refusing {
        /// How many.
        count: u32,
        /// Its last words.
        answer: String,
    },
    /// The relay's log cannot be read.
    #[error("the relay's log cannot be read")]
    Log(#[source] std::io::Error),
    /// It was told to stop.
    #[error("sending was stopped")]
    Stopped,
}
