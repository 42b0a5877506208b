//! Evaluation of a record and of those it leads to (§4.4 to §4.7, §5.1, §5.2, §6.1).

use std::{future::Future, net::IpAddr, pin::Pin};

use mail::DomainName;

use super::{
    Breadth, CheckedMailbox, Client, Limits, Match, Problem, SpfResult,
    directive::{Directive, Mechanism},
    domain_spec::DomainSpec,
    limits::Spent,
    macro_string::Values,
    record::{SpfRecord, is_spf},
    reverse::ReverseNames,
};
use crate::{Lookup, LookupError, Record, RecordType};

/// One check under way.
pub(super) struct Evaluation<'a> {
    pub(super) ip: IpAddr,
    pub(super) client: &'a Client<'a>,
    pub(super) mailbox: &'a CheckedMailbox,
    pub(super) lookup: &'a dyn Lookup,
    pub(super) limits: &'a Limits,
    pub(super) spent: Spent,
    pub(super) reverse: Option<ReverseNames>,
    /// The directives that matched so far, outermost first.
    pub(super) matched: Vec<Match>,
    pub(super) breadth: Option<Breadth>,
    pub(super) record: Option<String>,
    pub(super) explanation: Option<String>,
}

/// What a record says: `None` when there is none.
type Said = Result<Option<SpfResult>, Problem>;

impl<'a> Evaluation<'a> {
    pub(super) fn new(
        client: &'a Client<'a>,
        mailbox: &'a CheckedMailbox,
        lookup: &'a dyn Lookup,
        limits: &'a Limits,
    ) -> Self {
        Self {
            // §5: an IPv4-mapped address is an IPv4 address.
            ip: client.ip.to_canonical(),
            client,
            mailbox,
            lookup,
            limits,
            spent: Spent::default(),
            reverse: None,
            matched: Vec::new(),
            breadth: None,
            record: None,
            explanation: None,
        }
    }

    /// The check of the mailbox's own domain.
    pub(super) async fn check(&mut self, domain: DomainName) -> Said {
        let Some(text) = self.record_of(&domain).await? else { return Ok(None) };
        self.record = Some(String::from_utf8_lossy(&text).into_owned());
        self.follow(domain, text, true).await.map(Some)
    }

