use auth::dmarc::Policy;

/// What the receiver found published (`policy_published`).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct PublishedPolicy {
    /// `p`; `None`: it does not tell, or tells something else.
    pub p: Option<Policy>,
    /// `sp`.
    pub sp: Option<Policy>,
    /// `np` (RFC 9990).
    pub np: Option<Policy>,
    /// `testing` (RFC 9990).
    pub is_testing: bool,
}
