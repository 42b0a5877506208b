use jiff::Timestamp;
use mail::{Arrival, Authors, DomainName, Mail};

use crate::{
    Authenticated, How, Lookup, LookupError, Method,
    arc::{self, Chain, ChainValidation},
    authres::{Pretended, ResultCode, Stated, Statement, Statements, is_authors},
    dkim::{self, Outcome, Signature},
    dmarc::{self, Aligned, AuthorDomain, Dmarc, DmarcResult, Policy},
    iprev::{Iprev, iprev},
    spf::{self, Client, Identity, Spf, SpfResult},
};

/// Everything that was found out about who can prove they sent a message.
#[derive(Clone, Debug)]
pub struct Authentication {
    /// Whom the message names as its author.
    pub authors: Authors,
    /// The Author Domain; `None` unless there is one clear author with a domain.
    pub author: Option<AuthorDomain>,
    /// SPF as we computed it: for MAIL FROM, or for HELO where no MAIL FROM is known. Empty when
    /// the client is not known or DNS is off.
    pub spf: Vec<Spf>,
    /// Every DKIM signature as we verified it, top first.
    pub dkim: Vec<Signature>,
    /// The ARC chain as we validated it.
    pub arc: Chain,
    /// Reverse DNS of the client; `None` when it is not known or DNS is off.
    pub iprev: Option<Iprev>,
    /// DMARC as we evaluated it; `None` without an Author Domain.
    pub dmarc: Option<Dmarc>,
    /// What the receiving side stated (RFC 8601), above the trust boundary.
    pub stated: Vec<Stated>,
    /// What hosts on the way stated, or somebody where no trace tells who. Proves nothing.
    pub stated_by_others: Vec<Stated>,
    /// What the sender wrote as if it were a finding.
    pub pretended: Vec<Pretended>,
    /// Every domain that took responsibility for the message, proven: what we recomputed first,
    /// then what only the receiver states and we could not disprove.
    pub proven: Vec<Authenticated>,
    /// Those of `proven` that speak for the author. The receiver's `dmarc=pass` counts as one.
    pub aligned: Vec<Aligned>,
    /// Where the receiver states a pass and we computed a failure. Neither is dropped, and the
    /// stated pass proves nothing then.
    pub disagreements: Vec<Disagreement>,
    /// What could not be looked at, so that silence is not taken for an answer.
    pub unexamined: Vec<Unexamined>,
}

/// The receiver states a pass; our own computation failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Disagreement {
    /// The domain it is about.
    pub domain: DomainName,
    /// By which mechanism.
    pub method: Method,
    /// The statement's place in [`Authentication::stated`].
    pub stated: usize,
}

/// Something that could not be looked at, and why.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Unexamined {
    /// DNS is off: neither keys nor policies were asked for.
    Dns,
    /// No trace tells how the message arrived: neither SPF nor the receiver's statements can be
    /// had.
    Trace,
    /// The client's address is not known, so SPF was not computed.
    Client,
    /// The last hop was likely the receiving side's own relay, so SPF would speak of the relay.
    OwnRelay,
    /// MAIL FROM is not known; SPF was computed for HELO.
    MailFrom,
    /// The message bears no DKIM signature.
    Signatures,
    /// There is no one clear author, so there is nothing to align with.
    Author,
    /// The receiving side states nothing.
    Statements,
}

impl Authentication {
    /// What the receiving side states of DMARC for this author, with the policy it says is
    /// published.
    #[must_use]
    pub fn stated_dmarc(&self) -> Option<(&ResultCode, Option<Policy>)> {
        let about_author = |author: &Option<DomainName>| match (author, &self.author) {
            (Some(stated), Some(author)) => is_authors(stated, author.name()),
            // Exchange leaves header.from out for `dmarc=none`.
            (None, _) | (Some(_), None) => author.is_none(),
        };
        self.stated.iter().find_map(|stated| match &stated.statement {
            Statement::Dmarc { result, author, policy } if about_author(author) => {
                Some((result, *policy))
            }
            Statement::Dmarc { .. }
            | Statement::Spf { .. }
            | Statement::Dkim { .. }
            | Statement::Arc { .. }
            | Statement::Iprev { .. }
            | Statement::CompAuth { .. }
            | Statement::Auth { .. }
            | Statement::Other { .. } => None,
        })
    }

