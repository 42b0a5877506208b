/// Something a well-formed mail wouldn't have. Not an error: a clue.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Anomaly {
    /// No octets at all.
    Empty,
    /// The message is longer than [`Limits::message_octets`](crate::Limits); the rest was not read.
    MessageTooLong {
        /// Octets of the whole message.
        octets: usize,
    },
}
