use aws_lc_rs::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY};

/// Namespace of observables (STIX 2.1 §2.9): the same address has the same id wherever it is
/// written down.
pub(super) const STIX: [u8; 16] = [
    0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7,
];

/// Our own namespace, for everything else: the same report, written twice, is the same.
pub(super) const OURS: [u8; 16] = [
    0x3d, 0x1f, 0x6c, 0x52, 0x90, 0xe7, 0x4b, 0x0a, 0x8f, 0x21, 0x5a, 0x77, 0x0c, 0xb4, 0xd9, 0x16,
];

/// A UUID of version 5 (RFC 9562 §5.5), which asks for SHA-1: names do not have to be secret.
pub(super) fn named(namespace: &[u8; 16], name: &str) -> String {
    let mut content = Context::new(&SHA1_FOR_LEGACY_USE_ONLY);
    content.update(namespace);
    content.update(name.as_bytes());
    let mut octets = [0_u8; 16];
    for (octet, from) in octets.iter_mut().zip(content.finish().as_ref()) {
        *octet = *from;
    }
    let number = u128::from_be_bytes(octets);
    // Version and variant have fixed places (§4.1, §4.2).
    let number = number & !(0xf << 76) | (5 << 76);
    let number = number & !(0x3 << 62) | (0x2 << 62);
    let hex = format!("{number:032x}");
    let cuts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    let groups = cuts.map(|(from, to)| hex.get(from..to).unwrap_or_default());
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_uuids_that_others_give_them() {
        // RFC 9562 appendix A.4, in the namespace of DNS.
        let dns = 0x6ba7b810_9dad_11d1_80b4_00c04fd430c8_u128.to_be_bytes();
        assert_eq!(named(&dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
        // As Python's stix2 names this observable.
        assert_eq!(
            named(&STIX, r#"{"value":"example.com"}"#),
            "bedb4899-d24b-5401-bc86-8f6b4cc18ec7"
        );
    }
}
