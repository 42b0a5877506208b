//! All phrases, ready to be looked for at once.

use std::{collections::HashMap, sync::LazyLock};

use aho_corasick::{dfa::DFA, nfa::contiguous::NFA};

use super::{
    figure::Figure,
    grammar::{self, Atom, Rule},
    scan::Meaning,
};

/// The phrase files, compiled in.
const FILES: [&str; 12] = [
    include_str!("../../data/phrases/en.toml"),
    include_str!("../../data/phrases/ja.toml"),
    include_str!("../../data/phrases/pt.toml"),
    include_str!("../../data/phrases/de.toml"),
    include_str!("../../data/phrases/fr.toml"),
    include_str!("../../data/phrases/nl.toml"),
    include_str!("../../data/phrases/es.toml"),
    include_str!("../../data/phrases/it.toml"),
    include_str!("../../data/phrases/pl.toml"),
    include_str!("../../data/phrases/ru.toml"),
    include_str!("../../data/phrases/zh.toml"),
    include_str!("../../data/phrases/ko.toml"),
];

/// A group of atoms that count as the same thing: the index of a term.
pub(super) type GroupId = usize;

/// A rule whose terms have become groups.
#[derive(Debug)]
pub(super) struct GroupRule {
    pub(super) meaning: Meaning,
    pub(super) strength: u8,
    pub(super) groups: Vec<GroupId>,
    pub(super) within: u32,
    pub(super) one_sentence: bool,
}

/// One group that a pattern counts for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) group: GroupId,
    /// A word must end here.
    pub(super) ends: bool,
}

/// Every phrase of every language in one automaton, and what their combinations mean.
#[derive(Debug)]
pub(super) struct Book {
    /// Phrases that begin where a word begins. Walked from each such place, so that it is never
    /// entered in mid-word: several times faster than a search at every byte. `None` only when
    /// it cannot be built, which the tests rule out; so below.
    pub(super) phrases: Option<NFA>,
    /// For each phrase, the groups it counts for.
    pub(super) phrase_entries: Vec<Vec<Entry>>,
    /// The few endings that are looked for inside words (`*konto`).
    pub(super) endings: Option<DFA>,
    /// For each ending, the groups it counts for.
    pub(super) ending_entries: Vec<Vec<Entry>>,
    /// For each figure (in the order of [`Figure::ALL`]), the groups it counts for.
    pub(super) figures: Vec<Vec<GroupId>>,
    /// For each group, the rules that it begins.
    pub(super) rules: Vec<Vec<GroupRule>>,
}

/// The book, read once.
pub(super) fn book() -> &'static Book {
    static BOOK: LazyLock<Book> = LazyLock::new(|| {
        // A file that cannot be read is our own mistake, which a test catches; the others serve.
        Book::new(FILES.iter().flat_map(|text| grammar::rules(text).unwrap_or_default()))
    });
    &BOOK
}

impl Book {
    fn new(rules: impl Iterator<Item = Rule>) -> Self {
        let mut builder = Builder::default();
        let rules: Vec<GroupRule> = rules.map(|rule| builder.group_rule(rule)).collect();
        let mut by_first: Vec<Vec<GroupRule>> =
            std::iter::repeat_with(Vec::new).take(builder.groups.len()).collect();
        for rule in rules {
            let first = rule.groups.iter().copied().min_by_key(|&group| builder.size(group));
            if let Some(list) = first.and_then(|group| by_first.get_mut(group)) {
                list.push(rule);
            }
        }
        Self {
            phrases: NFA::new(&builder.phrases.patterns).ok(),
            phrase_entries: builder.phrases.entries,
            endings: DFA::new(&builder.endings.patterns).ok(),
            ending_entries: builder.endings.entries,
            figures: builder.figures,
            rules: by_first,
        }
    }
}

/// Patterns of one automaton, each once.
#[derive(Default)]
struct Patterns {
    patterns: Vec<String>,
    entries: Vec<Vec<Entry>>,
    ids: HashMap<String, usize>,
}

impl Patterns {
    fn enter(&mut self, text: &str, entry: Entry) {
        let next = self.patterns.len();
        let id = *self.ids.entry(text.to_owned()).or_insert(next);
        if id == next {
            self.patterns.push(text.to_owned());
            self.entries.push(Vec::new());
        }
        if let Some(entries) = self.entries.get_mut(id) {
            entries.push(entry);
        }
    }
}

#[derive(Default)]
struct Builder {
    groups: HashMap<Vec<Atom>, GroupId>,
    sizes: Vec<usize>,
    phrases: Patterns,
    endings: Patterns,
    figures: Vec<Vec<GroupId>>,
}

impl Builder {
    fn size(&self, group: GroupId) -> usize {
        self.sizes.get(group).copied().unwrap_or(usize::MAX)
    }

    fn group_rule(&mut self, rule: Rule) -> GroupRule {
        let Rule { meaning, strength, terms, within, one_sentence } = rule;
        let groups = terms.into_iter().map(|term| self.group(term)).collect();
        GroupRule { meaning, strength, groups, within, one_sentence }
    }

    fn group(&mut self, mut atoms: Vec<Atom>) -> GroupId {
        atoms.sort();
        atoms.dedup();
        if let Some(&group) = self.groups.get(&atoms) {
            return group;
        }
        let group = self.groups.len();
        // A figure such as any number is common: let the words decide whether a rule is looked at.
        let common = atoms.iter().any(|atom| matches!(atom, Atom::Figure(_)));
        self.sizes.push(atoms.len() + if common { 1000 } else { 0 });
        for atom in &atoms {
            self.enter(atom, group);
        }
        self.groups.insert(atoms, group);
        group
    }

    fn enter(&mut self, atom: &Atom, group: GroupId) {
        match atom {
            Atom::Words { text, open_left, ends } => {
                let patterns = if *open_left { &mut self.endings } else { &mut self.phrases };
                patterns.enter(text, Entry { group, ends: *ends });
            }
            Atom::Figure(figure) => {
                self.figures.resize(Figure::ALL.len(), Vec::new());
                if let Some(groups) = self.figures.get_mut(*figure as usize) {
                    groups.push(group);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, book, grammar};

    #[test]
    fn every_phrase_file_reads() {
        for text in FILES {
            if let Err(error) = grammar::rules(text) {
                panic!("{:?}: {error:?}", text.lines().next());
            }
        }
        assert!(book().phrases.is_some() && book().endings.is_some());
    }
}
