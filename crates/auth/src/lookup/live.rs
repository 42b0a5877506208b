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
    /// Wait for the answer to one question, aliases and retries included. Default 5 s. A check asks
    /// many questions: whoever runs it must bound their sum as well (RFC 7208 §4.6.4).
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
        let lookup = self.resolver.lookup(asked, wire_type(kind));
        match tokio::time::timeout(self.limits.total, lookup).await {
            // Which owner a record has is not asked again: the resolver has followed the aliases,
            // and whoever answers for a name may give it any records.
            Ok(Ok(found)) => {
                let answers = found.answers().iter().take(self.limits.records);
                Ok(answers.filter_map(|record| read(&record.data, kind)).collect())
            }
            Ok(Err(error)) => reason(&error, name),
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
    // Answers hold what the aliases lead to, not the aliases.
    options.preserve_intermediates = false;
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
fn reason(error: &NetError, name: &DomainName) -> Answer {
    if let NetError::Dns(DnsError::NoRecordsFound(none)) = error {
        if none.response_code == ResponseCode::NXDomain {
            return Err(LookupError::NoSuchName(name.clone()));
        }
        if none.response_code == ResponseCode::NoError {
            return Ok(Vec::new());
        }
    }
    if matches!(error, NetError::Dns(_) | NetError::Proto(_)) {
        return Err(LookupError::Failed(name.clone()));
    }
    Err(LookupError::Silent(name.clone()))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a name server of the test's own, on this machine")]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::{str::FromStr, sync::Arc};

    use hickory_resolver::proto::{
        op::Message,
        rr::rdata::{A, AAAA, CNAME, MX, PTR, TXT},
    };
    use tokio::net::UdpSocket;

    use super::*;

    /// A name server on this machine: answers from a fixed zone, and counts the questions.
    async fn serve() -> (SocketAddr, Arc<AtomicUsize>) {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        tokio::spawn(async move {
            let mut packet = [0; 1_500];
            loop {
                let (length, client) = socket.recv_from(&mut packet).await.unwrap();
                count.fetch_add(1, Ordering::Relaxed);
                if let Some(reply) = reply(&Message::from_vec(&packet[..length]).unwrap()) {
                    socket.send_to(&reply.to_vec().unwrap(), client).await.unwrap();
                }
            }
        });
        (address, asked)
    }

    /// `None` is silence.
    fn reply(question: &Message) -> Option<Message> {
        let query = question.queries.first().unwrap().clone();
        let name = query.name().to_ascii().to_ascii_lowercase();
        let mut reply = Message::response(question.metadata.id, question.metadata.op_code);
        reply.metadata.recursion_available = true;
        match name.as_str() {
            "silent.example." => return None,
            "broken.example." => reply.metadata.response_code = ResponseCode::ServFail,
            "refused.example." => reply.metadata.response_code = ResponseCode::Refused,
            "gone.example." => reply.metadata.response_code = ResponseCode::NXDomain,
            _ => {
                reply.add_answers(zone(&name, query.query_type()));
            }
        }
        reply.add_query(query);
        Some(reply)
    }

    fn zone(name: &str, kind: rr::RecordType) -> Vec<rr::Record> {
        let to = |text: &str| Name::from_str(text).unwrap();
        let at = |owner: &str, data| rr::Record::from_rdata(to(owner), 300, data);
        let host = |owner: &str, last| at(owner, RData::A(A::new(192, 0, 2, last)));
        let alias = |owner: &str, target| at(owner, RData::CNAME(CNAME(to(target))));
        match (name, kind) {
            ("host.example.", rr::RecordType::A) => vec![host(name, 1)],
            ("host.example.", rr::RecordType::AAAA) => {
                vec![at(name, RData::AAAA(AAAA::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)))]
            }
            ("host.example.", rr::RecordType::MX) => vec![
                at(name, RData::MX(MX::new(10, to("Mail.example.")))),
                at(name, RData::MX(MX::new(0, Name::root()))),
            ],
            ("host.example.", rr::RecordType::TXT) => vec![at(
                name,
                RData::TXT(TXT::from_bytes(vec![b"v=spf1 ".as_slice(), b"\xff-all".as_slice()])),
            )],
            ("1.2.0.192.in-addr.arpa.", rr::RecordType::PTR) => {
                vec![at(name, RData::PTR(PTR(to("host.example."))))]
            }
            ("whole.example.", rr::RecordType::A) => vec![
                alias(name, "middle.example."),
                alias("middle.example.", "host.example."),
                host("host.example.", 1),
            ],
            ("half.example.", _) => vec![alias(name, "host.example.")],
            ("dangling.example.", _) => vec![alias(name, "gone.example.")],
            ("loop.example.", _) => vec![alias(name, "loop.example.")],
            _ => Vec::new(),
        }
    }

    fn patience() -> LiveLimits {
        LiveLimits {
            timeout: Duration::from_millis(200),
            retries: 0,
            total: Duration::from_millis(600),
            ..LiveLimits::default()
        }
    }

    #[tokio::test]
    async fn each_outcome_of_a_question_is_told_apart() {
        let (server, _) = serve().await;
        let live = Live::with_servers(&[server], patience()).unwrap();
        let host = || Record::A([192, 0, 2, 1].into());
        let name = |text: &str| DomainName::parse_dns(text).unwrap();
        for (asked, kind, expected) in [
            ("host.example", RecordType::A, Ok(vec![host()])),
            (
                "host.example",
                RecordType::Aaaa,
                Ok(vec![Record::Aaaa("2001:db8::1".parse().unwrap())]),
            ),
            (
                "host.example",
                RecordType::Mx,
                Ok(vec![Record::Mx(10, Some(name("mail.example"))), Record::Mx(0, None)]),
            ),
            ("host.example", RecordType::Txt, Ok(vec![Record::Txt(b"v=spf1 \xff-all".to_vec())])),
            ("host.example", RecordType::Ptr, Ok(vec![])),
            (
                "1.2.0.192.in-addr.arpa",
                RecordType::Ptr,
                Ok(vec![Record::Ptr(name("host.example"))]),
            ),
            ("whole.example", RecordType::A, Ok(vec![host()])),
            ("half.example", RecordType::A, Ok(vec![host()])),
            ("half.example", RecordType::A, Ok(vec![host()])),
            ("foo:bar/b z.example", RecordType::A, Ok(vec![])),
            ("gone.example", RecordType::A, Err("gone")),
            ("dangling.example", RecordType::A, Err("gone")),
            ("broken.example", RecordType::A, Err("failed")),
            ("refused.example", RecordType::A, Err("failed")),
            ("silent.example", RecordType::A, Err("silent")),
        ] {
            let expected = expected.map_err(|error| match error {
                "gone" => LookupError::NoSuchName(name(asked)),
                "silent" => LookupError::Silent(name(asked)),
                _ => LookupError::Failed(name(asked)),
            });
            assert_eq!(live.query(&name(asked), kind).await, expected, "{asked} {kind:?}");
        }
    }

    #[tokio::test]
    async fn aliases_that_lead_in_a_circle_end() {
        let (server, _) = serve().await;
        let live = Live::with_servers(&[server], patience()).unwrap();
        let name = DomainName::parse("loop.example").unwrap();
        assert_eq!(live.query(&name, RecordType::A).await.unwrap_or_default(), vec![]);
    }

    #[tokio::test]
    async fn an_answer_is_kept_while_it_lives() {
        let (server, asked) = serve().await;
        let live = Live::with_servers(&[server], patience()).unwrap();
        let name = DomainName::parse("host.example").unwrap();
        for _ in 0..3 {
            live.query(&name, RecordType::A).await.unwrap();
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_silent() {
        let closed = UdpSocket::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let live = Live::with_servers(&[closed], patience()).unwrap();
        let name = DomainName::parse("host.example").unwrap();
        assert_eq!(live.query(&name, RecordType::A).await, Err(LookupError::Silent(name.clone())));
    }
}
