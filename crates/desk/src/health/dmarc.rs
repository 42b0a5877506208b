use auth::{
    Lookup, LookupError,
    dmarc::{
        Alignment, AuthorDomain, Discovery, DmarcResult, FoundBy, OrganizationalDomain, Policy,
        Published, Record, evaluate,
    },
};
use mail::DomainName;

use super::{Fault, Said, Section, Severity, Told, Topic, below, texts};

/// Places for reports that are asked whether they want them.
const DESTINATIONS: usize = 10;

/// What can be wrong with a DMARC record.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "dmarc-")]
pub enum DmarcFault {
    /// There is none, here or above.
    Missing,
    /// More than one at the domain: receivers use none.
    Several {
        /// How many.
        count: usize,
    },
    /// A record that was meant as one, and does not begin as it must.
    Misspelt {
        /// The record.
        text: String,
    },
    /// `p`, `sp` or `np` is no policy.
    Unusable,
    /// No `p` at all: as `none`.
    NoPolicy,
    /// `p=none`: forged mail is delivered all the same.
    PolicyNone,
    /// `t=y`: the policy is on trial, and applied one level lower.
    Testing,
    /// `pct` below 100, which receivers do not read any more.
    Percent {
        /// As written.
        percent: String,
    },
    /// Subdomains are protected less than the domain.
    SubdomainsWeaker {
        /// Their policy.
        policy: Policy,
    },
    /// No `rua`: nobody tells the domain who sends in its name.
    NoReports,
    /// Somebody else is to get the reports, and did not say that he wants them.
    ReportsUnauthorised {
        /// His domain.
        domain: DomainName,
    },
    /// A place for reports that is no mail address: nobody sends there.
    ReportsNotByMail {
        /// As written.
        uri: String,
    },
}

/// A section, and what others hang on.
pub(super) struct Examined {
    pub(super) section: Section,
    /// Whether mail without proof is to be kept out (`quarantine` or `reject`, not on trial).
    pub(super) is_enforced: bool,
}

pub(super) async fn examine(domain: &DomainName, lookup: &dyn Lookup) -> Examined {
    let mut section = Section::new(Topic::Dmarc);
    let own = match own_texts(domain, lookup).await {
        Ok(own) => own,
        Err(error) => {
            return Examined { section: section.unanswered(error), is_enforced: false };
        }
    };
    let is_record = |text: &&String| Record::parse(text).is_ok();
    let records: Vec<&String> = own.iter().filter(is_record).collect();
    for text in &records {
        section.publishes(&format!("_dmarc.{domain}"), *text);
    }
    let misspelt = own.iter().find(|text| records.is_empty() && is_meant(text));
    if let Some(text) = misspelt {
        section.publishes(&format!("_dmarc.{domain}"), text);
        section.faults.push(Fault::Dmarc(DmarcFault::Misspelt { text: text.clone() }));
    }
    if records.len() > 1 {
        section.faults.push(Fault::Dmarc(DmarcFault::Several { count: records.len() }));
    }
    let dmarc = evaluate(&AuthorDomain::new(domain.clone()), &[], lookup).await;
    if dmarc.result == DmarcResult::TempError {
        return Examined {
            section: section.unanswered(LookupError::Failed(domain.clone())),
            is_enforced: false,
        };
    }
    let policy = dmarc.policy.unwrap_or(Policy::None);
    let Some(published) = dmarc.published else {
        if section.faults.is_empty() {
            section.faults.push(Fault::Dmarc(DmarcFault::Missing));
        }
        return Examined { section, is_enforced: false };
    };
    if published.domain != *domain && records.len() < 2 {
        inherited(&mut section, &published, lookup).await;
    }
    let raw = section.published.first().map(|first| first.text.clone()).unwrap_or_default();
    section.said.extend(said(&published, policy));
    section.faults.extend(faults(&published, domain, &raw).into_iter().map(Fault::Dmarc));
    let unwanted = unwanted_reports(&published, lookup).await;
    section.faults.extend(unwanted.into_iter().map(Fault::Dmarc));
    Examined { section, is_enforced: policy != Policy::None }
}

async fn own_texts(domain: &DomainName, lookup: &dyn Lookup) -> Result<Vec<String>, LookupError> {
    let Some(name) = below("_dmarc", domain) else { return Ok(Vec::new()) };
    let octets = texts(&name, lookup).await?;
    Ok(octets.iter().map(|octets| String::from_utf8_lossy(octets).into_owned()).collect())
}

/// Whether somebody meant a text as a DMARC record.
fn is_meant(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    text.starts_with("v=dmarc") || text.starts_with("p=") || text.contains("dmarc1")
}

/// The record of the domain above, as it stands there.
async fn inherited(section: &mut Section, published: &Published, lookup: &dyn Lookup) {
    if let Ok(above) = own_texts(&published.domain, lookup).await {
        for text in above.iter().filter(|text| Record::parse(text).is_ok()) {
            section.publishes(&format!("_dmarc.{}", published.domain), text);
        }
    }
    section.said.push(Said::DmarcInherited(published.domain.clone()));
}

