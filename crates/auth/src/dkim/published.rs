//! What a domain publishes under a selector, without any signature: for those who publish it.

use mail::DomainName;

use super::{Key, KeyFacts, Problem, key::looks_like_key, key_name};
use crate::{Lookup, LookupError, Record, RecordType};

/// One key record at a selector's name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublishedKey {
    /// As published; octets that are not UTF-8 are replaced.
    pub text: String,
    /// What it says, or why no signature can use it.
    pub key: Result<KeyFacts, Problem>,
}

/// The key records of a selector (RFC 6376 §3.6.2.1), stray records left out; empty when there is
/// none, or when the selector makes no name.
///
/// # Errors
/// When DNS does not answer or is off.
pub async fn published_keys(
    selector: &str,
    domain: &DomainName,
    lookup: &dyn Lookup,
) -> Result<Vec<PublishedKey>, LookupError> {
    let Ok(name) = key_name(selector, domain) else { return Ok(Vec::new()) };
    let records = match lookup.query(&name, RecordType::Txt).await {
        Err(LookupError::NoSuchName(_)) => Vec::new(),
        answer => answer?,
    };
    let keys = records.into_iter().filter_map(|record| match record {
        Record::Txt(octets) => looks_like_key(&octets).then(|| PublishedKey {
            text: String::from_utf8_lossy(&octets).into_owned(),
            key: Key::parse(&octets).map(|key| key.facts),
        }),
        Record::A(_) | Record::Aaaa(_) | Record::Mx(..) | Record::Ptr(_) => None,
    });
    Ok(keys.collect())
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;
    use crate::lookup::Recorded;

    #[test]
    fn keys_are_found_by_selector_and_stray_records_are_none() {
        let zone = Recorded::from_json(
            r#"{"a._domainkey.example.jp": {"TXT": ["v=DKIM1; p=", "hello"]},
                "b._domainkey.example.jp": {"TXT": ["v=DKIM1; k=ed25519; p=MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="]},
                "c._domainkey.example.jp": {"TXT": "SERVFAIL"}}"#,
        )
        .unwrap();
        let domain = DomainName::parse("example.jp").unwrap();
        let of = |selector| block_on(published_keys(selector, &domain, &zone));
        let [revoked] = of("a").unwrap().try_into().unwrap();
        assert_eq!(revoked.key, Err(Problem::KeyRevoked));
        let [good] = of("b").unwrap().try_into().unwrap();
        assert_eq!(good.key.unwrap().bits, 256);
        assert!(of("c").is_err());
        for nothing in ["d", "", "no such..name"] {
            assert_eq!(of(nothing), Ok(Vec::new()), "{nothing:?}");
        }
    }
}
