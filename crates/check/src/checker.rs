use std::{borrow::Cow, sync::Arc, time::Instant};

use auth::Lookup;
use jiff::{Timestamp, tz::TimeZone};
use mail::{
    Anomaly, Limits, Mail,
    input::{self, Message, Origin},
};
use reading::{Brands, Offer, Reading};
use verdict::{Blind, Facts, Recorded};

use crate::{
    Entry, Given, Presented, Report, SenderRecord,
    report::{AskedAbout, Walked},
    witness::Witness,
};

/// Checks messages, one after the other or many at once; keeps nothing of them.
#[derive(Clone)]
pub struct Checker {
    /// The brands that are known.
    pub brands: Brands,
    /// How DNS is asked.
    pub lookup: Arc<dyn Lookup>,
    /// The zone in which the reader counts days.
    pub zone: TimeZone,
    /// The senders' own records, where there are any to ask.
    pub record: Option<Arc<dyn SenderRecord>>,
    /// The bounds that each message keeps.
    pub limits: Limits,
}

impl Checker {
    /// A checker of the given brands that asks DNS by `lookup`, with the default bounds.
    #[must_use]
    pub fn new(brands: Brands, lookup: Arc<dyn Lookup>, zone: TimeZone) -> Self {
        Self { brands, lookup, zone, record: None, limits: Limits::default() }
    }

    /// Answers whether a message is what it claims to be. Any octets get a report.
    pub async fn check(&self, given: &Given, raw: &[u8]) -> Report {
        self.check_by(&*self.lookup, given, raw, |_, _, _| ()).await.0
    }

    /// As [`Checker::check`]; `see` gets the message that is asked about as it was read, and its report,
    /// for whoever needs more of it than a report keeps and does not want to read it twice.
    pub async fn check_seeing<S>(
        &self,
        given: &Given,
        raw: &[u8],
        see: impl FnOnce(&Mail<'_>, &Reading, &Report) -> S,
    ) -> (Report, S) {
        self.check_by(&*self.lookup, given, raw, see).await
    }

    /// Finds the message that is asked about, and walks.
    pub(crate) async fn check_by<S>(
        &self,
        lookup: &dyn Lookup,
        given: &Given,
        raw: &[u8],
        see: impl FnOnce(&Mail<'_>, &Reading, &Report) -> S,
    ) -> (Report, S) {
        let started = Instant::now();
        let walked = Walked { raw, given, asked_about: AskedAbout::Whole };
        let message = message(raw, &self.limits);
        let parsed = mail::parse(&message.octets, &self.limits);
        let attached = parsed.0.asked_about(&self.limits).map(|part| part.bytes(&self.limits));
        let (report, seen) = match attached {
            None => self.walk(lookup, walked, message.origin, parsed, see).await,
            Some(octets) => {
                let walked = Walked { asked_about: AskedAbout::Attached, ..walked };
                let message = self::message(&octets, &self.limits);
                let parsed = mail::parse(&message.octets, &self.limits);
                self.walk(lookup, walked, message.origin, parsed, see).await
            }
        };
        (Report { elapsed_us: micros(started), ..report }, seen)
    }

    /// The walk itself: every stage a value, handed on.
    async fn walk<S>(
        &self,
        lookup: &dyn Lookup,
        walked: Walked<'_>,
        origin: Origin,
        (mail, anomalies): (Mail<'_>, Vec<Anomaly>),
        see: impl FnOnce(&Mail<'_>, &Reading, &Report) -> S,
    ) -> (Report, S) {
        let arrival = walked.arrival(&mail);
        let now = walked.given.now;
        let witness = Witness::new(lookup);
        let authentication = auth::authenticate(&mail, &arrival, &witness, now).await;
        let dns = witness.recording();
        let mut reading = reading::read(&mail, &self.brands);
        reading.offers = self.offers(&reading, arrival.at.or_else(|| mail.date()));
        let (entry, recorded) = self.recorded(&mail, now).await.unzip();
        let facts = Facts {
            mail: &mail,
            anomalies: &anomalies,
            arrival: &arrival,
            authentication: &authentication,
            reading: &reading,
            recorded: recorded.as_ref(),
            brands: &self.brands,
            now,
            zone: &self.zone,
            blind: Blind { dns: dns.is_none(), header: lacks_header(&mail, origin) },
        };
        let verdict = verdict::judge(&facts);
        let report = Report { record: entry, ..Report::new(&facts, &verdict, walked, origin, dns) };
        let seen = see(&mail, &reading, &report);
        (report, seen)
    }

    /// What the sender's own record has of the message.
    async fn recorded(&self, mail: &Mail<'_>, now: Timestamp) -> Option<(Entry, Recorded)> {
        let record = self.record.as_ref()?;
        let presented = Presented::of(mail, &self.brands, now)?;
        let entry = record.look_up(&presented).await?;
        let recorded = entry.weighed(&presented)?;
        Some((entry, recorded))
    }

    /// What the message promises. Terms count from the day of receipt in the reader's zone, which
    /// `reading` does not know.
    fn offers(&self, reading: &Reading, received: Option<Timestamp>) -> Vec<Offer> {
        let day = received.map(|at| at.to_zoned_datetime(self.zone.clone()).date());
        reading::offer::find(&reading.visible, &reading.subject, day)
    }
}

/// The message that octets hold: as they are, or out of a `.msg`, UTF-16 or pasted text. What is
/// no message is judged as it is: it too gets a report.
fn message<'r>(raw: &'r [u8], limits: &Limits) -> Message<'r> {
    let whole = Message { octets: Cow::Borrowed(raw), origin: Origin::Whole };
    match input::split(raw, limits) {
        Ok(messages) => match <[Message<'r>; 1]>::try_from(messages) {
            Ok([message]) => message,
            // Taking mboxes apart is the door's work; to it, this was one message.
            Err(_) => whole,
        },
        Err(_) => whole,
    }
}

/// Whether there is nothing that could prove a sender.
fn lacks_header(mail: &Mail<'_>, origin: Origin) -> bool {
    origin == Origin::PastedText || mail.header.fields().is_empty()
}

fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}