    /// Whether something could not be looked at.
    #[must_use]
    pub fn lacks(&self, what: Unexamined) -> bool {
        self.unexamined.contains(&what)
    }
}

/// Proves what can be proven about the sender of `mail`.
///
/// `arrival` is what the door saw or the trace tells; `now` is when the question is asked.
/// Expiry is held against the time of arrival where that is known (RFC 6376 §3.5, `x=`).
pub async fn authenticate(
    mail: &Mail<'_>,
    arrival: &Arrival,
    lookup: &dyn Lookup,
    now: Timestamp,
) -> Authentication {
    let at = arrival.at.map_or(now, |at| at.min(now));
    let statements = Statements::read(mail, arrival);
    let (spf, dkim, arc, iprev) = tokio::join!(
        check_spf(arrival, lookup, at),
        dkim::verify(mail, lookup, at),
        arc::validate(mail, lookup, at),
        reverse(arrival, lookup),
    );
    let authors = mail.authors();
    let author = AuthorDomain::of(&authors);
    let ours = Ours { spf: &spf, dkim: &dkim };
    let (proven, disagreements) = merge(&ours, &statements.stated, author.as_ref());
    let dmarc = match &author {
        Some(author) => Some(dmarc::evaluate(author, &proven, lookup).await),
        None => None,
    };
    let is_off = is_dns_off(&spf, &dkim, &arc, dmarc.as_ref());
    let mut authentication = Authentication {
        aligned: dmarc.as_ref().map(|dmarc| dmarc.aligned.clone()).unwrap_or_default(),
        spf: if is_off { Vec::new() } else { spf },
        iprev: iprev.filter(|_| !is_off),
        authors,
        author,
        dkim,
        arc,
        dmarc,
        stated: statements.stated,
        stated_by_others: statements.by_others,
        pretended: statements.pretended,
        proven,
        disagreements,
        unexamined: Vec::new(),
    };
    authentication.unexamined = unexamined(&authentication, arrival, is_off);
    authentication
}

/// SPF for MAIL FROM; for HELO when no MAIL FROM is known (RFC 7208 §2.3, §2.4).
async fn check_spf(arrival: &Arrival, lookup: &dyn Lookup, at: Timestamp) -> Vec<Spf> {
    let Some(ip) = arrival.client_ip.filter(|_| !arrival.is_from_own_relay()) else {
        return Vec::new();
    };
    let helo = arrival.helo.as_deref().unwrap_or_default();
    let client = Client { ip, helo, receiver: arrival.by.as_ref(), at };
    let limits = spf::Limits::default();
    let spf = match &arrival.mail_from {
        Some(mail_from) => spf::check_mail_from(&client, mail_from, lookup, &limits).await,
        None => spf::check_helo(&client, lookup, &limits).await,
    };
    vec![spf]
}

async fn reverse(arrival: &Arrival, lookup: &dyn Lookup) -> Option<Iprev> {
    Some(iprev(arrival.client_ip?, lookup).await)
}

/// What we computed.
struct Ours<'a> {
    spf: &'a [Spf],
    dkim: &'a [Signature],
}

