use std::{collections::BTreeMap, net::IpAddr};

use jiff::{civil::Date, tz::TimeZone};
use mail::DomainName;

use super::{AuthResult, Source, source::Tally};

/// Messages of one day that are alike in all that matters here, as the store sums them up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Counted {
    /// Days since 1970-01-01 (UTC) on which the report begins.
    pub day: i64,
    /// The address of the server that sent them.
    pub source: IpAddr,
    /// How many.
    pub messages: u64,
    /// Whether DKIM proved the author's domain.
    pub dkim: bool,
    /// Whether SPF did.
    pub spf: bool,
    /// Whether the receiver kept them from the inbox.
    pub is_stopped: bool,
    /// Whether the receiver says that somebody sent them on.
    pub is_forwarded: bool,
    /// The signature that tells most.
    pub dkim_result: AuthResult,
    /// The same for SPF.
    pub spf_result: AuthResult,
}

/// What was sent in a domain's name, by day and by source.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Traffic {
    /// The domain.
    pub domain: DomainName,
    /// Reports that it rests on.
    pub reports: u64,
    /// Who reported, each once, sorted.
    pub reporters: Vec<String>,
    /// Every day from the first to the last that a report is about, in order; none is left out.
    pub days: Vec<Day>,
    /// Who sent, those with the most messages first.
    pub sources: Vec<Source>,
}

/// Messages of one day (UTC).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Messages that passed DMARC.
    pub passed: u64,
    /// Messages that did not.
    pub failed: u64,
}

/// Days of one summary: more than a year is no picture any more.
const MOST_DAYS: i64 = 400;

impl Traffic {
    /// Sums up what reports about a domain count.
    #[must_use]
    pub fn new(
        domain: DomainName,
        reports: u64,
        reporters: Vec<String>,
        counted: &[Counted],
    ) -> Self {
        let mut tallies: BTreeMap<IpAddr, Tally> = BTreeMap::new();
        let mut days: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
        for counted in counted {
            tallies.entry(counted.source).or_default().add(counted);
            let (passed, failed) = days.entry(counted.day).or_default();
            let side = if counted.dkim || counted.spf { passed } else { failed };
            *side = side.saturating_add(counted.messages);
        }
        let mut sources: Vec<Source> = tallies
            .into_iter()
            .map(|(address, tally)| Source::new(address, &tally, &domain))
            .collect();
        sources.sort_by_key(|source| std::cmp::Reverse(source.messages));
        Self { domain, reports, reporters, days: every_day(&days), sources }
    }

    /// All messages.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.days.iter().fold(self.passed(), |sum, day| sum.saturating_add(day.failed))
    }

    /// Those that passed DMARC.
    #[must_use]
    pub fn passed(&self) -> u64 {
        self.days.iter().fold(0, |sum, day| sum.saturating_add(day.passed))
    }
}

fn every_day(counted: &BTreeMap<i64, (u64, u64)>) -> Vec<Day> {
    let (Some((&first, _)), Some((&last, _))) =
        (counted.first_key_value(), counted.last_key_value())
    else {
        return Vec::new();
    };
    let days = first.max(last.saturating_sub(MOST_DAYS))..=last;
    days.filter_map(|number| {
        let (passed, failed) = counted.get(&number).copied().unwrap_or_default();
        Some(Day { date: date(number)?, passed, failed })
    })
    .collect()
}

fn date(day: i64) -> Option<Date> {
    let second = day.checked_mul(86_400)?;
    let moment = jiff::Timestamp::from_second(second).ok()?;
    Some(moment.to_zoned_datetime(TimeZone::UTC).date())
}
