//! From text to findings: one pass for all phrases, then windows over the hits.

use std::cmp::Reverse;

use super::{
    Limits,
    book::{Book, Entry, GroupId, GroupRule},
    figure::{self, Figure},
    fold::Folded,
};
use crate::{LureKind, RequestKind};

/// What a rule says when it holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Meaning {
    /// The text asks something.
    Request(RequestKind),
    /// The text tells a story.
    Lure(LureKind),
    /// The sentence warns.
    Warning,
}

/// A hit: a byte range of the folded text.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Hit {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A rule that holds somewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finding {
    pub(super) meaning: Meaning,
    pub(super) strength: u8,
    pub(super) place: Hit,
}

/// Hits of each group, in the order of their ends.
pub(super) struct Hits {
    by_group: Vec<Vec<Hit>>,
    /// The groups that were hit at all, each once.
    hit_groups: Vec<GroupId>,
}

/// Finds every phrase and figure of the book.
pub(super) fn hits(folded: &Folded, book: &Book, limits: &Limits) -> Hits {
    let mut hits = Hits {
        by_group: std::iter::repeat_with(Vec::new).take(book.rules.len()).collect(),
        hit_groups: Vec::new(),
    };
    if let Some(automaton) = &book.automaton {
        for found in automaton.find_overlapping_iter(&folded.text) {
            let entries = book.entries.get(found.pattern().as_usize());
            for entry in entries.into_iter().flatten() {
                if stands_alone(folded.text.as_bytes(), found.start(), found.end(), *entry) {
                    hits.add(entry.group, found.start(), found.end(), limits);
                }
            }
        }
    }
    figure::find(&folded.text, |figure, start, end| {
        let groups = Figure::ALL.iter().position(|known| *known == figure);
        for &group in groups.and_then(|index| book.figures.get(index)).into_iter().flatten() {
            hits.add(group, start, end, limits);
        }
    });
    hits
}

impl Hits {
    fn add(&mut self, group: GroupId, start: usize, end: usize, limits: &Limits) {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        let Some(list) = self.by_group.get_mut(group) else { return };
        if list.is_empty() {
            self.hit_groups.push(group);
        }
        if list.len() < limits.hits_per_group {
            list.push(Hit { start, end });
        }
    }

    fn of(&self, group: GroupId) -> &[Hit] {
        self.by_group.get(group).map_or(&[], Vec::as_slice)
    }
}

/// Whether the word boundaries the phrase asks for are there.
fn stands_alone(text: &[u8], start: usize, end: usize, entry: Entry) -> bool {
    let letter_before = || {
        let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at));
        match before(1) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
            // A two-byte letter (Latin, Greek, Cyrillic, Armenian); kana and signs take three.
            Some(_) => before(2).is_some_and(|lead| (0xc3..=0xd6).contains(lead)),
            None => false,
        }
    };
    let letter_after = || {
        text.get(end)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || (0xc3..=0xd6).contains(byte))
    };
    !(entry.begins && letter_before()) && !(entry.ends && letter_after())
}

/// How often one rule may be found; it tells nothing new after that.
const FINDINGS_PER_RULE: usize = 8;

/// Combines the hits by the rules of the book.
pub(super) fn findings(folded: &Folded, book: &Book, hits: &Hits) -> Vec<Finding> {
    let mut findings = Vec::new();
    for &group in &hits.hit_groups {
        for rule in book.rules.get(group).into_iter().flatten() {
            if rule.groups.iter().all(|&other| !hits.of(other).is_empty()) {
                findings.extend(places(folded, rule, hits).into_iter().map(|place| Finding {
                    meaning: rule.meaning,
                    strength: rule.strength,
                    place,
                }));
            }
        }
    }
    findings.sort_by_key(|finding| (finding.place.start, Reverse(finding.strength)));
    findings
}

/// Where all groups of a rule come together: a sweep that remembers the last hit of each group.
/// Linear in the hits (sorting aside), whose number is bounded.
fn places(folded: &Folded, rule: &GroupRule, hits: &Hits) -> Vec<Hit> {
    if let [only] = rule.groups.as_slice() {
        return hits.of(*only).iter().copied().take(FINDINGS_PER_RULE).collect();
    }
    let mut events: Vec<(Hit, usize)> = Vec::new();
    for (term, &group) in rule.groups.iter().enumerate() {
        events.extend(hits.of(group).iter().map(|&hit| (hit, term)));
    }
    events.sort_unstable();
    let mut last: Vec<Option<Hit>> = vec![None; rule.groups.len()];
    let mut places = Vec::new();
    for (hit, term) in events {
        if let Some(slot) = last.get_mut(term) {
            *slot = Some(hit);
        }
        if let Some(place) = together(folded, rule, &last) {
            places.push(place);
            last.fill(None);
            if places.len() == FINDINGS_PER_RULE {
                break;
            }
        }
    }
    places
}

/// The span of all groups, when every one is there, near enough, and no two share their words.
fn together(folded: &Folded, rule: &GroupRule, last: &[Option<Hit>]) -> Option<Hit> {
    let mut span: Option<Hit> = None;
    for (index, hit) in last.iter().enumerate() {
        let hit = (*hit)?;
        if last.iter().take(index).flatten().any(|other| hit.start < other.end && other.start < hit.end) {
            return None;
        }
        let known = span.get_or_insert(hit);
        *known = Hit { start: known.start.min(hit.start), end: known.end.max(hit.end) };
    }
    let span = span.filter(|span| span.end - span.start <= rule.within)?;
    let one_sentence = || folded.sentence(span.start) == folded.sentence(span.end.saturating_sub(1));
    (!rule.one_sentence || one_sentence()).then_some(span)
}
