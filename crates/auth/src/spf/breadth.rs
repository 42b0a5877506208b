/// How many clients the matched term lets in: a `pass` that half the world would get proves little.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Breadth {
    /// `all`, or no term at all: every client there is.
    Everyone,
    /// `ip4`, `a` or `mx`: so many IPv4 addresses, 1 to 2³². Of an `mx` term only the exchangers
    /// asked before the match count, so it is a lower bound.
    Ipv4(u64),
    /// `ip6`, `a` or `mx` for an IPv6 client: the prefix length that the match rests on, 0 to 128.
    Ipv6(u8),
    /// `ptr` or `exists`: DNS decides client by client, so the record does not tell.
    Unknown,
}

impl Breadth {
    /// The IPv4 addresses let in: 2³² for everyone; `None` when the term speaks of no IPv4 network.
    #[must_use]
    pub fn ipv4_addresses(self) -> Option<u64> {
        match self {
            Self::Everyone => Some(1 << 32),
            Self::Ipv4(count) => Some(count),
            Self::Ipv6(_) | Self::Unknown => None,
        }
    }

    /// The breadth of `count` IPv4 networks of one prefix length, overlap not considered.
    pub(super) fn of_ipv4(count: usize, length: u8) -> Self {
        let each = 1_u64 << 32_u8.saturating_sub(length);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        Self::Ipv4(each.saturating_mul(count).min(1 << 32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breadth_counts_ipv4_addresses() {
        for (count, length, expected) in
            [(1, 32, 1), (1, 24, 256), (3, 24, 768), (1, 0, 1 << 32), (9, 0, 1 << 32)]
        {
            let breadth = Breadth::of_ipv4(count, length);
            assert_eq!(breadth.ipv4_addresses(), Some(expected), "{count} × /{length}");
        }
    }
}
