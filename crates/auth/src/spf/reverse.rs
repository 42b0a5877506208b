//! The client's validated names: `ptr` and the macro `p` (§5.5, §7.3).

use mail::DomainName;

use super::{Breadth, Problem, domain_spec::DomainSpec, evaluate::Evaluation};
use crate::{Record, RecordType, iprev::reverse_name};

/// The names that reverse DNS gives the client, and whether they were found to lead back to it. Asked
/// once a check, so that a record full of `%{p}` costs no more than one.
#[derive(Debug)]
pub(super) struct ReverseNames {
    names: Vec<(DomainName, Option<bool>)>,
}

impl Evaluation<'_> {
    /// §5.5: it matches when a validated name of the client is the target or below it.
    pub(super) async fn ptr_matches(
        &mut self,
        spec: Option<&DomainSpec<'_>>,
        domain: &DomainName,
    ) -> Result<bool, Problem> {
        self.spent.lookup(self.limits)?;
        let Some(target) = self.target(spec, domain).await else { return Ok(false) };
        let names = self.reverse_names().await;
        if names.is_empty() {
            self.spent.void(self.limits)?;
        }
        for (index, name) in names.iter().enumerate() {
            if name.is_within(target.as_str()) && self.is_valid(index, name).await {
                self.breadth = Some(Breadth::Unknown);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// §7.3, `p`: a validated name of the client; rather the domain itself, or else one below it,
    /// or else any.
    pub(super) async fn validated_name(&mut self, domain: &DomainName) -> Option<DomainName> {
        let mut names: Vec<_> = self.reverse_names().await.into_iter().enumerate().collect();
        names.sort_by_key(|(_, name)| match name {
            name if name == domain => 0,
            name if name.is_within(domain.as_str()) => 1,
            _ => 2,
        });
        for (index, name) in names {
            if self.is_valid(index, &name).await {
                return Some(name);
            }
        }
        None
    }

    /// The first names of the PTR answer; none when DNS fails (§5.5: then `ptr` does not match).
    async fn reverse_names(&mut self) -> Vec<DomainName> {
        if self.reverse.is_none() {
            let answer = self.lookup.query(&reverse_name(self.ip), RecordType::Ptr).await;
            let names = answer.unwrap_or_default().into_iter().filter_map(|record| match record {
                Record::Ptr(name) => Some((name, None)),
                Record::A(_) | Record::Aaaa(_) | Record::Mx(..) | Record::Txt(_) => None,
            });
            // §4.6.4: names after the first ten are ignored; they are the client's, not the
            // domain's, to choose.
            self.reverse = Some(ReverseNames { names: names.take(self.limits.names).collect() });
        }
        let names = self.reverse.iter().flat_map(|reverse| &reverse.names);
        names.map(|(name, _)| name.clone()).collect()
    }

    /// Whether a name leads back to the client. A name for which DNS fails is skipped (§5.5).
    async fn is_valid(&mut self, index: usize, name: &DomainName) -> bool {
        let known = self.reverse.as_ref().and_then(|reverse| reverse.names.get(index)?.1);
        if let Some(known) = known {
            return known;
        }
        let valid = self.addresses_of(name).await.is_ok_and(|found| found.contains(&self.ip));
        if let Some(entry) = self.reverse.as_mut().and_then(|found| found.names.get_mut(index)) {
            entry.1 = Some(valid);
        }
        valid
    }
}
