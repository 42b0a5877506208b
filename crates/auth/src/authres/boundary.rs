//! The trust boundary (RFC 8601 §1.6, §5, §7.1): whose statements count.

use mail::{Arrival, DomainName, Field, Mail, Received};

use super::{AuthenticationResults, Statement, received_spf::ReceivedSpf};

/// Fields of statements that are read; real mail has fewer than ten.
const MAX_FIELDS: usize = 40;

/// How far below the border's Received a filter's results may stand: some put theirs below those
/// of others, or below the fields of earlier hops.
const NEAR: usize = 20;

/// One finding that somebody states, and who.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stated {
    /// The name the service gives itself (authserv-id, `receiver=`), lower case; `None` when it
    /// gives none.
    pub by: Option<String>,
    /// The kind of field it stands in.
    pub source: Source,
    /// Index of that field in the message's header.
    pub field: usize,
    /// What it states.
    pub statement: Statement,
}

/// The kinds of field that hold statements.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Source {
    /// Authentication-Results (RFC 8601).
    AuthenticationResults,
    /// ARC-Authentication-Results (RFC 8617 §4.1.1).
    ArcAuthenticationResults,
    /// Received-SPF (RFC 7208 §9.1).
    ReceivedSpf,
}

/// A finding that stands where the sender writes: its own claim, worth nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pretended {
    /// What it says.
    pub stated: Stated,
    /// Whether it gives itself for the receiving side, though the receiving side did not write it
    /// there.
    pub claims_receiver: bool,
}

/// Every statement in a message, by who can have written it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Statements {
    /// The receiving side's own findings.
    pub stated: Vec<Stated>,
    /// Findings of hosts the message says it passed before it arrived, those close under the border
    /// that its own filter or the sender may have written, and all when there is no trace to tell
    /// who wrote them. They prove nothing and accuse nobody.
    pub by_others: Vec<Stated>,
    /// What the sender's side wrote. Its own provider may have noted there what it found; only
    /// with [`Pretended::claims_receiver`] does it give itself for somebody else.
    pub pretended: Vec<Pretended>,
}

impl Statements {
    /// Reads every statement and draws the line.
    ///
    /// Fields above the border's Received were added by the receiving side; they count when they
    /// bear its name (Exchange Online bears none). Google and Proton write their results *below*
    /// their own Received; of them, and only of them, the first of each kind there counts. Other
    /// border MTAs' filters do so as well, but so may a sender: such fields stay undecided
    /// ([`Statements::by_others`]). Everything else was there when the message arrived.
    #[must_use]
    pub fn read(mail: &Mail<'_>, arrival: &Arrival) -> Self {
        let mut statements = Self::default();
        let mut undecided = Vec::new();
        let mut line: Option<Line> = None;
        let mut fields_read = 0;
        for (index, field) in mail.header.fields().iter().enumerate() {
            let Some(source) = Source::of(field) else { continue };
            if fields_read == MAX_FIELDS {
                break;
            }
            fields_read += 1;
            let line = line.get_or_insert_with(|| Line::new(mail, arrival));
            for stated in read_field(field, source, index) {
                match line.author_of(&stated) {
                    WrittenBy::Receiver => statements.put(stated),
                    WrittenBy::Another => statements.by_others.push(stated),
                    WrittenBy::ReceiverOrSender => undecided.push(stated),
                    WrittenBy::Sender { claims_receiver } => {
                        statements.pretended.push(Pretended { stated, claims_receiver });
                    }
                }
            }
        }
        statements.decide(undecided);
        statements
    }

    /// A receiver says the same in several fields; once is enough.
    fn put(&mut self, stated: Stated) {
        if !self.stated.iter().any(|known| known.statement == stated.statement) {
            self.stated.push(stated);
        }
    }

    /// A receiver that has written its results where only it can write does not write others
    /// elsewhere.
    fn decide(&mut self, undecided: Vec<Stated>) {
        let has_spoken =
            self.stated.iter().any(|stated| stated.source == Source::AuthenticationResults);
        if has_spoken {
            let pretend = |stated| Pretended { stated, claims_receiver: true };
            self.pretended.extend(undecided.into_iter().map(pretend));
        } else {
            self.by_others.extend(undecided);
        }
    }
}

impl Source {
    fn of(field: &Field<'_>) -> Option<Self> {
        match field.name.len() {
            22 if field.is("authentication-results") => Some(Self::AuthenticationResults),
            26 if field.is("arc-authentication-results") => Some(Self::ArcAuthenticationResults),
            12 if field.is("received-spf") => Some(Self::ReceivedSpf),
            _ => None,
        }
    }
}

