//! Would our own mail look like phishing?
//!
//! [`examine`] runs the checker over a mail from its sender's side and says what to change, most
//! important first; [`advise`] does so for a mail that was read already. What is found comes from
//! the report, the reading and the header: nothing is parsed a second time. [`Advice`] is a closed
//! list, and none is without its words.

mod advice;
mod content;
mod header;
mod link;
mod own;
mod proof;

use check::{Checker, Given, Report};
use mail::{DomainName, Mail};
use reading::{Brands, Reading};

use crate::health::{Health, Selectors};

pub use advice::{Advice, Advised};
pub use content::ContentAdvice;
pub use header::HeaderAdvice;
pub use link::LinkAdvice;
pub use own::Own;
pub use proof::ProofAdvice;

/// A mail as its sender wants to send it, read and checked.
#[derive(Clone, Copy)]
pub struct Draft<'d> {
    /// The mail.
    pub mail: &'d Mail<'d>,
    /// What a reader sees of it.
    pub reading: &'d Reading,
    /// What the checker says of it.
    pub report: &'d Report,
    /// The brands that are known.
    pub brands: &'d Brands,
    /// Whose mail it is to be; `None`: not known, as without a From.
    pub own: Option<&'d Own>,
    /// What the domain in From publishes; `None`: not asked.
    pub health: Option<&'d Health>,
}

/// What the checker says of a mail that is to be sent, and what to change.
#[derive(Clone, Debug)]
pub struct Presend {
    /// The report, as a receiver would get it.
    pub report: Report,
    /// Whose mail it is to be.
    pub own: Option<Own>,
    /// What the domain in From publishes; `None` without one.
    pub health: Option<Health>,
    /// What to change, most important first.
    pub advice: Vec<Advice>,
}

impl Presend {
    /// Whether there is anything to change: hints do not count.
    #[must_use]
    pub fn needs_change(&self) -> bool {
        self.advice.iter().any(|advice| advice.severity() != crate::health::Severity::Hint)
    }
}

/// Checks a mail that is to be sent. `own`: whose it is to be; the owner of the domain in From
/// where nobody says. Asks DNS about that domain by the checker's own way.
pub async fn examine(checker: &Checker, given: &Given, raw: &[u8], own: Option<Own>) -> Presend {
    let see = |mail: &Mail<'_>, reading: &Reading, report: &Report| {
        let own = own.clone().or_else(|| Own::of_author(report, &checker.brands));
        let brands = &checker.brands;
        let draft = Draft { mail, reading, report, brands, own: own.as_ref(), health: None };
        (advise(&draft), own)
    };
    let (report, (mut advice, own)) = checker.check_seeing(given, raw, see).await;
    let health = match author(&report) {
        Some(domain) => {
            let selectors = selectors(&report, &domain, &checker.brands);
            Some(crate::health::examine(&domain, &selectors, &*checker.lookup).await)
        }
        None => None,
    };
    advice.extend(health.iter().flat_map(proof::of_domain));
    sort(&mut advice);
    Presend { report, own, health, advice }
}

/// What to change about a mail, most important first; empty when nothing is.
#[must_use]
pub fn advise(draft: &Draft<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    proof::gather(draft, &mut advice);
    link::gather(draft, &mut advice);
    content::gather(draft, &mut advice);
    header::gather(draft, &mut advice);
    advice.extend(advice::counted(draft.report));
    advice.extend(draft.health.into_iter().flat_map(proof::of_domain));
    sort(&mut advice);
    advice
}

/// The worst first; of equal ones, as they were found.
fn sort(advice: &mut [Advice]) {
    advice.sort_by_key(Advice::severity);
}

/// The domain in From, if there is one clear author.
fn author(report: &Report) -> Option<DomainName> {
    report.sender.author.as_deref().and_then(|author| DomainName::parse(author).ok())
}

/// The selectors that the mail itself is signed with, else those of the brand's file, else common
/// ones.
fn selectors(report: &Report, domain: &DomainName, brands: &Brands) -> Selectors {
    let own = report
        .authentication
        .dkim
        .iter()
        .filter(|signature| signature.domain.as_deref() == Some(domain.as_str()));
    let named: Vec<String> =
        own.filter_map(|signature| signature.selector.clone()).take(5).collect();
    if !named.is_empty() {
        return Selectors::of(&named);
    }
    match brands.owner_of_sender(domain) {
        reading::Owner::Brand(id) => {
            let brand = brands.get(&id);
            Selectors::of(brand.map(|brand| brand.dkim_selectors.as_slice()).unwrap_or_default())
        }
        reading::Owner::UserContent(_)
        | reading::Owner::Shortener(_)
        | reading::Owner::Unlisted => Selectors::of(&[]),
    }
}

#[cfg(test)]
mod tests;
