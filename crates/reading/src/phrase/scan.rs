//! From text to findings: one pass for all phrases, then windows over the hits.

use std::cmp::Reverse;

use aho_corasick::{
    Anchored, Input, PatternID,
    automaton::{Automaton, OverlappingState},
    nfa::contiguous::NFA,
};

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
    /// The sentence asks for the contrary ("do not reply").
    Denial(RequestKind),
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

/// Every hit, by group and then by place.
pub(super) struct Hits {
    hits: Vec<(GroupId, Hit)>,
    /// For each group, how often it was hit; stops counting at the limit.
    counts: Vec<u16>,
}

/// Finds every phrase and figure of the book.
pub(super) fn hits(folded: &Folded, book: &Book, limits: &Limits) -> Hits {
    let mut hits = Hits { hits: Vec::new(), counts: vec![0; book.rules.len()] };
    find_phrases(&folded.text, book, |entries, start, end| {
        for entry in entries.iter().filter(|entry| !entry.ends || word_ends(&folded.text, end)) {
            hits.add(entry.group, start, end, limits);
        }
    });
    figure::find(&folded.text, |figure, start, end| {
        let groups = Figure::ALL.iter().position(|known| *known == figure);
        for &group in groups.and_then(|index| book.figures.get(index)).into_iter().flatten() {
            hits.add(group, start, end, limits);
        }
    });
    hits.hits.sort_unstable();
    hits
}

/// Calls `found` for each phrase with what it counts for and where it is.
fn find_phrases(text: &str, book: &Book, mut found: impl FnMut(&[Entry], usize, usize)) {
    if let Some(phrases) = &book.phrases {
        for start in phrase_starts(text.as_bytes()) {
            walk(phrases, text.as_bytes(), start, |pattern, end| {
                if let Some(entries) = book.phrase_entries.get(pattern.as_usize()) {
                    found(entries, start, end);
                }
            });
        }
    }
    if let Some(endings) = &book.endings {
        let mut state = OverlappingState::start();
        let input = Input::new(text);
        while endings.try_find_overlapping(&input, &mut state).is_ok() {
            let Some(ending) = state.get_match() else { break };
            if let Some(entries) = book.ending_entries.get(ending.pattern().as_usize()) {
                found(entries, ending.start(), ending.end());
            }
        }
    }
}

/// Where a phrase can begin: at every character, except a blank and a letter in mid-word.
/// Letters written without blanks between words (three bytes and more in UTF-8) all count.
fn phrase_starts(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let mut in_word = false;
    text.iter().enumerate().filter_map(move |(at, &byte)| {
        let after_letter = in_word;
        match byte {
            b' ' => in_word = false,
            0..=0x7f => in_word = byte.is_ascii_alphanumeric(),
            // A continuation byte: inside the character that began before it.
            0x80..=0xbf => return None,
            0xc0..=0xdf => in_word = byte >= 0xc3,
            0xe0..=0xff => in_word = false,
        }
        (byte != b' ' && !(after_letter && in_word)).then_some(at)
    })
}

/// Follows the phrases that begin at `start`, as far as any goes on: a walk down the trie.
fn walk(phrases: &NFA, text: &[u8], start: usize, mut found: impl FnMut(PatternID, usize)) {
    let Ok(mut state) = phrases.start_state(Anchored::Yes) else { return };
    for (at, &byte) in text.iter().enumerate().skip(start) {
        state = phrases.next_state(Anchored::Yes, state, byte);
        if phrases.is_dead(state) {
            return;
        }
        if phrases.is_match(state) {
            let length = at + 1 - start;
            for index in 0..phrases.match_len(state) {
                let pattern = phrases.match_pattern(state, index);
                // A state also knows the phrases that end here and began later.
                if phrases.pattern_len(pattern) == length {
                    found(pattern, at + 1);
                }
            }
        }
    }
}

/// Whether no letter follows. The apostrophe of "won't" joins it to what follows.
fn word_ends(text: &str, end: usize) -> bool {
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    match rest {
        [b'\'', b't', ..] => false,
        [next, ..] => !next.is_ascii_alphanumeric() && !(0xc3..=0xdf).contains(next),
        [] => true,
    }
}

impl Hits {
    fn add(&mut self, group: GroupId, start: usize, end: usize, limits: &Limits) {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        if let Some(count) = self.counts.get_mut(group)
            && usize::from(*count) < limits.hits_per_group
        {
            *count = count.saturating_add(1);
            self.hits.push((group, Hit { start, end }));
        }
    }

    fn has(&self, group: GroupId) -> bool {
        self.counts.get(group).is_some_and(|&count| count > 0)
    }

    fn of(&self, group: GroupId) -> impl Iterator<Item = Hit> + '_ {
        let first = self.hits.partition_point(|&(other, _)| other < group);
        let of_group = self.hits.iter().skip(first).take_while(move |(other, _)| *other == group);
        of_group.map(|&(_, hit)| hit)
    }

    /// The groups that were hit at all, each once.
    fn groups(&self) -> impl Iterator<Item = GroupId> + '_ {
        self.hits.chunk_by(|(a, _), (b, _)| a == b).filter_map(|chunk| Some(chunk.first()?.0))
    }
}

/// How often one rule may be found; it tells nothing new after that.
const FINDINGS_PER_RULE: usize = 8;

/// Combines the hits by the rules of the book.
pub(super) fn findings(folded: &Folded, book: &Book, hits: &Hits) -> Vec<Finding> {
    let mut findings = Vec::new();
    for group in hits.groups() {
        for rule in book.rules.get(group).into_iter().flatten() {
            if rule.groups.iter().all(|&other| hits.has(other)) {
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
        return hits.of(*only).take(FINDINGS_PER_RULE).collect();
    }
    let mut events: Vec<(Hit, usize)> = Vec::new();
    for (term, &group) in rule.groups.iter().enumerate() {
        events.extend(hits.of(group).map(|hit| (hit, term)));
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
        if last
            .iter()
            .take(index)
            .flatten()
            .any(|other| hit.start < other.end && other.start < hit.end)
        {
            return None;
        }
        let known = span.get_or_insert(hit);
        *known = Hit { start: known.start.min(hit.start), end: known.end.max(hit.end) };
    }
    let span = span.filter(|span| span.end - span.start <= rule.within)?;
    let one_sentence =
        || folded.sentence(span.start) == folded.sentence(span.end.saturating_sub(1));
    (!rule.one_sentence || one_sentence()).then_some(span)
}