fn read_field(field: &Field<'_>, source: Source, index: usize) -> Vec<Stated> {
    let value = field.unfolded();
    let results = match source {
        Source::AuthenticationResults => AuthenticationResults::parse(&value).ok(),
        Source::ArcAuthenticationResults => {
            AuthenticationResults::parse_arc(&value).ok().map(|(_, results)| results)
        }
        Source::ReceivedSpf => {
            let read = ReceivedSpf::parse(&value).into_iter();
            return read
                .map(|spf| Stated {
                    by: spf.receiver,
                    source,
                    field: index,
                    statement: spf.statement,
                })
                .collect();
        }
    };
    let Some(results) = results else { return Vec::new() };
    let by = results.authserv_id;
    let statements = results.results.iter().map(Statement::of);
    statements.map(|statement| Stated { by: by.clone(), source, field: index, statement }).collect()
}

/// Who can have written a field.
enum WrittenBy {
    Receiver,
    Another,
    ReceiverOrSender,
    Sender { claims_receiver: bool },
}

/// Where the line runs in one message.
struct Line {
    border: Option<usize>,
    /// Hosts of the receiving side: `by` of the border and of every hop above it.
    receiving: Vec<DomainName>,
    /// Hosts that the message says it passed before.
    passed: Vec<DomainName>,
    /// Whether the border is Exchange, which gives no authserv-id.
    is_exchange: bool,
    /// The results close under the border's Received.
    below: Below,
    /// The last hop came from the receiving side's own relay, so fields below it may be its own.
    is_from_own_relay: bool,
}

/// Whose border it is, by the hop that it wrote: where the results stand depends on it.
#[derive(Clone, Copy, Debug, Default)]
enum Receiver {
    /// Exchange, on its own or Exchange Online.
    Exchange,
    /// Google: Gmail and Workspace.
    Google,
    /// Proton Mail.
    Proton,
    #[default]
    AnyOther,
}

impl Receiver {
    fn of(border: &Received<'_>) -> Self {
        let is_at = |hosts: &str| border.by_name().is_some_and(|by| by.is_within(hosts));
        if border.is_by_exchange() || is_at("outlook.com") {
            Self::Exchange
        } else if is_at("google.com") {
            Self::Google
        } else if is_at("protonmail.ch") {
            Self::Proton
        } else {
            Self::AnyOther
        }
    }
}

/// The fields close under the border's Received, where border MTAs' filters put results (milters
/// insert near the top of the message as sent, below the Received field that the MTA adds last). A
/// sender can write there too, unless the MTA takes it out, as RFC 8601 §5 demands and not everyone
/// does.
struct Below {
    fields: std::ops::Range<usize>,
    /// Whether this provider is known to write there and to take out what senders wrote.
    counts: bool,
}

impl Line {
    fn new(mail: &Mail<'_>, arrival: &Arrival) -> Self {
        let fields = mail.header.fields();
        let border = arrival.border.filter(|&border| border < fields.len());
        let (mut receiving, mut passed) = (Vec::new(), Vec::new());
        let mut receiver = Receiver::default();
        let hops = fields.iter().enumerate().filter(|(_, field)| field.is("received"));
        for (index, field) in hops.take(MAX_FIELDS) {
            let value = field.unfolded();
            let hop = Received::parse(&value);
            let is_below = border.is_none_or(|border| index > border);
            if border == Some(index) {
                receiver = Receiver::of(&hop);
            }
            let Some(by) = hop.by_name() else { continue };
            if is_below { passed.push(by) } else { receiving.push(by) }
        }
        Self {
            border,
            receiving,
            passed,
            is_exchange: matches!(receiver, Receiver::Exchange),
            below: Below::new(fields, border, receiver),
            is_from_own_relay: arrival.is_from_own_relay(),
        }
    }

    fn author_of(&self, stated: &Stated) -> WrittenBy {
        let Some(border) = self.border else { return WrittenBy::Another };
        let is_receivers_name = stated.by.as_ref().is_some_and(|by| names(by, &self.receiving));
        if stated.field < border {
            let may_be_nameless = self.is_exchange || stated.source == Source::ReceivedSpf;
            return match stated.by {
                Some(_) if is_receivers_name => WrittenBy::Receiver,
                None if may_be_nameless => WrittenBy::Receiver,
                Some(_) | None => WrittenBy::Another,
            };
        }
        let is_near = self.below.fields.contains(&stated.field) && is_receivers_name;
        if is_near && self.below.counts {
            return WrittenBy::Receiver;
        }
        if is_near && stated.source == Source::AuthenticationResults {
            return WrittenBy::ReceiverOrSender;
        }
        if self.is_of_the_way(stated) {
            return WrittenBy::Another;
        }
        WrittenBy::Sender { claims_receiver: is_receivers_name }
    }

