use auth::How;
use reading::Brands;

use super::Headings;
use crate::{Evidence, NextFact, NotLooked, Verdict};

pub(super) const HEADINGS: Headings =
    Headings { why: "", now: "", not_looked: "", links: "", proof: "" };

pub(super) fn headline(_verdict: &Verdict, _brands: &Brands) -> String {
    String::new()
}

pub(super) fn sender(_verdict: &Verdict, _brands: &Brands) -> String {
    String::new()
}

pub(super) fn harm(_verdict: &Verdict) -> String {
    String::new()
}

pub(super) fn offer(_verdict: &Verdict) -> String {
    String::new()
}

pub(super) fn reason(_evidence: &Evidence, _brands: &Brands) -> String {
    String::new()
}

pub(super) fn how(_how: How) -> &'static str {
    ""
}

pub(super) fn advice(_verdict: &Verdict, _brands: &Brands) -> Vec<String> {
    Vec::new()
}

pub(super) fn next_fact(_next: NextFact) -> &'static str {
    ""
}

pub(super) fn not_looked(_what: &NotLooked) -> String {
    String::new()
}
