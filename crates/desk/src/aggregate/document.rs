//! The XML of one report.
//!
//! A walk over the events of a pull parser: the names of open elements say where a text belongs.
//! Namespaces are not looked at: reports have that of RFC 7489, that of RFC 9990, or none.

use jiff::Timestamp;
use mail::DomainName;
use quick_xml::{
    Reader,
    events::{BytesRef, Event},
};

use super::{
    AggregateReport, AuthResult, Disposition, Limits, Outcome, PublishedPolicy, ReadError, Row, Why,
};

/// Seconds of 2000-01-01 and of 2100-01-01: a report about another time holds no dates.
const DATES: std::ops::Range<i64> = 946_684_800..4_102_444_800;

/// Reads one report.
pub(super) fn read(xml: &str, limits: &Limits) -> Result<AggregateReport, ReadError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut walk = Walk { limits, path: Vec::new(), text: String::new(), found: Found::default() };
    loop {
        let event = reader.read_event();
        // Where the event ends: an element that lacks something is told where it closes.
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let placed = |why| ReadError { line: Some(line_of(xml, at)), why };
        let event = event.map_err(|error| placed(Why::Malformed(short(&error.to_string()))))?;
        if matches!(event, Event::Eof) {
            walk.is_over().map_err(placed)?;
            return walk.found.report().map_err(placed);
        }
        walk.take(&event).map_err(placed)?;
    }
}

fn line_of(xml: &str, at: usize) -> usize {
    let before = xml.as_bytes().get(..at).unwrap_or(xml.as_bytes());
    memchr::memchr_iter(b'\n', before).count() + 1
}

struct Walk<'l> {
    limits: &'l Limits,
    /// Names of the open elements, without prefix.
    path: Vec<String>,
    text: String,
    found: Found,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    reporter: String,
    email: String,
    id: String,
    begins: Option<Timestamp>,
    ends: Option<Timestamp>,
    domain: Option<DomainName>,
    policy: PublishedPolicy,
    rows: Vec<Row>,
    row: HalfRow,
    result: AuthResult,
}

/// A row under way.
#[derive(Default)]
struct HalfRow {
    source: Option<std::net::IpAddr>,
    messages: Option<u64>,
    disposition: Disposition,
    dkim: bool,
    spf: bool,
    header_from: String,
    reasons: Vec<String>,
    dkim_results: Vec<AuthResult>,
    spf_results: Vec<AuthResult>,
}

impl Walk<'_> {
    fn take(&mut self, event: &Event<'_>) -> Result<(), Why> {
        match event {
            Event::Start(start) => self.open(start.local_name().into_inner()),
            Event::Empty(start) => {
                self.open(start.local_name().into_inner())?;
                self.close()
            }
            Event::End(_) => self.close(),
            Event::Text(text) => {
                self.add(text);
                Ok(())
            }
            Event::CData(text) => {
                self.add(text);
                Ok(())
            }
            Event::GeneralRef(reference) => self.refer(reference),
            Event::DocType(_) => Err(Why::Doctype),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    /// What XML itself defines; nothing that a document could (§4.6 of XML 1.0).
    fn refer(&mut self, reference: &BytesRef<'_>) -> Result<(), Why> {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            self.add(character.encode_utf8(&mut [0; 4]));
            return Ok(());
        }
        let text = match &**reference {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            other => return Err(Why::Entity(short(other))),
        };
        self.add(text);
        Ok(())
    }

    fn add(&mut self, text: &str) {
        // One more than allowed shows that it was too long.
        let room = (self.limits.text + 1).saturating_sub(self.text.len());
        let end = text.floor_char_boundary(room.min(text.len()));
        self.text.push_str(text.get(..end).unwrap_or_default());
    }

    fn open(&mut self, name: &str) -> Result<(), Why> {
        if self.path.is_empty() && name != "feedback" {
            return Err(Why::OtherDocument(short(name)));
        }
        if self.path.len() >= self.limits.depth {
            return Err(Why::TooDeep);
        }
        self.path.push(short(name));
        self.text.clear();
        Ok(())
    }

    fn close(&mut self) -> Result<(), Why> {
        let text = std::mem::take(&mut self.text);
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let closed = self.found.close(&path, text.trim(), self.limits);
        self.path.pop();
        closed
    }

    fn is_over(&self) -> Result<(), Why> {
        match self.path.last() {
            Some(open) => Err(Why::Malformed(format!("<{open}> is not closed"))),
            None => Ok(()),
        }
    }
}

