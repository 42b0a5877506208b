use std::{sync::Arc, time::Instant};

use auth::Lookup;
use jiff::tz::TimeZone;
use mail::{Limits, Mail};
use reading::Brands;
use verdict::{Blind, Facts};

use crate::{
    Given, Report,
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
    /// The bounds that each message keeps.
    pub limits: Limits,
}

impl Checker {
    /// A checker of the given brands that asks DNS by `lookup`, with the default bounds.
    #[must_use]
    pub fn new(brands: Brands, lookup: Arc<dyn Lookup>, zone: TimeZone) -> Self {
        Self { brands, lookup, zone, limits: Limits::default() }
    }

    /// Answers whether a message is what it claims to be. Any octets get a report.
    pub async fn check(&self, given: &Given, raw: &[u8]) -> Report {
        self.check_by(&*self.lookup, given, raw).await
    }

    /// The walk itself: every stage a value, handed on.
    pub(crate) async fn check_by(&self, lookup: &dyn Lookup, given: &Given, raw: &[u8]) -> Report {
        let started = Instant::now();
        let (mail, anomalies, asked_about) = asked_about(raw, &self.limits);
        let arrival = match asked_about {
            AskedAbout::Whole => given.arrival(&mail),
            // What the door saw is how the enclosing message came, not the one asked about.
            AskedAbout::Attached => Given::at(given.now).arrival(&mail),
        };
        let witness = Witness::new(lookup);
        let authentication = auth::authenticate(&mail, &arrival, &witness, given.now).await;
        let dns = witness.recording();
        let reading = reading::read(&mail, &self.brands);
        let facts = Facts {
            mail: &mail,
            anomalies: &anomalies,
            arrival: &arrival,
            authentication: &authentication,
            reading: &reading,
            brands: &self.brands,
            now: given.now,
            zone: &self.zone,
            blind: Blind { dns: dns.is_none(), header: mail.header.fields().is_empty() },
        };
        let verdict = verdict::judge(&facts);
        let mut report = Report::new(&facts, &verdict, Walked { raw, given, asked_about, dns });
        report.elapsed_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        report
    }
}

/// The message that the person asks about: the one they attached, when what they sent is nothing
/// but an envelope for it.
fn asked_about<'r>(raw: &'r [u8], limits: &Limits) -> (Mail<'r>, Vec<mail::Anomaly>, AskedAbout) {
    let (mail, anomalies) = mail::parse(raw, limits);
    (mail, anomalies, AskedAbout::Whole)
}
