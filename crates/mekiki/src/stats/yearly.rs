use desk::stats::{Totals, Years};
use reading::Brands;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Rule, monthly::names, rules};

/// All years.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Yearly {
    /// Oldest first.
    pub(crate) years: Vec<OfYear>,
    /// Reports without a date: they count in no month.
    pub(crate) undated: u64,
    /// Reports whose day is still to come.
    pub(crate) to_come: u64,
    /// How it was counted.
    pub(crate) rules: Vec<Rule>,
}

/// A year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct OfYear {
    pub(crate) year: i16,
    pub(crate) reports: u64,
    /// Addresses, each once in the year.
    pub(crate) urls: u64,
    pub(crate) urls_by_registrable_domain: u64,
    pub(crate) brands: u64,
    /// The brands with the most reports.
    pub(crate) top: Vec<Top>,
    /// The months of which something is known.
    pub(crate) months: Vec<OfMonth>,
}

/// A brand of a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Top {
    pub(crate) brand: String,
    pub(crate) name: String,
    pub(crate) name_en: String,
    pub(crate) count: u64,
}

/// A month, beside others.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct OfMonth {
    pub(crate) month: String,
    pub(crate) reports: u64,
    /// Addresses, each once in the month.
    pub(crate) urls: u64,
    pub(crate) urls_by_registrable_domain: u64,
    pub(crate) brands: u64,
}

impl Yearly {
    pub(crate) fn new(years: &Years, brands: &Brands) -> Self {
        let year = |year: &desk::stats::Year| {
            let Totals { reports, urls, domains, brands: many } = year.totals;
            OfYear {
                year: year.year,
                reports,
                urls,
                urls_by_registrable_domain: domains,
                brands: many,
                top: year
                    .top
                    .iter()
                    .map(|(key, count)| {
                        let (name, name_en) = names(key, brands);
                        Top { brand: key.clone(), name, name_en, count: *count }
                    })
                    .collect(),
                months: year
                    .months
                    .iter()
                    .map(|(month, totals)| OfMonth {
                        month: month.to_string(),
                        reports: totals.reports,
                        urls: totals.urls,
                        urls_by_registrable_domain: totals.domains,
                        brands: totals.brands,
                    })
                    .collect(),
            }
        };
        Self {
            years: years.years.iter().map(year).collect(),
            undated: years.undated,
            to_come: years.to_come,
            rules: rules(),
        }
    }

    /// All months, oldest first.
    pub(crate) fn months(&self) -> impl DoubleEndedIterator<Item = &OfMonth> {
        self.years.iter().flat_map(|year| &year.months)
    }
}
