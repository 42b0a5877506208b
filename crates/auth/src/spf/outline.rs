//! What a record says term by term, whoever the client may be: for those who publish it.

use std::{future::Future, pin::Pin};

use mail::DomainName;

use super::{
    Problem, SpfResult,
    directive::{Directive, Mechanism},
    domain_spec::DomainSpec,
    record::{SpfRecord, is_spf},
};
use crate::{Lookup, LookupError, Record, RecordType};

/// Terms that query DNS after which the walk ends: three times what a receiver allows (§4.6.4) is
/// far enough beyond it.
const MOST_LOOKUPS: usize = 30;
/// Exchangers of one `mx` term that a receiver asks about (§4.6.4).
const MOST_EXCHANGERS: usize = 10;

/// A domain's SPF record and all it leads to, as a receiver would find it at worst: with a client
/// that no term matches.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Outline {
    /// Every SPF record at the domain, as published; §4.5 wants one.
    pub records: Vec<String>,
    /// The terms of the one record, in order; empty when there is not one that can be read.
    pub terms: Vec<Term>,
    /// What the record says of a client that no other term matches (`all`, also behind
    /// `redirect`); `None`: nothing, which means neutral (§4.7).
    pub otherwise: Option<SpfResult>,
    /// Terms that query DNS, in all records it leads to (§4.6.4). Counted up to 30.
    pub lookups: usize,
    /// Those whose query finds nothing (§4.6.4).
    pub void_lookups: usize,
    /// What makes receivers give up on it, the own record's first.
    pub problems: Vec<Problem>,
}

/// One term of the domain's own record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Term {
    /// As written.
    pub text: String,
    /// What it is.
    pub kind: TermKind,
    /// What a match makes of the check; `None` for modifiers.
    pub result: Option<SpfResult>,
    /// The name it speaks of, as written; `None`: the domain itself, or none is needed.
    pub name: Option<String>,
}

/// Which term.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum TermKind {
    /// Every client (§5.1).
    All,
    /// Whom another domain's record lets in (§5.2).
    Include,
    /// The addresses of a name (§5.3).
    A,
    /// The addresses of mail exchangers (§5.4).
    Mx,
    /// Names found backwards from the address; not to be used any more (§5.5).
    Ptr,
    /// IPv4 addresses that share so many bits (§5.6).
    Ip4 {
        /// The prefix length.
        length: u8,
    },
    /// IPv6 addresses that share so many bits (§5.6).
    Ip6 {
        /// The prefix length.
        length: u8,
    },
    /// A name that DNS knows or not, client by client (§5.7).
    Exists,
    /// Another domain's record instead (§6.1).
    Redirect,
}

/// Reads a domain's record and those it leads to.
///
/// # Errors
/// When DNS does not answer for the domain itself; silence further on is a [`Problem::Dns`].
pub async fn outline(domain: &DomainName, lookup: &dyn Lookup) -> Result<Outline, LookupError> {
    let records = records_of(domain, lookup).await?;
    let mut walk = Walk { lookup, outline: Outline::default() };
    let text = |octets: &Vec<u8>| String::from_utf8_lossy(octets).into_owned();
    walk.outline.records = records.iter().map(text).collect();
    let [record] = records.as_slice() else {
        if !records.is_empty() {
            walk.outline.problems.push(Problem::ManyRecords(domain.clone()));
        }
        return Ok(walk.outline);
    };
    walk.outline.terms = terms(record);
    walk.outline.otherwise = walk.follow(domain.clone(), record.clone()).await;
    Ok(walk.outline)
}

struct Walk<'l> {
    lookup: &'l dyn Lookup,
    outline: Outline,
}

