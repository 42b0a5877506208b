//! DNS as it is now, through a recursive resolver.

use std::{net::SocketAddr, time::Duration};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts},
    net::{DnsError, NetError, runtime::TokioRuntimeProvider},
    proto::{
        op::ResponseCode,
        rr::{self, Name, RData},
    },
};
use mail::DomainName;

use super::{Answer, Asking, Lookup, LookupError, Record, RecordType};

/// How long an answer is waited for, and how many are kept.
#[derive(Clone, Debug)]
pub struct LiveLimits {
    /// Wait for one name server's answer to one packet. Default 2 s.
    pub timeout: Duration,
    /// Times a question is asked again after silence or failure. Default 1.
    pub retries: usize,
    /// Wait for the answer to one question, aliases and retries included. Default 5 s: an SPF check
    /// of eleven questions then keeps near the 20 s that RFC 7208 §4.6.4 asks it be allowed.
    pub total: Duration,
    /// Answers kept until their time to live is over. Default 8,192.
    pub cached: u64,
    /// The longest an answer is kept, whatever its time to live. Default 1 h.
    pub longest_cached: Duration,
    /// Records of one answer that are looked at. Default 200.
    pub records: usize,
}

impl Default for LiveLimits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(2),
            retries: 1,
            total: Duration::from_secs(5),
            cached: 8_192,
            longest_cached: Duration::from_secs(3_600),
            records: 200,
        }
    }
}

/// Why DNS cannot be asked at all.
#[derive(Debug, thiserror::Error)]
pub enum LiveError {
    /// The system does not say which name servers to ask.
    #[error("the system's DNS configuration cannot be read")]
    System(#[source] Box<NetError>),
    /// The resolver does not start.
    #[error("the resolver does not start")]
    Resolver(#[source] Box<NetError>),
}

/// Asks recursive name servers, and keeps their answers as long as these say. Its queries must run
/// within a tokio runtime.
///
/// The hosts file and search domains of the system play no part: what proves a sender is in DNS.
#[derive(Clone)]
pub struct Live {
    resolver: TokioResolver,
    limits: LiveLimits,
}

impl Live {
    /// Asks the name servers that the system is configured with.
    ///
    /// # Errors
    /// When that configuration cannot be read.
    pub fn system(limits: LiveLimits) -> Result<Self, LiveError> {
        let (config, _) = hickory_resolver::system_conf::read_system_conf()
            .map_err(|error| LiveError::System(Box::new(error)))?;
        Self::new(config.name_servers().to_vec(), limits)
    }

    /// Asks these name servers, over UDP and for long answers over TCP.
    ///
    /// # Errors
    /// When the resolver does not start.
    pub fn with_servers(servers: &[SocketAddr], limits: LiveLimits) -> Result<Self, LiveError> {
        let servers = servers.iter().map(|server| {
            let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
            for connection in &mut connections {
                connection.port = server.port();
            }
            NameServerConfig::new(server.ip(), true, connections)
        });
        Self::new(servers.collect(), limits)
    }

    fn new(servers: Vec<NameServerConfig>, limits: LiveLimits) -> Result<Self, LiveError> {
        let config = ResolverConfig::from_name_servers(servers);
        let mut builder =
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        configure(builder.options_mut(), &limits);
        let resolver = builder.build().map_err(|error| LiveError::Resolver(Box::new(error)))?;
        Ok(Self { resolver, limits })
    }

    async fn ask(&self, name: &DomainName, kind: RecordType) -> Answer {
        let Ok(asked) = Name::from_labels(name.labels().map(str::as_bytes)) else {
            return Err(LookupError::Failed(name.clone()));
        };
        let lookup = self.resolver.lookup(asked.clone(), wire_type(kind));
        match tokio::time::timeout(self.limits.total, lookup).await {
            Ok(Ok(found)) => {
                let answers = found.answers();
                let answers = answers.get(..self.limits.records).unwrap_or(answers);
                Ok(records(&asked, answers, kind))
            }
            Ok(Err(error)) => reason(error, name),
            Err(_elapsed) => Err(LookupError::Silent(name.clone())),
        }
    }
}

impl Lookup for Live {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        Box::pin(self.ask(name, kind))
    }
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Live").field("limits", &self.limits).finish_non_exhaustive()
    }
}

fn configure(options: &mut ResolverOpts, limits: &LiveLimits) {
    options.timeout = limits.timeout;
    options.attempts = limits.retries;
    options.cache_size = limits.cached;
    options.positive_max_ttl = Some(limits.longest_cached);
    options.negative_max_ttl = Some(limits.longest_cached);
    options.use_hosts_file = ResolveHosts::Never;
    // The aliases stay in the answer, so that `records` can see which records they lead to.
    options.preserve_intermediates = true;
}

fn wire_type(kind: RecordType) -> rr::RecordType {
    match kind {
        RecordType::A => rr::RecordType::A,
        RecordType::Aaaa => rr::RecordType::AAAA,
        RecordType::Mx => rr::RecordType::MX,
        RecordType::Txt => rr::RecordType::TXT,
        RecordType::Ptr => rr::RecordType::PTR,
    }
}

/// The records of the name asked for, or of the name its aliases lead to; nothing else that a
/// server may have put beside them.
fn records(asked: &Name, answers: &[rr::Record], kind: RecordType) -> Vec<Record> {
    let mut owner = asked;
    for _ in 0..answers.len() {
        let alias = answers.iter().find_map(|record| match &record.data {
            RData::CNAME(target) if record.name.eq_ignore_root(owner) => Some(&target.0),
            _ => None,
        });
        let Some(alias) = alias else { break };
        owner = alias;
    }
    let owned = answers.iter().filter(|record| record.name.eq_ignore_root(owner));
    owned.filter_map(|record| read(&record.data, kind)).collect()
}

fn read(data: &RData, kind: RecordType) -> Option<Record> {
    match (kind, data) {
        (RecordType::A, RData::A(ip)) => Some(Record::A(ip.0)),
        (RecordType::Aaaa, RData::AAAA(ip)) => Some(Record::Aaaa(ip.0)),
        (RecordType::Mx, RData::MX(mx)) => {
            // A host that is no printable name is no host that could be asked for.
            Some(Record::Mx(mx.preference, read_name(&mx.exchange)))
        }
        (RecordType::Txt, RData::TXT(txt)) => Some(Record::Txt(txt.txt_data.concat())),
        (RecordType::Ptr, RData::PTR(name)) => read_name(&name.0).map(Record::Ptr),
        _ => None,
    }
}

/// `None` for the root, and for a name with octets that are not printable or a dot in a label.
fn read_name(name: &Name) -> Option<DomainName> {
    let labels: Option<Vec<&str>> = name
        .iter()
        .map(|label| std::str::from_utf8(label).ok().filter(|label| !label.contains('.')))
        .collect();
    DomainName::parse_dns(&labels?.join(".")).ok()
}

/// What an error says of the name: no such name, a name without such records, a failing server, or
/// nothing because nobody answered.
fn reason(error: NetError, name: &DomainName) -> Answer {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) => match none.response_code {
            ResponseCode::NXDomain => Err(LookupError::NoSuchName(name.clone())),
            ResponseCode::NoError => Ok(Vec::new()),
            _ => Err(LookupError::Failed(name.clone())),
        },
        NetError::Dns(_) | NetError::Proto(_) => Err(LookupError::Failed(name.clone())),
        _ => Err(LookupError::Silent(name.clone())),
    }
}
