//! `check_host()`, seen from outside (§4).

use mail::{DomainName, MailFrom};

use super::{
    Breadth, CheckedMailbox, Client, Identity, Limits, Problem, SpfResult, evaluate::Evaluation,
};
use crate::Lookup;

/// What SPF found out, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Spf {
    /// What the domain says of the client.
    pub result: SpfResult,
    /// Which identity was checked.
    pub identity: Identity,
    /// The domain checked (`smtp.mailfrom` or `smtp.helo`); `None` when the identity has no domain
    /// name, and the result is `none`.
    pub domain: Option<DomainName>,
    /// The domain's record as published, octets that are not UTF-8 replaced; `None` when there is
    /// no single one.
    pub record: Option<String>,
    /// The directives that decided, outermost first: more than one when `include` led to another
    /// record. Empty when none matched.
    pub matched: Vec<Match>,
    /// How many clients the innermost matched directive speaks of.
    pub breadth: Option<Breadth>,
    /// Why the result is `temperror` or `permerror`; `None` otherwise.
    pub problem: Option<Problem>,
    /// Terms that queried DNS (§4.6.4).
    pub lookups: usize,
    /// Those that found nothing (§4.6.4).
    pub void_lookups: usize,
    /// What the domain would tell the sender of a `fail` (`exp=`, §6.2). Printable ASCII, written by
    /// whoever owns the domain: material to show with care, nothing to believe.
    pub explanation: Option<String>,
}

/// A directive that matched the client.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Match {
    /// As written in the record, qualifier included.
    pub directive: String,
    /// Whose record it stands in.
    pub domain: DomainName,
}

/// Checks RFC5321.MailFrom (§2.4).
pub async fn check_mail_from(
    client: &Client<'_>,
    mail_from: &MailFrom,
    lookup: &dyn Lookup,
    limits: &Limits,
) -> Spf {
    let mailbox = CheckedMailbox::from_mail_from(mail_from, client.helo);
    check_host(client, Identity::MailFrom, &mailbox, lookup, limits).await
}

/// Checks RFC5321.HELO/EHLO (§2.3).
pub async fn check_helo(client: &Client<'_>, lookup: &dyn Lookup, limits: &Limits) -> Spf {
    let mailbox = CheckedMailbox::from_helo(client.helo);
    check_host(client, Identity::Helo, &mailbox, lookup, limits).await
}

/// May `client` send for `mailbox`'s domain? (§4)
///
/// `identity` is only noted in the answer; what is checked is `mailbox`.
pub async fn check_host(
    client: &Client<'_>,
    identity: Identity,
    mailbox: &CheckedMailbox,
    lookup: &dyn Lookup,
    limits: &Limits,
) -> Spf {
    let mut spf = Spf {
        result: SpfResult::None,
        identity,
        domain: mailbox.domain().cloned(),
        record: None,
        matched: Vec::new(),
        breadth: None,
        problem: None,
        lookups: 0,
        void_lookups: 0,
        explanation: None,
    };
    let Some(domain) = mailbox.domain() else { return spf };
    let mut evaluation = Evaluation::new(client, mailbox, lookup, limits);
    match evaluation.check(domain.clone()).await {
        Ok(result) => {
            spf.result = result.unwrap_or(SpfResult::None);
            spf.breadth = evaluation.breadth;
            spf.matched = evaluation.matched;
            spf.explanation = evaluation.explanation;
        }
        Err(problem) => {
            spf.result = problem.result();
            spf.problem = Some(problem);
        }
    }
    spf.record = evaluation.record;
    spf.lookups = evaluation.spent.lookups;
    spf.void_lookups = evaluation.spent.void_lookups;
    spf
}