impl Walk<'_> {
    /// Follows one record; what it says of whom no other term matches. Boxed, for it recurs; no
    /// deeper than the bound on look-ups, which each step down spends one of.
    fn follow(
        &mut self,
        domain: DomainName,
        text: Vec<u8>,
    ) -> Pin<Box<dyn Future<Output = Option<SpfResult>> + Send + '_>> {
        Box::pin(async move {
            let record = match SpfRecord::parse(&text) {
                Ok(record) => record,
                Err(term) => {
                    let term = String::from_utf8_lossy(term).into_owned();
                    self.outline.problems.push(Problem::Syntax { domain, term });
                    return None;
                }
            };
            for directive in &record.directives {
                if let Mechanism::All = directive.mechanism {
                    return Some(directive.result);
                }
                self.mechanism(&directive.mechanism, &domain).await;
            }
            let redirect = record.redirect.as_ref()?;
            self.further(redirect).await
        })
    }

    /// Counts a term, and follows where it leads.
    async fn mechanism(&mut self, mechanism: &Mechanism<'_>, domain: &DomainName) {
        match mechanism {
            Mechanism::All | Mechanism::Ip4(..) | Mechanism::Ip6(..) => {}
            Mechanism::Include(spec) => {
                self.further(spec).await;
            }
            Mechanism::A(spec, _) => {
                let Some(name) = self.count(spec.as_ref(), domain) else { return };
                if !self.has_address(&name).await {
                    self.outline.void_lookups += 1;
                }
            }
            Mechanism::Mx(spec, _) => {
                let Some(name) = self.count(spec.as_ref(), domain) else { return };
                match self.ask(&name, RecordType::Mx).await.len() {
                    0 => self.outline.void_lookups += 1,
                    1..=MOST_EXCHANGERS => {}
                    _ => self.outline.problems.push(Problem::ManyExchangers(name)),
                }
            }
            // What they ask for hangs on the client.
            Mechanism::Ptr(_) | Mechanism::Exists(_) => self.outline.lookups += 1,
        }
    }

    /// Counts a look-up; the name it is about, unless that hangs on the client or the walk is over.
    fn count(&mut self, spec: Option<&DomainSpec<'_>>, domain: &DomainName) -> Option<DomainName> {
        if self.outline.lookups >= MOST_LOOKUPS {
            return None;
        }
        self.outline.lookups += 1;
        spec.map_or_else(|| Some(domain.clone()), plain_name)
    }

    /// `include` and `redirect`: another record, that must be there.
    async fn further(&mut self, spec: &DomainSpec<'_>) -> Option<SpfResult> {
        if self.outline.lookups >= MOST_LOOKUPS {
            return None;
        }
        self.outline.lookups += 1;
        if spec.text.contains('%') {
            return None;
        }
        let Some(name) = plain_name(spec) else {
            self.outline.problems.push(Problem::NoRecord(spec.text.to_owned()));
            return None;
        };
        let problem = match records_of(&name, self.lookup).await {
            Err(error) => Problem::Dns(error),
            Ok(mut records) => match (records.pop(), records.is_empty()) {
                (Some(record), true) => return self.follow(name, record).await,
                (Some(_), false) => Problem::ManyRecords(name),
                (None, _) => Problem::NoRecord(name.to_string()),
            },
        };
        self.outline.problems.push(problem);
        None
    }

    async fn has_address(&self, name: &DomainName) -> bool {
        !self.ask(name, RecordType::A).await.is_empty()
            || !self.ask(name, RecordType::Aaaa).await.is_empty()
    }

    async fn ask(&self, name: &DomainName, kind: RecordType) -> Vec<Record> {
        self.lookup.query(name, kind).await.unwrap_or_default()
    }
}

/// The name that a term without macros speaks of.
fn plain_name(spec: &DomainSpec<'_>) -> Option<DomainName> {
    let text = spec.text.strip_suffix('.').unwrap_or(spec.text);
    if text.contains('%') { None } else { DomainName::parse_dns(text).ok() }
}

async fn records_of(domain: &DomainName, lookup: &dyn Lookup) -> Result<Vec<Vec<u8>>, LookupError> {
    let answer = match lookup.query(domain, RecordType::Txt).await {
        Err(LookupError::NoSuchName(_)) => Vec::new(),
        answer => answer?,
    };
    let records = answer.into_iter().filter_map(|record| match record {
        Record::Txt(octets) => is_spf(&octets).then_some(octets),
        Record::A(_) | Record::Aaaa(_) | Record::Mx(..) | Record::Ptr(_) => None,
    });
    Ok(records.collect())
}

fn terms(record: &[u8]) -> Vec<Term> {
    let Ok(record) = SpfRecord::parse(record) else { return Vec::new() };
    let redirect = record.redirect.as_ref().map(|spec| Term {
        text: format!("redirect={}", spec.text),
        kind: TermKind::Redirect,
        result: None,
        name: Some(spec.text.to_owned()),
    });
    record.directives.iter().map(Term::new).chain(redirect).collect()
}

