//! From findings to notes: what a warning sentence names is not asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Notes,
    fold::Folded,
    scan::{Finding, Hit, Meaning},
};
use crate::{Lure, LureKind, Request, RequestKind};

/// Characters of the message that a note quotes at most.
const WORDS_QUOTED: usize = 120;

/// Warnings quoted at most.
const WARNINGS_QUOTED: usize = 5;

/// Bytes after a warning that ends in a colon which belong to it: the list of what is never asked.
const LIST_AFTER_WARNING: u32 = 300;

/// Gathers the findings, without those that stand in a warning.
pub(super) fn collect(
    source: &str,
    subject_bytes: usize,
    folded: &Folded,
    findings: &[Finding],
) -> Notes {
    let warned = Warned::of(folded, findings);
    let denied = denied(folded, findings);
    let quote = |place: Hit| words(source, folded, place);
    let mut requests: BTreeMap<RequestKind, Hit> = BTreeMap::new();
    let mut lures: BTreeMap<LureKind, Telling> = BTreeMap::new();
    let mut warnings = Vec::new();
    for finding in findings {
        match finding.meaning {
            Meaning::Warning => {
                if warnings.len() < WARNINGS_QUOTED {
                    warnings.push(quote(finding.place));
                }
            }
            Meaning::Request(_) | Meaning::Lure(_) if warned.holds(folded, finding.place) => {}
            Meaning::Request(kind) => {
                if !denied.contains(&(kind, folded.sentence(finding.place.start))) {
                    requests.entry(kind).or_insert(finding.place);
                }
            }
            Meaning::Denial(_) => {}
            Meaning::Lure(kind) => {
                let in_subject = folded.origin(finding.place.start) < subject_bytes;
                lures.entry(kind).or_default().add(finding, in_subject);
            }
        }
    }
    let requests = requests.into_iter().map(|(kind, at)| Request { kind, words: quote(at) });
    let lures = lures.into_iter().map(|(kind, telling)| telling.lure(kind, quote));
    Notes { requests: requests.collect(), lures: lures.collect(), warnings, ..Notes::default() }
}

/// The sentences that ask for the contrary of a request.
fn denied(folded: &Folded, findings: &[Finding]) -> BTreeSet<(RequestKind, u32)> {
    let kind = |finding: &Finding| match finding.meaning {
        Meaning::Denial(kind) => Some((kind, folded.sentence(finding.place.start))),
        Meaning::Request(_) | Meaning::Lure(_) | Meaning::Warning => None,
    };
    findings.iter().filter_map(kind).collect()
}

/// The sentences that warn.
struct Warned {
    sentences: BTreeSet<u32>,
    lists: Vec<Hit>,
}

impl Warned {
    fn of(folded: &Folded, findings: &[Finding]) -> Self {
        let mut warned = Self { sentences: BTreeSet::new(), lists: Vec::new() };
        for finding in findings.iter().filter(|finding| finding.meaning == Meaning::Warning) {
            let place = finding.place;
            warned.sentences.insert(folded.sentence(place.start));
            warned.sentences.insert(folded.sentence(place.end.saturating_sub(1)));
            let rest = folded.text.get(place.end as usize..).unwrap_or_default();
            let near = rest.char_indices().take(60).find(|(_, ch)| matches!(ch, ':' | '.' | '。'));
            if let Some((_, ':')) = near {
                let end = place.end.saturating_add(LIST_AFTER_WARNING);
                warned.lists.push(Hit { start: place.end, end });
            }
        }
        warned
    }

    fn holds(&self, folded: &Folded, place: Hit) -> bool {
        self.sentences.contains(&folded.sentence(place.start))
            || self.lists.iter().any(|list| list.start <= place.start && place.end <= list.end)
    }
}

/// How a story is told so far.
struct Telling {
    place: Hit,
    plainest: u8,
    count: u16,
    /// The chance, in hundredths, that none of the phrases meant it.
    doubt: f32,
    in_subject: bool,
}

impl Default for Telling {
    fn default() -> Self {
        let place = Hit { start: 0, end: 0 };
        Self { place, plainest: 0, count: 0, doubt: 100.0, in_subject: false }
    }
}

impl Telling {
    fn add(&mut self, finding: &Finding, in_subject: bool) {
        // The same words often match several rules: they tell the story once.
        let again = self.count > 0 && finding.place.start < self.place.end;
        if finding.strength > self.plainest {
            self.plainest = finding.strength;
            if again {
                self.doubt = self.doubt.min(100.0 - f32::from(finding.strength));
            }
        }
        self.in_subject |= in_subject;
        if again {
            return;
        }
        self.place = finding.place;
        self.count = self.count.saturating_add(1);
        self.doubt *= 1.0 - f32::from(finding.strength) / 100.0;
    }

    fn lure(self, kind: LureKind, quote: impl Fn(Hit) -> String) -> Lure {
        let strength = (100.0 - self.doubt).clamp(1.0, 100.0) as u8;
        let (count, in_subject) = (self.count, self.in_subject);
        Lure { kind, words: quote(self.place), count, strength, in_subject }
    }
}

/// The words around a place, from the beginning of its sentence when that is near.
fn words(source: &str, folded: &Folded, place: Hit) -> String {
    let start = folded.origin(place.start);
    let sentence = folded.sentence(place.start).checked_sub(1);
    let begun = sentence.and_then(|index| folded.sentence_ends.get(index as usize));
    let begun = folded.origin(begun.copied().unwrap_or(0));
    let lead: usize =
        source.get(begun..start).map_or(usize::MAX, |lead| lead.chars().take(41).count());
    let from = if lead <= 40 { begun } else { start };
    let mut quoted = String::new();
    let mut length = 0;
    for word in source.get(from..).unwrap_or_default().split_whitespace() {
        if length > 0 {
            quoted.push(' ');
            length += 1;
        }
        for ch in word.chars() {
            if length == WORDS_QUOTED {
                return quoted;
            }
            quoted.push(ch);
            length += 1;
        }
        if length == WORDS_QUOTED {
            break;
        }
    }
    quoted
}
