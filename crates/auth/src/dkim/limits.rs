/// Every bound that verifying the signatures of one message keeps.
///
/// A signature beyond a bound is reported as such, never passed over in silence.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// DKIM-Signature fields that are verified, top first; the rest is reported as not looked at.
    /// Each may cost a DNS question, a pass over the body and a public-key operation, all at a
    /// stranger's wish (RFC 6376 §8.4). Genuine mail carries one to five.
    pub signatures: usize,
    /// Key records at one name that are tried; RFC 6376 §3.6.2.2 leaves more than one undefined.
    pub keys_at_name: usize,
    /// Tags of one list; the RFCs define 13 for a signature.
    pub tags: usize,
    /// Names in one `h=`.
    pub signed_fields: usize,
    /// Seconds by which a signer's clock may run ahead of ours before `t=` counts as future. A
    /// day: a host that takes its local time for UTC is up to 14 hours ahead, and means no harm.
    pub clock_skew_seconds: i64,
}

impl Limits {
    /// The bounds in force.
    pub const IN_FORCE: Self = Self {
        signatures: 20,
        keys_at_name: 4,
        tags: 64,
        signed_fields: 1_000,
        clock_skew_seconds: 86_400,
    };
}