impl Term {
    fn new(directive: &Directive<'_>) -> Self {
        let named = |spec: &Option<DomainSpec<'_>>| spec.as_ref().map(|spec| spec.text.to_owned());
        let (kind, name) = match &directive.mechanism {
            Mechanism::All => (TermKind::All, None),
            Mechanism::Include(spec) => (TermKind::Include, Some(spec.text.to_owned())),
            Mechanism::A(spec, _) => (TermKind::A, named(spec)),
            Mechanism::Mx(spec, _) => (TermKind::Mx, named(spec)),
            Mechanism::Ptr(spec) => (TermKind::Ptr, named(spec)),
            Mechanism::Ip4(_, length) => (TermKind::Ip4 { length: *length }, None),
            Mechanism::Ip6(_, length) => (TermKind::Ip6 { length: *length }, None),
            Mechanism::Exists(spec) => (TermKind::Exists, Some(spec.text.to_owned())),
        };
        Self { text: directive.text.to_owned(), kind, result: Some(directive.result), name }
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;
    use crate::lookup::Recorded;

    fn of(zone: &str) -> Outline {
        let zone = Recorded::from_json(zone).unwrap();
        block_on(outline(&DomainName::parse("example.jp").unwrap(), &zone)).unwrap()
    }

    #[test]
    fn look_ups_are_counted_through_every_record_that_is_reached() {
        for (record, expected) in [
            ("v=spf1 -all", (0, 0, Some(SpfResult::Fail), 0)),
            ("v=spf1 ip4:192.0.2.0/24 ?all", (0, 0, Some(SpfResult::Neutral), 0)),
            ("v=spf1 a mx ~all", (2, 2, Some(SpfResult::SoftFail), 0)),
            ("v=spf1 include:one.test -all", (3, 0, Some(SpfResult::Fail), 0)),
            ("v=spf1 redirect=one.test", (3, 0, Some(SpfResult::SoftFail), 0)),
            ("v=spf1 include:none.test -all", (1, 0, Some(SpfResult::Fail), 1)),
            ("v=spf1 include:%{i}.test -all", (1, 0, Some(SpfResult::Fail), 0)),
            ("v=spf1 include:example.jp -all", (30, 0, Some(SpfResult::Fail), 0)),
            ("v=spf1 ptr exists:%{i}.test", (2, 0, None, 0)),
            ("v=spf1 nonsense -all", (0, 0, None, 1)),
            ("v=spf1 -all include:one.test", (0, 0, Some(SpfResult::Fail), 0)),
        ] {
            let zone = format!(
                r#"{{"example.jp": {{"TXT": ["{record}", "other"]}},
                    "one.test": {{"TXT": ["v=spf1 include:two.test ptr ~all"]}},
                    "two.test": {{"TXT": ["v=spf1 ip4:192.0.2.1 -all"]}}}}"#
            );
            let outline = of(&zone);
            let found = (outline.lookups, outline.void_lookups, outline.otherwise);
            let found = (found.0, found.1, found.2, outline.problems.len());
            assert_eq!(found, expected, "{record}");
        }
    }

    #[test]
    fn terms_are_told_in_order_with_what_they_mean() {
        let outline = of(r#"{"example.jp": {"TXT": ["v=spf1 mx ~ip4:192.0.2.0/24 -all"]}}"#);
        let told: Vec<_> = outline.terms.iter().map(|t| (t.text.as_str(), t.kind)).collect();
        assert_eq!(
            told,
            [
                ("mx", TermKind::Mx),
                ("~ip4:192.0.2.0/24", TermKind::Ip4 { length: 24 }),
                ("-all", TermKind::All)
            ]
        );
    }

    #[test]
    fn two_records_are_a_problem_and_none_is_told_as_none() {
        let two = of(r#"{"example.jp": {"TXT": ["v=spf1 -all", "v=spf1 mx -all"]}}"#);
        assert_eq!((two.records.len(), two.problems.len(), two.terms.len()), (2, 1, 0));
        assert_eq!(of("{}"), Outline::default());
    }
}
