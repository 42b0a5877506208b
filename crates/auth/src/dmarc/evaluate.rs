use mail::DomainName;

use super::{
    Aligned, Alignment, AuthorDomain, Discovery, OrganizationalDomain, Policy, Psd, Record, Walk,
    align,
};
use crate::{Authenticated, How, Lookup, LookupError, Method, RecordType, authres::Statement};

/// Distinct identifiers whose organisation is looked for; genuine mail has up to five.
const MAX_WALKS: usize = 10;

/// What DMARC says of a message.
#[derive(Clone, Debug)]
pub struct Dmarc {
    /// The result (RFC 9989 §9.1).
    pub result: DmarcResult,
    /// The Author Domain it is about.
    pub author: AuthorDomain,
    /// The policy record that applies; `None` when none was found.
    pub published: Option<Published>,
    /// What the domain asks to be done with this message should it fail: `p`, `sp` or `np` as it
    /// applies, lowered by `t=y` (§4.7). `None` without a usable record.
    pub policy: Option<Policy>,
    /// Whether the Author Domain exists in DNS, as far as the policy hung on it (`np`).
    pub existence: Existence,
    /// Every proven identifier that speaks for the author. Facts beside the result: without a
    /// record the result is `none`, and what aligns by the Public Suffix List still stands here.
    pub aligned: Vec<Aligned>,
}

/// A DMARC Policy Record and where it was found (§4.10.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Published {
    /// The domain that publishes it: the Author Domain, its Organizational Domain, or the public
    /// suffix above.
    pub domain: DomainName,
    /// What it says.
    pub record: Record,
}

/// The result (RFC 9989 §9.1, RFC 8601 §2.7).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum DmarcResult {
    /// An authenticated identifier aligns with the Author Domain.
    Pass,
    /// None does.
    Fail,
    /// The domain publishes no usable policy: DMARC does not apply.
    None,
    /// DNS did not answer; a later check may tell.
    TempError,
    /// DNS is off: nothing was looked for.
    NotLooked,
}

impl DmarcResult {
    /// The RFC 8601 word; `none` stands for what was not looked at, too.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::None | Self::NotLooked => "none",
            Self::TempError => "temperror",
        }
    }
}

/// Whether a domain exists (§3.2.13, RFC 8020).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Existence {
    /// Nothing hung on it.
    #[default]
    NotAsked,
    /// It does.
    Exists,
    /// It does not: NXDOMAIN.
    DoesNotExist,
    /// DNS did not answer.
    Unknown,
}

/// Applies DMARC (§5.3) to an author and the identifiers that SPF and DKIM proved.
pub async fn evaluate(
    author: &AuthorDomain,
    proven: &[Authenticated],
    lookup: &dyn Lookup,
) -> Dmarc {
    let mut discovery = Discovery::new(lookup);
    let walk = walk_from_author(author, proven, &mut discovery).await;
    let published = applicable(author, &walk);
    let mut dmarc = Dmarc {
        result: DmarcResult::None,
        author: author.clone(),
        published: None,
        policy: None,
        existence: Existence::NotAsked,
        aligned: Vec::new(),
    };
    let Some(published) = published else {
        dmarc.result = unanswered(&walk).unwrap_or(DmarcResult::None);
        dmarc.aligned = align_by_list(author, proven);
        return dmarc;
    };
    let is_unusable = published.record.is_unusable;
    let (aligned, is_certain) =
        align_by_walk(author, proven, &walk, &published, &mut discovery).await;
    dmarc.aligned = aligned;
    dmarc.result = match (is_unusable, dmarc.aligned.is_empty()) {
        (true, _) => DmarcResult::None,
        (false, false) => DmarcResult::Pass,
        (false, true) if is_certain => DmarcResult::Fail,
        (false, true) => DmarcResult::TempError,
    };
    if !is_unusable {
        let (policy, existence) = policy_for(author, &published, lookup).await;
        dmarc.policy = Some(policy);
        dmarc.existence = existence;
    }
    dmarc.published = Some(published);
    dmarc
}

/// Applies DMARC to results that somebody else computed, as from an Authentication-Results field.
/// What aligns is [`How::Stated`].
pub async fn evaluate_stated(
    author: &AuthorDomain,
    statements: &[Statement],
    lookup: &dyn Lookup,
) -> Dmarc {
    let identifiers = statements.iter().filter_map(|stated| stated.identifier(Some(author)));
    let proven: Vec<_> = identifiers
        .map(|(method, domain)| Authenticated::new(domain, method, How::Stated))
        .collect();
    evaluate(author, &proven, lookup).await
}

/// The walk from the Author Domain. It ends with the author's own record where nothing hangs on
/// the organisation (§4.10.2: no need when all are the same domain, or alignment is strict).
async fn walk_from_author(
    author: &AuthorDomain,
    proven: &[Authenticated],
    discovery: &mut Discovery<'_>,
) -> Walk {
    if let Ok(Some(record)) = discovery.record_at(author.name()).await {
        let needs_organization = proven.iter().any(|identifier| {
            mode(&record, identifier.method()) == Alignment::Relaxed
                && may_share_organization(identifier.domain(), author.name())
                && identifier.domain() != author.name()
        });
        if !needs_organization {
            let start = author.name().clone();
            return Walk { found: vec![(start.clone(), record)], start, broken_off: None };
        }
    }
    discovery.walk(author.name()).await
}

