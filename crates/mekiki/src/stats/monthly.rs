use std::collections::BTreeMap;

use check::report::Ruling;
use desk::{
    DecisionKind,
    event::DmarcPolicy,
    stats::{Counted, Month},
};
use reading::{BrandId, Brands};
use serde::Serialize;
use utoipa::ToSchema;
use verdict::words::Language;

use super::{Rule, rules, sector};
use crate::scan::score;

/// From how many reports on a brand is named as much reported.
const MANY: u64 = 1_000;

/// A month's report. Shares are fractions of 0 to 1, of all reports where nothing else is said.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Monthly {
    /// The month, in Japan.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}$")]
    pub(crate) month: String,
    /// Reports that count.
    pub(crate) reports: u64,
    /// How many more than in the month before; null when nothing is known of that.
    pub(crate) reports_change: Option<i64>,
    /// Reports of the month before; null when nothing is known of it.
    pub(crate) reports_before: Option<u64>,
    /// All reports, also those that do not count.
    pub(crate) received: u64,
    /// Of these, what the same reporter had reported before.
    pub(crate) duplicates: u64,
    /// Those that wait for somebody to look.
    pub(crate) held: u64,
    /// Those that could not be read.
    pub(crate) unreadable: u64,
    /// Those that their reporters took back.
    pub(crate) undone: u64,
    /// Reports that count, by the way they came.
    pub(crate) sources: Vec<BySource>,
    /// Addresses, each once.
    pub(crate) urls: u64,
    /// Addresses, those of one registrable domain counted as one.
    pub(crate) urls_by_registrable_domain: u64,
    /// Brands.
    pub(crate) brands: u64,
    /// Reports that name no brand.
    pub(crate) without_brand: u64,
    /// Brands, most reports first.
    pub(crate) shares: Vec<Share>,
    /// Sectors of the brands, most reports first.
    pub(crate) sectors: Vec<Sector>,
    /// Brands with 1,000 reports or more.
    pub(crate) much_reported: MuchReported,
    /// By the last label of the main address' host, most reports first.
    pub(crate) tlds: Vec<Tld>,
    /// The registrable domains with the most reports, twenty at most.
    pub(crate) domains: Vec<Domain>,
    /// What the headers of reported messages tell.
    pub(crate) sending: Sending,
    /// Reports of messages that were genuine.
    pub(crate) genuine: Genuine,
    /// How often our own check was wrong, against what a person decided.
    pub(crate) errors: Errors,
    /// How it was counted.
    pub(crate) rules: Vec<Rule>,
}

/// Reports that came one way.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct BySource {
    pub(crate) source: String,
    pub(crate) count: u64,
}

/// A brand's reports.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Share {
    /// The brand's key in the registry; its name in the report where the registry lacks it.
    pub(crate) brand: String,
    /// As it is written in Japanese.
    pub(crate) name: String,
    /// As it is written in English.
    pub(crate) name_en: String,
    pub(crate) count: u64,
    pub(crate) share: f64,
    /// This share and those before it.
    pub(crate) cumulative: f64,
}

/// A sector's reports.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Sector {
    /// The registry's word; `other` for brands that it lacks.
    pub(crate) sector: String,
    pub(crate) count: u64,
    pub(crate) share: f64,
}

impl Sector {
    pub(crate) fn name(&self, language: Language) -> &str {
        sector::name(&self.sector, language)
    }
}

/// Brands with many reports.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct MuchReported {
    pub(crate) at_least: u64,
    pub(crate) brands: u64,
    pub(crate) count: u64,
    pub(crate) share: f64,
}

/// Reports that lead below one top-level domain.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Tld {
    /// Without a dot; `ip` for addresses in digits.
    pub(crate) tld: String,
    pub(crate) count: u64,
    pub(crate) share: f64,
    /// Addresses, each once.
    pub(crate) urls: u64,
}

/// Reports that lead to one registrable domain.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Domain {
    pub(crate) domain: String,
    pub(crate) count: u64,
    pub(crate) share: f64,
    /// Addresses, each once.
    pub(crate) urls: u64,
}