    /// Whether a statement below the border is what a way through other hosts leaves behind: ARC
    /// sets and Received-SPF are written on the way by their nature, and an earlier passage
    /// through the same provider (a list, a forwarding) leaves its results, too.
    fn is_of_the_way(&self, stated: &Stated) -> bool {
        let passed = |name: &str| self.passed.iter().any(|host| host.is_within(name));
        match (stated.source, &stated.by) {
            (Source::ArcAuthenticationResults | Source::ReceivedSpf, _) => true,
            (Source::AuthenticationResults, Some(by)) => {
                names(by, &self.passed) || self.is_from_own_relay
            }
            (Source::AuthenticationResults, None) => {
                passed("outlook.com") || self.is_from_own_relay
            }
        }
    }
}

impl Below {
    fn new(fields: &[Field<'_>], border: Option<usize>, receiver: Receiver) -> Self {
        let Some(border) = border else { return Self { fields: 0..0, counts: false } };
        let first = border + 1;
        match receiver {
            // Received, Received-SPF, Authentication-Results: one of each, so that a sender's own,
            // which would come next, is out of reach.
            Receiver::Google => {
                Self { fields: first..first + one_of_each(fields, first), counts: true }
            }
            // A field for each method, below the Received fields as sent.
            Receiver::Proton => {
                let received = fields.iter().skip(first).take_while(|field| field.is("received"));
                let start = first + received.count();
                Self { fields: start..start + one_of_each_method(fields, start), counts: true }
            }
            Receiver::Exchange | Receiver::AnyOther => {
                let near = fields.iter().skip(first).take(NEAR);
                let near = near.take_while(|field| !field.is("from")).count();
                Self { fields: first..first + near, counts: false }
            }
        }
    }
}

/// Fields in a row, each of another kind.
fn one_of_each(fields: &[Field<'_>], start: usize) -> usize {
    let mut seen = Vec::with_capacity(2);
    for field in fields.iter().skip(start).take(2) {
        match Source::of(field) {
            Some(source @ (Source::ReceivedSpf | Source::AuthenticationResults))
                if !seen.contains(&source) =>
            {
                seen.push(source);
            }
            Some(_) | None => break,
        }
    }
    seen.len()
}

/// Authentication-Results in a row, none of which repeats a method.
fn one_of_each_method(fields: &[Field<'_>], start: usize) -> usize {
    let mut seen: Vec<String> = Vec::new();
    let mut count = 0;
    for field in fields.iter().skip(start) {
        if Source::of(field) != Some(Source::AuthenticationResults) {
            break;
        }
        let Ok(results) = AuthenticationResults::parse(&field.unfolded()) else { break };
        let mut methods: Vec<String> =
            results.results.into_iter().map(|info| info.method).collect();
        methods.dedup();
        if methods.iter().any(|method| seen.contains(method)) || seen.len() > MAX_FIELDS {
            break;
        }
        seen.append(&mut methods);
        count += 1;
    }
    count
}

/// Whether a name that a service gives itself is plausible for one of these hosts: the host's own,
/// or of the same registrable domain. RFC 8601 §2.5 leaves the choice to the service.
fn names(authserv_id: &str, hosts: &[DomainName]) -> bool {
    let id = DomainName::parse(authserv_id).ok();
    let organization = id.as_ref().and_then(DomainName::registrable);
    hosts.iter().any(|host| {
        id.as_ref() == Some(host)
            || (organization.is_some() && organization == host.registrable())
            || is_same_service(authserv_id, host)
    })
}

/// Services whose authserv-id lies in another domain than their hosts.
fn is_same_service(authserv_id: &str, host: &DomainName) -> bool {
    const SERVICES: &[(&str, &str)] = &[
        ("protection.outlook.com", "outlook.com"),
        ("mx.microsoft.com", "outlook.com"),
        ("mx.google.com", "google.com"),
        ("protonmail.ch", "protonmail.ch"),
        ("mail.protonmail.ch", "proton.me"),
    ];
    SERVICES.iter().any(|(id, hosts)| authserv_id == *id && host.is_within(hosts))
}