/// §4.10.1: the record of the Author Domain, else of its Organizational Domain, else of the public
/// suffix.
fn applicable(author: &AuthorDomain, walk: &Walk) -> Option<Published> {
    let at = |wanted: &DomainName| walk.found.iter().find(|(domain, _)| domain == wanted);
    let own = at(author.name());
    // A walk that broke off may have missed the Organizational Domain's record.
    let whole = own.is_some() || walk.broken_off.is_none();
    let of_organization = || at(&walk.organizational_domain().name);
    let of_suffix = || walk.found.iter().find(|(_, record)| record.psd == Psd::Yes);
    let (domain, record) = own.or_else(of_organization).or_else(of_suffix).filter(|_| whole)?;
    Some(Published { domain: domain.clone(), record: record.clone() })
}

fn unanswered(walk: &Walk) -> Option<DmarcResult> {
    match walk.broken_off.as_ref()? {
        LookupError::Off(_) => Some(DmarcResult::NotLooked),
        LookupError::Silent(_) | LookupError::Failed(_) | LookupError::NoSuchName(_) => {
            Some(DmarcResult::TempError)
        }
    }
}

/// Aligns by Tree Walk. Beside the proofs: whether every question they hung on was answered.
async fn align_by_walk(
    author: &AuthorDomain,
    proven: &[Authenticated],
    walk: &Walk,
    published: &Published,
    discovery: &mut Discovery<'_>,
) -> (Vec<Aligned>, bool) {
    let authors = walk.organizational_domain();
    let mut aligned = Vec::new();
    let mut is_certain = true;
    let mut walks = 0;
    for identifier in proven {
        let mode = mode(&published.record, identifier.method());
        let domain = identifier.domain();
        let is_decided = mode == Alignment::Strict
            || domain == author.name()
            || !may_share_organization(domain, author.name());
        let theirs = if is_decided || walks == MAX_WALKS {
            // The organisation does not matter here; a domain is always in its own.
            OrganizationalDomain { name: domain.clone(), ..authors.clone() }
        } else {
            walks += 1;
            let theirs = discovery.walk(domain).await;
            is_certain &= theirs.broken_off.is_none() && walk.broken_off.is_none();
            if theirs.broken_off.is_some() || walk.broken_off.is_some() {
                continue;
            }
            theirs.organizational_domain()
        };
        aligned.extend(align((identifier, &theirs), (author, &authors), mode));
    }
    (aligned, is_certain)
}

/// Aligns by the Public Suffix List, where no record was found that could say more.
fn align_by_list(author: &AuthorDomain, proven: &[Authenticated]) -> Vec<Aligned> {
    let authors = OrganizationalDomain::by_public_suffix_list(author.name());
    let aligned = proven.iter().filter_map(|identifier| {
        let theirs = OrganizationalDomain::by_public_suffix_list(identifier.domain());
        align((identifier, &theirs), (author, &authors), Alignment::Relaxed)
    });
    aligned.collect()
}

fn mode(record: &Record, method: Method) -> Alignment {
    match method {
        Method::Dkim => record.adkim,
        Method::Spf => record.aspf,
        // The receiver aligned it already; its domain is the author's or the one above.
        Method::Dmarc => Alignment::Relaxed,
    }
}

/// An Organizational Domain lies above both, so names under different top levels never share one.
fn may_share_organization(one: &DomainName, other: &DomainName) -> bool {
    one.labels().next_back() == other.labels().next_back()
}

/// `p` for the publishing domain itself, `sp` or `np` for what lies below it (§4.10.1), one level
/// lower when it is on trial (§4.7, `t`).
async fn policy_for(
    author: &AuthorDomain,
    published: &Published,
    lookup: &dyn Lookup,
) -> (Policy, Existence) {
    let record = &published.record;
    let for_existing = record.sp.unwrap_or(record.p);
    let (policy, existence) = if published.domain == *author.name() {
        (record.p, Existence::NotAsked)
    } else if let Some(np) = record.np.filter(|np| *np != for_existing) {
        match existence(author.name(), lookup).await {
            Existence::DoesNotExist => (np, Existence::DoesNotExist),
            found @ (Existence::Exists | Existence::Unknown | Existence::NotAsked) => {
                (for_existing, found)
            }
        }
    } else {
        (for_existing, Existence::NotAsked)
    };
    (if record.is_testing { policy.lowered() } else { policy }, existence)
}

/// One question tells: NXDOMAIN holds for every type and everything below (RFC 8020 §2).
async fn existence(domain: &DomainName, lookup: &dyn Lookup) -> Existence {
    match lookup.query(domain, RecordType::A).await {
        Ok(_) => Existence::Exists,
        Err(LookupError::NoSuchName(_)) => Existence::DoesNotExist,
        Err(LookupError::Silent(_) | LookupError::Failed(_) | LookupError::Off(_)) => {
            Existence::Unknown
        }
    }
}
