//! What free text means, as far as small rules can tell: enough to route, never to conclude.

use verdict::words::Language;

use super::{
    Answer, Dialogue, Known, Talk,
    fold::{Clause, Folded, bare},
    words::{Deed, Endings, Intent, Phrase, Words},
};

/// What a text is understood to want.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Meaning {
    /// It leads to this node.
    Goes(String),
    /// It asks for this language.
    Speaks(Language),
    /// It was not understood.
    Unclear,
}

/// What a text is understood to say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Understood {
    /// First aid for what has happened, most urgent first, as nodes.
    pub happened: Vec<String>,
    /// Whether a person is asked for, whatever else is said.
    pub wants_person: bool,
    /// What it wants beside that.
    pub meaning: Meaning,
}

/// Words before an English deed that can deny or report it.
const BEFORE: usize = 6;

/// Characters of a clause without a verb that still belong to the next one: 「カード番号も、」.
const LIST: usize = 16;

/// Characters of a text that can be a mere yes or no.
const SHORT: usize = 40;

impl Dialogue {
    /// Understands a typed text. Text is just text: it can lead somewhere, never decide anything.
    #[must_use]
    pub fn understand(&self, text: &str) -> Understood {
        let words = &self.words;
        let is_pasted = text.chars().nth(words.pasted_characters).is_some()
            || text.lines().filter(|line| !line.trim().is_empty()).count() > words.pasted_lines;
        if is_pasted {
            let meaning = Meaning::Goes(self.script.pasted.clone());
            return Understood { happened: Vec::new(), wants_person: false, meaning };
        }
        let folded = Folded::new(text, &words.turns);
        let whole = folded.whole();
        let deeds = words.deeds(&folded);
        let person = |intent: &&Intent| self.node(&intent.to).is_some_and(|n| n.hands_over);
        let wants_person =
            words.intents.iter().filter(person).any(|intent| intent.is_said(&whole, words));
        let meaning = match words.intents.iter().find(|intent| intent.is_said(&whole, words)) {
            Some(Intent { to, .. }) if to == "@ja" => Meaning::Speaks(Language::Ja),
            Some(Intent { to, .. }) if to == "@en" => Meaning::Speaks(Language::En),
            Some(intent) => Meaning::Goes(intent.to.clone()),
            None if deeds.denied => Meaning::Goes(words.nothing_happened.clone()),
            None => Meaning::Unclear,
        };
        Understood { happened: deeds.done, wants_person, meaning }
    }

    /// The option that a text names: by its label, by its number, by yes or no.
    pub(super) fn meant_option(
        &self,
        talk: &Talk,
        known: &Known<'_>,
        text: &str,
    ) -> Option<String> {
        let said = bare(text);
        let options = self.options(&talk.at, talk, known);
        let by_label = options.iter().find(|choice| bare(&choice.label) == said);
        let by_number = || options.get(said.parse::<usize>().ok()?.checked_sub(1)?);
        if let Some(choice) = by_label.or_else(by_number) {
            return Some(choice.id.clone());
        }
        let question = self.node(&talk.at)?.asks.as_ref()?;
        if said.chars().nth(SHORT).is_some() {
            return None;
        }
        let clause = Folded::new(text, &self.words.turns).whole();
        let answer = [
            (Answer::Unsure, &self.words.unsure),
            (Answer::No, &self.words.no),
            (Answer::Yes, &self.words.yes),
        ]
        .into_iter()
        .find(|(_, phrases)| self.words.says(&clause, phrases))?
        .0;
        Some(format!("{question}:{}", answer.as_str()))
    }
}

impl Intent {
    fn is_said(&self, whole: &Clause, words: &Words) -> bool {
        let any = words.says(whole, &self.any);
        let all = !self.all.is_empty() && self.all.iter().all(|group| words.says(whole, group));
        (any || all) && !words.says(whole, &self.unless)
    }
}

