//! DNS as a stranger's name server answers it.

use std::{
    future::ready,
    net::{Ipv4Addr, Ipv6Addr},
    sync::atomic::{AtomicUsize, Ordering},
};

use auth::{Lookup, LookupError, Record, RecordType, lookup::Asking};
use mail::DomainName;

/// Answers every question: TXT with the fuzzer's records, the rest with addresses and names for
/// documentation.
pub struct Zone<'i> {
    records: Vec<&'i [u8]>,
    asked: AtomicUsize,
}

impl<'i> Zone<'i> {
    /// The first record is for DKIM keys, the second for DMARC, the rest for every other name, in
    /// turn.
    #[must_use]
    pub fn new(records: &[&'i [u8]]) -> Self {
        Self { records: records.to_vec(), asked: AtomicUsize::new(0) }
    }

    fn text(&self, name: &DomainName) -> Option<&'i [u8]> {
        let name = name.as_str();
        if name.contains("._domainkey.") {
            return self.records.first().copied();
        }
        if name.starts_with("_dmarc.") {
            return self.records.get(1).copied();
        }
        let turn = self.asked.fetch_add(1, Ordering::Relaxed);
        let others = self.records.get(2..)?;
        others.get(turn % others.len().max(1)).copied()
    }
}

impl Lookup for Zone<'_> {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        let host = || DomainName::parse_dns("mail.b.example").ok();
        let answer = match kind {
            RecordType::Txt => self.text(name).map(|text| vec![Record::Txt(text.to_vec())]),
            RecordType::A => Some(vec![Record::A(Ipv4Addr::new(192, 0, 2, 1))]),
            RecordType::Aaaa => Some(vec![Record::Aaaa(Ipv6Addr::LOCALHOST)]),
            RecordType::Mx => Some(vec![Record::Mx(10, host()), Record::Mx(0, None)]),
            RecordType::Ptr => host().map(|host| vec![Record::Ptr(host)]),
        };
        Box::pin(ready(answer.ok_or_else(|| LookupError::NoSuchName(name.clone()))))
    }
}
