use auth::{Lookup, LookupError, Record, RecordType};
use mail::DomainName;

use super::{Fault, Said, Section, Severity, Told, Topic};

/// Exchangers whose addresses are asked for.
const MOST_HOSTS: usize = 20;

/// What can be wrong with who receives a domain's mail.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "mx-")]
pub enum MxFault {
    /// No MX; mail goes to the host itself (RFC 5321 §5.1).
    Implicit,
    /// No MX and no address: answers and bounces cannot arrive.
    Nowhere,
    /// A null MX among others (RFC 7505 §3).
    NullAmongOthers,
    /// An exchanger without an address.
    Unreachable {
        /// The host.
        host: DomainName,
    },
}

/// A section, and what others hang on.
pub(super) struct Examined {
    pub(super) section: Section,
    /// Whether the domain says that it receives no mail (RFC 7505).
    pub(super) is_null: bool,
}

pub(super) async fn examine(domain: &DomainName, lookup: &dyn Lookup) -> Examined {
    let mut section = Section::new(Topic::Mx);
    let hosts = match exchangers(domain, lookup).await {
        Ok(hosts) => hosts,
        Err(error) => return Examined { section: section.unanswered(error), is_null: false },
    };
    for (preference, host) in &hosts {
        let host = host.as_ref().map_or(".", DomainName::as_str);
        section.publishes(domain, format!("{preference} {host}"));
    }
    let is_null = matches!(hosts.as_slice(), [(_, None)]);
    let fault = |fault| Fault::Mx(fault);
    if is_null {
        section.said.push(Said::NullMx);
    } else if hosts.iter().any(|(_, host)| host.is_none()) {
        section.faults.push(fault(MxFault::NullAmongOthers));
    }
    let named: Vec<DomainName> =
        hosts.into_iter().filter_map(|(_, host)| host).take(MOST_HOSTS).collect();
    for host in &named {
        match has_address(host, lookup).await {
            Ok(true) => {}
            Ok(false) => {
                section.faults.push(fault(MxFault::Unreachable { host: host.clone() }));
            }
            Err(error) => section.unanswered = Some(error),
        }
    }
    if !named.is_empty() {
        section.said.push(Said::MxHosts(named));
    } else if !is_null && section.faults.is_empty() {
        match has_address(domain, lookup).await {
            Ok(true) => section.faults.push(fault(MxFault::Implicit)),
            Ok(false) => section.faults.push(fault(MxFault::Nowhere)),
            Err(error) => section.unanswered = Some(error),
        }
    }
    Examined { section, is_null }
}

async fn exchangers(
    domain: &DomainName,
    lookup: &dyn Lookup,
) -> Result<Vec<(u16, Option<DomainName>)>, LookupError> {
    let answer = match lookup.query(domain, RecordType::Mx).await {
        Err(LookupError::NoSuchName(_)) => Vec::new(),
        answer => answer?,
    };
    let mut hosts: Vec<_> = answer
        .into_iter()
        .filter_map(|record| match record {
            Record::Mx(preference, host) => Some((preference, host)),
            Record::A(_) | Record::Aaaa(_) | Record::Txt(_) | Record::Ptr(_) => None,
        })
        .collect();
    hosts.sort();
    Ok(hosts)
}

async fn has_address(host: &DomainName, lookup: &dyn Lookup) -> Result<bool, LookupError> {
    for kind in [RecordType::A, RecordType::Aaaa] {
        match lookup.query(host, kind).await {
            Ok(records) if !records.is_empty() => return Ok(true),
            Ok(_) | Err(LookupError::NoSuchName(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

impl MxFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::NullAmongOthers | Self::Unreachable { .. } => Severity::Broken,
            Self::Nowhere | Self::Implicit => Severity::Weak,
        }
    }

    pub(super) fn told(&self) -> Told {
        match self {
            Self::Implicit => Told::new(
                [
                    "MX がありません。返信はこの名前のサーバー自身へ届けられますが、そこで受け取るつもりがなければ失われます。",
                    "There is no MX. Answers go to the host of this name itself, and are lost unless it receives mail.",
                ],
                [
                    "受信サーバーを MX に書いてください。受け取らないドメインなら「0 .」にします。",
                    "Name the receiving server in MX; for a domain that receives nothing, publish “0 .”.",
                ],
            ),
            Self::Nowhere => Told::new(
                [
                    "MX もアドレスもなく、返信もエラーの通知も届きません。そのようなドメインからのメールは拒否されることがあります。",
                    "There is neither MX nor address: answers and bounces cannot arrive, and mail from such a domain may be refused.",
                ],
                ["受信サーバーを MX に書いてください。", "Name a receiving server in MX."],
            ),
            Self::NullAmongOthers => Told::new(
                [
                    "「受け取らない」という MX（0 .）が、ほかの MX と並んでいます。どちらになるかは送る側によって違います。",
                    "An MX that says “receives nothing” (0 .) stands beside others. What senders do then differs.",
                ],
                ["どちらかだけにしてください。", "Keep one or the other."],
            ),
            Self::Unreachable { host } => Told::new(
                [
                    format!("受信サーバー {host} のアドレスがありません。"),
                    format!("The mail exchanger {host} has no address."),
                ],
                ["名前のまちがいを直すか、消してください。", "Correct the name, or remove it."],
            ),
        }
    }
}
