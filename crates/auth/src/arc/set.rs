use mail::{Field, Header};

use super::Problem;
use crate::dkim::TagList;

/// RFC 8617 §4.2.1: "ARC implementations MUST support at least 50 sets"; "Receivers MAY" take more,
/// and we do not.
const MAX_INSTANCE: u32 = 50;

/// The three fields of one instance (RFC 8617 §4.2).
#[derive(Clone, Copy, Debug)]
pub(super) struct Set<'m, 'r> {
    pub(super) instance: u32,
    pub(super) results: &'m Field<'r>,
    pub(super) message_signature: &'m Field<'r>,
    pub(super) seal: &'m Field<'r>,
}

/// What was found under one instance, before it is known to be whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found<'m, 'r> {
    pub(super) results: Option<&'m Field<'r>>,
    pub(super) message_signature: Option<&'m Field<'r>>,
    pub(super) seal: Option<&'m Field<'r>>,
    twice: bool,
}

/// The ARC fields of a message, by instance.
#[derive(Debug, Default)]
pub(super) struct Sets<'m, 'r> {
    /// Place N-1 is instance N.
    pub(super) found: Vec<Found<'m, 'r>>,
    /// Whether a field's instance could not be read.
    bad_instance: bool,
}

impl<'m, 'r> Sets<'m, 'r> {
    pub(super) fn collect(header: &'m Header<'r>) -> Self {
        let mut sets = Self::default();
        for field in header.fields() {
            if field.is("arc-authentication-results") {
                sets.add(results_instance(field), field, |found| &mut found.results);
            } else if field.is("arc-message-signature") {
                sets.add(tag_instance(field), field, |found| &mut found.message_signature);
            } else if field.is("arc-seal") {
                sets.add(tag_instance(field), field, |found| &mut found.seal);
            }
        }
        sets
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty() && !self.bad_instance
    }

    fn add(
        &mut self,
        instance: Option<u32>,
        field: &'m Field<'r>,
        slot: impl for<'f> Fn(&'f mut Found<'m, 'r>) -> &'f mut Option<&'m Field<'r>>,
    ) {
        let Some(place) = instance.and_then(|i| usize::try_from(i).ok()?.checked_sub(1)) else {
            self.bad_instance = true;
            return;
        };
        if self.found.len() <= place {
            self.found.resize(place + 1, Found::default());
        }
        let Some(found) = self.found.get_mut(place) else { return };
        found.twice |= slot(found).replace(field).is_some();
    }

    /// The sets, first instance first, if there is exactly one field of each kind in each and no
    /// gap between them (RFC 8617 §5.2, steps 1 and 3).
    pub(super) fn whole(&self) -> Result<Vec<Set<'m, 'r>>, Problem> {
        if self.bad_instance {
            return Err(Problem::BadInstance);
        }
        (1..).zip(&self.found).map(|(instance, found)| found.whole(instance)).collect()
    }
}

impl<'m, 'r> Found<'m, 'r> {
    fn whole(&self, instance: u32) -> Result<Set<'m, 'r>, Problem> {
        match (self.results, self.message_signature, self.seal) {
            (None, None, None) => Err(Problem::InstanceMissing { instance }),
            (Some(results), Some(message_signature), Some(seal)) if !self.twice => {
                Ok(Set { instance, results, message_signature, seal })
            }
            _ => Err(Problem::IncompleteSet { instance }),
        }
    }
}

/// `i=` of an ARC-Seal or ARC-Message-Signature.
fn tag_instance(field: &Field<'_>) -> Option<u32> {
    let tags = TagList::parse(field.value).ok()?;
    instance(tags.get("i")?)
}

/// `i=N;` before everything else in ARC-Authentication-Results (RFC 8617 §4.1.1).
fn results_instance(field: &Field<'_>) -> Option<u32> {
    let prefix = field.value.split(|&b| b == b';').next()?;
    // Without the semicolon there is no prefix, only a field that begins like one.
    if prefix.len() == field.value.len() {
        return None;
    }
    let tags = TagList::parse(prefix).ok()?;
    instance(tags.get("i")?)
}

fn instance(value: &[u8]) -> Option<u32> {
    let digits = !value.is_empty() && value.len() <= 2 && value.iter().all(u8::is_ascii_digit);
    let number: u32 = std::str::from_utf8(value).ok().filter(|_| digits)?.parse().ok()?;
    (1..=MAX_INSTANCE).contains(&number).then_some(number)
}