/// How reported messages were sent. Shares here are of the messages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub(crate) struct Sending {
    /// Reports that came with a message whose header tells it.
    pub(crate) messages: u64,
    /// Those whose author's domain is the posed-as brand's own (なりすまし).
    pub(crate) spoofed: u64,
    pub(crate) spoofed_share: Option<f64>,
    /// Of the spoofed ones, by the DMARC policy of the domain.
    pub(crate) spoofed_by_policy: Vec<Policy>,
    /// Those with a domain of somebody else.
    pub(crate) others: u64,
    /// Of these, those that pass DMARC.
    pub(crate) others_passing: u64,
    /// As a share of the others.
    pub(crate) others_passing_share: Option<f64>,
    /// Those sent from an address without a name in DNS.
    pub(crate) without_reverse: u64,
    /// As a share of those of which it is known.
    pub(crate) without_reverse_share: Option<f64>,
}

/// Spoofed messages of domains with one policy.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Policy {
    /// `reject`, `quarantine`, `none`; `absent` when there is no DMARC or nobody could ask.
    pub(crate) policy: String,
    pub(crate) count: u64,
    /// Of all messages.
    pub(crate) share: f64,
}

/// Reports of messages that were from whom they say.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Genuine {
    pub(crate) count: u64,
    pub(crate) share: f64,
    pub(crate) brands: Vec<GenuineOf>,
}

/// A brand's genuine messages that were reported.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct GenuineOf {
    /// The brand's key; not given where nobody knows.
    #[schema(nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) brand: Option<String>,
    pub(crate) name: String,
    pub(crate) name_en: String,
    pub(crate) count: u64,
}

/// Our own errors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub(crate) struct Errors {
    /// Reports that a person decided and our check had ruled on.
    pub(crate) decided: u64,
    /// Of these, those where the check said that it cannot tell: right and wrong in nothing.
    pub(crate) undecided: u64,
    /// Wrong either way, of all others.
    pub(crate) wrong: Rate,
    /// Warned of, of what a person says is genuine.
    pub(crate) false_alarms: Rate,
    /// Not warned of, of what a person says is fraud.
    pub(crate) missed: Rate,
}

/// So many of so many, with the interval that holds the true rate in 95 of 100 cases (Wilson).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub(crate) struct Rate {
    pub(crate) count: u64,
    pub(crate) of: u64,
    /// Null of nothing.
    pub(crate) rate: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

impl Rate {
    fn new(count: u64, of: u64) -> Self {
        let share = score::Share { hits: count, of };
        let (low, high) = share.interval().unzip();
        Self { count, of, rate: share.value(), low, high }
    }
}

impl Monthly {
    pub(crate) fn new(month: Month, counted: &Counted, brands: &Brands) -> Self {
        let of_reports = |count: u64| part(count, counted.reports);
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let much: Vec<u64> =
            counted.brands.iter().map(|(_, n)| *n).filter(|n| *n >= MANY).collect();
        let genuine = counted.genuine.iter().map(|(_, count)| count).sum();
        Self {
            month: month.to_string(),
            reports: counted.reports,
            reports_change: counted.before.map(|before| signed(counted.reports) - signed(before)),
            reports_before: counted.before,
            received: counted.received,
            duplicates: counted.duplicates,
            held: counted.held,
            unreadable: counted.unreadable,
            undone: counted.undone,
            sources: counted
                .sources
                .iter()
                .map(|(source, count)| BySource {
                    source: <&str>::from(*source).to_owned(),
                    count: *count,
                })
                .collect(),
            urls: counted.urls,
            urls_by_registrable_domain: counted.domains,
            brands: u64::try_from(counted.brands.len()).unwrap_or(u64::MAX),
            without_brand: counted.without_brand,
            shares: shares(counted, brands),
            sectors: sectors(counted, brands),
            much_reported: MuchReported {
                at_least: MANY,
                brands: u64::try_from(much.len()).unwrap_or(u64::MAX),
                count: much.iter().sum(),
                share: of_reports(much.iter().sum()),
            },
            tlds: counted
                .tlds
                .iter()
                .map(|tld| Tld {
                    tld: tld.name.clone(),
                    count: tld.reports,
                    share: of_reports(tld.reports),
                    urls: tld.urls,
                })
                .collect(),
            domains: counted
                .places
                .iter()
                .map(|place| Domain {
                    domain: place.name.clone(),
                    count: place.reports,
                    share: of_reports(place.reports),
                    urls: place.urls,
                })
                .collect(),
            sending: sending(counted),
            genuine: Genuine {
                count: genuine,
                share: of_reports(genuine),
                brands: genuine_of(counted, brands),
            },
            errors: errors(counted),
            rules: rules(),
        }
    }
}

fn part(count: u64, whole: u64) -> f64 {
    count as f64 / whole.max(1) as f64
}