/// Whether a verb is said as done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Doing {
    Done,
    Undone,
}

#[derive(Debug, Default)]
struct Deeds {
    done: Vec<String>,
    denied: bool,
}

impl Words {
    fn deeds(&self, folded: &Folded) -> Deeds {
        let mut deeds = Deeds::default();
        let mut done: Vec<&Deed> = Vec::new();
        let mut before: Option<&Clause> = None;
        for clause in &folded.clauses {
            let near = |phrases: &[Phrase]| {
                self.says(clause, phrases) || before.is_some_and(|b| self.says(b, phrases))
            };
            let mut has_verb = false;
            for deed in &self.deeds {
                let Some(doing) = self.doing(clause, &deed.did) else {
                    continue;
                };
                has_verb = true;
                if !(deed.things.is_empty() || near(&deed.things)) || near(&deed.unless) {
                    continue;
                }
                match doing {
                    Doing::Undone => deeds.denied = true,
                    Doing::Done => done.push(deed),
                }
            }
            let may_belong = !has_verb && clause.text.chars().nth(LIST).is_none();
            before = may_belong.then_some(clause);
        }
        // What was most urgent is told; the lesser of it is part of the greater.
        for deed in self.deeds.iter().filter(|deed| done.iter().any(|d| std::ptr::eq(*d, *deed))) {
            let is_new = !deeds.done.contains(&deed.to);
            if is_new && (!deed.lesser || deeds.done.is_empty()) {
                deeds.done.push(deed.to.clone());
            }
        }
        deeds
    }

    /// Whether one of the verbs is said in a clause, as done before as undone.
    fn doing(&self, clause: &Clause, verbs: &str) -> Option<Doing> {
        let verbs = self.verbs.get(verbs)?;
        let mut undone = None;
        for verb in verbs {
            let doings: Vec<Doing> = match verb {
                Phrase::Latin(words) => self
                    .places(clause, words)
                    .filter_map(|at| self.english(clause, at, words.len()))
                    .collect(),
                Phrase::Japanese(stem) => clause
                    .text
                    .match_indices(stem.as_str())
                    .filter_map(|(at, _)| clause.text.get(at + stem.len()..))
                    .filter_map(|rest| self.done.after(rest))
                    .collect(),
            };
            if doings.contains(&Doing::Done) {
                return Some(Doing::Done);
            }
            undone = undone.or_else(|| doings.first().copied());
        }
        undone
    }

    /// Whether the English verb at this place is done: "I never clicked" is not, "it says I paid"
    /// is nothing.
    fn english(&self, clause: &Clause, at: usize, length: usize) -> Option<Doing> {
        let mut before = Clause::default();
        for word in clause.words.iter().take(at).rev().take(BEFORE) {
            if ["and", "then", "so", "because", "when"].contains(&word.as_str()) {
                break;
            }
            before.words.insert(0, word.clone());
        }
        let after = clause.words.get(at + length).map(String::as_str);
        if self.says(&before, &self.report) {
            return None;
        }
        let denied = self.says(&before, &self.deny) || after == Some("nothing");
        Some(if denied { Doing::Undone } else { Doing::Done })
    }
}

impl Endings {
    /// Whether a verb is done, by what follows its stem.
    fn after(&self, rest: &str) -> Option<Doing> {
        let begins = |endings: &[String]| endings.iter().any(|ending| rest.starts_with(ending));
        // 「押したら変なページが出た」 tells what came of it; 「押したらどうなる」 only asks.
        if rest.starts_with("たら") && rest.ends_with('た') {
            return Some(Doing::Done);
        }
        if begins(&self.thought) {
            return None;
        }
        if begins(&self.undone) {
            return Some(Doing::Undone);
        }
        // 「リンクを押して、」 ends its clause with a deed.
        (begins(&self.done) || rest == "て" || rest == "で").then_some(Doing::Done)
    }
}
