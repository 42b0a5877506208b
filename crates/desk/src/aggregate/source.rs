use std::{collections::BTreeMap, net::IpAddr};

use mail::DomainName;

use super::{Counted, Outcome, Standing, row::organization, standing};

/// A server that sent in a domain's name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// Its address.
    pub address: IpAddr,
    /// Whose it is by what it proved: the domain that one owner registered, of what passed DKIM or
    /// SPF most often, aligned or not. `None`: it proved nothing.
    pub proved: Option<DomainName>,
    /// Messages.
    pub messages: u64,
    /// Those that passed DMARC.
    pub passed: u64,
    /// Those for which DKIM proved the author's domain.
    pub dkim: u64,
    /// Those for which SPF did.
    pub spf: u64,
    /// Those that receivers kept from the inbox.
    pub stopped: u64,
    /// What fails, if anything, and what to do about it.
    pub standing: Standing,
}

/// Counts of one source, under way.
#[derive(Debug, Default)]
pub(super) struct Tally {
    messages: u64,
    passed: u64,
    dkim: u64,
    spf: u64,
    stopped: u64,
    proved: BTreeMap<DomainName, u64>,
    /// Why messages failed, and how many.
    failed: BTreeMap<standing::Cause, u64>,
}

impl Tally {
    pub(super) fn add(&mut self, counted: &Counted) {
        let add = |sum: &mut u64| *sum = sum.saturating_add(counted.messages);
        add(&mut self.messages);
        if counted.dkim {
            add(&mut self.dkim);
        }
        if counted.spf {
            add(&mut self.spf);
        }
        if counted.is_stopped {
            add(&mut self.stopped);
        }
        if counted.dkim || counted.spf {
            add(&mut self.passed);
        } else {
            add(self.failed.entry(standing::Cause::of(counted)).or_default());
        }
        let proofs = [&counted.dkim_result, &counted.spf_result];
        let proof = proofs.iter().find(|result| result.outcome == Outcome::Pass);
        if let Some(domain) = proof.and_then(|result| organization(&result.domain)) {
            add(self.proved.entry(domain).or_default());
        }
    }

    /// Why most of what failed did.
    fn main_cause(&self) -> Option<&standing::Cause> {
        self.failed.iter().max_by_key(|(_, messages)| **messages).map(|(cause, _)| cause)
    }
}

impl Source {
    pub(super) fn new(address: IpAddr, tally: &Tally, domain: &DomainName) -> Self {
        let most = tally.proved.iter().max_by_key(|(_, messages)| **messages);
        let counts = standing::Counts {
            messages: tally.messages,
            passed: tally.passed,
            dkim: tally.dkim,
            spf: tally.spf,
        };
        Self {
            address,
            proved: most.map(|(domain, _)| domain.clone()),
            messages: tally.messages,
            passed: tally.passed,
            dkim: tally.dkim,
            spf: tally.spf,
            stopped: tally.stopped,
            standing: Standing::of(counts, tally.main_cause(), domain),
        }
    }
}