/// A brand's names in both languages; its key where the registry lacks it.
pub(super) fn names(key: &str, brands: &Brands) -> (String, String) {
    brands.get(&BrandId(key.to_owned())).map_or_else(
        || (key.to_owned(), key.to_owned()),
        |brand| (brand.name_ja.clone(), brand.name_en.clone()),
    )
}

fn shares(counted: &Counted, brands: &Brands) -> Vec<Share> {
    let mut sum = 0;
    let share = |(key, count): &(String, u64)| {
        sum += count;
        let (name, name_en) = names(key, brands);
        Share {
            brand: key.clone(),
            name,
            name_en,
            count: *count,
            share: part(*count, counted.reports),
            cumulative: part(sum, counted.reports),
        }
    };
    counted.brands.iter().map(share).collect()
}

fn sectors(counted: &Counted, brands: &Brands) -> Vec<Sector> {
    let mut counts = BTreeMap::<String, u64>::new();
    for (key, count) in &counted.brands {
        let brand = brands.get(&BrandId(key.clone()));
        let sector = brand.map_or_else(|| "other".to_owned(), |brand| brand.sector.clone());
        *counts.entry(sector).or_default() += count;
    }
    let mut sectors: Vec<_> = counts
        .into_iter()
        .map(|(sector, count)| Sector { sector, count, share: part(count, counted.reports) })
        .collect();
    sectors.sort_by_key(|sector| std::cmp::Reverse(sector.count));
    sectors
}

fn sending(counted: &Counted) -> Sending {
    let all: u64 = counted.sending.iter().map(|sent| sent.reports).sum();
    let share = |count: u64, of: u64| (of > 0).then(|| part(count, of));
    let mut told = Sending { messages: all, ..Sending::default() };
    let mut policies = [("reject", 0), ("quarantine", 0), ("none", 0), ("absent", 0)];
    let (mut with_known_reverse, mut without) = (0, 0);
    for sent in &counted.sending {
        if let Some(has) = sent.has_reverse {
            with_known_reverse += sent.reports;
            without += if has { 0 } else { sent.reports };
        }
        if !sent.is_spoofed {
            told.others += sent.reports;
            told.others_passing += if sent.passes == Some(true) { sent.reports } else { 0 };
            continue;
        }
        told.spoofed += sent.reports;
        let word = match sent.policy {
            Some(DmarcPolicy::Reject) => "reject",
            Some(DmarcPolicy::Quarantine) => "quarantine",
            Some(DmarcPolicy::None) => "none",
            None => "absent",
        };
        for (policy, count) in &mut policies {
            *count += if *policy == word { sent.reports } else { 0 };
        }
    }
    told.spoofed_share = share(told.spoofed, all);
    told.others_passing_share = share(told.others_passing, told.others);
    told.without_reverse = without;
    told.without_reverse_share = share(without, with_known_reverse);
    told.spoofed_by_policy = policies
        .into_iter()
        .map(|(policy, count)| Policy { policy: policy.to_owned(), count, share: part(count, all) })
        .collect();
    told
}

fn genuine_of(counted: &Counted, brands: &Brands) -> Vec<GenuineOf> {
    let of = |(key, count): &(Option<String>, u64)| {
        let (name, name_en) = match key {
            Some(key) => names(key, brands),
            None => ("不明".to_owned(), "unknown".to_owned()),
        };
        GenuineOf { brand: key.clone(), name, name_en, count: *count }
    };
    counted.genuine.iter().map(of).collect()
}

fn errors(counted: &Counted) -> Errors {
    let (mut decided, mut undecided) = (0, 0);
    let (mut alarms, mut genuine, mut missed, mut fraud) = (0, 0, 0, 0);
    for ruled in &counted.decided {
        let Some(ruling) = ruled.ruling else { continue };
        decided += ruled.reports;
        let warned = match ruling {
            Ruling::CannotTell => {
                undecided += ruled.reports;
                continue;
            }
            Ruling::Genuine | Ruling::NoFraudFound => false,
            Ruling::Suspicious | Ruling::Phishing => true,
        };
        match ruled.decided {
            DecisionKind::Genuine | DecisionKind::GenuineButFaulty => {
                genuine += ruled.reports;
                alarms += if warned { ruled.reports } else { 0 };
            }
            DecisionKind::Fraud => {
                fraud += ruled.reports;
                missed += if warned { 0 } else { ruled.reports };
            }
        }
    }
    Errors {
        decided,
        undecided,
        wrong: Rate::new(alarms + missed, genuine + fraud),
        false_alarms: Rate::new(alarms, genuine),
        missed: Rate::new(missed, fraud),
    }
}

