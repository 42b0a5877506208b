//! Recorded answers beside an example, for names that nobody can own.
//!
//! `examples/coupon.eml` is signed by a domain below `.example`, which exists nowhere (RFC 2606), so
//! that its answers must come from somewhere else: from `coupon.dns.json` beside it. Only reserved
//! names are ever answered so. For any other name a file that may have come with the message must
//! not speak in DNS's place.

use std::{path::Path, sync::Arc};

use auth::{
    Lookup, RecordType,
    lookup::{Asking, Recorded},
};
use mail::DomainName;

use super::Dns;

/// Answers for reserved names from a recording, for all others by another way.
pub(crate) struct Reserved {
    recorded: Recorded,
    others: Arc<dyn Lookup>,
}

impl Reserved {
    pub(crate) fn new(recorded: Recorded, others: Arc<dyn Lookup>) -> Self {
        Self { recorded, others }
    }
}

impl Lookup for Reserved {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        if is_reserved(name) {
            self.recorded.query(name, kind)
        } else {
            self.others.query(name, kind)
        }
    }
}

/// The recording beside a message, if there is one and DNS was not chosen otherwise.
pub(crate) fn beside(message: &Path, dns: &Dns) -> Option<Recorded> {
    let beside = message.with_extension("dns.json");
    match dns {
        Dns::System => Recorded::from_json(&std::fs::read_to_string(beside).ok()?).ok(),
        Dns::Off | Dns::Recorded(_) => None,
    }
}

/// Names set apart for examples and tests (RFC 2606 §2, RFC 6761), and the reverse names of the
/// addresses set apart likewise (RFC 5737, RFC 3849).
fn is_reserved(name: &DomainName) -> bool {
    const RESERVED: [&str; 6] = [
        "example",
        "test",
        "2.0.192.in-addr.arpa",
        "100.51.198.in-addr.arpa",
        "113.0.203.in-addr.arpa",
        "8.b.d.0.1.0.0.2.ip6.arpa",
    ];
    RESERVED.iter().any(|reserved| name.is_within(reserved))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_nobody_can_own_are_answered_from_beside_a_message() {
        for (name, expected) in [
            ("mail.mihon.example", true),
            ("1.2.0.192.in-addr.arpa", true),
            ("amazon.co.jp", false),
            ("example.com", false),
            ("notexample", false),
        ] {
            assert_eq!(is_reserved(&DomainName::parse(name).unwrap()), expected, "{name:?}");
        }
    }
}
