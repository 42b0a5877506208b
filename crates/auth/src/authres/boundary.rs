//! The trust boundary (RFC 8601 §1.6, §5, §7.1): whose statements count.

use mail::{Arrival, DomainName, Field, Mail, Received};

use super::{AuthenticationResults, Statement, received_spf::ReceivedSpf};

/// Fields of statements that are read; real mail has fewer than ten.
const MAX_FIELDS: usize = 40;

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
    /// Findings of hosts the message says it passed before it arrived, and all findings when there
    /// is no trace to tell who wrote them. They prove nothing and accuse nobody.
    pub by_others: Vec<Stated>,
    /// What the sender wrote.
    pub pretended: Vec<Pretended>,
}

impl Statements {
    /// Reads every statement and draws the line.
    ///
    /// Fields above the border's Received were added by the receiving side; they count when they
    /// bear its name (Exchange Online bears none). Google writes its results *below* its own
    /// Received: there the first of each kind counts, directly under it. Everything else was there
    /// when the message arrived.
    #[must_use]
    pub fn read(mail: &Mail<'_>, arrival: &Arrival) -> Self {
        let mut statements = Self::default();
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
                statements.put(stated, line);
            }
        }
        statements
    }

    fn put(&mut self, stated: Stated, line: &Line) {
        match line.author_of(&stated) {
            WrittenBy::Receiver => {
                // A receiver says the same in several fields; once is enough.
                if !self.stated.iter().any(|known| known.statement == stated.statement) {
                    self.stated.push(stated);
                }
            }
            WrittenBy::Another => self.by_others.push(stated),
            WrittenBy::Sender { claims_receiver } => {
                self.pretended.push(Pretended { stated, claims_receiver });
            }
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
    Sender { claims_receiver: bool },
}

/// Where the line runs in one message.
struct Line {
    border: Option<usize>,
    /// Hosts of the receiving side: `by` of the border and of every hop above it.
    receiving: Vec<DomainName>,
    /// Hosts that the message says it passed before, with the place of their Received field.
    passed: Vec<DomainName>,
    /// Whether the border is Exchange Online, which gives no authserv-id.
    is_exchange: bool,
    /// The fields directly below a border that writes its results there.
    below: std::ops::Range<usize>,
    /// The last hop came from the receiving side's own relay, so fields below it may be its own.
    is_from_own_relay: bool,
}

impl Line {
    fn new(mail: &Mail<'_>, arrival: &Arrival) -> Self {
        let fields = mail.header.fields();
        let border = arrival.border.filter(|&border| border < fields.len());
        let (mut receiving, mut passed) = (Vec::new(), Vec::new());
        let hops = fields.iter().enumerate().filter(|(_, field)| field.is("received"));
        for (index, hop) in hops.take(MAX_FIELDS) {
            let value = hop.unfolded();
            let Some(by) = Received::parse(&value).by_name() else { continue };
            let is_below = border.is_none_or(|border| index > border);
            if is_below { passed.push(by) } else { receiving.push(by) }
        }
        let by = arrival.by.as_ref();
        let is_exchange = by.is_some_and(|by| by.is_within("outlook.com"));
        let is_google = by.is_some_and(|by| by.is_within("google.com"));
        let below = match border {
            Some(border) if is_google => directly_below(fields, border),
            Some(_) | None => 0..0,
        };
        let is_from_own_relay = arrival.is_from_own_relay();
        Self { border, receiving, passed, is_exchange, below, is_from_own_relay }
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
        if self.below.contains(&stated.field) && is_receivers_name {
            return WrittenBy::Receiver;
        }
        // An earlier passage through the same provider (a list, a forwarding) leaves its results.
        let is_passed = stated.by.as_ref().is_some_and(|by| names(by, &self.passed));
        let is_exchange_passed =
            stated.by.is_none() && self.passed.iter().any(|host| host.is_within("outlook.com"));
        if is_passed || is_exchange_passed || self.is_from_own_relay {
            return WrittenBy::Another;
        }
        WrittenBy::Sender { claims_receiver: is_receivers_name }
    }
}

/// Google's layout: Received, Received-SPF, Authentication-Results. One of each at most, so that a
/// sender's own, which would come next, is out of reach.
fn directly_below(fields: &[Field<'_>], border: usize) -> std::ops::Range<usize> {
    let start = border + 1;
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
    start..start + seen.len()
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