impl Ours<'_> {
    fn proven(&self) -> Vec<Authenticated> {
        let spf = self.spf.iter().filter(|spf| {
            // A HELO of one's own proves nothing about the author (RFC 9989 §4.4.2).
            spf.result == SpfResult::Pass && spf.identity == Identity::MailFrom
        });
        let spf = spf.filter_map(|spf| spf.domain.clone());
        let spf = spf.map(|domain| Authenticated::new(domain, Method::Spf, How::Recomputed));
        self.dkim.iter().filter_map(Signature::authenticated).chain(spf).collect()
    }

    /// Whether we computed that this does not hold. An error on the way is no contradiction: keys
    /// are withdrawn and records change after the message was received.
    fn contradict(&self, method: Method, domain: &DomainName) -> bool {
        match method {
            Method::Spf => self.spf.iter().any(|spf| {
                spf.result == SpfResult::Fail
                    && spf.identity == Identity::MailFrom
                    && spf.domain.as_ref() == Some(domain)
            }),
            Method::Dkim => {
                let mut outcomes = self
                    .dkim
                    .iter()
                    .filter(|signature| signature.domain.as_ref() == Some(domain))
                    .map(Signature::outcome)
                    .peekable();
                outcomes.peek().is_some() && outcomes.all(|outcome| outcome == Outcome::Fail)
            }
            Method::Dmarc => false,
        }
    }
}

/// Our own proofs first, then the receiver's passes that we have not disproved.
fn merge(
    ours: &Ours<'_>,
    stated: &[Stated],
    author: Option<&AuthorDomain>,
) -> (Vec<Authenticated>, Vec<Disagreement>) {
    let mut proven: Vec<Authenticated> = Vec::new();
    for own in ours.proven() {
        if !proven.contains(&own) {
            proven.push(own);
        }
    }
    let mut disagreements: Vec<Disagreement> = Vec::new();
    // The receiver's DMARC rests on its SPF and DKIM, so these are settled first.
    let passes = stated.iter().enumerate().filter_map(|(index, stated)| {
        stated.statement.identifier(author).map(|(method, domain)| (method, domain, index))
    });
    let (dmarc, others): (Vec<_>, Vec<_>) =
        passes.partition(|(method, ..)| *method == Method::Dmarc);
    for (method, domain, index) in others.into_iter().chain(dmarc) {
        let is_shaken = method == Method::Dmarc
            && disagreements.iter().any(|known| is_same_organization(&known.domain, &domain));
        if ours.contradict(method, &domain) || is_shaken {
            disagreements.push(Disagreement { domain, method, stated: index });
        } else if !proven.iter().any(|known| known.domain() == &domain && known.method() == method)
        {
            proven.push(Authenticated::new(domain, method, How::Stated));
        }
    }
    (proven, disagreements)
}

fn is_same_organization(one: &DomainName, other: &DomainName) -> bool {
    one == other || one.registrable().is_some_and(|domain| Some(domain) == other.registrable())
}

fn is_dns_off(spf: &[Spf], dkim: &[Signature], arc: &Chain, dmarc: Option<&Dmarc>) -> bool {
    let off = |problem: &Option<spf::Problem>| {
        matches!(problem, Some(spf::Problem::Dns(LookupError::Off(_))))
    };
    dmarc.is_some_and(|dmarc| dmarc.result == DmarcResult::NotLooked)
        || spf.iter().any(|spf| off(&spf.problem))
        || dkim.iter().any(|signature| signature.problem() == Some(dkim::Problem::KeyNotAsked))
        || arc.validation() == ChainValidation::NotLooked
}

fn unexamined(found: &Authentication, arrival: &Arrival, is_off: bool) -> Vec<Unexamined> {
    let is_known = arrival.client_ip.is_some();
    let lacks = [
        (is_off, Unexamined::Dns),
        (arrival.border.is_none() && !is_known, Unexamined::Trace),
        (!is_known, Unexamined::Client),
        (arrival.is_from_own_relay(), Unexamined::OwnRelay),
        (is_known && arrival.mail_from.is_none(), Unexamined::MailFrom),
        (found.dkim.is_empty(), Unexamined::Signatures),
        (found.author.is_none(), Unexamined::Author),
        (found.stated.is_empty(), Unexamined::Statements),
    ];
    lacks.into_iter().filter_map(|(is_lacking, what)| is_lacking.then_some(what)).collect()
}