fn said(published: &Published, policy: Policy) -> Vec<Said> {
    let record = &published.record;
    let mut said = vec![Said::DmarcPolicy(policy)];
    let is_strict = |alignment| alignment == Alignment::Strict;
    if is_strict(record.adkim) || is_strict(record.aspf) {
        let (dkim, spf) = (is_strict(record.adkim), is_strict(record.aspf));
        said.push(Said::DmarcStrict { dkim, spf });
    }
    if !record.rua.is_empty() {
        said.push(Said::DmarcReports(record.rua.iter().take(DESTINATIONS).cloned().collect()));
    }
    said
}

fn faults(published: &Published, domain: &DomainName, raw: &str) -> Vec<DmarcFault> {
    let record = &published.record;
    if record.is_unusable {
        return vec![DmarcFault::Unusable];
    }
    let mut faults = Vec::new();
    let policy = if published.domain == *domain { record.p } else { record.sp.unwrap_or(record.p) };
    match (record.has_p, policy) {
        (false, _) => faults.push(DmarcFault::NoPolicy),
        (true, Policy::None) => faults.push(DmarcFault::PolicyNone),
        (true, Policy::Quarantine | Policy::Reject) => {}
    }
    if record.is_testing {
        faults.push(DmarcFault::Testing);
    }
    let percent = raw.split(';').find_map(|tag| tag.trim().strip_prefix("pct="));
    if let Some(percent) = percent.filter(|percent| percent.trim() != "100") {
        let percent = percent.trim().chars().take(8).collect();
        faults.push(DmarcFault::Percent { percent });
    }
    // What does not exist is told by np, which only adds to sp.
    if published.domain == *domain
        && let Some(policy) = record.sp.filter(|sp| *sp < record.p)
    {
        faults.push(DmarcFault::SubdomainsWeaker { policy });
    }
    if record.rua.is_empty() {
        faults.push(DmarcFault::NoReports);
    }
    let others = record.rua.iter().filter(|uri| mailbox_domain(uri).is_none());
    faults.extend(others.take(3).map(|uri| DmarcFault::ReportsNotByMail { uri: uri.clone() }));
    faults
}