#[cfg(test)]
mod tests {
    use desk::{
        event::Source,
        stats::{Places, Ruled, Sent},
    };

    use super::*;

    pub(crate) fn sample() -> Monthly {
        let sent = |is_spoofed, policy, passes, has_reverse, reports| Sent {
            is_spoofed,
            policy,
            passes,
            has_reverse,
            reports,
        };
        let place = |name: &str, reports, urls| Places { name: name.to_owned(), reports, urls };
        let ruled = |ruling, decided, reports| Ruled { ruling: Some(ruling), decided, reports };
        let counted = Counted {
            reports: 4_000,
            before: Some(3_000),
            received: 4_300,
            duplicates: 200,
            held: 60,
            unreadable: 30,
            undone: 10,
            sources: vec![(Source::List, 3_000), (Source::Web, 1_000)],
            urls: 2_500,
            domains: 900,
            brands: vec![
                ("amazon".into(), 2_000),
                ("smcc".into(), 1_000),
                ("=1+1|<b>".into(), 600),
            ],
            without_brand: 400,
            tlds: vec![place("cn", 2_400, 1_500), place("com", 1_500, 990), place("ip", 100, 10)],
            places: vec![place("evil.example", 500, 480)],
            sending: vec![
                sent(true, Some(DmarcPolicy::Reject), Some(false), Some(true), 200),
                sent(true, None, None, Some(false), 100),
                sent(false, Some(DmarcPolicy::None), Some(true), None, 500),
                sent(false, None, Some(false), Some(true), 200),
            ],
            genuine: vec![(Some("amazon".into()), 12), (None, 1)],
            decided: vec![
                ruled(Ruling::Phishing, DecisionKind::Fraud, 90),
                ruled(Ruling::NoFraudFound, DecisionKind::Fraud, 10),
                ruled(Ruling::Suspicious, DecisionKind::Genuine, 2),
                ruled(Ruling::Genuine, DecisionKind::GenuineButFaulty, 8),
                ruled(Ruling::CannotTell, DecisionKind::Fraud, 5),
            ],
        };
        Monthly::new(Month::parse("2025-11").unwrap(), &counted, &Brands::built_in())
    }

    #[test]
    fn shares_are_of_all_reports_and_add_up() {
        let monthly = sample();
        let told: Vec<_> = monthly.shares.iter().map(|one| (one.share, one.cumulative)).collect();
        assert_eq!(told, [(0.5, 0.5), (0.25, 0.75), (0.15, 0.9)]);
        assert_eq!(monthly.reports_change, Some(1_000));
        assert_eq!((monthly.much_reported.brands, monthly.much_reported.share), (2, 0.75));
        assert_eq!(monthly.sectors[0].sector, "shop");
    }

    #[test]
    fn spoofing_is_told_by_policy() {
        let sending = sample().sending;
        assert_eq!((sending.messages, sending.spoofed, sending.others), (1_000, 300, 700));
        assert_eq!(sending.spoofed_share, Some(0.3));
        assert_eq!(sending.others_passing_share, Some(500.0 / 700.0));
        assert_eq!(sending.without_reverse_share, Some(0.2));
        let told: Vec<_> = sending
            .spoofed_by_policy
            .iter()
            .map(|policy| (policy.policy.as_str(), policy.count))
            .collect();
        assert_eq!(told, [("reject", 200), ("quarantine", 0), ("none", 0), ("absent", 100)]);
    }

    #[test]
    fn our_errors_have_their_intervals() {
        let errors = sample().errors;
        assert_eq!((errors.decided, errors.undecided), (115, 5));
        assert_eq!((errors.wrong.count, errors.wrong.of), (12, 110));
        assert_eq!((errors.missed.count, errors.missed.of), (10, 100));
        assert_eq!((errors.false_alarms.count, errors.false_alarms.of), (2, 10));
        assert!(errors.missed.low < Some(0.1) && errors.missed.high > Some(0.1));
        assert_eq!(Rate::new(0, 0).rate, None);
    }

    #[test]
    fn a_month_reads_so() {
        let monthly = sample();
        for language in [Language::Ja, Language::En] {
            let name = format!("month_{}", if language == Language::Ja { "ja" } else { "en" });
            insta::assert_snapshot!(name, super::super::markdown_of(&monthly, language));
        }
        insta::assert_snapshot!("month_csv", super::super::csv_of(&monthly, Language::Ja));
    }
}