    /// §5.2: the check of another domain on behalf of an `include`. Boxed, for it recurs; no deeper
    /// than the limit on look-ups, which each `include` spends one of.
    fn check_included(
        &mut self,
        domain: DomainName,
    ) -> Pin<Box<dyn Future<Output = Said> + Send + '_>> {
        Box::pin(async move {
            let Some(text) = self.record_of(&domain).await? else { return Ok(None) };
            self.follow(domain, text, false).await.map(Some)
        })
    }

    /// Evaluates a record, then those it redirects to. Only the outermost check may explain itself:
    /// §6.2 ignores the `exp` of included records.
    async fn follow(
        &mut self,
        mut domain: DomainName,
        mut text: Vec<u8>,
        outermost: bool,
    ) -> Result<SpfResult, Problem> {
        loop {
            let record = SpfRecord::parse(&text).map_err(|term| Problem::Syntax {
                domain: domain.clone(),
                term: String::from_utf8_lossy(term).into_owned(),
            })?;
            if let Some(result) = self.first_match(&record.directives, &domain).await? {
                if outermost && result == SpfResult::Fail {
                    // §6.2: after a redirect it is the target's exp that counts, or none.
                    self.explanation = self.explain(record.explanation.as_ref(), &domain).await;
                }
                return Ok(result);
            }
            // §4.7: without a match and without a redirect, neutral.
            let Some(redirect) = &record.redirect else { return Ok(SpfResult::Neutral) };
            self.spent.lookup(self.limits)?;
            let Some(target) = self.expand(redirect, &domain).await else {
                return Err(Problem::NoRecord(redirect.text.to_owned()));
            };
            let Some(next) = self.record_of(&target).await? else {
                return Err(Problem::NoRecord(target.to_string()));
            };
            text = next;
            domain = target;
        }
    }

    /// §4.4, §4.5: the one SPF record of a domain.
    async fn record_of(&self, domain: &DomainName) -> Result<Option<Vec<u8>>, Problem> {
        let answer = self.ask(domain, RecordType::Txt).await?;
        let mut records = answer.into_iter().filter_map(|record| match record {
            Record::Txt(octets) => is_spf(&octets).then_some(octets),
            Record::A(_) | Record::Aaaa(_) | Record::Mx(..) | Record::Ptr(_) => None,
        });
        let record = records.next();
        if records.next().is_some() {
            return Err(Problem::ManyRecords(domain.clone()));
        }
        Ok(record)
    }

    /// The records at a name, none if it does not exist; a DNS error is `temperror`.
    pub(super) async fn ask(
        &self,
        name: &DomainName,
        kind: RecordType,
    ) -> Result<Vec<Record>, Problem> {
        match self.lookup.query(name, kind).await {
            Err(LookupError::NoSuchName(_)) => Ok(Vec::new()),
            answer => answer.map_err(Problem::Dns),
        }
    }

    /// §4.6.2: directives are tried from left to right.
    async fn first_match(
        &mut self,
        directives: &[Directive<'_>],
        domain: &DomainName,
    ) -> Result<Option<SpfResult>, Problem> {
        let outer = self.matched.len();
        for directive in directives {
            if self.matches(&directive.mechanism, domain).await? {
                let found = Match { directive: directive.text.to_owned(), domain: domain.clone() };
                self.matched.insert(outer, found);
                return Ok(Some(directive.result));
            }
            // What matched inside an include that did not pass has decided nothing.
            self.matched.truncate(outer);
            self.breadth = None;
        }
        Ok(None)
    }

    async fn matches(
        &mut self,
        mechanism: &Mechanism<'_>,
        domain: &DomainName,
    ) -> Result<bool, Problem> {
        match mechanism {
            Mechanism::All => {
                self.breadth = Some(Breadth::Everyone);
                Ok(true)
            }
            Mechanism::Include(spec) => self.include_matches(spec, domain).await,
            Mechanism::A(spec, cidr) => self.a_matches(spec.as_ref(), *cidr, domain).await,
            Mechanism::Mx(spec, cidr) => self.mx_matches(spec.as_ref(), *cidr, domain).await,
            Mechanism::Ptr(spec) => self.ptr_matches(spec.as_ref(), domain).await,
            Mechanism::Ip4(network, length) => Ok(self.ip4_matches(*network, *length)),
            Mechanism::Ip6(network, length) => Ok(self.ip6_matches(*network, *length)),
            Mechanism::Exists(spec) => self.exists_matches(spec, domain).await,
        }
    }

    /// §5.2: it matches when the other domain's record passes the client.
    async fn include_matches(
        &mut self,
        spec: &DomainSpec<'_>,
        domain: &DomainName,
    ) -> Result<bool, Problem> {
        self.spent.lookup(self.limits)?;
        let Some(target) = self.expand(spec, domain).await else {
            return Err(Problem::NoRecord(spec.text.to_owned()));
        };
        match self.check_included(target.clone()).await? {
            Some(SpfResult::Pass) => Ok(true),
            Some(SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral) => Ok(false),
            Some(SpfResult::None | SpfResult::TempError | SpfResult::PermError) | None => {
                Err(Problem::NoRecord(target.to_string()))
            }
        }
    }

    /// The name a spec stands for while `domain` is checked; `None` when it is no name.
    pub(super) async fn expand(
        &mut self,
        spec: &DomainSpec<'_>,
        domain: &DomainName,
    ) -> Option<DomainName> {
        let validated = match spec.has_validated_name() {
            true => self.validated_name(domain).await,
            false => None,
        };
        spec.expand(&self.values(domain, validated.as_ref()))
    }

    /// What macros stand for while `domain` is checked (§7.2).
    pub(super) fn values<'v>(
        &'v self,
        domain: &'v DomainName,
        validated: Option<&'v DomainName>,
    ) -> Values<'v> {
        Values {
            local_part: self.mailbox.local_part(),
            sender_domain: self.mailbox.domain().map_or("", DomainName::as_str),
            domain: domain.as_str(),
            ip: self.ip,
            validated_name: validated.map_or("unknown", DomainName::as_str),
            helo: self.client.helo,
            receiver: self.client.receiver.map_or("unknown", DomainName::as_str),
            time: self.client.at.as_second(),
            longest: self.limits.macro_octets,
        }
    }
}
