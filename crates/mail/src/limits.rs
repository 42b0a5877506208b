/// Every bound that reading one message keeps, so that its cost has a ceiling whatever arrives.
///
/// Meeting a bound is never an error: what lies beyond is left unread and an
/// [`Anomaly`](crate::Anomaly) says so.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Octets of one message that are read. Default 64 MiB.
    pub message_octets: usize,
    /// Octets of one header (message or part). Default 1 MiB.
    pub header_octets: usize,
    /// Fields of one header. Default 2,000.
    pub header_fields: usize,
    /// Parts of one message, containers included. Default 500.
    pub parts: usize,
    /// Depth of nesting of parts; the message itself is depth 0. Default 20.
    pub depth: usize,
    /// Octets of one part after transfer decoding. Default 32 MiB.
    pub decoded_octets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_octets: 64 << 20,
            header_octets: 1 << 20,
            header_fields: 2_000,
            parts: 500,
            depth: 20,
            decoded_octets: 32 << 20,
        }
    }
}