/// RFC 9990 §4: who gets reports about another organisation's domain must say in DNS that he wants
/// them, or he gets none.
async fn unwanted_reports(published: &Published, lookup: &dyn Lookup) -> Vec<DmarcFault> {
    let mut discovery = Discovery::new(lookup);
    let own = organization(&published.domain, &mut discovery).await;
    let mut faults: Vec<DmarcFault> = Vec::new();
    for uri in published.record.rua.iter().take(DESTINATIONS) {
        let Some(domain) = mailbox_domain(uri) else { continue };
        if organization(&domain, &mut discovery).await == own {
            continue;
        }
        let Some(name) = below(&format!("{}._report._dmarc", published.domain), &domain) else {
            continue;
        };
        let wants = match texts(&name, lookup).await {
            Ok(records) => records.iter().any(|r| r.trim_ascii_start().starts_with(b"v=DMARC1")),
            // Not to be told as a fault: nobody knows.
            Err(_) => true,
        };
        let fault = DmarcFault::ReportsUnauthorised { domain };
        if !wants && !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

async fn organization(domain: &DomainName, discovery: &mut Discovery<'_>) -> DomainName {
    let walk = discovery.walk(domain).await;
    let found = if walk.found.is_empty() {
        OrganizationalDomain::by_public_suffix_list(domain)
    } else {
        walk.organizational_domain()
    };
    match found.found_by {
        FoundBy::TreeWalk | FoundBy::PublicSuffixList => found.name,
    }
}

fn mailbox_domain(uri: &str) -> Option<DomainName> {
    let (scheme, address) = uri.split_once(':')?;
    let (_, domain) = address.rsplit_once('@')?;
    DomainName::parse(domain).ok().filter(|_| scheme.eq_ignore_ascii_case("mailto"))
}

impl DmarcFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::Missing | Self::Several { .. } | Self::Misspelt { .. } | Self::Unusable => {
                Severity::Broken
            }
            Self::NoPolicy
            | Self::PolicyNone
            | Self::Testing
            | Self::SubdomainsWeaker { .. }
            | Self::NoReports
            | Self::ReportsUnauthorised { .. }
            | Self::ReportsNotByMail { .. } => Severity::Weak,
            Self::Percent { .. } => Severity::Hint,
        }
    }

    pub(super) fn told(&self) -> Told {
        match self {
            Self::Missing => Told::new(
                [
                    "DMARC の記録がありません。このドメインを差出人に使った偽のメールを、受け取る側が断る手がかりがありません。",
                    "There is no DMARC record: nothing tells receivers to refuse forged mail from this domain.",
                ],
                [
                    "_dmarc に v=DMARC1; p=none; rua=mailto:レポートの宛先 を公開し、レポートで漏れを直してから p=quarantine、p=reject へ進めてください。",
                    "Publish “v=DMARC1; p=none; rua=mailto:…” at _dmarc, mend what the reports show, then go on to p=quarantine and p=reject.",
                ],
            ),
            Self::Several { count } => Told::new(
                [
                    format!(
                        "DMARC の記録が{count}つあります。複数あると受け取る側はどれも使いません。"
                    ),
                    format!(
                        "There are {count} DMARC records. With more than one, receivers use none."
                    ),
                ],
                ["1つだけ残してください。", "Keep one."],
            ),
            Self::Misspelt { text } => Told::new(
                [
                    format!(
                        "_dmarc にある「{text}」は DMARC の記録として読まれません。大文字で v=DMARC1 と始める必要があります。"
                    ),
                    format!(
                        "What stands at _dmarc, “{text}”, is not read as a DMARC record: it must begin with v=DMARC1, in capitals."
                    ),
                ],
                ["先頭を v=DMARC1; に直してください。", "Begin it with “v=DMARC1;”."],
            ),
            Self::Unusable => Told::new(
                [
                    "DMARC の記録の p、sp、np に読めない値があり、記録は使われません。",
                    "The DMARC record has a p, sp or np that is no policy, and is not used.",
                ],
                [
                    "値を none、quarantine、reject のどれかに直してください。",
                    "Make it none, quarantine or reject.",
                ],
            ),
            Self::NoPolicy => Told::new(
                [
                    "DMARC の記録に p がありません。p=none とみなされ、なりすましは止まりません。",
                    "The DMARC record has no p. It counts as p=none, and forged mail is not stopped.",
                ],
                ["p=quarantine か p=reject を書いてください。", "Write p=quarantine or p=reject."],
            ),
            Self::PolicyNone => Told::new(
                [
                    "DMARC の方針が none です。なりすましのメールも、そのまま届けてよいことになっています。",
                    "The DMARC policy is none: forged mail is delivered as if nothing were wrong.",
                ],
                [
                    "レポートで正規のメールがすべて認証に成功しているのを確かめ、p=quarantine、続いて p=reject にしてください。",
                    "Once reports show that all your own mail passes, change to p=quarantine, then to p=reject.",
                ],
            ),
            Self::Testing => Told::new(
                [
                    "DMARC の記録に「試験中」の印（t=y）があり、方針が一段弱く扱われます。",
                    "The DMARC record says that it is on trial (t=y): the policy counts one level lower.",
                ],
                ["試験が済んだら t=y を消してください。", "Remove t=y once the trial is over."],
            ),
            Self::Percent { percent } => Told::new(
                [
                    format!(
                        "pct={percent} は新しい規格（RFC 9989）にはなく、読まない受け取り手が増えています。"
                    ),
                    format!(
                        "pct={percent} is no longer in the standard (RFC 9989); fewer and fewer receivers read it."
                    ),
                ],
                [
                    "pct を消してください。様子を見たいときは t=y を使います。",
                    "Remove pct. For a trial, use t=y.",
                ],
            ),
            Self::SubdomainsWeaker { policy } => Told::new(
                [
                    format!(
                        "サブドメインの方針（sp={}）が本体より弱く、存在しないサブドメインを名乗るなりすましが通ります。",
                        policy.as_str()
                    ),
                    format!(
                        "Subdomains are protected less (sp={}) than the domain: forgers can use any name below it.",
                        policy.as_str()
                    ),
                ],
                [
                    "sp を消すか p と同じにしてください。サブドメインで送るものがあれば、そこだけ別の記録を置きます。",
                    "Remove sp, or make it the same as p; give subdomains that send records of their own.",
                ],
            ),
            Self::NoReports => Told::new(
                [
                    "レポートの宛先（rua）がありません。だれがこのドメインを名乗って送っているのか、知る手段がありません。",
                    "There is no address for reports (rua): you do not learn who sends in your name.",
                ],
                [
                    "rua=mailto:宛先 を加え、届いたレポートを mekiki domain reports import で読んでください。",
                    "Add rua=mailto:…, and read the reports with “mekiki domain reports import”.",
                ],
            ),
            Self::ReportsUnauthorised { domain } => Told::new(
                [
                    format!(
                        "レポートの宛先 {domain} は別の組織で、受け取ると宣言していないため、レポートが届きません。"
                    ),
                    format!(
                        "Reports are to go to {domain}, another organisation, that does not say in DNS that it wants them: none arrive."
                    ),
                ],
                [
                    format!(
                        "{domain} の管理者に、（このドメイン）._report._dmarc.{domain} へ v=DMARC1 を公開してもらうか、自分のドメインの宛先に変えてください。"
                    ),
                    format!(
                        "Ask whoever runs {domain} to publish “v=DMARC1” at (this domain)._report._dmarc.{domain}, or take an address of your own."
                    ),
                ],
            ),
            Self::ReportsNotByMail { uri } => Told::new(
                [
                    format!("レポートの宛先「{uri}」はメールアドレスではないため、送られません。"),
                    format!("“{uri}” is no mail address: no reports are sent there."),
                ],
                [
                    "rua=mailto:名前@ドメイン の形で書いてください。",
                    "Write it as rua=mailto:name@domain.",
                ],
            ),
        }
    }
}