impl Found {
    /// An element has ended: what its text says.
    fn close(&mut self, path: &[&str], text: &str, limits: &Limits) -> Result<(), Why> {
        let Some(inner) = path.get(1..) else { return Ok(()) };
        let row = &mut self.row;
        match inner {
            ["report_metadata", "org_name"] => self.reporter = storable(text),
            ["report_metadata", "email"] => self.email = storable(text),
            ["report_metadata", "report_id"] => self.id = storable(text),
            ["report_metadata", "date_range", "begin"] => self.begins = Some(date("begin", text)?),
            ["report_metadata", "date_range", "end"] => self.ends = Some(date("end", text)?),
            ["policy_published", "domain"] => self.domain = Some(domain(text)?),
            ["policy_published", "p"] => self.policy.p = auth::dmarc::Policy::parse(text),
            ["policy_published", "sp"] => self.policy.sp = auth::dmarc::Policy::parse(text),
            ["policy_published", "np"] => self.policy.np = auth::dmarc::Policy::parse(text),
            ["policy_published", "testing"] => {
                self.policy.is_testing = text.eq_ignore_ascii_case("y");
            }
            ["record", "row", "source_ip"] => {
                let wrong = || value("source_ip", text);
                row.source = Some(text.parse().map_err(|_| wrong())?);
            }
            ["record", "row", "count"] => {
                let wrong = || value("count", text);
                row.messages = Some(text.parse().map_err(|_| wrong())?);
            }
            ["record", "row", "policy_evaluated", "disposition"] => {
                row.disposition = text.parse().unwrap_or_default();
            }
            ["record", "row", "policy_evaluated", "dkim"] => row.dkim = is_pass(text),
            ["record", "row", "policy_evaluated", "spf"] => row.spf = is_pass(text),
            ["record", "row", "policy_evaluated", "reason", "type"]
                if row.reasons.len() < limits.results =>
            {
                row.reasons.push(storable(&text.to_ascii_lowercase()));
            }
            ["record", "identifiers", "header_from"] => {
                row.header_from = storable(&text.to_ascii_lowercase());
            }
            ["record", "auth_results", "dkim" | "spf", "domain"] => {
                self.result.domain = storable(&text.to_ascii_lowercase());
            }
            ["record", "auth_results", "dkim", "selector"] => {
                self.result.selector = storable(text);
            }
            ["record", "auth_results", "dkim" | "spf", "result"] => {
                self.result.outcome = Outcome::parse(text);
            }
            ["record", "auth_results", kind @ ("dkim" | "spf")] => {
                let result = std::mem::take(&mut self.result);
                let results =
                    if *kind == "dkim" { &mut row.dkim_results } else { &mut row.spf_results };
                if results.len() < limits.results {
                    results.push(result);
                }
            }
            ["record"] => self.end_row(limits)?,
            // §3.1 of RFC 9990: what is not known is passed over.
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self, limits: &Limits) -> Result<(), Why> {
        let row = std::mem::take(&mut self.row);
        if self.rows.len() >= limits.rows {
            return Err(Why::TooManyRows);
        }
        let messages = row.messages.ok_or(Why::Missing("count"))?;
        let source = row.source.ok_or(Why::Missing("source_ip"))?;
        // Some count rows that nobody sent.
        if messages > 0 {
            self.rows.push(Row {
                source,
                messages,
                disposition: row.disposition,
                dkim: row.dkim,
                spf: row.spf,
                header_from: row.header_from,
                reasons: row.reasons,
                dkim_results: row.dkim_results,
                spf_results: row.spf_results,
            });
        }
        Ok(())
    }

    fn report(self) -> Result<AggregateReport, Why> {
        let reporter = if self.reporter.is_empty() { self.email } else { self.reporter };
        let named = |element, text: String| match text.is_empty() {
            true => Err(Why::Missing(element)),
            false => Ok(text),
        };
        let begins = self.begins.ok_or(Why::Missing("begin"))?;
        let ends = self.ends.ok_or(Why::Missing("end"))?;
        Ok(AggregateReport {
            reporter: named("org_name", reporter)?,
            id: named("report_id", self.id)?,
            domain: self.domain.ok_or(Why::Missing("domain"))?,
            begins: begins.min(ends),
            ends: ends.max(begins),
            policy: self.policy,
            rows: self.rows,
        })
    }
}

fn is_pass(text: &str) -> bool {
    text.eq_ignore_ascii_case("pass")
}

fn date(element: &'static str, text: &str) -> Result<Timestamp, Why> {
    // Some write seconds with a fraction.
    let whole = text.split('.').next().unwrap_or_default();
    let second = whole.parse().ok().filter(|second| DATES.contains(second));
    second
        .and_then(|second| Timestamp::from_second(second).ok())
        .ok_or_else(|| value(element, text))
}

fn domain(text: &str) -> Result<DomainName, Why> {
    DomainName::parse(text.trim_end_matches('.')).map_err(|_| value("domain", text))
}

fn value(element: &'static str, text: &str) -> Why {
    Why::Value { element, text: short(text) }
}

/// What a stranger wrote, short enough for a message.
fn short(text: &str) -> String {
    storable(text).chars().take(80).collect()
}

/// PostgreSQL's text cannot hold NUL; XML cannot either, but for those who do not care.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}
